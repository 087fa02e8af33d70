"""The must-do of the sample trust, by an action plan, through all five steps."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from qmf.cycle import Findings, find
from qmf.data import open_place
from qmf.framework import load_priority
from qmf.report import blocks
from qmf.report.blocks.block import Block
from qmf.report.blocks.plain import plain
from tests.report.made import ROOT, VIOLENCE


@pytest.fixture(scope="module")
def found() -> Findings:
    return priority("follow-up-after-discharge")


def priority(name: str, as_at: date = date(2026, 3, 31)) -> Findings:
    return find(open_place(ROOT / "data"), load_priority(ROOT / f"parameters/2025-26/{name}.yaml"), as_at)


def words(block: Block) -> str:
    return plain("".join(str(each.data.get("text/html", "")) for each in block.outputs()))


def test_step_1_shows_who_is_followed_up_where_and_a_rapid_assessment_in_order(found):
    assert "Crisis team North" in words(blocks.matrix(found))
    said = words(blocks.impacts(found))
    assert "In order. A rapid assessment was made on 7 July 2025" in said
    assert "It holds until 30 June 2026." in said


def test_step_2_leads_to_an_action_plan_because_it_is_a_must_do(found):
    said = words(blocks.triage(found))
    assert said.startswith(
        "The answers suggest a rapid improvement action plan, and that is the method chosen."
    )
    assert "It is a must-do, so whether to do it is not the question." in said
    assert "A rapid impact assessment, with the day by which somebody looks back." in said


def test_step_3_draws_the_design_and_finds_no_gap_in_it(found):
    said = words(blocks.design(found))
    assert said.startswith("Each change meets a need")
    aim = "Followed up within 72 hours: from 68% up to 80% of people who left a ward by 31 March 2026."
    assert words(blocks.aim(found)).startswith(aim)


def test_step_4_is_a_plan_with_owners_dates_and_evidence_of_effect(found):
    said = words(blocks.actions(found))
    assert said.startswith("6 actions: 4 done, 1 late and 1 still to come.")
    assert "Manager, Crisis team South  30 September 2025  Late" in said
    assert "Done on 14 November 2025, late" in said
    assert "Followed up within 72 hours, Crisis team North: from " in said
    assert "Better than usual in " in said
    assert said.count("None is written down.") == 1
    assert words(blocks.cycles(found)).startswith("This priority works by actions")
    assert words(blocks.learning(found)) == "6 actions: 4 done, 1 late and 1 still to come."


def test_step_4_of_a_project_is_its_tests_of_change():
    violence = priority(VIOLENCE)
    assert words(blocks.actions(violence)).startswith("This priority works by small tests of change")
    assert words(blocks.cycles(violence)).startswith("1 PDSA 1: A safety huddle each morning")


def test_step_4_shows_no_evidence_before_there_was_any():
    early = priority("follow-up-after-discharge", date(2025, 8, 31))
    said = words(blocks.actions(early))
    assert "2 done" in said
    assert "4 still to come" in said
    assert "The weekend rota is in place" not in said


def test_step_5_finds_the_change_where_it_was_made_and_not_where_it_was_not(found):
    table = found.changes["followed-up-within-72-hours"].set_index("unit")
    assert table.loc["crisis-north", "reading"] == "A real rise"
    assert table.loc["crisis-south", "reading"] == "No clear change"
    said = words(blocks.together(found))
    assert said.startswith("The process changed and the outcome followed, and no balancing measure")


def test_what_an_action_plan_lacks_is_asked_for():
    violence = priority(VIOLENCE)
    must = violence.priority.model_copy(
        update={
            "method": violence.priority.method.model_copy(update={"name": "Rapid improvement action plan"})
        }
    )
    said = words(blocks.actions(replace(violence, priority=must)))
    assert said.startswith("No action is written down yet.")
    assert "with violence-and-aggression under priority" in said
