"""The published talking-therapies file becomes a place, number for number."""

from __future__ import annotations

import gzip
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from qmf.data import IMPORTERS, check_measures, import_talking_therapies, open_place, series
from qmf.errors import DataError, PlaceError

PUBLISHED = (
    Path(__file__).parents[3]
    / "shared/data/nhs_talking_therapies_monthly/tt_oxleas_and_england_all_measures_long.csv.gz"
)
reference = [
    pytest.mark.reference,
    pytest.mark.skipif(not PUBLISHED.exists(), reason="the shared folder is not beside the checkout"),
]
NEEDED = ("M023", "M024", "M047", "M052", "M056", "M076", "M082", "M084", "M153", "M179", "M184", "M193")


def published(tmp_path, cells=None, drop=(), months=("2026-01-01", "2026-02-01"), org="ABC"):
    """Write a published file with 10 for every count, but for some cells: {(measure id, month): value}."""
    lines = [
        "reporting_period,start_date,end_date,org_code,org_name,measure_id,measure_name,measure_statistic,value"
    ]
    for month in months:
        for number in NEEDED:
            if (number, month) not in drop:
                value = (cells or {}).get((number, month), "10")
                lines.append(
                    f"{month[:7]},{month},,{org},NORTH AND SOUTH NHS TRUST,{number},a name,count,{value}"
                )
                lines.append(f"{month[:7]},{month},,{org},NORTH AND SOUTH NHS TRUST,{number},a name,mean,3.5")
    file = tmp_path / "published.csv"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


def numbers(folder, measure, name="tt_assessed_28_days"):
    place = open_place(folder)
    wanted = measure(data={"observations": name}, percent=True, multiply=100)
    return series(
        place, wanted, place.units_of({"service": "talking-therapies"}), place.last_complete_period()
    )


@pytest.fixture
def oxleas(tmp_path):
    """Oxleas, as published."""
    return import_talking_therapies(PUBLISHED, org="RPG", out=tmp_path / "oxleas")


class TestOxleas:
    pytestmark = reference

    def test_the_figures_are_those_published(self, oxleas, measure):
        frame = numbers(oxleas, measure).set_index("period_start")
        january, march = frame.loc["2026-01-01"], frame.loc["2026-03-01"]
        assert (january["numerator"], january["denominator"], round(100 * january["value"])) == (170, 475, 36)
        assert (march["numerator"], march["denominator"], round(100 * march["value"])) == (330, 505, 65)

    @pytest.mark.parametrize("org", ["RPG", "ENG"])
    @pytest.mark.parametrize(
        ("name", "over", "under"),
        [
            ("tt_reliable_recovery", "M193", "M076 - M179"),
            ("tt_assessed_28_days", "M024", "M023"),
            ("tt_treated_6_weeks", "M052", "M076"),
            ("tt_did_not_attend", "M084", "M082"),
            ("tt_ended_before_treatment", "M153", "M056"),
            ("tt_second_wait_over_90_days", "M047", "M184"),
        ],
    )
    def test_every_measure_equals_a_direct_computation(self, tmp_path, measure, org, name, over, under):
        rows = pd.read_csv(PUBLISHED).query("org_code == @org and measure_statistic == 'count'")
        counts = rows.pivot(index="start_date", columns="measure_id", values="value")
        frame = numbers(import_talking_therapies(PUBLISHED, org=org, out=tmp_path / "place"), measure, name)
        assert len(frame) == 63
        assert frame["numerator"].tolist() == counts.eval(over).tolist()
        assert frame["denominator"].tolist() == counts.eval(under).tolist()

    def test_it_says_that_it_is_real_and_rounded(self, oxleas):
        place = open_place(oxleas)
        assert (place.name, place.synthetic, place.rounding) == ("Oxleas NHS Foundation Trust", False, 5)
        assert place.notice.startswith("Real data. Published by NHS England")
        assert "Open Government Licence v3.0" in place.notice
        assert "rounded to the nearest 5" in place.notice
        assert place.last_complete_period() == date(2026, 3, 31)
        assert place.units["kind"].tolist() == ["trust", "team"]

    def test_england_is_not_called_rounded(self, tmp_path):
        place = open_place(import_talking_therapies(PUBLISHED, org="eng", out=tmp_path / "england"))
        assert (place.name, place.rounding) == ("England", 1)
        assert "rounded" not in place.notice

    def test_an_unknown_provider_is_told_with_those_there(self, tmp_path):
        with pytest.raises(DataError, match="ENG or RPG"):
            import_talking_therapies(PUBLISHED, org="RPX", out=tmp_path / "place")
        assert not (tmp_path / "place").exists()


