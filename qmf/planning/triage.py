"""The first triage: from the answers of a priority to a method, with reasons, and with what would change it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from qmf.framework import Answers, Priority
from qmf.planning.reading import table
from qmf.planning.table import Known, Rule, Table, Way, fits

__all__ = ["Asked", "Flip", "Triage", "triage"]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of the triage and its answer.

    Parameters
    ----------
    key
        What it is called in the parameter file.
    question
        The question.
    answer
        The answer in words; empty where there is none.
    """

    key: str
    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Flip:
    """One answer turned round, all others kept, and the method that this would lead to.

    Parameters
    ----------
    key
        The question, as the parameter file calls it.
    were
        What follows 'If', such as "it were urgent".
    methods
        The methods that could then be suggested: one, where the other answers are whole.
    """

    key: str
    were: str
    methods: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Triage:
    """What the answers suggest. People decide.

    Parameters
    ----------
    sentence
        What is suggested, and whether the method that was chosen is the same.
    suggested
        The name of the method; empty where the answers leave more than one open, or there are none.
    what
        What that method is and asks for.
    method
        The method that counts for what follows: the one people chose, where the table knows it, else the one suggested;
        empty where neither is there.
    approvals, tell
        What has to be agreed or registered before that method starts, and who must be told.
    works_by
        What its work is made of: ``pdsa`` or ``actions``; pdsa where nothing is known.
    reasons
        Why: the answers that lead there, then what follows from them.
    notes
        What to mind beside the method.
    asked
        Every question, with its answer where there is one.
    open
        The methods that missing answers leave open, where they are more than one.
    flips
        What would change the suggestion: each answer turned round by itself.
    chosen
        The name of the method that people chose; empty where none is.
    agrees
        Whether it is the one suggested; None where that cannot be said.
    """

    sentence: str
    suggested: str
    what: str
    method: str
    approvals: tuple[str, ...]
    tell: tuple[str, ...]
    works_by: Literal["actions", "pdsa"]
    reasons: tuple[str, ...]
    notes: tuple[str, ...]
    asked: tuple[Asked, ...]
    open: tuple[str, ...]
    flips: tuple[Flip, ...]
    chosen: str
    agrees: bool | None


def triage(priority: Priority, decisions: Table | None = None) -> Triage:
    """Suggest a method for a priority.

    Parameters
    ----------
    priority
        Its `method.answers` are what the suggestion comes from; any may be missing.
    decisions
        The decision table; the kit's own where None.

    Returns
    -------
    Triage
        A suggestion where the answers given lead to one method whatever the missing ones are.

    Examples
    --------
    >>> from pathlib import Path
    >>> from qmf.framework import load_priority
    >>> root = Path(__file__).resolve().parents[2]
    >>> found = triage(load_priority(root / "parameters/2025-26/violence-and-aggression.yaml"))
    >>> found.sentence
    'The answers suggest the Model for Improvement, and that is the method chosen.'
    >>> next(flip for flip in found.flips if flip.key == "reversible")
    Flip(key='reversible', were='it could not be tried small and undone', methods=('Service development',))
    """
    using = decisions or table()
    known = _known(priority.method.answers if priority.method else None)
    chosen = priority.method.name if priority.method else ""
    rules = using.reachable(known)
    ways = _ways(using, rules)
    way = ways[0] if known and len(ways) == 1 else None
    counts = using.named(chosen) or way
    return Triage(
        sentence=_sentence(using, known, ways, chosen),
        suggested=way.name if way else "",
        what=way.what if way else "",
        method=counts.name if counts else "",
        approvals=tuple(counts.approvals) if counts else (),
        tell=tuple(counts.tell) if counts else (),
        works_by=counts.works_by if counts else "pdsa",
        reasons=_reasons(using, known, rules) if way else (),
        notes=_notes(using, known, way),
        asked=_asked(using, known),
        open=tuple(each.name for each in ways) if known and way is None else (),
        flips=_flips(using, known, way),
        chosen=chosen,
        agrees=_agrees(using, way, chosen),
    )


def _known(answers: Answers | None) -> dict[str, bool | str]:
    return {} if answers is None else answers.model_dump(exclude_none=True)


def _ways(using: Table, rules: list[Rule]) -> list[Way]:
    return [way for way in using.methods if any(rule.method == way.id for rule in rules)]


def _reasons(using: Table, known: Known, rules: list[Rule]) -> tuple[str, ...]:
    """Give the answers that the rule rests on; where several rules lead to one method, those that all rest on."""
    counted = [
        each.reason
        for question in using.questions
        if all(question.id in rule.when for rule in rules)
        for each in question.answers
        if each.answer == known.get(question.id)
    ]
    return (*counted, rules[0].because) if len(rules) == 1 else tuple(counted)


def _notes(using: Table, known: Known, way: Way | None) -> tuple[str, ...]:
    if way is None:
        return ()
    return tuple(
        note.say
        for note in using.notes
        if way.id in note.methods and note.when.keys() <= known.keys() and fits(note.when, known)
    )


def _asked(using: Table, known: Known) -> tuple[Asked, ...]:
    words = {(q.id, each.answer): each.says for q in using.questions for each in q.answers}
    return tuple(Asked(q.id, q.asks, words.get((q.id, known.get(q.id, "")), "")) for q in using.questions)


def _flips(using: Table, known: Known, way: Way | None) -> tuple[Flip, ...]:
    """Turn each answer round by itself, and give what would change the suggestion."""
    if way is None:
        return ()
    flips = []
    for question in using.questions:
        for other in question.answers if question.id in known else ():
            ways = _ways(using, using.reachable({**known, question.id: other.answer}))
            if ways != [way]:
                flips.append(Flip(question.id, other.were, tuple(each.name for each in ways)))
    return tuple(flips)


def _agrees(using: Table, way: Way | None, chosen: str) -> bool | None:
    named = using.named(chosen)
    return None if way is None or named is None else named == way


def _sentence(using: Table, known: Known, ways: list[Way], chosen: str) -> str:
    named = using.named(chosen)
    if not known:
        picked = f" The method chosen is {_called(named, chosen)}." if chosen else ""
        return f"The questions below are not answered yet, so no method is suggested.{picked}"
    if len(ways) > 1:
        picked = f" The method chosen is {_called(named, chosen)}." if chosen else ""
        return f"The answers so far leave open {_either([way.called for way in ways])}.{picked}"
    suggested = f"The answers suggest {ways[0].called}"
    if not chosen:
        return f"{suggested}. No method has been chosen yet."
    if named == ways[0]:
        return f"{suggested}, and that is the method chosen."
    if named is None:
        return f"{suggested}. The method chosen is {_called(named, chosen)}, which the table of methods does not hold."
    return f"{suggested}; the method chosen is {named.called}. That is for people to decide: their reason counts."


def _called(named: Way | None, chosen: str) -> str:
    return named.called if named else f"'{chosen}'"


def _either(names: list[str]) -> str:
    return f"{', '.join(names[:-1])} or {names[-1]}"
