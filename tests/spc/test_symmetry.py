"""Symmetries that the science must have: mirror, time turned round, units, and company, bit by bit."""

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from qmf.spc import KINDS, PROFILES, analyse, control_chart, funnel_chart

MIRRORS = ["xmr", "i", "run"]
seeds = st.integers(0, 10**6)


def series(seed, length, *, gaps=False, step=1.0):
    """Counts, so that there are ties, on a grid of exact numbers."""
    rng = np.random.default_rng(seed)
    values = rng.poisson(rng.choice([1, 6, 40]), length) * step
    if gaps:
        values[rng.random(length) < 0.1] = np.nan
    return values


@settings(max_examples=80, deadline=None)
@given(seeds, st.integers(1, 60), st.booleans(), st.sampled_from(MIRRORS), st.sampled_from(sorted(PROFILES)))
def test_a_mirror_turns_every_sign_and_breaks_the_same_rules(seed, length, gaps, kind, rules):
    values = series(seed, length, gaps=gaps)
    one = analyse(values, None, np.array([0]), kind=kind, rules=rules)
    other = analyse(-values, None, np.array([0]), kind=kind, rules=rules)
    np.testing.assert_array_equal(other.lines, -one.lines[[0, 2, 1]])
    for name in PROFILES[rules].rules:
        np.testing.assert_array_equal(one.broken[name], other.broken[name])
    signalled = one.signal > 0
    if not set(one.legend.rules) & {"within_one", "alternating"}:  # those have a side only by convention
        assert (one.high[signalled] != other.high[signalled]).all()
    for name in ("useful", "longest_run", "crossings", "runs_signal"):
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name))


@settings(max_examples=60, deadline=None)
@given(seeds, st.integers(1, 60), st.booleans(), st.sampled_from(["mdc", "plotthedots", "anhoej", "perla"]))
def test_time_turned_round_marks_the_same_points(seed, length, gaps, rules):
    values = series(seed, length, gaps=gaps)
    one = analyse(values, None, np.array([0]), kind="run", rules=rules)
    other = analyse(values[::-1].copy(), None, np.array([0]), kind="run", rules=rules)
    for name in PROFILES[rules].rules:
        np.testing.assert_array_equal(one.broken[name], other.broken[name][::-1], err_msg=name)


@settings(max_examples=60, deadline=None)
@given(seeds, st.integers(1, 50), st.sampled_from(sorted(KINDS)), st.integers(-6, 6))
def test_other_units_move_lines_and_no_flag(seed, length, kind, power):
    """Powers of two scale exactly, so flags stay to the last bit (rates in n, everything else in y)."""
    scale = 2.0**power
    rng = np.random.default_rng(seed)
    y, n = rng.poisson(5, length) + 1.0, rng.integers(6, 60, length) * 1.0
    must = KINDS[kind].n == "must"
    if kind in ("c", "g", "t", "p", "pp", "np", "xbar", "s"):
        return  # a count has no other unit; t is held to its references
    starts = np.array([0])
    scaled = (y, n * scale) if kind in ("u", "up") else (y * scale, n)
    one = analyse(y, n if must else None, starts, kind=kind)
    other = analyse(scaled[0], scaled[1] if must else None, starts, kind=kind)
    factor = 1 / scale if kind in ("u", "up") else scale
    np.testing.assert_allclose(other.lines, one.lines * factor, rtol=1e-12)
    if kind not in ("u", "up", "ip"):  # square roots round otherwise
        np.testing.assert_array_equal(one.marks, other.marks)


@settings(max_examples=40, deadline=None)
@given(seeds, st.integers(2, 12), st.sampled_from(sorted(KINDS)), st.sampled_from(sorted(PROFILES)))
def test_company_changes_no_bit(seed, count, kind, rules):
    """Series of unlike lengths, some with gaps, some left out: each as if it were alone."""
    rng = np.random.default_rng(seed)
    parts = []
    for ward in range(count):
        length = int(rng.choice([7, 24, 24, 24, 36]))
        y = series(int(rng.integers(1 << 30)), length, gaps=bool(rng.integers(2))) + (kind == "t")
        parts.append(
            pd.DataFrame(
                {"ward": ward, "x": range(length), "y": y, "n": 90.0, "out": rng.random(length) < 0.04}
            )
        )
    data = pd.concat(parts)
    more = {
        "x": "x", "y": "y", "n": None if KINDS[kind].n == "no" else "n", "kind": kind, "rules": rules,
        "exclude": "out", "improvement": "increase", "target": 5,
    }  # fmt: skip
    many = control_chart(data, by="ward", **more)
    for ward, part in enumerate(parts):
        alone = control_chart(part, by="ward", **more)
        for table in ("points", "phases", "summary"):
            mine = getattr(many.select(ward=ward), table)
            pd.testing.assert_frame_equal(mine, getattr(alone, table), check_exact=kind not in ("xbar", "s"))


@settings(max_examples=40, deadline=None)
@given(
    seeds, st.integers(1, 40), st.sampled_from(["p", "u"]), st.booleans(), st.randoms(use_true_random=False)
)
def test_a_funnel_does_not_mind_the_order_of_its_rows(seed, count, kind, wide, random):
    rng = np.random.default_rng(seed)
    n = rng.integers(1, 500, count)
    data = pd.DataFrame({"unit": rng.integers(0, 20, count), "y": rng.binomial(n, 0.3), "n": n})
    order = list(data.index)
    random.shuffle(order)
    one, other = (
        funnel_chart(frame, unit="unit", y="y", n="n", kind=kind, overdispersion=wide)
        for frame in (data, data.loc[order])
    )
    pd.testing.assert_frame_equal(one.points, other.points, check_exact=True)
    lines = one.points[["lcl_998", "lcl_95", "ucl_95", "ucl_998"]].to_numpy()
    assert (np.diff(lines, axis=1) >= 0).all(), "the wider limits lie outside the narrower"
