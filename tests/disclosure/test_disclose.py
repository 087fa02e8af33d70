"""Findings that a policy has passed hold nothing true but what it shows: tables, charts, verdicts, comparisons."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date

import numpy as np
import pandas as pd
import pytest

from qmf.cycle import TOGETHER, Findings, chart_of, find
from qmf.disclosure import check_apart, disclose, policies, policy_of, withheld
from qmf.errors import DataError
from qmf.framework import MeasureData

VIOLENCE, TALKING = "violence-and-aggression", "talking-therapies"
POLICY = policies()["under-5"]
WARDS = ["heron", "kestrel", "linnet"]


def test_a_policy_that_shows_everything_gives_the_findings_back(true):
    assert disclose(true[TALKING], policy=policies()["none"]) is true[TALKING]
    assert policy_of(true[TALKING]) is None


def test_a_policy_passes_findings_once(public):
    assert disclose(public[TALKING], policy=POLICY) is public[TALKING]
    with pytest.raises(DataError, match="a policy has passed these findings already"):
        disclose(public[TALKING], policy=policies()["1-7"])


def test_each_field_of_findings_is_masked_on_purpose():
    """A new field is not carried over by itself: whoever adds one decides here what of it may be shown."""
    masked = {"charts", "observations", "summary", "changes", "place"}
    as_they_are = {"priority", "as_at", "units", "cycles"}
    assert {each.name for each in fields(Findings)} == masked | as_they_are


def test_the_true_tables_are_not_there(public, place):
    bare = public[VIOLENCE].place
    assert bare.events.empty and bare.observations.empty and bare.pdsa_cycles.empty
    assert bare.table("standards").empty and not place.table("standards").empty
    assert not set(bare.seal.values()) & set(place.seal.values())
    assert bare.units.equals(place.units)


@pytest.mark.parametrize("name", [VIOLENCE, TALKING])
@pytest.mark.parametrize("policy", ["under-5", "1-7", "1-4"])
def test_everything_drawn_follows_from_the_rounded_counts_alone(true, name, policy):
    """A chart made again from what is shown is the chart that is shown: values, centre lines, limits, flags, phases."""
    seen = disclose(true[name], policy=policies()[policy])
    part = [unit for unit in seen.units.loc[seen.units["takes_part"], "unit"] if unit != TOGETHER]
    for measure in seen.priority.measures:
        rows, chart = seen.observations[measure.id], seen.charts[measure.id]
        counts = rows[["numerator", "denominator"]].to_numpy()
        assert (np.isnan(counts) | (counts % 5 == 0)).all()
        if seen.levels[measure.id] != measure.frequency:
            continue
        again = chart_of(rows, measure, seen.priority, part)
        pd.testing.assert_frame_equal(again.points, chart.points)
        pd.testing.assert_frame_equal(again.phases, chart.phases)


def test_a_series_that_is_not_shown_holds_no_number_anywhere(public):
    for found in public.values():
        for (measure, unit), _ in found.withheld.items():
            points = found.chart(measure, unit).points
            assert points[["y", "n", "value", "centre", "lcl", "ucl"]].isna().all(axis=None)
            row = found.row(measure, unit)
            assert pd.isna(row[["value", "centre", "lcl", "ucl", "assurance", "sustained_since"]]).all()
            table = found.changes[measure]
            change = table[table["unit"] == unit].iloc[0]
            assert change["reading"].startswith("Cannot say") and not change["before_text"]
            assert pd.isna(
                change[["before", "after", "change", "low", "high", "late", "starts", "since"]]
            ).all()


def test_wards_are_too_small_and_all_together_are_not(public):
    found = public[VIOLENCE]
    assert withheld(found, "physical-violence", TOGETHER) is None
    assert {withheld(found, "physical-violence", ward).reason for ward in WARDS} == {"small"}
    assert withheld(found, "staff-sickness", "heron") is None  # days lost, not people: 12 and more


def test_rare_events_show_neither_their_days_nor_a_verdict(public, true):
    measure = "days-between-serious-assaults"
    found = public[VIOLENCE]
    assert set(found.charts[measure].points["x"]) == {pd.Timestamp(found.as_at)}
    assert set(found.observations[measure]["period_start"]) == {pd.Timestamp(found.as_at)}
    rows = found.summary[found.summary["measure"] == measure]
    assert set(rows["variation"]) == {"common cause"} and not rows["settled"].any()
    assert len(true[VIOLENCE].charts[measure].points) > 50


def test_verdicts_are_those_of_the_exact_numbers(public, true):
    for name, found in public.items():
        for _, row in found.summary.iterrows():
            exact = true[name].row(row["measure"], row["unit"])
            out = withheld(found, row["measure"], row["unit"])
            if out is None or out.judged:
                assert row["variation"] == exact["variation"]
            if out is None and row["settled"]:
                assert row["assurance"] == exact["assurance"] or pd.isna(row["assurance"])


def test_a_change_is_claimed_where_exact_and_rounded_numbers_both_bear_it_out(public, true):
    fall = public[VIOLENCE].changes["physical-violence"].set_index("unit").loc[TOGETHER]
    exact = true[VIOLENCE].changes["physical-violence"].set_index("unit").loc[TOGETHER]
    assert fall["reading"] == exact["reading"] == "A real fall" and fall["change"] != exact["change"]
    coarse = public[VIOLENCE].changes["restraint"].set_index("unit").loc[TOGETHER]
    assert coarse["reading"] == "Cannot say: the rounded numbers are too coarse to compare"


def one_measure(found: Findings, measure: str, **changed: object) -> Findings:
    aim = found.priority.aim.model_copy(update={"measure": measure})
    changed = {"measures": [found.priority.measure(measure)], "aim": aim, **changed}
    return find(found.place, found.priority.model_copy(update=changed), found.as_at)


def moved(found: Findings, seed: int) -> Findings:
    """Let some incidents of months in which no ward is shown have happened on another ward that takes part."""
    seen = disclose(found, policy=POLICY).observations["physical-violence"]
    hidden = seen[(seen["unit"] == "heron") & seen["suppressed"]]["period_start"]
    events = found.place.events.copy()
    there = events["date"].dt.to_period("M").dt.start_time.isin(hidden) & events["unit"].isin(WARDS)
    there &= events["kind"] == "physical_violence"
    rng = np.random.default_rng(seed)
    which = rng.choice(events.index[there], 60, replace=False)
    events.loc[which, "unit"] = rng.choice(WARDS, 60)
    return find(replace(found.place, events=events), found.priority, found.as_at)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_two_trusts_that_differ_in_what_is_masked_look_the_same(true, seed):
    """What an incident's ward was cannot be told where wards are not shown: nothing but a ward's verdict may differ."""
    here = one_measure(true[VIOLENCE], "physical-violence")
    there = moved(here, seed)
    mine, theirs = here.observations["physical-violence"], there.observations["physical-violence"]
    assert not mine[mine["unit"].isin(WARDS)].equals(theirs[theirs["unit"].isin(WARDS)])
    one, other = disclose(here, policy=POLICY), disclose(there, policy=POLICY)
    # a move that made every ward of a month large enough, or no longer so, would show the policy's own classes:
    # the seeds are three that do not
    alike = one.observations["physical-violence"].merge(
        other.observations["physical-violence"], on=["unit", "period_start"], suffixes=("", "_other")
    )
    assert alike["numerator"].equals(alike["numerator_other"])
    pd.testing.assert_frame_equal(
        one.charts["physical-violence"].points, other.charts["physical-violence"].points
    )
    pd.testing.assert_frame_equal(
        one.changes["physical-violence"].set_index("unit"),
        other.changes["physical-violence"].set_index("unit"),
    )
    verdict = ["variation", "assurance", "settled", "quality"]
    pd.testing.assert_frame_equal(one.summary.drop(columns=verdict), other.summary.drop(columns=verdict))


@pytest.mark.parametrize("name", [VIOLENCE, TALKING])
@pytest.mark.parametrize("policy", ["under-5", "1-7"])
def test_a_later_bundle_takes_nothing_back(true, place, name, policy):
    """What February's bundle shows of a month, March's shows the same, so that no difference tells more."""
    march = disclose(true[name], policy=policies()[policy])
    february = disclose(find(place, true[name].priority, date(2026, 2, 28)), policy=policies()[policy])
    assert march.levels == february.levels
    for measure, rows in february.observations.items():
        both = rows.merge(march.observations[measure], on=["unit", "period_start"], suffixes=("", "_later"))
        drawn = [
            not {(measure, unit)} & (march.withheld.keys() | february.withheld.keys())
            for unit in both["unit"]
        ]
        both = both.loc[np.array(drawn, np.bool_)]
        assert withheld(march, measure) is not None or len(both) >= 15
        for column in ("numerator", "denominator", "suppressed"):
            pd.testing.assert_series_equal(both[column], both[f"{column}_later"], check_names=False)


def test_a_measure_that_would_give_another_away_is_not_shown(true):
    """The same days a second time, in other company: masked otherwise, the two side by side would tell."""
    found = true[VIOLENCE]
    first = found.priority.measure("staff-sickness")
    second = first.model_copy(
        update={
            "id": "days-lost",
            "data": MeasureData(observations="staff_sickness"),
            "percent": False,
            "multiply": 1,
        }
    )
    aim = found.priority.aim.model_copy(update={"measure": first.id})
    whole = found.priority.model_copy(update={"measures": [first, second], "aim": aim})
    seen = disclose(find(found.place, whole, found.as_at), policy=policies()["1-7"])
    shown = {
        measure: seen.observations[measure]["numerator"].tolist()
        for measure in ("staff-sickness", "days-lost")
    }
    same = np.array_equal(shown["staff-sickness"], shown["days-lost"], equal_nan=True)
    assert same or withheld(seen, "days-lost").reason == "twice"


def test_priorities_whose_units_overlap_are_refused_side_by_side(true):
    found = true[VIOLENCE]
    one = one_measure(found, "physical-violence")
    aim = found.priority.aim.model_copy(update={"units": ["heron", "kestrel"]})
    other = one_measure(found, "physical-violence", id="two-wards", aim=aim)
    mine, theirs = disclose(one, policy=POLICY), disclose(other, policy=POLICY)
    check_apart([mine])
    with pytest.raises(DataError, match="the difference would give small numbers away"):
        check_apart([mine, theirs])
    check_apart([one, other])  # for the team, nothing is hidden


def test_quarters_where_months_are_too_small(true):
    found = one_measure(true[VIOLENCE], "restraint")
    seen = disclose(found, policy=policies()["1-7"])
    chart = seen.chart("restraint")
    assert seen.levels == {"restraint": "quarter"} and chart.period == "quarter" and len(chart.points) == 16
    exact = found.observations["restraint"]
    exact = exact[exact["unit"] == TOGETHER].set_index("period_start")["numerator"].resample("QS").sum()
    assert (abs(chart.points["y"].to_numpy() - exact.to_numpy()) <= 2).all()
    assert chart.baseline == 10  # the quarters up to September 2024
    row = seen.changes["restraint"].set_index("unit").loc[TOGETHER]
    assert row["before_end"] == pd.Timestamp("2024-09-01") and row["after_end"] == pd.Timestamp("2026-03-01")


def test_a_quarter_that_has_begun_is_not_shown(place, true):
    february = find(place, one_measure(true[VIOLENCE], "restraint").priority, date(2026, 2, 28))
    chart = disclose(february, policy=policies()["1-7"]).chart("restraint")
    assert chart.points["x"].max() == pd.Timestamp("2025-10-01")
