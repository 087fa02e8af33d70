"""Reading a decision table: strictly, and checked to lead somewhere from everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any, get_args

from qmf.errors import Fault, ParameterError
from qmf.framework.method import Answers
from qmf.framework.problems import Loc
from qmf.framework.slugs import nearest, one_of, shown
from qmf.planning.table import Table
from qmf.planning.written import read_model

__all__ = ["read_table", "table"]

Snag = tuple[Loc, str, str]


@cache
def table() -> Table:
    """Give the kit's own decision table.

    Returns
    -------
    Table
        What ``methods.yaml`` says; read once.

    Examples
    --------
    >>> [way.name for way in table().methods][:3]
    ['Just do it', 'Rapid improvement action plan', 'Model for Improvement']
    """
    return read_table((files("qmf.planning") / "methods.yaml").read_text(encoding="utf-8"), "methods.yaml")


def read_table(text: str, name: str) -> Table:
    """Read a decision table.

    Parameters
    ----------
    text
        The whole YAML file.
    name
        What the file is called in a message.

    Returns
    -------
    Table
        The table, checked.

    Raises
    ------
    ParameterError
        With every fault found: a key or word that is not known, a question that no parameter file answers, a way to
        answer that no rule fits, a rule that is never the first to fit, a method to which no rule leads.

    Examples
    --------
    >>> try:
    ...     read_table("questions: []", "mine.yaml")
    ... except ParameterError as error:
    ...     print(error.faults[0])
    mine.yaml, line 1, questions: is an empty list. Fill it. What is asked.
    """
    made, where = read_model(text, name, Table)
    snags = [*_questions(made), *_conditions(made), *_methods(made)] or list(_ways_through(made))
    if snags:
        raise ParameterError(Fault(what, where(loc), mend) for loc, what, mend in snags)
    return made


def _questions(made: Table) -> Iterator[Snag]:
    """Hold the questions to the keys and words that a parameter file may give."""
    known = {key: _words(field.annotation) for key, field in Answers.model_fields.items()}
    asked = [question.id for question in made.questions]
    for number, question in enumerate(made.questions):
        loc: Loc = ("questions", number, "id")
        if question.id not in known:
            yield loc, f"{shown(question.id)} is no answer of a parameter file", f"Write {one_of(known)}."
        elif asked.index(question.id) != number:
            yield loc, f"{shown(question.id)} is asked twice", "Keep one of the two."
        elif [each.answer for each in question.answers] != known[question.id]:
            words = one_of(str(word) for word in known[question.id])
            yield ("questions", number, "answers"), "these are not the words it takes", f"Write {words}."
    for key in known:
        if key not in asked:
            yield ("questions",), f"{shown(key)} is not asked", "Add the question."


def _words(annotation: Any) -> list[bool | str]:
    """Give the words that an optional choice takes; true and false where it is a yes or no."""
    choices = [word for part in get_args(annotation) for word in get_args(part) if isinstance(word, str)]
    return list(choices) or [True, False]


def _conditions(made: Table) -> Iterator[Snag]:
    """Hold every condition to a question and its words, and every method named to the list of methods."""
    words = {question.id: [each.answer for each in question.answers] for question in made.questions}
    ids = [way.id for way in made.methods]
    lists = [("rules", [(rule.when, [rule.method]) for rule in made.rules])]
    lists += [("notes", [(note.when, note.methods) for note in made.notes])]
    for key, entries in lists:
        for number, (when, methods) in enumerate(entries):
            for question, answers in when.items():
                loc: Loc = (key, number, "when", question)
                if question not in words:
                    near = nearest(question, words)
                    mend = f"Did you mean '{near}'?" if near else f"Write {one_of(words)}."
                    yield loc, f"{shown(question)} is not asked", mend
                elif not set(answers) <= set(words[question]):
                    mend = f"Write {one_of(str(word) for word in words[question])}."
                    yield loc, f"holds a word that {shown(question)} does not take", mend
            for method in methods:
                if method not in ids:
                    yield (key, number), f"{shown(method)} is none of the methods", f"Write {one_of(ids)}."


def _methods(made: Table) -> Iterator[Snag]:
    """Let no two methods go by one name, and no method stand there that no rule leads to."""
    led = {rule.method for rule in made.rules}
    for number, way in enumerate(made.methods):
        loc: Loc = ("methods", number)
        if any(each.id == way.id or each.goes_by(way.name) for each in made.methods[:number]):
            yield loc, "an earlier method has this id or name too", "Keep one of the two."
        if way.id not in led:
            yield loc, f"no rule leads to {shown(way.id)}", "Add a rule, or take the method out."


def _ways_through(made: Table) -> Iterator[Snag]:
    """Go every way through the questions: each must meet a rule, and each rule must be met first by one."""
    met: set[int] = set()
    astray: dict[str, bool | str] | None = None
    for answers in made.completions({}):
        rule = made.rule(answers)
        if rule is not None:
            met.add(made.rules.index(rule))
        elif astray is None:
            astray = answers
    if astray is not None:
        told = ", ".join(f"{question}: {str(answer).lower()}" for question, answer in astray.items())
        yield ("rules",), f"no rule fits {told}", "Add one at the end."
    for number in range(len(made.rules)):
        if number not in met:
            yield ("rules", number), "a rule above it always fits first", "Move it up, or take it out."
