"""Laws of laying out, whatever the numbers are."""

from __future__ import annotations

import math
import re
import xml.etree.ElementTree as ET
from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qmf.charts import Drawing, Flag, figure, sparkline, svg
from qmf.charts.lettering import balanced, shorten, text_width, wrap
from qmf.charts.spread import spread
from qmf.charts.ticks import x_ticks, y_scale
from qmf.charts.timeline import timeline
from qmf.spc import Label, control_chart

PLACES = st.floats(-1e4, 1e4)
SIZES = st.sampled_from([1e-9, 1e-3, 1.0, 100.0, 1e6, 1e12])
PERIODS = st.sampled_from(["MS", "7D", "D", "QS-APR", "12MS"])


@given(st.lists(PLACES, max_size=12), st.floats(1, 30))
def test_what_is_spread_keeps_its_order_its_distance_and_its_room(wanted: list[float], gap: float) -> None:
    low, high = -100.0, 400.0
    stands = spread(wanted, gap, low, high)
    order = sorted(range(len(wanted)), key=lambda k: wanted[k])
    gap = min(gap, (high - low) / max(1, len(wanted) - 1))
    assert all(low - 1e-6 <= s <= high + 1e-6 for s in stands)
    assert all(stands[b] - stands[a] >= gap - 1e-6 for a, b in pairwise(order))


@given(st.lists(st.floats(0, 1000), max_size=8))
def test_what_is_far_apart_is_not_moved(wanted: list[float]) -> None:
    spaced = [k * 50.0 + w % 10 for k, w in enumerate(wanted)]
    assert spread(spaced, 18, 0, 1e4) == spaced


@given(st.floats(-1e300, 1e300), st.floats(0, 1e300), st.booleans())
def test_a_scale_holds_what_it_must_show(low: float, span: float, percent: bool) -> None:
    high = low + span
    scale = y_scale(low, high, floor=0 if low >= 0 else None, percent=percent, whole=False)
    slack = 1e-8 * max(abs(low), abs(high)) + 1e-290
    assert scale.low - slack <= low and high <= scale.high + slack
    assert all(math.isfinite(tick) for tick in scale.ticks)
    assert 2 <= len(scale.ticks) <= 9 and len(set(scale.texts)) == len(scale.ticks)


@given(st.integers(-500, 500), st.integers(0, 10**6))
def test_a_scale_of_counts_has_no_tick_between_two_of_them(low: int, span: int) -> None:
    scale = y_scale(low, low + span, floor=0 if low >= 0 else None, percent=False, whole=True)
    assert scale.low <= low and low + span <= scale.high
    assert all(tick == int(tick) for tick in scale.ticks)


@given(st.dates(min_value=pd.Timestamp("1990-01-01").date(), max_value=pd.Timestamp("2050-01-01").date()),
       st.integers(1, 400), PERIODS, st.sampled_from([200, 700]))  # fmt: skip
def test_ticks_of_time_are_apart_and_on_the_axis(start, count: int, freq: str, room: float) -> None:  # type: ignore[no-untyped-def]
    xs = list(pd.date_range(start, periods=count, freq=freq))
    period = {"MS": "month", "7D": "week", "D": "day", "QS-APR": "quarter", "12MS": "year"}[freq]
    axis = timeline(xs, period)
    low, high = axis.place(xs[0]), axis.place(xs[-1])
    ticks = x_ticks(axis, low, high, room=room, apart=34, slack=8)
    pixels = [room * (tick.at - low) / max(high - low, 1e-9) for tick in ticks]
    assert all(-8.01 <= x <= room + 0.01 for x in pixels)
    assert all(b - a >= 30 for a, b in pairwise(pixels))
    if count >= 24 and period != "day":
        assert ticks and any(tick.under for tick in ticks)


@given(st.dates(min_value=pd.Timestamp("1970-01-01").date()), st.sampled_from(["month", "week"]))
def test_a_place_leads_back_to_its_day(day, period: str) -> None:  # type: ignore[no-untyped-def]
    axis = timeline([pd.Timestamp(day)], period)
    assert axis.at(axis.place(day)) == pd.Timestamp(day)


