"""A place is read rightly, whatever wrote it."""

from __future__ import annotations

import hashlib
from datetime import date

import pandas as pd
import pytest

from qmf.data import open_place, series
from qmf.errors import DataError


def test_a_place_says_whose_it_is_and_seals_what_it_read(write):
    folder = write()
    place = open_place(folder)
    assert (place.name, place.synthetic, place.notice, place.rounding) == (
        "Tiny trust",
        True,
        "Synthetic data.",
        1,
    )
    assert place.last_complete_period() == date(2026, 3, 31)
    assert list(place.seal) == ["place.yaml", "units.csv", "observations.csv", "events.csv"]
    assert place.seal["units.csv"] == hashlib.sha256((folder / "units.csv").read_bytes()).hexdigest()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_every_usual_encoding_is_read_rightly(write, encoding):
    tree = "unit,name,kind,parent,service\nheron,Château – Zoë’s ward,trust,,\n"
    place = open_place(write({"units.csv": tree.encode(encoding)}))
    assert place.units["name"].tolist() == ["Château – Zoë’s ward"]


def test_windows_line_ends_blank_lines_and_unknown_columns_are_nothing(write):
    tree = "unit,name,kind,parent,service,colour\r\n\r\nheron, Heron ward ,trust,,,blue\r\n,,,,,\r\n"
    place = open_place(write({"units.csv": tree}))
    assert place.units["name"].tolist() == ["Heron ward"]
    assert place.units.index.tolist() == [3]
    assert "colour" not in place.units


def test_names_that_look_like_nothing_or_like_markup_stay_text(write, measure):
    tree = "unit,name,kind,parent,service\nNA,None,trust,,\n<b>,<script>alert(1)</script>,team,NA,null\n"
    rows = "measure,unit,period_start,numerator,denominator\n<script>,<b>,2026-01-01,1,2\n"
    place = open_place(write({"units.csv": tree, "observations.csv": rows, "events.csv": None}))
    assert place.units["unit"].tolist() == ["NA", "<b>"]
    assert place.units["name"].tolist() == ["None", "<script>alert(1)</script>"]
    assert place.units_of({"service": "null"}) == ["<b>"]
    assert place.observations["measure"].tolist() == ["<script>"]


def test_parquet_says_the_same_as_csv(write, measure):
    one = open_place(write())
    folder = write()
    for name in ("units", "observations", "events"):
        frame = {"units": one.units, "observations": one.observations, "events": one.events}[name]
        typed = frame.assign(suppressed=frame["suppressed"].astype(bool)) if name == "observations" else frame
        typed.to_parquet(folder / f"{name}.parquet", index=False)
        (folder / f"{name}.csv").unlink()
    two = open_place(folder)
    for name in ("units", "observations", "events"):
        pd.testing.assert_frame_equal(getattr(one, name), getattr(two, name))
    assert two.file("units") == "units.parquet"
    rate = measure(data={"events": "violence", "denominator": "occupied_bed_days"})
    as_at = date(2026, 3, 31)
    pd.testing.assert_frame_equal(series(one, rate, ["heron"], as_at), series(two, rate, ["heron"], as_at))


def test_wards_and_teams_are_found_in_tree_order(write):
    place = open_place(write())
    assert place.units_of(["wren", "heron", "wren"]) == ["heron", "wren"]
    assert place.units_of(["trust"]) == place.units_of({"service": "acute-inpatient"}) == ["heron", "wren"]
    with pytest.raises(DataError, match="no unit is named"):
        place.units_of([])


def test_a_parent_may_stand_below_its_children(write):
    rows = "wren,W,ward,acute,x\nacute,A,directorate,trust,\nheron,H,ward,acute,x\ntrust,T,trust,,\n"
    tree = f"unit,name,kind,parent,service\n{rows}"
    assert open_place(write({"units.csv": tree})).units["unit"].tolist() == [
        "trust",
        "acute",
        "wren",
        "heron",
    ]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("m,heron,2026-02-01,1,\nw,heron,2026-03-30,1,\n", date(2026, 2, 28)),
        ("w,heron,2026-03-16,1,\nw,heron,2026-03-23,1,\n", date(2026, 2, 28)),
        ("w,heron,2026-02-23,1,\nw,heron,2026-03-30,1,\n", date(2026, 3, 31)),
    ],
)
def test_the_last_complete_month_is_found(write, rows, expected):
    rows = "measure,unit,period_start,numerator,denominator\n" + rows
    assert open_place(write({"observations.csv": rows})).last_complete_period() == expected
