"""One joint sentence for a family: on every planted truth of the sample trust, and on every way a family can move."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qmf.cycle import TOGETHER, find
from qmf.data import Place, open_place, write_sample
from qmf.data.sample_truth import CHANCES, CHANGES, GAPS
from qmf.framework import Priority, load_priority, priority_from
from qmf.improvement import FamilyReading, part_words, read_family

ROOT = Path(__file__).resolve().parents[2]
AS_AT = date(2026, 3, 31)
ROLES = ("process", "outcome", "balancing")
MOVES = {
    "better": {"sustained_since": "2025-01-01", "value": 1.0, "variation": "improvement low"},
    "worse": {"sustained_since": "2025-01-01", "value": 9.0, "variation": "concern high"},
    "same": {},
    "unknown": {"usable": False, "quality": "5 of the last 12 months missing; not checked"},
}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    folder = tmp_path_factory.mktemp("place")
    write_sample(folder)
    return open_place(folder)


def read(place: Place, priority: Priority, as_at: date = AS_AT) -> FamilyReading:
    found = find(place, priority, as_at)
    part = set(found.units.loc[found.units["takes_part"], "unit"])
    return read_family(
        priority, summary=found.summary, changes=found.changes, whole=TOGETHER, taking_part=part
    )


def ours(id: str) -> Priority:
    return load_priority(ROOT / f"parameters/2025-26/{id}.yaml")


def made(measures: list[dict[str, Any]], **changes: Any) -> Priority:
    words = dict.fromkeys(("definition", "numerator", "unit", "owner", "source"), "x")
    values: dict[str, Any] = {
        "id": "made",
        "year": "2025-26",
        "title": "Made",
        "aim": {"to": 3, "by": "2026-03-31", "who": "Everybody"},
        "units": ["oak"],
        "people": [{"role": "Matron", "part": "owner", "what": "Answers for it"}],
        "measures": [words | {"direction": "decrease", "data": {"events": "e"}} | each for each in measures],
    }
    return priority_from(values | changes)


# the planted truths


def test_huddles_violence_and_the_price_on_linnet_are_read_together(place: Place) -> None:
    reading = read(place, ours("violence-and-aggression"))
    assert reading.sentence == (
        "The process changed and the outcome followed, but a balancing measure may have paid for it: safety huddles "
        "held rose, physical violence fell, and physical restraint rose (taken alone: on Linnet ward)."
    )
    assert reading.concern
    roles = [part.measure.role for part in reading.parts]
    assert roles == sorted(roles, key=ROLES.index)
    assert len(roles) == len(ours("violence-and-aggression").measures)


def test_waits_that_grow_in_two_teams_are_named_with_what_nobody_can_say(place: Place) -> None:
    reading = read(place, ours("talking-therapies"))
    assert reading.sentence == (
        "The process slipped, and the outcome shows no clear change: assessed within 28 days fell (taken alone: at "
        "Talking Therapies Coast and Talking Therapies West), while reliable recovery did not clearly change; nothing "
        "can be said of second wait over 90 days (5 of the last 12 months missing)."
    )
    assert reading.concern


def sickness(**changes: Any) -> Priority:
    measure = {
        "id": "sickness",
        "title": "Staff sickness",
        "role": "outcome",
        "percent": True,
        "multiply": 100,
        "data": {"observations": "staff_sickness"},
    }
    units = ["district-nursing-north", "district-nursing-south", "community-rehab"]
    aim = {"change_starts": "2024-04-01", "to": 3, "by": "2026-03-31", "who": "All"}
    return made([measure | changes], units=units, aim=aim)


def test_a_changed_definition_is_no_change(place: Place) -> None:
    change = {"on": "2024-04-01", "what": "Part days of sickness count too"}
    told = read(place, sickness(definition_changes=[change]))
    assert "defined anew in April 2024" in told.sentence
    assert "rose" not in told.sentence
    assert not told.concern
    assert (
        "rose" in read(place, sickness()).sentence
    )  # what it would say if nobody had written the change down


def test_chance_that_looks_like_a_fall_is_not_called_one(place: Place) -> None:
    violence = {
        "id": "violence",
        "title": "Violence",
        "role": "outcome",
        "multiply": 1000,
        "data": {"events": "physical_violence", "denominator": "occupied_bed_days"},
    }
    dates = {"measure": "violence", "change_starts": "2025-04-01", "to": 3, "by": "2026-03-31", "who": "All"}
    reading = read(place, made([violence], units=["mallard"], aim=dates))
    assert reading.sentence.startswith("The outcome shows no clear change")
    assert not reading.concern


def test_every_planted_truth_has_its_test_above() -> None:
    # the two of the follow-up are held by tests/report/test_must_do.py
    assert {change.measure for change in CHANGES} == {
        "safety_huddles",
        "physical_violence",
        "restraint",
        "tt_assessed_28_days",
        "staff_sickness",
        "discharge_notice_before",
        "followed_up_72_hours",
    }
    assert {(chance.measure, chance.unit) for chance in CHANCES} == {("physical_violence", "mallard")}
    lately = [gap for gap in GAPS if sum(month > date(2025, 3, 31) for month in gap.months) >= 4]
    assert [gap.measure for gap in lately] == ["tt_second_wait_over_90_days"]


def test_a_new_process_is_called_new_until_it_can_be_compared(place: Place) -> None:
    early = read(place, ours("violence-and-aggression"), date(2025, 6, 30)).sentence
    assert early.startswith(
        "The process is new and the outcome improved, and no balancing measure has clearly got worse"
    )
    assert "safety huddles held (it was not counted before October 2024)" in early


# every way a family can move


def row(measure: str, unit: str, name: str, **changes: Any) -> dict[str, Any]:
    plain = {
        "measure": measure, "unit": unit, "name": name, "value": 5.0, "centre": 5.0, "settled": True,
        "sustained_since": pd.NaT, "variation": "common cause", "signals": 0, "points": 40,
        "usable": True, "quality": "Good",
    }  # fmt: skip
    made = plain | changes
    return made | {"sustained_since": pd.Timestamp(made["sustained_since"])}


def reading(
    states: dict[str, str], units: tuple[str, ...] = (), since: dict[str, str] | None = None
) -> FamilyReading:
    """Read a family of one measure a role; `units` are wards on which the balancing measure got worse."""
    priority = made([{"id": role, "title": f"{role.title()} measure", "role": role} for role in states])
    rows = [
        row(role, "all", "All", **(MOVES[state] | ({"sustained_since": since[role]} if since else {})))
        for role, state in states.items()
    ]
    for ward in ("heron", "linnet"):
        for role in states:
            worse = role == "balancing" and ward in units
            rows.append(row(role, ward, f"{ward.title()} ward", **MOVES["worse" if worse else "same"]))
    return read_family(
        priority,
        summary=pd.DataFrame(rows),
        changes={},
        whole="all",
        taking_part={"all", "heron", "linnet"},
    )


@pytest.mark.parametrize(
    ("process", "outcome", "balancing", "starts"),
    [
        (
            "better",
            "better",
            "same",
            "The process changed and the outcome followed, and no balancing measure has",
        ),
        (
            "same",
            "better",
            "same",
            "The outcome moved though the process did not, and no balancing measure has",
        ),
        (
            "same",
            "better",
            "worse",
            "The outcome moved though the process did not, but a balancing measure may",
        ),
        ("better", "same", "same", "The process changed, but the outcome has not followed so far: "),
        ("same", "same", "same", "Nothing has clearly changed, neither the process nor the outcome."),
        (
            "same",
            "same",
            "worse",
            "Nothing has clearly changed, neither the process nor the outcome, and a balancing",
        ),
        (
            "worse",
            "same",
            "same",
            "The process slipped, and the outcome shows no clear change: process measure rose, while outcome",
        ),
        (
            "worse",
            "better",
            "same",
            "The outcome improved though the process slipped, and no balancing measure has",
        ),
        ("worse", "worse", "same", "The process slipped and the outcome got worse: "),
        ("better", "worse", "same", "The process changed, but the outcome got worse: "),
        ("same", "worse", "same", "The outcome got worse though the process did not change: "),
        (
            "unknown",
            "better",
            "same",
            "The outcome improved, but whether the process changed nobody can say, and no",
        ),
        (
            "better",
            "unknown",
            "same",
            "The process changed, but whether the outcome changed nobody can say: ",
        ),
        (
            "better",
            "better",
            "unknown",
            "The process changed and the outcome followed; whether anything paid for it",
        ),
        (
            "unknown",
            "unknown",
            "unknown",
            "Whether the process or the outcome changed nobody can say: nothing can",
        ),
    ],
)
def test_each_way_has_its_own_sentence(process: str, outcome: str, balancing: str, starts: str) -> None:
    found = reading({"process": process, "outcome": outcome, "balancing": balancing})
    assert found.sentence.startswith(starts)
    assert found.concern == ("worse" in (process, outcome, balancing))


@given(
    st.lists(st.sampled_from(list(MOVES)), min_size=3, max_size=3),
    st.sets(st.sampled_from(["heron", "linnet"])),
)
def test_the_sentence_is_one_names_what_moved_and_gives_no_cause(states: list[str], wards: set[str]) -> None:
    found = reading(dict(zip(ROLES, states, strict=True)), tuple(wards))
    assert found.sentence.count(".") == 1
    assert found.sentence[0].isupper()
    assert "  " not in found.sentence
    for role, state in zip(ROLES, states, strict=True):
        assert (f"{role} measure fell" in found.sentence) == (state == "better")
        worse = state == "worse" or (role == "balancing" and bool(wards))
        assert (f"{role} measure rose" in found.sentence) == worse
        silent = found.sentence.partition("nothing can be said of ")[2]
        assert (f"{role} measure" in silent) == (state == "unknown")
    assert found.concern == ("worse" in states or bool(wards))
    assert "because" not in found.sentence


def test_a_balancing_measure_that_got_worse_on_one_ward_names_it() -> None:
    found = reading({"process": "better", "outcome": "better", "balancing": "same"}, ("linnet",))
    assert "a balancing measure may have paid for it" in found.sentence
    assert found.sentence.endswith("and balancing measure rose on Linnet ward.")
    assert part_words(found.parts[-1]) == "No clear change. Taken alone: worse on Linnet ward."


def test_an_outcome_that_moved_first_did_not_follow() -> None:
    since = {"process": "2025-06-01", "outcome": "2025-01-01"}
    found = reading({"process": "better", "outcome": "better"}, since=since)
    assert found.sentence.startswith("The outcome improved before the process changed")


def test_roles_that_are_missing_are_said_to_be_missing() -> None:
    alone = reading({"outcome": "better"}).sentence
    assert "no process measure says whether the work changed" in alone
    assert "no balancing measure says what it cost" in alone


def one(**changes: Any) -> FamilyReading:
    """Read a family of one outcome at one ward, whose chart says what is given."""
    rows = [row("falls", unit, "Oak ward", **changes) for unit in ("all", "oak")]
    priority = made([{"id": "falls", "title": "Falls", "role": "outcome"}])
    return read_family(
        priority, summary=pd.DataFrame(rows), changes={}, whole="all", taking_part={"all", "oak"}
    )


def test_a_signal_at_the_latest_point_counts_together_but_not_at_a_single_unit() -> None:
    found = one(variation="concern high", value=20.0)
    assert found.sentence.startswith("The outcome got worse")
    assert found.parts[0].worse_at == ()
    assert part_words(found.parts[0]) == "Rose, as the latest points show."


def test_a_chart_full_of_signals_is_not_called_unchanged() -> None:
    found = one(signals=30)
    assert found.sentence.startswith("The outcome is unsteady")
    assert found.sentence.endswith("nothing can be said of falls (most points are signals).")
    assert part_words(found.parts[0]) == "Unsteady (most points are signals)."


def test_too_few_points_say_nothing() -> None:
    found = one(settled=False, variation="concern high", value=20.0)
    assert found.sentence.startswith("Whether the outcome changed nobody can say")
    assert not found.concern
