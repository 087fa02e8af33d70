"""What a reader finds in the blocks on method, tests of change, and the family read together."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from typing import Any

import nbformat
import pandas as pd
import pytest

from qmf.cycle import Findings, find
from qmf.framework import PDSACycle, priority_from
from qmf.report import blocks
from qmf.report.blocks.block import Block
from qmf.report.blocks.plain import plain
from tests.report.made import ROOT, TALKING, VIOLENCE, sample_findings

MINE = ("triage", "cycles", "learning", "together")
EVIL = "<script>alert(1)</script> & 'quotes\""


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Findings]:
    return sample_findings(tmp_path_factory.mktemp("place"))


@pytest.fixture(scope="module")
def violence(both: dict[str, Findings]) -> Findings:
    return both[VIOLENCE]


@pytest.fixture(scope="module")
def texts(both: dict[str, Findings]) -> Findings:
    """Talking therapies, with the two tests of one team that the sample trust's own table tells of."""
    found = both[TALKING]
    told = {
        "units": ["tt-east"],
        "prediction": "One in five fewer people miss their appointment",
    }
    first = {"id": "1", "title": "A text message the day before", "start": "2025-05-06", "end": "2025-09-30"}
    second = {"id": "2", "title": "The text names the therapist", "start": "2025-11-03"}
    result = {"result": "No change that is more than chance", "decision": "adapt"}
    return with_cycles(found, told | first | result, told | second)


def with_cycles(found: Findings, *cycles: dict[str, Any]) -> Findings:
    return replace(found, cycles=tuple(PDSACycle.model_validate(cycle) for cycle in cycles))


def with_method(found: Findings, method: dict[str, Any] | None) -> Findings:
    values = found.priority.model_dump(mode="json", exclude_none=True)
    values.pop("method")
    return replace(found, priority=priority_from(values | ({"method": method} if method else {})))


def html(block: Block) -> str:
    return "".join(str(each.data["text/html"]) for each in block.outputs())


def words(block: Block) -> str:
    return plain(html(block))


def table(block: Block, caption: str) -> dict[str, list[str]]:
    """Give a table's rows by their first cell."""
    made = re.search(rf"<table[^>]*><caption>{caption}(.*?)</table>", html(block), re.DOTALL)
    assert made, caption
    rows = re.findall(r"<tr[^>]*><th scope=\"row\".*?</tr>", made[1], re.DOTALL)
    cells = [[plain(cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL)] for row in rows]
    return {row[0]: row[1:] for row in cells}


@pytest.mark.parametrize("name", MINE)
def test_every_block_is_words_too_the_same_each_time_and_styles_nothing(
    name: str, both: dict[str, Findings], texts: Findings
) -> None:
    for found in (*both.values(), texts):
        make = getattr(blocks, name)
        once = list(make(found).outputs())
        assert once == list(make(found).outputs())
        for output in once:
            assert output.data["text/plain"].strip()
            json.dumps(dict(output.data))
            assert not re.search(r"<script|<style|\sstyle=|\son[a-z]+=", str(output.data["text/html"]))


def test_what_people_write_is_shown_as_text(violence: Findings) -> None:
    evil = with_method(violence, {"name": EVIL, "why": EVIL})
    cycle = {
        "id": "1", "title": EVIL, "start": "2025-01-01", "end": "2025-02-01", "prediction": EVIL, "result": EVIL
    }  # fmt: skip
    assert "<script>" not in html(blocks.triage(evil))
    assert "<script>" not in html(blocks.cycles(with_cycles(violence, cycle)))


@pytest.mark.parametrize("stem", ["2_choose_method", "4_test_and_learn"])
def test_the_notebooks_begin_as_the_others_do_and_call_one_block_a_cell(stem: str) -> None:
    mine, other = (
        nbformat.read(ROOT / f"notebooks/{name}.ipynb", as_version=4) for name in (stem, "3_aim_and_measures")
    )
    begin = next(i for i, cell in enumerate(other.cells) if "blocks.begin(found)" in cell.source) + 1
    for ours, theirs in zip(mine.cells[1:begin], other.cells[1:begin], strict=True):
        assert (ours.source, ours.metadata) == (theirs.source, theirs.metadata)
    for cell in mine.cells[begin:]:
        if cell.cell_type == "code":
            assert re.fullmatch(r"blocks\.\w+\(found\)", cell.source)
            assert cell.source[7:-7] in blocks.__all__


# the method


