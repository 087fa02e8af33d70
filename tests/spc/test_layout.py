"""However phases lie in memory, and whatever is computed beside them, what is found is the same to the last bit."""

import pickle

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qmf.spc import KINDS, analyse, control_chart
from qmf.spc.grid import Grid
from qmf.spc.segments import Segments

LEVEL = [kind for kind in KINDS if KINDS[kind].level]


def identical(one, other, rows, phases):
    """Compare some rows and phases of one analysis with all of another, bit by bit."""
    np.testing.assert_array_equal(one.lines[:, phases], other.lines)
    np.testing.assert_array_equal(one.marks[rows], other.marks)
    for name in ("useful", "longest_run", "crossings", "runs_signal"):
        np.testing.assert_array_equal(getattr(one, name)[phases], getattr(other, name))


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, 10**6), st.integers(1, 50), st.integers(1, 30), st.sampled_from(LEVEL),
    st.sampled_from(["mdc", "plotthedots", "anhoej"]), st.sampled_from([None, 5]), st.sampled_from([1, 6, 60]),
    st.booleans(),
)  # fmt: skip
def test_alone_or_beside_others(seed, length, count, kind, rules, baseline, size, counts):
    rng = np.random.default_rng(seed)
    table = rng.poisson(size, (count, length)) if counts else rng.gamma(2, size, (count, length))
    table = table + (kind == "t")
    more = {"kind": kind, "rules": rules, "improvement": "decrease", "baseline": baseline}
    even = analyse(table.ravel().astype(float), None, np.arange(count) * length, **more)
    # a phase of another length forces the other layout
    uneven = np.append(table.ravel().astype(float), [3.0, 7.0])
    other = analyse(uneven, None, np.append(np.arange(count) * length, count * length), **more)
    identical(other, even, slice(0, count * length), slice(0, count))
    at = count // 2
    alone = analyse(table[at].astype(float), None, np.array([0]), **more)
    identical(even, alone, slice(at * length, (at + 1) * length), slice(at, at + 1))


def test_phases_with_gaps_leave_those_without_alone():
    rng = np.random.default_rng(4)
    table = rng.normal(50, 5, (200, 36))
    holed = table.copy()
    holed[::3, 5] = np.nan
    starts = np.arange(200) * 36
    whole, part = analyse(table.ravel(), None, starts), analyse(holed.ravel(), None, starts)
    for i in (1, 2, 100, 199):
        rows = slice(i * 36, (i + 1) * 36)
        np.testing.assert_array_equal(whole.lines[:, i], part.lines[:, i])
        np.testing.assert_array_equal(whole.marks[rows], part.marks[rows])
    for i in (0, 99):
        alone = analyse(holed[i], None, np.array([0]))
        identical(part, alone, slice(i * 36, (i + 1) * 36), slice(i, i + 1))


@pytest.mark.parametrize("count", [1, 2, 3, 17, 2000])
def test_sums_in_order_are_the_same_in_both_layouts(count):
    table = np.random.default_rng(1).lognormal(0, 3, (count, 101))
    beside = Grid(101, count).in_order(np.ascontiguousarray(table.T))
    after = Segments(np.arange(count) * 101, count * 101).in_order(table.ravel())
    np.testing.assert_array_equal(beside, after)
    assert beside[0] == sum(table[0].tolist())


def test_a_table_is_made_when_it_is_asked_for_and_travels(frame):
    chart = control_chart(frame([4, 6] * 10), x="x", y="y")
    assert chart.summary is chart.summary and "points" not in vars(chart.tables)
    again = pickle.loads(pickle.dumps(chart))  # noqa: S301 - its own bytes
    pd.testing.assert_frame_equal(again.points, chart.points)
    pd.testing.assert_frame_equal(again.select().phases, chart.phases)
