"""What a team is told when it answers the nine questions, or some of them, or none."""

from __future__ import annotations

from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qmf.framework import Answers, Priority, priority_from
from qmf.planning import Triage, table, triage

WORDS = {
    key: [word for part in get_args(field.annotation) for word in get_args(part) if isinstance(word, str)]
    or [True, False]
    for key, field in Answers.model_fields.items()
}
WICKED: dict[str, Any] = {
    "goal": "change",
    "answer_known": "not yet",
    "complexity": "complex",
    "must_do": False,
    "urgent": False,
    "control": "team",
    "scale": "service",
    "reversible": True,
    "ethics": False,
}
whole = st.fixed_dictionaries({key: st.sampled_from(words) for key, words in WORDS.items()})
some = st.fixed_dictionaries({}, optional={key: st.sampled_from(words) for key, words in WORDS.items()})


def priority(answers: dict[str, Any] | None, name: str | None = "Model for Improvement") -> Priority:
    measure = dict.fromkeys(("title", "definition", "numerator", "unit", "owner", "source"), "x")
    values: dict[str, Any] = {
        "id": "falls",
        "year": "2025-26",
        "title": "Falls",
        "aim": {"to": 3, "by": "2026-03-31", "who": "Everybody"},
        "units": ["oak"],
        "people": [{"role": "Matron", "part": "owner", "what": "Answers for it"}],
        "measures": [
            measure | {"id": "falls", "role": "outcome", "direction": "decrease", "data": {"events": "fall"}}
        ],
    }
    if name is not None:
        values["method"] = {"name": name, "why": "Because", "answers": answers}
    return priority_from(values)


def found(answers: dict[str, Any], name: str | None = "Model for Improvement", **changes: Any) -> Triage:
    return triage(priority(answers | changes, name))


def test_a_wicked_problem_and_a_must_do_lead_to_different_methods() -> None:
    wicked = found(WICKED)
    must = found(WICKED, must_do=True, urgent=True)
    assert (wicked.suggested, must.suggested) == ("Model for Improvement", "Rapid improvement action plan")
    assert wicked.agrees is True
    assert must.agrees is False
    assert "Nobody knows yet what works here." in wicked.reasons
    assert "It is a must-do, so whether to do it is not the question." in must.reasons


@pytest.mark.parametrize(
    ("changes", "method"),
    [
        ({"goal": "check"}, "Clinical audit"),
        ({"goal": "understand"}, "Service evaluation"),
        ({"control": "elsewhere"}, "Escalation"),
        ({"control": "elsewhere", "must_do": True, "urgent": True}, "Escalation"),
        ({"answer_known": "fully", "complexity": "simple"}, "Just do it"),
        (
            {"answer_known": "fully", "complexity": "simple", "control": "trust"},
            "Rapid improvement action plan",
        ),
        ({"answer_known": "fully", "complexity": "complicated"}, "Rapid improvement action plan"),
        ({"answer_known": "fully"}, "Model for Improvement"),
        ({"answer_known": "fully", "urgent": True}, "Rapid improvement action plan"),
        ({"answer_known": "fully", "must_do": True}, "Rapid improvement action plan"),
        ({"answer_known": "partly", "complexity": "simple"}, "Model for Improvement"),
        ({"reversible": False}, "Service development"),
        ({"reversible": False, "scale": "trust"}, "Fundamental transformation"),
        ({"reversible": False, "scale": "trust", "complexity": "complicated"}, "Service development"),
        ({"scale": "trust"}, "Model for Improvement"),
        ({"goal": "understand", "ethics": True}, "Research"),
        ({"ethics": True}, "Research"),
        ({"ethics": True, "must_do": True, "urgent": True}, "Rapid improvement action plan"),
        ({"control": "record system"}, "Clinical record system change"),
        ({"control": "record system", "must_do": True, "urgent": True}, "Rapid improvement action plan"),
    ],
)
def test_each_kind_of_problem_leads_to_its_method(changes: dict[str, Any], method: str) -> None:
    assert found(WICKED, **changes).suggested == method


@given(whole)
def test_whole_answers_always_lead_to_one_method_and_say_why(answers: dict[str, Any]) -> None:
    it = found(answers)
    assert it.suggested
    assert it.what
    assert len(it.reasons) >= 2
    assert it.open == ()
    assert it.agrees == (it.suggested == "Model for Improvement")
    assert all(asked.answer for asked in it.asked)


@settings(deadline=None)  # each answer is turned round, and a slow machine is no fault
@given(whole)
def test_what_would_change_it_does_and_what_is_not_named_does_not(answers: dict[str, Any]) -> None:
    it = found(answers)
    flips = {(flip.key, flip.methods) for flip in it.flips}
    for key, words in WORDS.items():
        for word in words:
            other = found(answers, **{key: word}).suggested
            assert (other != it.suggested) == ((key, (other,)) in flips)