def test_the_method_page_says_what_is_suggested_why_and_what_people_chose(violence: Findings) -> None:
    said = words(blocks.triage(violence))
    assert said.startswith("The answers suggest the Model for Improvement, and that is the method chosen.")
    assert "Nobody knows yet what works here." in said
    assert violence.priority.method is not None
    assert violence.priority.method.why.rstrip(".") in said
    rows = table(blocks.triage(violence), "What another answer")
    assert rows["Can it be tried small, and undone?"] == [
        "Yes",
        "If it could not be tried small and undone: service development.",
    ]
    assert rows["Is it known what works here?"][1] == "The same"


def test_the_method_page_says_what_has_to_be_agreed_and_who_must_be_told(violence: Findings) -> None:
    said = words(blocks.triage(violence))
    assert "What model for Improvement needs" not in said
    assert "What the Model for Improvement needs before it starts" in said
    assert "An impact assessment before a test becomes the way of working." in said
    assert said.index("Who must be told") < said.index("The people who use the service.")


def test_a_choice_against_the_table_is_left_to_people(violence: Findings) -> None:
    answers = {"goal": "check"}
    said = words(
        blocks.triage(with_method(violence, {"name": "PDSA", "why": "We like it", "answers": answers}))
    )
    assert "suggest a clinical audit; the method chosen is the Model for Improvement." in said
    assert "That is for people to decide" in said
    assert "We like it." in said


def test_answers_that_are_missing_are_asked_for_by_their_key(violence: Findings) -> None:
    said = words(blocks.triage(with_method(violence, None)))
    assert said.startswith("The questions below are not answered yet, so no method is suggested.")
    for key in (
        "goal", "answer_known", "complexity", "must_do", "urgent", "control", "scale", "reversible", "ethics"
    ):  # fmt: skip
        assert f"Not answered yet ({key})" in said
    assert "parameters/2025-26/violence-and-aggression.yaml" in said


# the tests of change


def test_each_test_has_its_prediction_result_decision_dates_and_place(violence: Findings) -> None:
    said = words(blocks.cycles(violence))
    assert said.count("What we expected") == said.count("What happened") == said.count("What we decided") == 3
    assert "1 October 2024 to 31 December 2024" in said
    assert "Heron, Kestrel and Linnet wards\n" in said
    for cycle in violence.cycles:
        for text in (cycle.title, cycle.prediction, cycle.result):
            assert text.rstrip(".") in said
    assert "Adapt: it is changed and tested again." in said


def test_what_the_charts_say_since_is_in_a_row_for_each_measure(violence: Findings) -> None:
    rows = table(blocks.cycles(violence), "What the charts say since PDSA 1 began")
    assert len(rows) == len(violence.priority.measures)
    outcome, process, restraint, sickness = (
        next(cells for name, cells in rows.items() if name.startswith(title))
        for title in ("Physical violence", "Safety huddles", "Physical restraint", "Staff sickness")
    )
    assert outcome[:2] == ["9.0", "6.1"]
    assert re.fullmatch(r"Better than usual in \d+ of 18 months since, first in March 2025\.", outcome[2])
    assert process[::2] == ["–", "Nothing to compare: first counted in October 2024."]
    assert restraint[2].startswith("Worse than usual in ")
    assert sickness[2] == "No change in the 17 months since."


def test_a_change_that_had_begun_before_the_test_is_dated_before_it(violence: Findings) -> None:
    late = {"id": "1", "title": "Late", "start": "2025-09-01", "prediction": "Less"}
    rows = table(blocks.cycles(with_cycles(violence, late)), "What the charts say since PDSA 1 began")
    assert "that began in July 2025, before this test." in next(iter(rows.values()))[2]


def test_tests_in_the_same_time_are_not_told_apart(violence: Findings, texts: Findings) -> None:
    said = words(blocks.cycles(violence))
    assert "These numbers hold the time of PDSA 2 and 3 too" in said
    assert "These numbers hold the time of PDSA 1 too" in words(blocks.cycles(texts))
    alone = words(blocks.cycles(replace(violence, cycles=violence.cycles[:1])))
    assert "too, and cannot tell" not in alone


def test_a_test_that_failed_has_the_same_space_and_one_that_runs_says_so(texts: Findings) -> None:
    made = html(blocks.cycles(texts))
    first, second = made.split('<div class="test">')[1:]
    assert first.count("<dt>") == second.count("<dt>") == 5
    assert "No change that is more than chance." in first
    assert "Running since 3 November 2025" in second
    assert second.count("Not yet: the test runs") == 2
    rows = table(blocks.cycles(texts), "What the charts say since PDSA 1 began")
    assert all("Talking Therapies East" in name for name in rows)
    early = table(blocks.cycles(texts), "What the charts say since PDSA 2 began")
    assert {cells[2] for cells in early.values()} == {"Too early to say: 4 months since."}


