"""No input of any shape raises anything but a class of qmf.errors, and never a warning."""

import datetime as dt
import decimal

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from qmf.errors import QmfError
from qmf.spc import (
    KINDS,
    PROFILES,
    control_chart,
    events_between,
    funnel_chart,
    propose_phases,
    suggest_kind,
)

CELLS = st.one_of(
    st.none(), st.booleans(), st.integers(-(10**30), 10**30), st.floats(allow_nan=True, allow_infinity=True),
    st.text(max_size=4), st.dates(dt.date(1, 1, 1)), st.datetimes(), st.decimals(allow_nan=False, places=2),
    st.just(decimal.Decimal("NaN")),
    st.just(pd.NA), st.just(pd.NaT), st.just(()), st.just([1]), st.just({}), st.just(b"x"), st.just(1j),
    st.just(np.float32(1.5)), st.just(decimal.Decimal("1E+999")), st.just(pd.Period("2024-01", "M")),
)  # fmt: skip
SMALL = st.one_of(st.integers(0, 5), st.floats(0, 50))
KIND_OF_CELL = st.sampled_from(
    [CELLS, SMALL, st.integers(0, 3), st.dates(dt.date(2020, 1, 1), dt.date(2021, 1, 1))]
)


@st.composite
def frames(draw):
    size = draw(st.integers(0, 16))
    columns = {}
    for name in draw(st.lists(st.sampled_from(["x", "y", "n", "g", "out", 3]), unique=True, max_size=6)):
        cells = draw(KIND_OF_CELL)
        column = pd.Series(draw(st.lists(cells, min_size=size, max_size=size)), dtype="object")
        columns[name] = column.infer_objects() if draw(st.booleans()) else column
    data = pd.DataFrame(columns, index=range(size))
    if draw(st.booleans()) and size:
        data.index = draw(st.sampled_from([[0] * size, list("abcdefghijklmnop")[:size]]))
    return data


names = st.sampled_from(["x", "y", "n", "g", "out", 3, None, 1.5, ["x"], "other"])


hashable = st.one_of(
    st.sampled_from(["local", "national", "", "a b", 3, None, (), "{0}"]), st.text(max_size=3)
)
TARGETS = st.dictionaries(hashable, st.one_of(names, CELLS, SMALL, st.floats()), max_size=4)


def polite(call):
    try:
        return call()
    except QmfError as error:
        assert error.faults and all(fault.what for fault in error.faults)
        return None


@settings(max_examples=400, deadline=None)
@given(
    frames(), names, names, names, names, names, st.sampled_from(sorted(KINDS)), st.sampled_from(sorted(PROFILES)),
    st.one_of(names, SMALL, st.floats(), TARGETS), st.one_of(names, st.lists(CELLS, max_size=2)),
)  # fmt: skip
def test_control_chart(data, x, y, n, by, exclude, kind, rules, target, phases):
    chart = polite(
        lambda: control_chart(
            data, x=x, y=y, n=n, by=by, exclude=exclude, kind=kind, rules=rules, target=target, phases=phases
        )
    )
    if chart is not None:
        assert len(chart.summary) <= len(chart.phases) <= len(chart.points)
        for style in ("board", "public", "short", "title"):
            assert isinstance(chart.words(style=style), str)
        assert len(propose_phases(chart)) <= len(chart.summary)


@settings(max_examples=150, deadline=None)
@given(
    frames(), names, names, names, st.sampled_from(["p", "u", "x", None]), st.one_of(SMALL, st.floats(), names),
    st.booleans(), st.one_of(st.floats(), names), st.one_of(st.floats(), names),
)  # fmt: skip
def test_funnel_chart(data, unit, y, n, kind, centre, overdispersion, winsorise, multiply):
    chart = polite(
        lambda: funnel_chart(
            data, unit=unit, y=y, n=n, kind=kind, centre=centre, overdispersion=overdispersion,
            winsorise=winsorise, multiply=multiply,
        )
    )  # fmt: skip

    if chart is not None:
        for style in ("board", "public", "title"):
            assert isinstance(chart.words(style=style), str)
        polite(chart.svg)


@settings(max_examples=150, deadline=None)
@given(frames(), names, names, names)
def test_suggest_kind_and_events_between(data, x, y, n):
    polite(lambda: suggest_kind(data, x=x, y=y, n=n))
    polite(lambda: events_between(data, x=x, opportunities=n))
