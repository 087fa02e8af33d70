"""The joint sentence of a family, and the words on each measure: what came with what, and never why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from qmf.improvement.dates import listed, when
from qmf.improvement.family_lead import Joint, joint, lead_of
from qmf.improvement.family_part import Part
from qmf.spc.label import inside

__all__ = ["at", "part_words", "sentence_of"]

MOST_NAMED = 4
WHY = {"new": "New", "unsteady": "Unsteady", "unknown": "Cannot say"}


def sentence_of(parts: Sequence[Part]) -> str:
    """Say in one sentence what process, outcome and balancing measures show together.

    Parameters
    ----------
    parts
        One a measure, at least one outcome among them.
    """
    process, outcome, balancing = (
        [part for part in parts if part.measure.role == role] for role in ("process", "outcome", "balancing")
    )
    p, o = joint(process), joint(outcome)
    lead = lead_of(process, outcome, balancing)
    seen = _and([*_moves(process), *_moves(outcome), *_moves(balancing)])
    still = _no_change([*process, *outcome], of=(p, o)) if seen and (p, o) != ("same", "same") else ""
    silent = _silent(parts)
    told = "; ".join(clause for clause in (", while ".join(filter(None, (seen, still))), silent) if clause)
    return f"{lead[0].upper()}{lead[1:]}{f': {told}' if told else ''}."


def part_words(part: Part) -> str:
    """Say one measure's part in a sentence that follows its name.

    Parameters
    ----------
    part
        One of ``FamilyReading.parts``.

    Returns
    -------
    str
        One sentence or two.

    Examples
    --------
    >>> from qmf.framework import Measure
    >>> from qmf.improvement.family_part import Moved
    >>> words = {"title": "Falls", "definition": "d", "numerator": "n", "unit": "falls", "owner": "o", "source": "s"}
    >>> rest = {"id": "falls", "role": "outcome", "direction": "decrease", "data": {"events": "fall"}}
    >>> part_words(Part(Measure(**words, **rest), Moved("same"), (), (), 1, None))
    'No clear change.'
    """
    whole = part.whole
    if whole.why:
        return f"{WHY[whole.state]} ({whole.why})."
    said = "No clear change."
    if whole.state == "faded":
        said = f"{whole.way.capitalize()}, but that did not hold."
    elif whole.since is not None:
        side = "above" if whole.way == "rose" else "below"
        levels = (
            f" from {whole.before} to {whole.after}"
            if whole.before
            else f", {side} its {'earlier ' if part.measure.baseline else ''}average at every point"
        )
        begun = part.begins if part.measure.role == "process" and part.begins != whole.since else None
        first = f"; it began in {when(begun, part.measure.frequency)}" if begun is not None else ""
        said = f"{whole.way.capitalize()}{levels} since {when(whole.since, part.measure.frequency)}{first}."
    elif whole.way:
        said = f"{whole.way.capitalize()}, as the latest points show."
    alone = [
        f"{verb} {at(names, part.units)}"
        for verb, names in (("better", part.better_at), ("worse", part.worse_at))
        if names and part.units > 1
    ]
    return f"{said} Taken alone: {', '.join(alone)}." if alone else said


def at(names: Sequence[str], of: int) -> str:
    """Say where, by the names of units.

    Parameters
    ----------
    names
        At least one.
    of
        How many units there are: where too many are named, they are counted.

    Examples
    --------
    >>> at(["Linnet ward"], 3), at(["Heron ward", "Linnet ward"], 3), at(["Team A", "Clinic"], 2)
    ('on Linnet ward', 'on Heron and Linnet wards', 'at Team A and Clinic')
    >>> at(list("abcde"), 9)
    'at 5 of 9 units'
    """
    if len(names) > MOST_NAMED:
        return f"at {len(names)} of {of} units"
    if all(name.endswith(" ward") for name in names):
        many = "s" if len(names) > 1 else ""
        return f"on {listed([name.removesuffix(' ward') for name in names])} ward{many}"
    return f"at {listed(names)}"


def _moves(parts: Iterable[Part]) -> list[str]:
    """Name what moved; units are named where it got worse, because somebody must look there."""
    said = []
    for part in parts:
        name, whole = inside(part.measure.title), part.whole
        worse_at = at(part.worse_at, part.units) if 0 < len(part.worse_at) < part.units else ""
        if whole.state == "faded":
            said.append(f"{name} {whole.way} and did not hold")
        elif whole.way:
            alone = f" (taken alone: {worse_at})" if worse_at and whole.state == "worse" else ""
            said.append(f"{name} {whole.way}{alone}")
        if part.worse_at and whole.state != "worse":
            way = "fell" if part.measure.direction == "increase" else "rose"
            said.append(f"{name} {way} {at(part.worse_at, part.units)}")
    return said


def _no_change(parts: Iterable[Part], *, of: tuple[Joint, Joint]) -> str:
    """Name the measures of a role without a clear change, where that is what the sentence says of it."""
    told = {role for role, state in zip(("process", "outcome"), of, strict=True) if state == "same"}
    names = [
        inside(part.measure.title)
        for part in parts
        if part.whole.state == "same" and part.measure.role in told
    ]
    return f"{listed(names)} did not clearly change" if names else ""


def _silent(parts: Iterable[Part]) -> str:
    """Name the measures that have nothing to compare, by the reason."""
    why: dict[str, list[str]] = {}
    for part in parts:
        if part.whole.why:
            why.setdefault(part.whole.why, []).append(inside(part.measure.title))
    named = [f"{listed(names)} ({reason})" for reason, names in why.items()]
    return f"nothing can be said of {', nor of '.join(named)}" if named else ""


def _and(clauses: Sequence[str]) -> str:
    if len(clauses) < 3:
        return " and ".join(clauses)
    return f"{', '.join(clauses[:-1])}, and {clauses[-1]}"