def test_a_measure_that_nobody_can_vouch_for_says_nothing_since(both: dict[str, Findings]) -> None:
    cycle = {
        "id": "1",
        "title": "Reminders",
        "start": "2025-01-01",
        "units": ["tt-west"],
        "prediction": "Less",
    }
    rows = table(blocks.cycles(with_cycles(both[TALKING], cycle)), "What the charts say since PDSA 1 began")
    (said,) = [cells[2] for name, cells in rows.items() if name.startswith("Second wait")]
    assert said == "Cannot say: 5 of the last 12 months missing."


def test_what_nobody_wrote_down_is_said(violence: Findings) -> None:
    bare = {"id": "1", "title": "Bare", "start": "2025-01-01", "end": "2025-03-31", "prediction": "Less"}
    found = with_cycles(violence, bare)
    assert words(blocks.cycles(found)).count("Not written down") == 2
    said = words(blocks.learning(found))
    assert "1 ended without a decision." in said
    assert "PDSA 1 ended on 31 March 2025, and no result and decision is written down." in said


def test_a_planned_test_has_no_numbers_yet(violence: Findings) -> None:
    plan = {"id": "1", "title": "Later", "start": "2026-05-04", "prediction": "Less"}
    found = with_cycles(violence, plan)
    said = words(blocks.cycles(found))
    assert "Planned: starts on 4 May 2026" in said
    assert "since PDSA 1 began" not in said
    assert "No test of change had begun by 31 March 2026" in words(blocks.learning(found))
    assert "1 is planned." in words(blocks.learning(found))


def test_what_came_after_the_as_at_date_is_not_known(violence: Findings) -> None:
    early = find(violence.place, violence.priority, date(2025, 2, 28))
    said = words(blocks.cycles(early))
    assert "Running since 6 January 2025" in said
    assert "Fewer late starts" not in said
    assert "Planned: starts on 1 May 2025" in said
    assert "2 tests of change so far: 1 to be adapted and 1 running. 1 is planned." in words(
        blocks.learning(early)
    )


def test_no_test_is_said_with_what_to_do(both: dict[str, Findings]) -> None:
    said = words(blocks.cycles(replace(both[TALKING], cycles=())))
    assert said.startswith("No test of change is written down yet.")
    assert "parameters/2025-26/talking-therapies.yaml under pdsa_cycles" in said


# what they taught


def test_what_was_learnt_counts_decisions_and_names_what_is_open(violence: Findings, texts: Findings) -> None:
    said = words(blocks.learning(violence))
    assert said.startswith("3 tests of change so far: 2 adopted and 1 to be adapted.")
    assert "No test is running or planned: the last ended on 31 July 2025." in said
    assert "No test is running" not in words(blocks.learning(texts))
    last = with_cycles(violence, violence.cycles[0].model_dump(mode="json"))
    assert "PDSA 1 was to be adapted, and no test has followed it." in words(blocks.learning(last))


def test_the_averages_from_test_to_test_are_those_of_the_observations(violence: Findings) -> None:
    rows = table(blocks.learning(violence), "The averages from test to test")
    (cells,) = [cells for name, cells in rows.items() if name.startswith("Physical violence")]
    seen = violence.observations["physical-violence"]
    mine = seen[(seen["unit"] == "all-together") & (seen["period_start"] >= pd.Timestamp("2025-05-01"))]
    rate = mine["numerator"].sum() / mine["denominator"].sum() * 1000
    assert cells[-1].split() == [f"{rate:.1f}", "11", "months"]
    assert len(cells) == 4


def test_tests_of_single_teams_do_not_cut_the_time_of_all(texts: Findings) -> None:
    assert "<table" not in html(blocks.learning(texts))


# the family


def test_the_joint_sentence_stands_first_then_each_measure(violence: Findings) -> None:
    block = blocks.together(violence)
    assert '<p class="say">The process changed and the outcome followed, but a balancing measure' in html(
        block
    )
    said = words(block)
    assert "Safety huddles held: rose from 62.2% to 85.5% since May 2025; it began in October 2024." in said
    assert "Staff sickness: no clear change." in said
    assert "Taken alone: worse on Linnet ward." in said
    assert "need not be cause and effect" in said
