"""The golden thread is read strictly: every branch has an id of its own and hangs on a higher level."""

from __future__ import annotations

import pytest

from qmf.errors import ParameterError, PlaceError
from qmf.framework import Strategy, read_model

HEAD = "title: Ours\nbranches:\n  - {id: plan, level: national, title: The plan}\n"


def read(tmp_path, text):
    file = tmp_path / "strategy.yaml"
    file.write_text(text, encoding="utf-8")
    return read_model(file, Strategy)


def test_a_strategy_is_read(tmp_path):
    strategy = read(tmp_path, f"{HEAD}  - {{id: safe, level: team, under: plan, title: Safe, unit: heron}}\n")
    assert strategy.carries == 3
    assert strategy.branch("safe").under == "plan"
    assert strategy.branch("nothing") is None


def test_an_orphan_is_no_fault(tmp_path):
    assert read(tmp_path, f"{HEAD}  - {{id: safe, level: team, title: Safe}}\n").branch("safe").under is None


def test_the_workforce_strategy_stands_beside_the_priorities(tmp_path):
    branch = "  - {id: staff, level: workforce, under: plan, title: Staff}\n"
    team = "  - {id: breaks, level: directorate, under: staff, title: Breaks}\n"
    assert len(read(tmp_path, HEAD + branch + team).branches) == 3
    priority = "  - {id: care, level: priority, under: staff, title: Care}\n"
    with pytest.raises(ParameterError, match="does not stand at a higher level"):
        read(tmp_path, HEAD + branch + priority)


@pytest.mark.parametrize(
    ("line", "what", "mend"),
    [
        ("{id: plan, level: team, title: Again}", "'plan' stands twice", "Keep one"),
        ("{id: safe, level: team, under: plam, title: Safe}", "'plam' is no branch", "Did you mean 'plan'?"),
        ("{id: safe, level: national, under: plan, title: Safe}", "does not stand at a higher", "Hang it"),
        ("{id: safe, level: team, under: safe, title: Safe}", "does not stand at a higher", "Hang it"),
        ("{id: safe, level: ward, title: Safe}", "'ward' is none of the words", "Write national, vision"),
        ("{id: safe, level: team, titel: Safe}", "the key 'titel' is not known", "'title'"),
        (
            "{id: safe, level: team, title: Safe, and sound}",
            "the key 'and sound' is not known",
            "can stand here",
        ),
        ("{id: safe, level: team}", "'title' is missing", "never a person's name"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(tmp_path, line, what, mend):
    with pytest.raises(ParameterError) as caught:
        read(tmp_path, f"{HEAD}  - {line}\n")
    told = [fault for fault in caught.value.faults if what in fault.what]
    assert told, caught.value
    assert mend in told[0].mend
    assert "strategy.yaml, line 4" in told[0].where


def test_every_fault_is_told_at_once(tmp_path):
    lines = "  - {id: a, level: team, under: zebra, title: A}\n  - {id: a, level: ward, title: A}\n"
    with pytest.raises(ParameterError) as caught:
        read(tmp_path, HEAD + lines + "carries: 0\n")
    assert len(caught.value.faults) == 4


@pytest.mark.parametrize(
    ("text", "what"), [("", "the file is empty"), ("- a\n", "does not start with a key")]
)
def test_a_file_that_holds_no_keys_is_told(tmp_path, text, what):
    with pytest.raises(ParameterError, match=what):
        read(tmp_path, text)


def test_no_file_is_told(tmp_path):
    with pytest.raises(PlaceError, match="not there"):
        read_model(tmp_path / "strategy.yaml", Strategy)