@given(st.text(max_size=80), st.floats(30, 400))
def test_lines_fit_and_lose_no_letter(text: str, room: float) -> None:
    for lines in (wrap(text, 14, room), balanced(text, 14, room)):
        assert "".join(lines).replace(" ", "") == "".join(text.split())
        assert all(text_width(line, 14) <= room or len(line) == 1 for line in lines)
    assert text_width(shorten(text, 14, room), 14) <= room


@st.composite
def charts(draw: st.DrawFn) -> Drawing:
    """Any series of 1 to 260 points: gaps, exclusions, phases, targets, a baseline, flags; huge, tiny or below zero."""
    count, size = draw(st.one_of(st.integers(1, 30), st.integers(31, 260))), draw(SIZES)
    value = st.one_of(st.none(), st.floats(-1, 1), st.integers(-3, 3).map(float))
    values = [None if v is None else v * size for v in draw(st.lists(value, min_size=count, max_size=count))]
    dates = pd.date_range("2019-04-01", periods=count, freq=draw(PERIODS))
    frame = pd.DataFrame(
        {
            "x": dates if draw(st.booleans()) else range(count),
            "y": pd.Series(values, dtype="float64"),
            "out": draw(st.lists(st.booleans(), min_size=count, max_size=count))
            if draw(st.booleans())
            else False,
        }
    )
    cut = draw(st.integers(1, count - 1)) if count > 1 and draw(st.booleans()) else None
    chart = control_chart(
        frame,
        x="x",
        y="y",
        exclude="out",
        kind=draw(st.sampled_from(["xmr", "run"])),
        rules=draw(st.sampled_from(["mdc", "plotthedots", "anhoej"])),
        improvement=draw(st.sampled_from(["increase", "decrease", "neutral"])),
        target=draw(st.one_of(st.none(), st.floats(-1, 1).map(lambda v: v * size))),
        phases=None if cut is None else [frame["x"][cut]],
        baseline=draw(st.one_of(st.none(), st.integers(2, 40))),
    )
    at = draw(st.lists(st.integers(0, count - 1), max_size=9))
    flags = tuple(Flag(frame["x"][k], str(n + 1), "words " * (n % 4), "pdsa") for n, k in enumerate(at))
    label = Label(draw(st.text(max_size=20)), "u", percent=draw(st.booleans()))
    return Drawing(chart, label, draw(st.text(max_size=120)), draw(st.text(max_size=40)), flags=flags)


@settings(max_examples=120, deadline=None)
@given(charts(), st.sampled_from(["wide", "narrow", "alone"]))
def test_all_coordinates_are_finite_and_inside_the_picture(drawing: Drawing, shape: str) -> None:
    drawn = svg(drawing, shape=shape, uid="a")
    root = ET.fromstring(drawn)  # noqa: S314 - our own drawing
    _, _, width, height = (float(v) for v in root.attrib["viewBox"].split())
    assert not re.search(r'="[^"]*(nan|inf)', drawn)
    for element in root.iter():
        for name in ("x", "cx"):
            assert 0 <= float(element.get(name, 0)) <= width
        for name in ("y", "cy"):
            assert 0 <= float(element.get(name, 0)) <= height
        for x, y in re.findall(r"[ML](-?[\d.]+) (-?[\d.]+)", element.get("d", "")):
            assert -0.01 <= float(x) <= width and -0.01 <= float(y) <= height
        for x in re.findall(r"H(-?[\d.]+)", element.get("d", "")):
            assert 0 <= float(x) <= width
        for y in re.findall(r"V(-?[\d.]+)", element.get("d", "")):
            assert 0 <= float(y) <= height


@settings(max_examples=25, deadline=None)
@given(charts())
def test_figure_and_sparkline_draw_whatever_the_svg_does(drawing: Drawing) -> None:
    values = drawing.chart.points["value"].notna().sum()
    assert sum(len(t.x) for t in figure(drawing).data if t.mode == "markers") == values
    assert not re.search(r'="[^"]*(nan|inf)', sparkline(drawing.chart, label=drawing.label))


@pytest.mark.parametrize(
    "words", ["Earlier average 8.8", "Mar 2026: 65%", "New limits, accepted by the owner"]
)
def test_a_bold_text_is_wider(words: str) -> None:
    assert text_width(words, 14, bold=True) > text_width(words, 14)