def test_a_suppressed_count_is_missing_never_zero(tmp_path, measure):
    file = published(tmp_path, {("M024", "2026-01-01"): "", ("M023", "2026-02-01"): "*"})
    folder = IMPORTERS["talking-therapies"](file, org="abc", out=tmp_path / "place")
    frame = numbers(folder, measure)
    assert frame["suppressed"].tolist() == [True, True]
    assert frame["value"].isna().all()


def test_few_who_did_not_begin_at_caseness_are_taken_as_none(tmp_path, measure):
    file = published(tmp_path, {("M179", "2026-01-01"): "", ("M193", "2026-02-01"): "5"})
    file.write_text(file.read_text().replace("M179,a name,count,10", "M179,a name,count,5"))
    frame = numbers(
        import_talking_therapies(file, org="ABC", out=tmp_path / "place"), measure, "tt_reliable_recovery"
    )
    assert frame["denominator"].tolist() == [10, 5]


def test_a_month_that_was_not_published_is_a_gap(tmp_path, measure):
    months = ("2026-01-01", "2026-02-01", "2026-03-01")
    file = published(tmp_path, months=months, drop=[("M024", "2026-02-01")])
    frame = numbers(import_talking_therapies(file, org="ABC", out=tmp_path / "place"), measure)
    assert frame["value"].isna().tolist() == [False, True, False]
    assert not frame["suppressed"].any()


def test_rounding_over_the_denominator_is_kept_as_published_and_more_is_refused(tmp_path, measure):
    share = measure(data={"observations": "tt_assessed_28_days"}, percent=True, multiply=100)
    folder = import_talking_therapies(
        published(tmp_path, {("M024", "2026-01-01"): "15"}), org="ABC", out=tmp_path / "a"
    )
    assert numbers(folder, measure)["numerator"].tolist() == [15, 10]
    folder = import_talking_therapies(
        published(tmp_path, {("M024", "2026-01-01"): "20"}), org="ABC", out=tmp_path / "b"
    )

    class Priority:
        id, units, measures = "p", {"service": "talking-therapies"}, [share]

    with pytest.raises(DataError, match="over the denominator"):
        check_measures(open_place(folder), [Priority()])


def test_names_in_capitals_are_written_as_people_write_them(tmp_path):
    place = open_place(import_talking_therapies(published(tmp_path), org="ABC", out=tmp_path / "place"))
    assert place.name == "North and South NHS Trust"


def test_a_wrong_file_is_told_whole_and_nothing_is_made(tmp_path):
    file = published(
        tmp_path,
        {
            ("M024", "2026-01-01"): "-5",
            ("M023", "2026-01-01"): "lots",
            ("M056", "2026-02-01"): "inf",
            ("M052", "2026-02-01"): "2.5",
        },
    )
    file.write_text(file.read_text().replace("M193", "M194") + file.read_text().splitlines()[5] + "\n")
    with pytest.raises(DataError) as caught:
        import_talking_therapies(file, org="ABC", out=tmp_path / "place")
    whats = [fault.what for fault in caught.value.faults]
    assert whats.count("this is no count of 0 or more") == 4
    assert "the measure M193 is not there" in whats
    assert any("there already" in what for what in whats)
    assert not (tmp_path / "place").exists()
    assert [each.name for each in tmp_path.iterdir()] == ["published.csv"]


@pytest.mark.parametrize(
    "content", [b"", b"a,b\n1,2\n", b"\x1f\x8bno gzip", gzip.compress(b"a,b\n1,2\n", mtime=0)[:-6]]
)
def test_a_file_of_another_kind_is_told(tmp_path, content):
    file = tmp_path / ("file.csv.gz" if content.startswith(b"\x1f") else "file.csv")
    file.write_bytes(content)
    with pytest.raises(DataError):
        import_talking_therapies(file, org="ABC", out=tmp_path / "place")
    with pytest.raises(PlaceError, match="no such file"):
        import_talking_therapies(tmp_path / "none.csv", org="ABC", out=tmp_path / "place")


def test_only_what_the_same_import_made_is_replaced(tmp_path):
    file, out = published(tmp_path), tmp_path / "place"
    out.mkdir()
    import_talking_therapies(file, org="ABC", out=out)
    first = {each.name: each.read_bytes() for each in out.iterdir()}
    import_talking_therapies(file, org="ABC", out=out)
    assert {each.name: each.read_bytes() for each in out.iterdir()} == first
    (out / "notes.txt").write_text("mine")
    with pytest.raises(PlaceError, match="holds something else"):
        import_talking_therapies(file, org="ABC", out=out)
    assert (out / "notes.txt").read_text() == "mine"
    other = published(tmp_path, org="XYZ")
    (out / "notes.txt").unlink()
    with pytest.raises(PlaceError, match="holds something else"):
        import_talking_therapies(other, org="XYZ", out=out)
    with pytest.raises(PlaceError, match="holds something else"):
        import_talking_therapies(other, org="XYZ", out=other)
    assert {each.name: each.read_bytes() for each in out.iterdir()} == first
