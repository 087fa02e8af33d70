"""What a team is told that its design leaves out."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from qmf.errors import ParameterError
from qmf.framework import Priority, load_priority, priority_from
from qmf.planning import design_gaps, impacts

ROOT = Path(__file__).parents[2]
VIOLENCE = load_priority(ROOT / "parameters/2025-26/violence-and-aggression.yaml")


def with_design(*design: dict[str, Any], **first: Any) -> Priority:
    values = VIOLENCE.model_dump(mode="json", exclude_none=True)
    written = list(design) or [*values["aim"]["design"]]
    values["aim"]["design"] = [written[0] | first, *written[1:]]
    return priority_from(values)


def test_the_samples_design_has_the_one_gap_that_is_planted():
    assert design_gaps(VIOLENCE) == (
        "The patient representative: no possible harm is named. Ask those who could be worse off.",
    )


@pytest.mark.parametrize(
    ("first", "said"),
    [
        ({"shown_by": []}, "A safety huddle each morning: no measure would show its effect."),
        ({"shown_by": ["safety-huddles"]}, "shows that it is done, and none shows what it does."),
        ({"harm_shown_by": []}, "A safety huddle each morning: no measure would show the harm."),
        ({"harm_shown_by": []}, "Physical restraint: it is a balancing measure, and no harm is named"),
        ({"harm": "", "harm_shown_by": []}, "A safety huddle each morning: no possible harm is named."),
    ],
)
def test_each_gap_is_named(first, said):
    assert any(said in gap for gap in design_gaps(with_design(**first)))


def test_measures_that_nothing_in_the_design_needs_are_named():
    lone = {"need": "N", "change": "C", "effect": "E", "shown_by": ["days-between-serious-assaults"], "harm": "H",
            "harm_shown_by": ["restraint"]}  # fmt: skip
    gaps = design_gaps(with_design(lone))
    assert any(gap.startswith("Physical violence: the aim is about it") for gap in gaps)
    assert any(gap.startswith("Safety huddles held: it is a process measure") for gap in gaps)
    assert any(gap.startswith("Staff sickness: it is a balancing measure") for gap in gaps)


def test_a_harm_that_the_impact_assessment_fears_has_to_be_in_the_design(place):
    found = impacts(place, date(2026, 3, 31))
    assert design_gaps(VIOLENCE, found) == design_gaps(VIOLENCE)
    without = design_gaps(with_design(harm_shown_by=[]), found)
    feared = "its impact assessment fears 'Staff step in sooner, and hold people more often'"
    assert any(feared in gap for gap in without)


def test_no_design_is_no_gap_for_the_page_says_that_none_is_there():
    values = VIOLENCE.model_dump(mode="json", exclude_none=True)
    values["aim"].pop("design")
    assert design_gaps(priority_from(values)) == ()


@pytest.mark.parametrize(
    ("first", "where", "said"),
    [
        ({"shown_by": ["violense"]}, "aim.design[0].shown_by[0]", "is not among the measures"),
        ({"harm_shown_by": ["restrain"]}, "aim.design[0].harm_shown_by[0]", "Did you mean 'restraint'?"),
        ({"harm": None}, "aim.design[0].harm_shown_by", "the harm is not. Add 'harm'."),
        ({"kind": "proces"}, "aim.design[0].kind", "Did you mean 'process'?"),
        ({"shown_by": ["restraint", "restraint"]}, "aim.design[0].shown_by", "stands twice"),
        ({"effect": None}, "aim.design[0]", "'effect' is missing"),
    ],
)
def test_what_is_written_wrongly_is_refused_by_its_place(first, where, said):
    with pytest.raises(ParameterError) as refused:
        with_design(**first)
    (fault,) = refused.value.faults
    assert fault.where.startswith(where)
    assert said in str(fault)
