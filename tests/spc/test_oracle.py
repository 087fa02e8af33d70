"""The fast science says what the obvious one says, on any series, many at once.

The functions called plain are the same science written the slow way, one series at a time.
"""

import math
from fractions import Fraction
from itertools import pairwise
from statistics import median

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from qmf.spc import analyse
from qmf.spc.runs import crossings_minimum

Values = list[float]


def plain_mean(values: Values) -> float:
    return float(sum(map(Fraction, values)) / len(values))


def plain_xmr(values: Values, *, screen: bool = True) -> tuple[float, float, float]:
    """Centre and limits of a series; NaN stands for a missing value."""
    known = [v for v in values if not math.isnan(v)]
    ranges = [abs(b - a) for a, b in pairwise(values) if not math.isnan(b - a)]
    if not ranges:
        return plain_mean(known), math.nan, math.nan
    amr = plain_mean(ranges)
    if screen and amr > 0:
        amr = plain_mean([r for r in ranges if r < 3.267 * amr])
    centre = plain_mean(known)
    return centre, centre - 2.66 * amr, centre + 2.66 * amr


def plain_side(value: float, centre: float) -> int:
    return 0 if math.isnan(value) else (value > centre) - (value < centre)


def plain_shift(values: Values, centre: float, length: int = 7) -> list[bool]:
    sides = [plain_side(v, centre) for v in values]
    out = [False] * len(values)
    for i in range(len(values) - length + 1):
        if sides[i] and len(set(sides[i : i + length])) == 1:
            out[i : i + length] = [True] * length
    return out


def plain_trend(values: Values, length: int = 7, *, join: bool) -> list[bool]:
    if join:  # equal neighbours are one point
        owner, kept = [], []
        for i, v in enumerate(values):
            if i == 0 or v != values[i - 1]:
                kept.append(v)
            owner.append(len(kept) - 1)
        found = plain_trend(kept, length, join=False)
        return [found[o] for o in owner]
    out = [False] * len(values)
    for i in range(len(values) - length + 1):
        window = values[i : i + length]
        steps = [b - a for a, b in pairwise(window)]
        if all(s > 0 for s in steps) or all(s < 0 for s in steps):
            out[i : i + length] = [True] * length
    return out


def plain_two_of_three(
    values: Values, lines: tuple[float, float, float], *, with_outside: bool
) -> list[bool]:
    centre, lcl, ucl = lines
    high, low = centre + (ucl - centre) * 2 / 3, centre - (centre - lcl) * 2 / 3
    far = [v > high or v < low for v in values]
    if not with_outside:
        far = [f and lcl <= v <= ucl for f, v in zip(far, values, strict=True)]
    sides = [plain_side(v, centre) for v in values]
    out = [False] * len(values)
    for i in range(len(values) - 2):
        if sides[i] and len(set(sides[i : i + 3])) == 1 and sum(far[i : i + 3]) >= 2:
            for j in range(i, i + 3):
                out[j] |= far[j]
    return out


def plain_runs(values: Values, centre: float) -> tuple[int, int, int, int, int] | tuple[int]:
    """Useful points, longest run, its limit, crossings, their minimum."""
    sides = [s for s in (plain_side(v, centre) for v in values) if s]
    if not sides:
        return (0,)
    lengths = [1]
    for a, b in pairwise(sides):
        if a == b:
            lengths[-1] += 1
        else:
            lengths.append(1)
    trials = len(sides) - 1
    fewest, at_most = 0, Fraction(1, 2**trials)
    while at_most < Fraction(1, 20):
        fewest += 1
        at_most += Fraction(math.comb(trials, fewest), 2**trials)
    return len(sides), max(lengths), round(math.log2(len(sides))) + 3, len(lengths) - 1, fewest


def plain_run_centre(values: Values) -> float:
    return median(v for v in values if not math.isnan(v))


ties = st.integers(0, 6).map(float)
tenths = st.integers(-40, 40).map(lambda i: i / 10)
smooth = st.floats(-1e6, 1e6, allow_subnormal=False)
gap = st.just(float("nan"))
series = st.one_of(
    *(
        st.lists(st.one_of(kind, gap) if gaps else kind, min_size=1, max_size=40)
        for kind in (ties, tenths, smooth)
        for gaps in (0, 1)
    )
).filter(lambda values: not all(np.isnan(values)))


