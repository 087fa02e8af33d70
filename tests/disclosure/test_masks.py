"""No masked count can be told from what is shown, by whoever knows the policy and how the kit applies it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qmf.disclosure import policies
from qmf.disclosure.masks import Block, masked

MASKING = [name for name, policy in policies().items() if not policy.shows_all]


def table(counts: np.ndarray, denominators: np.ndarray | None = None) -> pd.DataFrame:
    """Lay out worlds, one a period: each row of ``counts`` is one way the units may stand; their total stands last."""
    worlds, units = counts.shape
    names = [f"u{k}" for k in range(units)] + ["all"]
    frames = []
    for k, name in enumerate(names):
        column = counts.sum(axis=1) if name == "all" else counts[:, k]
        below = np.full(worlds, np.nan)
        if denominators is not None:
            below = denominators.sum(axis=1) if name == "all" else denominators[:, k]
        days = pd.Timestamp("2000-01-01") + pd.to_timedelta(np.arange(worlds), unit="D")
        frames.append(
            pd.DataFrame(
                {
                    "unit": name,
                    "period_start": days,
                    "numerator": column.astype(float),
                    "denominator": below.astype(float),
                    "suppressed": False,
                }
            )
        )
    return pd.concat(frames, ignore_index=True)


def outputs(seen: pd.DataFrame) -> list[tuple[object, ...]]:
    """Give all that is shown of each period."""
    columns = ["numerator", "denominator", "suppressed"]
    wide = seen.fillna({"numerator": -1, "denominator": -1}).pivot(
        index="period_start", columns="unit", values=columns
    )
    return list(wide.itertuples(index=False, name=None))


def classes(name: str, count: int) -> set[int]:
    """Give the counts that the policy itself does not tell apart from one."""
    policy = policies()[name]
    return {other for other in range(60) if str(policy.mask(other)) == str(policy.mask(count))}


@pytest.mark.parametrize("name", MASKING)
@pytest.mark.parametrize(("units", "singly"), [(1, True), (2, True), (3, True), (2, False), (3, False)])
def test_whoever_knows_the_rules_cannot_tell_counts_apart_that_the_policy_does_not(name, units, singly):
    """Every world of small counts is tried. Worlds that look alike must hold every count of a unit's rounded class
    where it is shown, and every small count where it is not."""
    policy, top = policies()[name], {1: 40, 2: 44, 3: 27}[units]
    every = product(range(top + 1), repeat=units)
    counts = np.array([world for world in every if sum(world) <= top])
    seen = masked(table(counts), [replace(blocks(units), singly=singly)], policy, share=False)
    alike: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for world, look in enumerate(outputs(seen)):
        alike[look].append(world)
    hidden = seen["suppressed"].to_numpy().reshape(units + 1, -1)
    totals = seen["numerator"].to_numpy().reshape(units + 1, -1)[-1]
    small = set(range(policy.zero == "shown", policy.least))
    judged = 0
    for worlds in alike.values():
        if totals[worlds[0]] + 2 * units > top:
            continue  # some that look alike have a total above those tried
        if policy.zero == "shown" and not counts[worlds].any():
            continue  # nothing anywhere, and the policy says so
        judged += 1
        for unit in range(units):
            possible = set(counts[worlds, unit].tolist())
            wanted = small if hidden[unit, worlds[0]] else classes(name, counts[worlds[0], unit])
            assert wanted <= possible, (name, counts[worlds[0]])
    assert judged > 3


def blocks(units: int) -> Block:
    return Block(tuple(f"u{k}" for k in range(units)), "all")


@pytest.mark.parametrize("name", MASKING)
def test_a_share_hides_its_rest_as_well(name):
    """9 of 10 is not shown: that 1 was not seen is the small count."""
    seen = masked(table(np.array([[9]]), np.array([[10]])), [blocks(1)], policies()[name], share=True)
    assert seen["numerator"].isna().all() and seen["suppressed"].all()
    rate = masked(table(np.array([[9]]), np.array([[10]])), [blocks(1)], policies()[name], share=False)
    assert rate["numerator"].tolist() == [10.0, 10.0]


def test_zero_is_shown_or_not_as_the_policy_says():
    zero = table(np.array([[0, 20]]), np.array([[100, 100]]))
    shown = {name: masked(zero, [blocks(2)], policies()[name], share=False) for name in MASKING}
    assert shown["1-7"]["numerator"].tolist() == [0, 20, 20] and shown["1-4"]["numerator"].tolist() == [
        0,
        20,
        20,
    ]
    assert shown["under-5"]["suppressed"].tolist() == [True, True, False]


def test_a_unit_open_for_part_of_a_period_is_not_given_away_by_the_total():
    rows = table(np.array([[20, 3]])).assign(part=[False, True, False])
    seen = masked(rows, [blocks(2)], policies()["under-5"], share=False)
    assert seen["suppressed"].tolist() == [True, True, False] and seen["numerator"].iloc[2] == 25


def test_what_its_source_suppressed_hides_its_neighbours_and_a_missing_month_does_not():
    rows = table(np.array([[20.0, np.nan]]))
    late = masked(rows, [blocks(2)], policies()["under-5"], share=False)
    assert (
        late["numerator"].iloc[0] == 20
        and not late["suppressed"].any()
        and late["numerator"].iloc[1:].isna().all()
    )
    hidden = masked(
        rows.assign(suppressed=[False, True, True]), [blocks(2)], policies()["under-5"], share=False
    )
    assert hidden["numerator"].isna().all() and hidden["suppressed"].all()


BLOCKS = [Block(("u0", "u1"), "all"), Block(("u2", "u3"), "others")]
counts_of = st.lists(st.lists(st.integers(0, 60), min_size=4, max_size=4), min_size=1, max_size=8)


@settings(max_examples=25, deadline=None)
@given(counts_of, st.sampled_from(MASKING))
def test_invariants_on_trees_of_two_blocks(counts, name):
    policy = policies()[name]
    part, rest = np.array(counts)[:, :2], np.array(counts)[:, 2:]
    second = table(rest).replace({"unit": {"u0": "u2", "u1": "u3", "all": "others"}})
    rows = pd.concat([table(part), second], ignore_index=True)
    seen = masked(rows, BLOCKS, policy, share=False)
    merged = seen.assign(true=rows["numerator"])
    shown = merged[~merged["suppressed"]]
    assert (shown["numerator"] % policy.round_to == 0).all()
    singles = shown[shown["unit"].str.startswith("u")]
    assert policy.passes(singles["true"].to_numpy()).all()
    assert (abs(singles["numerator"] - singles["true"]) < policy.round_to / 2).all()
    assert merged.loc[merged["suppressed"], ["numerator", "value"]].isna().all(axis=None)
    for _, period in seen.groupby("period_start"):
        of = period.set_index("unit")
        for units, total in ((["u0", "u1"], "all"), (["u2", "u3"], "others")):
            assert (
                of.loc[units, "suppressed"].nunique() == 1
            )  # all or none: no total less the rest is one of them
            if not of.loc[units, "suppressed"].any():
                assert of.loc[total, "numerator"] == of.loc[units, "numerator"].sum()
    earliest = rows[rows["period_start"] == rows["period_start"].min()]
    alone = masked(
        earliest, BLOCKS, policy, share=False
    )  # a bundle of that time: what it showed stays as it was
    pd.testing.assert_frame_equal(alone, seen.loc[earliest.index].reset_index(drop=True))
