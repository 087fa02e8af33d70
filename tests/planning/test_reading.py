"""What a person who changes the decision table wrongly is told."""

from __future__ import annotations

from importlib.resources import files

import pytest

from qmf.errors import ParameterError
from qmf.planning import read_table

GOOD = (files("qmf.planning") / "methods.yaml").read_text(encoding="utf-8")
LAST = "  - when: {answer_known: [partly, not yet], complexity: [simple, complicated], reversible: [true]}"


def faults(text: str) -> list[str]:
    with pytest.raises(ParameterError) as caught:
        read_table(text, "methods.yaml")
    return [str(fault) for fault in caught.value.faults]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("when: {goal: [check]}", "when: {gaol: [check]}", "Did you mean 'goal'?"),
        ("when: {goal: [check]}", "when: {goal: [chekc]}", "holds a word that 'goal' does not take"),
        ("    method: clinical-audit\n", "    method: audit\n", "'audit' is none of the methods"),
        ("  - id: goal\n", "  - id: aim\n", "'aim' is no answer of a parameter file"),
        ("answer: not yet", "answer: never", "these are not the words it takes"),
        ("    called: a clinical audit\n", "", "'called' is missing"),
        ("name: Clinical audit", "name: PDSA", "an earlier method has this id or name too"),
        ("questions:", "questions: &here", "'&' gives a part of the file a name"),
    ],
)
def test_a_word_that_does_not_fit_is_named_with_its_line(old: str, new: str, told: str) -> None:
    assert old in GOOD
    found = faults(GOOD.replace(old, new, 1))
    assert any(told in fault for fault in found)
    assert all(fault.startswith("methods.yaml, line ") for fault in found)


def test_answers_that_lead_nowhere_are_named() -> None:
    short = GOOD.replace("    method: escalation\n", "    method: clinical-audit\n").replace(
        "{goal: [change], control: [elsewhere]}", "{goal: [check], control: [elsewhere]}"
    )
    found = faults(short)
    assert any("no rule leads to 'escalation'" in fault for fault in found)
    cut = GOOD[: GOOD.index(LAST)] + GOOD[GOOD.index("# What to mind beside") :]
    assert any("no rule fits goal: change, answer_known: partly" in fault for fault in faults(cut))


def test_a_rule_that_never_counts_is_named() -> None:
    rule = "rules:\n  - when: {}\n    method: clinical-audit\n    because: It is always so.\n"
    found = faults(GOOD.replace("rules:\n", rule, 1))
    assert found
    assert all("a rule above it always fits first" in fault for fault in found)