def flat(many):
    starts = np.cumsum([0, *map(len, many)])[:-1]
    return np.concatenate([np.array(one, float) for one in many]), starts


@settings(max_examples=150, deadline=None)
@given(st.lists(series, min_size=1, max_size=6))
def test_xmr_and_every_mdc_rule(many):
    values, starts = flat(many)
    for rules, join, with_outside in (("mdc", True, True), ("plotthedots", False, False)):
        found = analyse(values, None, starts, rules=rules)
        for one, at in zip(many, starts, strict=True):
            here = slice(at, at + len(one))
            lines = plain_xmr(one)
            if rules == "plotthedots" and lines[1] == lines[2]:
                continue  # a constant series: no limits there, see docs/methods/deviations.md
            got = float(found.centre[at]), float(found.lcl[at]), float(found.ucl[at])
            assert got[0] == lines[0] or _halfway(one, got[0]), "the centre is right to the last bit"
            np.testing.assert_allclose(got, lines, rtol=1e-11, atol=1e-11 * np.nanmax(np.abs(one)))
            exact = got  # limits may differ in the last place: what is tested here is the rules
            assert found.broken["outside"][here].tolist() == [v < exact[1] or v > exact[2] for v in one]
            assert found.broken["shift"][here].tolist() == plain_shift(one, exact[0])
            assert found.broken["trend"][here].tolist() == plain_trend(one, join=join)
            expected = plain_two_of_three(one, exact, with_outside=with_outside)
            near = _on_two_sigma(one, exact)
            got_two = found.broken["two_of_three"][here].tolist()
            assert got_two == expected or near


def _halfway(values, centre):
    """Whether twice the precision cannot tell: near the middle of two numbers, or where values cancel."""
    known = [Fraction(v) for v in values if not math.isnan(v)]
    unit, off = Fraction(float(np.spacing(abs(centre)))), abs(Fraction(centre) - sum(known) / len(known))
    return abs(off - unit / 2) < unit / 2**40 or off <= max(map(abs, known)) / 2**98


def _on_two_sigma(values, lines):
    centre, _, ucl = lines
    return any(
        abs(abs(v - centre) - (ucl - centre) * 2 / 3) <= 1e-9 * max(abs(v), abs(centre)) for v in values
    )


@settings(max_examples=100, deadline=None)
@given(st.lists(series, min_size=1, max_size=6))
def test_run_statistics(many):
    values, starts = flat(many)
    found = analyse(values, None, starts, kind="run", rules="anhoej")
    for i, one in enumerate(many):
        centre = plain_run_centre(one)
        assert found.centre[starts[i]] == centre
        expected = plain_runs(one, centre)
        assert found.useful[i] == expected[0]
        if expected[0]:
            names = ("longest_run", "longest_run_max", "crossings", "crossings_min")
            assert tuple(getattr(found, name)[i] for name in names) == expected[1:]
            assert found.runs_signal[i] == (expected[1] > expected[2] or expected[3] < expected[4])
            assert found.broken["shift"][starts[i] : starts[i] + len(one)].any() == (
                expected[1] > expected[2]
            )
        else:
            assert not found.runs_signal[i]


def test_crossings_minimum_is_the_binomial_quantile():
    useful = np.arange(1, 200)
    for count, fewest in zip(useful, crossings_minimum(useful), strict=True):
        assert fewest == plain_runs([1.0, -1.0] * 0 + [1.0] * int(count), 0.0)[4]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=1, max_size=30))
def test_p_chart_by_hand(pairs):
    y = np.array([min(a, b) for a, b in pairs], float)
    n = np.array([max(a, b) for a, b in pairs], float)
    found = analyse(y, n, np.array([0]), kind="p", rules="anhoej")
    if not n.sum():
        assert np.isnan(found.value).all() and np.isnan(found.ucl).all()
        return
    p = y[n > 0].sum() / n.sum()
    assert found.centre[0] == p
    for i in range(len(y)):
        if n[i] == 0:
            assert np.isnan(found.value[i]) and np.isnan(found.ucl[i])
            continue
        half = 3 * (p * (1 - p) / n[i]) ** 0.5
        assert found.ucl[i] == np.float64(min(1, p + half)) or abs(found.ucl[i] - min(1, p + half)) < 1e-12
        assert abs(found.lcl[i] - max(0, p - half)) < 1e-12
        assert 0 <= found.lcl[i] <= found.ucl[i] <= 1
