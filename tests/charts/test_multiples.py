"""Small multiples: one scale, one time axis, one plotting area, and the right numbers at their edge."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qmf.charts import Drawing, Flag, multiples
from qmf.errors import ChartError
from qmf.spc import Label, control_chart

NS = "{http://www.w3.org/2000/svg}"
LEVELS = {"Elm": 4.0, "Oak": 19.0, "Ash": 9.0}


def drawn(levels: dict[str, float], *, kind: str = "xmr", percent: bool = False) -> dict[str, Drawing]:
    """Give a drawing a unit, of 24 months each that swing about a level."""
    months = pd.date_range("2024-04-01", periods=24, freq="MS")
    rows = [
        (unit, month, level + swing)
        for unit, level in levels.items()
        for month, swing in zip(months, np.resize([0.5, -1.0, 1.5, -1.0], 24), strict=True)
    ]
    frame = pd.DataFrame(rows, columns=["unit", "month", "falls"])
    charts = control_chart(frame, x="month", y="falls", by=["unit"], kind=kind, target=6.0)
    label = Label("Falls", "per month", percent, "")
    return {unit: Drawing(charts.select(unit=unit), label, f"Falls at {unit}") for unit in levels}


def root(picture: str) -> ET.Element:
    return ET.fromstring(picture)  # noqa: S314 - our own drawing


def texts(picture: str) -> list[str]:
    return [str(each.text) for each in root(picture).iter(f"{NS}text")]


def ticks(picture: str) -> list[tuple[str, str]]:
    """Give what stands at the left of the plotting area, each with its height."""
    return [
        (str(each.text), each.get("y", ""))
        for each in root(picture).iter(f"{NS}text")
        if each.get("text-anchor") == "end"
    ]


def marks(picture: str) -> list[tuple[float, float]]:
    """Give the centres of the circles: points of common cause."""
    return [
        (float(each.get("cx", "nan")), float(each.get("cy", "nan")))
        for each in root(picture).iter(f"{NS}circle")
    ]


def test_the_same_height_is_the_same_value_everywhere() -> None:
    drawings = drawn(LEVELS)
    pictures = multiples(list(drawings.values()), uids=list(drawings))
    scales = [ticks(picture) for picture in pictures]
    assert scales[0] == scales[1] == scales[2]
    low, high = (
        next((float(y), float(text)) for text, y in scales[0] if text == wanted) for wanted in ("0", "20")
    )
    for picture, drawing in zip(pictures, drawings.values(), strict=True):
        values = drawing.chart.points["value"]
        heights = [low[0] + (value - low[1]) * (high[0] - low[0]) / (high[1] - low[1]) for value in values]
        assert [y for _, y in marks(picture)] == pytest.approx([y - 4.5 for y in heights], abs=0.15)


def test_the_same_month_stands_at_the_same_place_even_where_a_unit_closed() -> None:
    drawings = list(drawn(LEVELS).values())
    short = control_chart(
        drawings[0].chart.points.head(15)[["x", "value"]], x="x", y="value", improvement="decrease"
    )
    closed = replace(drawings[0], chart=short)
    one, other = multiples([closed, drawings[1]], uids=["one", "other"])
    assert [x for x, _ in marks(one)] == [x for x, _ in marks(other)][: len(marks(one))]
    assert len(marks(one)) == 15


def test_a_flag_on_one_moves_the_plotting_area_of_all() -> None:
    plain, other = list(drawn({"Elm": 4.0, "Oak": 5.0}).values())
    flagged = replace(plain, flags=(Flag("2025-01-01", "1", "huddles"),))
    one, two = multiples([flagged, other], uids=["one", "two"])
    assert ticks(one) == ticks(two)
    assert "1" in texts(one)
    assert "1" not in texts(two)


def test_the_latest_value_the_centre_and_the_target_are_named_and_the_limits_are_not() -> None:
    for kind, centre in (("xmr", "av. 4.0"), ("run", "med. 3.8")):
        (picture,) = multiples(list(drawn({"Elm": 4.0}, kind=kind).values()), uids=["elm"])
        said = texts(picture)
        assert {"3.0", centre, "target 6.0"} <= set(said)
        assert not [words for words in said if "pper" in words or "ower" in words]


def test_each_has_its_own_ids_title_and_words() -> None:
    drawings = drawn(LEVELS)
    whole = "".join(multiples(list(drawings.values()), uids=list(drawings)))
    ids = re.findall(r'\sid="([^"]+)"', whole)
    assert len(ids) == len(set(ids)) == 6
    for unit in LEVELS:
        assert f">Falls at {unit}</title>" in whole


def test_the_same_drawings_give_the_same_text() -> None:
    assert multiples(list(drawn(LEVELS).values()), uids=list(LEVELS)) == multiples(
        list(drawn(LEVELS).values()), uids=list(LEVELS)
    )


def test_none_at_all_is_nothing() -> None:
    assert multiples([], uids=[]) == []


@pytest.mark.parametrize(("uids", "words"), [(["a"], "its own uid"), (["a", "2 b"], "cannot be an id")])
def test_wrong_uids_are_refused(uids: list[str], words: str) -> None:
    with pytest.raises(ChartError, match=words):
        multiples(list(drawn({"Elm": 4.0, "Oak": 5.0}).values()), uids=uids)


def test_dates_beside_numbers_are_refused() -> None:
    dated = drawn({"Elm": 4.0})["Elm"]
    numbered = replace(
        dated, chart=control_chart(pd.DataFrame({"x": range(20), "y": range(20)}), x="x", y="y")
    )
    with pytest.raises(ChartError, match="different sorts of x"):
        multiples([dated, numbered], uids=["a", "b"])


@settings(max_examples=25, deadline=None)
@given(levels=st.lists(st.floats(0, 1e6), min_size=1, max_size=5))
def test_every_point_lies_inside_the_drawing(levels: list[float]) -> None:
    units = {f"u{number}": level for number, level in enumerate(levels)}
    for picture in multiples(list(drawn(units).values()), uids=list(units)):
        assert all(0 < x < 358 and 0 < y < 216 for x, y in marks(picture))