@settings(deadline=None, max_examples=40)  # every way to answer is gone through, one by one
@given(some)
def test_missing_answers_leave_open_what_they_could_still_lead_to(answers: dict[str, Any]) -> None:
    it = found(answers)
    possible = {
        table().way(rule.method).name
        for each in table().completions(answers)
        if (rule := table().rule(each)) is not None
    }
    if not answers:
        assert it.suggested == ""
    elif len(possible) == 1:
        assert {it.suggested} == possible
    else:
        assert it.suggested == ""
        assert set(it.open) == possible
        assert it.agrees is None
        assert it.flips == ()


def test_one_answer_is_enough_where_the_others_do_not_matter() -> None:
    it = found({"goal": "check"})
    assert it.suggested == "Clinical audit"
    assert it.reasons[0] == "The work is to check whether care meets a standard that is already known."
    assert [asked.key for asked in it.asked if not asked.answer] == [key for key in WORDS if key != "goal"]


def test_no_answers_and_no_method_are_said_plainly() -> None:
    bare = triage(priority(None, None))
    assert bare.sentence == "The questions below are not answered yet, so no method is suggested."
    unasked = triage(priority(None))
    assert unasked.sentence.endswith(
        "no method is suggested. The method chosen is the Model for Improvement."
    )
    assert unasked.agrees is None


@pytest.mark.parametrize(
    ("name", "agrees"),
    [
        ("Model for Improvement", True),
        ("the model for improvement", True),
        ("PDSA", True),
        ("Clinical audit", False),
        ("Six hats", None),
    ],
)
def test_the_choice_is_compared_by_whatever_name_it_goes(name: str, agrees: bool | None) -> None:
    assert found(WICKED, name).agrees is agrees


def test_people_who_chose_otherwise_are_not_overruled() -> None:
    assert found(WICKED, "Clinical audit").sentence == (
        "The answers suggest the Model for Improvement; the method chosen is a clinical audit. "
        "That is for people to decide: their reason counts."
    )
    assert "'Six hats', which the table of methods does not hold" in found(WICKED, "Six hats").sentence


def test_what_is_urgent_is_made_safe_whatever_the_method() -> None:
    assert any("Make it safe today" in note for note in found(WICKED, urgent=True).notes)
    assert not any("Make it safe today" in note for note in found(WICKED).notes)


def test_what_cannot_be_undone_is_assessed_first_even_in_a_hurry() -> None:
    notes = found(WICKED, must_do=True, urgent=True, reversible=False).notes
    assert any("assessed first" in note for note in notes)


def test_the_table_holds_every_method_of_the_framework() -> None:
    names = (
        "just do it", "rapid improvement action plan", "model for improvement", "service evaluation", "clinical audit",
        "research", "service development", "RiO change", "fundamental transformation",
    )  # fmt: skip
    ways = [table().named(name) for name in names]
    assert None not in ways
    assert len({way.id for way in ways if way}) == len(names)


@pytest.mark.parametrize(
    ("changes", "approval", "told"),
    [
        ({}, "An impact assessment before a test becomes the way of working", "The Qi team"),
        ({"goal": "check"}, "Registration with the clinical audit team", "The clinical audit team"),
        ({"ethics": True}, "A research ethics committee's opinion", "The research and development office"),
        ({"control": "record system"}, "The clinical safety officer's sign-off", "Those who report from it"),
        ({"reversible": False}, "A full impact assessment (quality, equality, privacy)", "Commissioners"),
        ({"must_do": True, "urgent": True}, "A rapid impact assessment", "The patient safety team"),
    ],
)
def test_a_method_says_what_it_needs_and_who_must_be_told(
    changes: dict[str, Any], approval: str, told: str
) -> None:
    it = found(WICKED, "Six hats", **changes)
    assert it.method == it.suggested
    assert any(each.startswith(approval) for each in it.approvals)
    assert told in it.tell


def test_the_method_that_people_chose_is_the_one_whose_approvals_count() -> None:
    it = found(WICKED, "Clinical audit")
    assert (it.suggested, it.method, it.works_by) == ("Model for Improvement", "Clinical audit", "actions")
    assert any("clinical audit team" in each for each in it.approvals)


def test_a_project_works_by_tests_and_a_must_do_by_actions() -> None:
    assert found(WICKED).works_by == "pdsa"
    assert found(WICKED, "Rapid improvement action plan", must_do=True, urgent=True).works_by == "actions"
    assert triage(priority(None, None)).works_by == "pdsa"
