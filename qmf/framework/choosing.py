"""Choosing together: criteria and their weights, the marks that people gave, and who overrules the score, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import inf
from typing import Annotated, Any, Literal, get_args

from pydantic import BeforeValidator, Field
from pydantic_core import InitErrorDetails

from qmf.framework.fields import Day, Name, Slug, Text, Whole, Year
from qmf.framework.model import Model
from qmf.framework.problems import at, problem
from qmf.framework.slugs import nearest, one_of, shown

__all__ = ["GROUPS", "Choosing", "Criterion", "Group", "Marked", "Overrule"]

Group = Literal["staff", "service users", "carers", "governors", "board"]
GROUPS: tuple[Group, ...] = get_args(Group)


def _mark(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 5:
        raise problem("is no mark", "Write a whole number from 0 to 5.")
    return value


def _weight(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 < value < inf:
        raise problem("is no weight", "Write a number above zero, like 30.")
    return float(value)


Mark = Annotated[int, BeforeValidator(_mark)]
Weight = Annotated[float, BeforeValidator(_weight)]


class Criterion(Model):
    """What candidates are judged by."""

    id: Slug
    """The id, like harm."""
    title: Name
    """The question that a mark from 0 to 5 answers."""
    weight: Weight
    """How much it counts beside the others; only the ratio matters."""


class Marked(Model):
    """The marks that people gave one candidate."""

    candidate: Slug
    """The id of the topic."""
    by: Name
    """Who gave them: a workshop or a group, never a person's name."""
    on: Day
    """The day they gave them, like 2026-02-12."""
    marks: dict[Slug, Mark]
    """A mark from 0 to 5 for every criterion, by its id."""


class Overrule(Model):
    """A group that takes a candidate in or out whatever its score is."""

    candidate: Slug
    """The id of the topic."""
    group: Group
    """Who overrules: staff, service users, carers, governors or board."""
    verdict: Literal["in", "out"]
    """in or out."""
    reason: Text
    """Why, in their words."""
    on: Day
    """The day it was decided, like 2026-02-26."""


class Choosing(Model):
    """How the priorities of a year are chosen."""

    year: Year
    """The financial year that is chosen for, like 2026-27."""
    most: Whole
    """How many priorities can be carried."""
    criteria: Annotated[list[Criterion], Field(min_length=1)]
    """What candidates are judged by."""
    scores: Annotated[list[Marked], Field(min_length=1)]
    """The marks of each candidate that people have scored."""
    ask: list[Group] = Field(default_factory=lambda: list(GROUPS), min_length=1)
    """The groups that must be asked."""
    overrules: list[Overrule] = Field(default_factory=list)
    """Who overrules the score, and why."""

    @classmethod
    def faults_between(cls, values: Mapping[str, Any]) -> Iterator[InitErrorDetails]:
        """Hold the marks to the criteria, and the overruling to the candidates."""
        criteria = [str(each["id"]) for _, each in _entries(values, "criteria") if "id" in each]
        yield from _twice(values, "criteria", "id")
        yield from _twice(values, "scores", "candidate")
        yield from _twice(values, "overrules", "candidate")
        for number, entry in _entries(values, "scores"):
            marks = entry.get("marks")
            if isinstance(marks, Mapping):
                yield from _marks(number, marks, criteria)
        scored = {str(entry.get("candidate")) for _, entry in _entries(values, "scores")}
        for number, entry in _entries(values, "overrules"):
            candidate = entry.get("candidate")
            if isinstance(candidate, str) and candidate not in scored:
                near = nearest(candidate, scored)
                mend = f"Did you mean '{near}'?" if near else "Add its marks under 'scores'."
                yield at(("overrules", number, "candidate"), f"{shown(candidate)} has no marks", mend)


def _entries(values: Mapping[str, Any], key: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    entries = values.get(key)
    for number, entry in enumerate(entries if isinstance(entries, list) else []):
        if isinstance(entry, Mapping):
            yield number, entry


def _twice(values: Mapping[str, Any], key: str, of: str) -> Iterator[InitErrorDetails]:
    seen: set[str] = set()
    for number, entry in _entries(values, key):
        code = entry.get(of)
        if isinstance(code, str) and code in seen:
            yield at((key, number, of), f"{shown(code)} stands twice", "Keep one of the two.")
        seen.add(str(code))


def _marks(number: int, marks: Mapping[str, Any], criteria: list[str]) -> Iterator[InitErrorDetails]:
    for key in marks:
        if str(key) not in criteria and criteria:
            mend = f"Write {one_of(criteria)}."
            yield at(("scores", number, "marks", str(key)), f"{shown(str(key))} is no criterion", mend)
    for each in criteria:
        if each not in marks:
            yield at(
                ("scores", number, "marks"), f"there is no mark for {shown(each)}", "Add one from 0 to 5."
            )
