"""The decision table of the first triage: questions, methods, the rules between them, and what follows from answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from typing import Annotated, Literal

from pydantic import Field, StrictBool, StrictStr

from qmf.framework.fields import Name, Slug, Text
from qmf.framework.model import Model

__all__ = ["Answer", "Given", "Known", "Note", "Question", "Rule", "Table", "Way", "fits"]

Given = StrictBool | StrictStr
"""An answer as a parameter file gives it."""
Known = Mapping[str, bool | str]
"""Answers by the id of their question."""
When = dict[StrictStr, Annotated[list[Given], Field(min_length=1)]]
"""Conditions: by the id of a question, the answers that fit."""


class Answer(Model):
    """One way to answer a question."""

    answer: Given
    """The word in the parameter file."""
    says: Text
    """What it says, in words."""
    reason: Text
    """The same as a reason, in a sentence."""
    were: Text
    """The same after 'If'."""


class Question(Model):
    """One thing the triage asks."""

    id: Name
    """The key in the parameter file."""
    asks: Text
    """The question."""
    answers: Annotated[list[Answer], Field(min_length=2)]
    """The ways to answer it."""


class Way(Model):
    """A method that can be suggested."""

    id: Slug
    """What rules call it."""
    name: Name
    """Its name, as a parameter file gives it."""
    called: Text
    """Its name inside a sentence."""
    also: list[Name]
    """Other names it goes by."""
    what: Text
    """What it is, and what it asks for."""
    works_by: Literal["actions", "pdsa"]
    """What its work is made of: actions with owners and dates, or small tests of change."""
    approvals: Annotated[list[Text], Field(min_length=1)]
    """What has to be agreed or registered before it starts."""
    tell: Annotated[list[Text], Field(min_length=1)]
    """Who must be told."""

    def goes_by(self, name: str) -> bool:
        """Say whether a name is one of this method's, however it is written."""
        return _plain(name) in {_plain(each) for each in (self.name, *self.also)}


class Rule(Model):
    """Some answers, and the method they lead to."""

    when: When
    """For each question that matters, the answers that fit."""
    method: Slug
    """The method's id."""
    because: Text
    """Why these answers lead there."""


class Note(Model):
    """What to mind beside a method."""

    when: When
    """For each question that matters, the answers that fit."""
    methods: Annotated[list[Slug], Field(min_length=1)]
    """The methods beside which it is said."""
    say: Text
    """The note."""


class Table(Model):
    """Questions, methods, rules and notes."""

    questions: Annotated[list[Question], Field(min_length=1)]
    """What is asked."""
    methods: Annotated[list[Way], Field(min_length=1)]
    """What can be suggested."""
    rules: Annotated[list[Rule], Field(min_length=1)]
    """From answers to a method; the first that fits counts."""
    notes: list[Note]
    """What to mind beside a method."""

    def rule(self, answers: Known) -> Rule | None:
        """Find the first rule that fits a whole set of answers."""
        return next((rule for rule in self.rules if fits(rule.when, answers)), None)

    def way(self, id: str) -> Way:
        """Find a method by its id."""
        return next(way for way in self.methods if way.id == id)

    def named(self, name: str) -> Way | None:
        """Find a method by a name that people write; None where the table does not know it."""
        return next((way for way in self.methods if way.goes_by(name)), None)

    def reachable(self, answers: Known) -> list[Rule]:
        """Find the rules that can still come to count, whatever the missing answers are.

        The ways to answer are cut at each rule into those that it catches and those that it lets through, so that they
        need not be gone through one by one: there are thousands.
        """
        whole = {
            question.id: frozenset(
                [answers[question.id]]
                if question.id in answers
                else [each.answer for each in question.answers]
            )
            for question in self.questions
        }
        found, passed = [], [whole]
        for rule in self.rules:
            caught = [_caught(rule, ways) for ways in passed]
            if any(caught):
                found.append(rule)
            passed = [
                left
                for ways, met in zip(passed, caught, strict=True)
                for left in (_let_through(rule, ways) if met else [ways])
            ]
        return found

    def completions(self, answers: Known) -> Iterator[dict[str, bool | str]]:
        """Give every whole set of answers that these leave open; one where they are whole."""
        choices = [
            [answers[question.id]] if question.id in answers else [each.answer for each in question.answers]
            for question in self.questions
        ]
        for made in product(*choices):
            yield dict(zip((question.id for question in self.questions), made, strict=True))


def fits(when: Mapping[str, list[bool | str]], answers: Known) -> bool:
    """Say whether every condition holds."""
    return all(answers[question] in allowed for question, allowed in when.items())


Ways = dict[str, frozenset[bool | str]]
"""Ways to answer: for each question, the answers that are still possible."""


def _caught(rule: Rule, ways: Ways) -> bool:
    return all(ways[question] & set(allowed) for question, allowed in rule.when.items())


def _let_through(rule: Rule, ways: Ways) -> Iterator[Ways]:
    """Cut what a rule does not catch into parts that do not overlap."""
    for question, allowed in rule.when.items():
        others = ways[question] - set(allowed)
        if others:
            yield {**ways, question: others}
        ways = {**ways, question: ways[question] & set(allowed)}


def _plain(name: str) -> str:
    return " ".join(name.casefold().replace("-", " ").split())
