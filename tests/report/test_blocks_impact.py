"""What a reader finds on the pages about impact assessments."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from qmf.cycle import Findings, find
from qmf.data import open_place, write_sample
from qmf.report import blocks
from qmf.report.blocks.block import Block
from qmf.report.blocks.plain import plain
from tests.report.made import TALKING, VIOLENCE, sample_findings

EVIL = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Findings]:
    return sample_findings(tmp_path_factory.mktemp("place"))


def html(block: Block) -> str:
    return "".join(str(each.data["text/html"]) for each in block.outputs())


def words(block: Block) -> str:
    return plain(html(block))


@pytest.mark.parametrize("name", ["impacts", "assessments"])
def test_the_blocks_are_words_too_the_same_each_time_and_style_nothing(name, both):
    for found in both.values():
        once = list(getattr(blocks, name)(found).outputs())
        assert once == list(getattr(blocks, name)(replace(found)).outputs())
        json.dumps([dict(output.data) for output in once])
        assert not re.search(r"<script|<style|\sstyle=|\son[a-z]+=", str(once[0].data["text/html"]))


def test_step_1_ends_with_what_is_open_and_which_harm_has_come(both):
    said = words(blocks.impacts(both[VIOLENCE]))
    assert said.startswith(
        "Of 8 changes, 3 have an impact assessment that is missing, out of date, unfinished or unsigned. "
        "1 shows a harm that its assessment feared."
    )
    assert "No assessment. No impact assessment has been made, and a service change needs one." in said
    assert re.search(r"Restraint, Linnet ward: worse than usual in \d+ of 18 months", said)
    assert "a few single months will look worse by chance alone" in said


def test_the_changes_of_the_priority_come_first(both):
    for name, title in ((VIOLENCE, "Safety huddles"), (TALKING, "First appointments by video")):
        said = words(blocks.impacts(both[name]))
        assert said.index("Changes of this priority") < said.index(title)
        assert said.index(title) < said.index("Other changes of the trust") < said.index("Plover ward closes")


def test_a_priority_whose_change_nobody_wrote_down_is_told_so(both):
    found = both[VIOLENCE]
    alone = replace(found, priority=found.priority.model_copy(update={"id": "another"}))
    assert "No change in the table changes belongs to Violence and aggression" in words(blocks.impacts(alone))
    assert "No change in the table changes belongs" in words(blocks.assessments(alone))


def test_an_assessment_shows_harms_before_benefits_who_decides_and_who_signed(both):
    said = words(blocks.assessments(both[VIOLENCE]))
    assert "Possible, major: 12, high before mitigation; unlikely, major: 8, high with it." in said
    assert "Quality impact panel. The panel looks at each mitigation" in said
    assert "Medical director, 2 September 2024; Director of nursing, 4 September 2024." in said
    assert said.index("Staff step in sooner") < said.index("Fewer people are hit")
    assert "which makes no harm smaller" in said
    assert "The risk is low. Advice: August 2024" in said
    assert "Looked at, and no effect expected: Effective, Sustainable" in said


def test_what_people_write_is_shown_as_text(tmp_path: Path, both):
    folder = write_sample(tmp_path / "place")
    for name in ("changes", "impact_effects"):
        file = folder / f"{name}.csv"
        text = file.read_text(encoding="utf-8")
        file.write_text(
            text.replace("Safety huddles on three acute wards", EVIL).replace("Fewer people are hit", EVIL),
            encoding="utf-8",
        )
    found = find(open_place(folder), both[VIOLENCE].priority, date(2026, 3, 31))
    for block in (blocks.impacts(found), blocks.assessments(found)):
        assert "<script>" not in html(block)
        assert "&lt;script&gt;" in html(block)


# the design


def test_the_design_is_drawn_listed_and_its_gap_named(both):
    made = html(blocks.design(both[VIOLENCE]))
    said = plain(made)
    assert said.startswith("The design has 1 gap.\nThe patient representative: no possible harm is named.")
    assert made.count("<svg") == 4
    for each in both[VIOLENCE].priority.aim.design:
        assert f"Expected effect: {each.effect}" in said
        assert f"What drives it: {each.effect}" in said
    assert "Aim: Physical violence down to 6.0 incidents per 1,000 occupied bed days." in said
    assert said.count("Staff and patients do not know at the start of the day who may need extra help") == 1


def test_no_design_is_said_with_where_to_write_it(both):
    said = words(blocks.design(both[TALKING]))
    assert said.startswith("No design is written down yet.")
    assert "parameters/2025-26/talking-therapies.yaml under aim, design" in said
