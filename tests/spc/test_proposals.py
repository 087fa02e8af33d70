"""New phases are proposed with their reasons, and change nothing until a person accepts them."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qmf.spc import KINDS, PROFILES, control_chart, propose_phases

FALL = [9.0, 11.0] * 9 + [4.0, 6.0] * 9


def chart(data, **more):
    return control_chart(data, x="x", y="y", **{"improvement": "decrease", **more})


def test_a_shift_that_lasts_is_proposed_with_what_it_would_change(frame):
    found = chart(frame(FALL), target=6)
    one = propose_phases(found).iloc[0]
    assert one["start"] == pd.Timestamp("2025-07-01")
    assert (one["points"], one["high"], one["held"], one["large"], one["changes"]) == (
        18,
        False,
        True,
        True,
        True,
    )
    assert (one["before"], one["after"], one["centre"]) == (10, 5, 7.5)
    accepted = chart(frame(FALL), target=6, phases=["2025-07-01"])
    then, now = accepted.summary.iloc[0], found.summary.iloc[0]
    assert accepted.phases["centre"].tolist() == [one["before"], one["after"]]
    assert [one["variation"], one["new_variation"]] == [now["variation"], then["variation"]]
    assert [one["assurance"], one["new_assurance"]] == [now["assurance"], then["assurance"]]
    assert [one["signals"], one["new_signals"]] == [now["signals"], then["signals"]]


def test_the_chart_is_as_it_was(frame):
    found, before = chart(frame(FALL)), chart(frame(FALL))
    propose_phases(found)
    for table in ("points", "phases", "summary"):
        pd.testing.assert_frame_equal(getattr(found, table), getattr(before, table))
    assert found.words() == before.words()


def test_a_shift_that_no_longer_holds_is_said_to_be_gone(frame):
    one = propose_phases(chart(frame([*FALL, 9, 11, 10]))).iloc[0]
    assert not one["held"] and one["start"] == pd.Timestamp("2025-07-01")


@pytest.mark.parametrize(
    ("values", "more"),
    [
        ([9.0, 11.0] * 18, {}),  # nothing happened
        ([9.0, 11.0] * 12 + [4.0, 6.0] * 6, {}),  # twelve points: limits need thirteen
        (FALL, {"phases": ["2025-07-01"]}),  # accepted already
        (FALL, {"centre": 7}),  # a person set the centre
        (FALL, {"kind": "mr"}),  # no run rules
        ([9.0, 11.0] * 9 + [9.5, 10.9] * 9, {"baseline": 18}),  # too small to matter
        ([], {}),
        ([None] * 20, {}),
    ],
)
def test_no_proposal(frame, values, more):
    table = propose_phases(chart(frame(values), **more))
    assert table.empty
    assert {"start", "points", "before", "after", "held", "proposal"} <= set(table.columns)


def test_how_long_is_long_enough_can_be_asked_for(frame):
    values = [9.0, 11.0] * 12 + [4.0, 6.0] * 6
    assert propose_phases(chart(frame(values)), least=8)["start"].tolist() == [pd.Timestamp("2026-01-01")]


def test_it_looks_at_the_latest_phase_alone(frame):
    values = [*[30.0, 32.0] * 10, *FALL]
    one = propose_phases(chart(frame(values, start="2022-05-01"), phases=["2024-01-01"])).iloc[0]
    assert one["start"] == pd.Timestamp("2025-07-01") and one["before"] == 10


@settings(max_examples=30, deadline=None)
@given(
    st.integers(0, 10**6),
    st.sampled_from(sorted(set(KINDS) - {"xbar", "s", "mr"})),
    st.sampled_from(sorted(PROFILES)),
)
def test_one_call_for_many_series_equals_many_calls_and_acceptance_keeps_the_promise(seed, kind, rules):
    rng = np.random.default_rng(seed)
    parts = []
    for ward in range(3):
        length, step = int(rng.integers(20, 50)), int(rng.integers(10, 30))
        level = np.where(np.arange(length) < step, 20, 20 * rng.choice([0.4, 1, 2]))
        parts.append(
            pd.DataFrame({"ward": ward, "x": range(length), "y": rng.poisson(level) + 1.0, "n": 400.0})
        )
    data = pd.concat(parts)
    more = {"n": "n" if KINDS[kind].n == "must" else None, "kind": kind, "rules": rules, "target": 12}
    many = propose_phases(chart(data, by="ward", **more))
    for ward, part in enumerate(parts):
        one = propose_phases(chart(part, by="ward", **more))
        mine = many[many["ward"] == ward].reset_index(drop=True)
        assert mine.drop(columns="proposal").to_dict("records") == one.drop(columns="proposal").to_dict(
            "records"
        )
        for proposal in one["proposal"]:
            then = chart(part, phases=[proposal.start], **more)
            np.testing.assert_allclose(then.phases["centre"], [proposal.before, proposal.after], rtol=1e-9)
            assert then.summary["variation"].iloc[0] == proposal.new_variation
            assert then.summary["signals"].iloc[0] == proposal.new_signals
