"""What the parts of a priority say together: ids that meet, days in order, one owner, an outcome measure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic_core import InitErrorDetails

from qmf.framework import peek
from qmf.framework.problems import Loc, at
from qmf.framework.slugs import nearest, one_of, shown

__all__ = ["faults_of_priority"]


def faults_of_priority(values: Mapping[str, Any]) -> Iterator[InitErrorDetails]:
    """Check a priority's parts against each other; the values are as given, unchecked.

    Parameters
    ----------
    values
        The top-level keys of a parameter file, any of which may be missing or of the wrong type.

    Yields
    ------
    InitErrorDetails
        One an inconsistency.
    """
    yield from _aim(values)
    yield from _design(values)
    yield from _people(values)
    yield from _measures(values)
    yield from _cycles(values)
    yield from _phases(values)


def _aim(values: Mapping[str, Any]) -> Iterator[InitErrorDetails]:
    by, starts, settles = (peek.day(values, "aim", key) for key in ("by", "change_starts", "settles_by"))
    if settles and not starts:
        yield at(
            ("aim", "settles_by"),
            "says when the change has settled, but not when it starts",
            "Add 'change_starts'.",
        )
    if starts and settles and settles < starts:
        yield at(
            ("aim", "settles_by"),
            "the change settles before it starts",
            "Swap the dates, or correct the year.",
        )
    if starts and by and by <= starts:
        yield at(("aim", "by"), "the aim is due before the change starts", "Correct one of the two dates.")
    yield from _known_units(values, ("aim", "units"), peek.texts(values, "aim", "units"))
    name = peek.text(values, "aim", "measure")
    if name is None:
        return
    yield from _known_measure(values, ("aim", "measure"), name)
    measure = next(
        (entry for _, entry in peek.items(values, "measures") if peek.text(entry, "id") == name), None
    )
    end = peek.day(measure, "baseline", "end")
    if by and end and by <= end:
        yield at(
            ("aim", "by"),
            "the aim is due before its measure's baseline ends",
            "Correct one of the two dates.",
        )
    if starts and end and starts <= end:
        yield at(
            ("aim", "change_starts"),
            "the change starts before its measure's baseline ends",
            "End the baseline before the change.",
        )
    start, to, better = (
        peek.number(values, "aim", "start"),
        peek.number(values, "aim", "to"),
        peek.text(measure, "direction"),
    )
    if (
        start is not None
        and to is not None
        and ((start > to and better == "increase") or (start < to and better == "decrease"))
    ):
        yield at(
            ("aim", "to"),
            f"the aim moves away from '{better}', which its measure calls better",
            "Correct one of the two.",
        )


def _design(values: Mapping[str, Any]) -> Iterator[InitErrorDetails]:
    for number, each in peek.items(values, "aim", "design"):
        for key in ("shown_by", "harm_shown_by"):
            for place, name in enumerate(peek.texts(each, key)):
                yield from _known_measure(values, ("aim", "design", number, key, place), name)
        if peek.texts(each, "harm_shown_by") and not peek.text(each, "harm"):
            yield at(
                ("aim", "design", number, "harm_shown_by"),
                "a measure of a harm is named, and the harm is not",
                "Add 'harm'.",
            )


def _people(values: Mapping[str, Any]) -> Iterator[InitErrorDetails]:
    owners = [
        number for number, person in peek.items(values, "people") if peek.text(person, "part") == "owner"
    ]
    if not owners and any(peek.items(values, "people")):
        yield at(("people",), "nobody is the owner", "Give one role 'part: owner'.")
    for number in owners[1:]:
        yield at(
            ("people", number, "part"),
            "a priority has one owner",
            "Give this role another part, such as partner.",
        )


def _measures(values: Mapping[str, Any]) -> Iterator[InitErrorDetails]:
    yield from _no_twins(values, "measures", "measure")
    entries = [entry for _, entry in peek.items(values, "measures")]
    if entries and not any(peek.text(entry, "role") == "outcome" for entry in entries):
        yield at(
            ("measures",),
            "no measure has the role 'outcome'",
            "Add the measure that says whether the aim is met.",
        )


def _cycles(values: Mapping[str, Any]) -> Iterator[InitErrorDetails]:
    yield from _no_twins(values, "pdsa_cycles", "cycle")
    earlier = None
    for number, cycle in peek.items(values, "pdsa_cycles"):
        start, end = peek.day(cycle, "start"), peek.day(cycle, "end")
        if start and end and end < start:
            yield at(
                ("pdsa_cycles", number, "end"),
                "the cycle ends before it starts",
                "Swap the dates, or correct the year.",
            )
        if start and earlier and start < earlier:
            yield at(
                ("pdsa_cycles", number, "start"), "starts before the cycle above it", "Put the oldest first."
            )
        if peek.text(cycle, "decision") and not end:
            yield at(
                ("pdsa_cycles", number, "decision"), "is decided, but the cycle has no end", "Add 'end'."
            )
        yield from _known_units(values, ("pdsa_cycles", number, "units"), peek.texts(cycle, "units"))
        led = peek.text(cycle, "in_response_to", "measure")
        if led is not None:
            yield from _known_measure(values, ("pdsa_cycles", number, "in_response_to", "measure"), led)
        looked = peek.day(cycle, "in_response_to", "period")
        if looked and start and looked > start:
            yield at(
                ("pdsa_cycles", number, "in_response_to", "period"),
                "is after the test began",
                "Give the period that led to the test.",
            )
        earlier = start or earlier


def _phases(values: Mapping[str, Any]) -> Iterator[InitErrorDetails]:
    latest: dict[tuple[str, frozenset[str]], Any] = {}
    for number, phase in peek.items(values, "phases"):
        start, name, units = peek.day(phase, "start"), peek.text(phase, "measure"), peek.texts(phase, "units")
        yield from _known_units(values, ("phases", number, "units"), units)
        if name is None:
            continue
        yield from _known_measure(values, ("phases", number, "measure"), name)
        chart = (name, frozenset(units))
        if start and latest.get(chart) and start <= latest[chart]:
            yield at(
                ("phases", number, "start"),
                "is not after the same chart's phase above it",
                "Put the oldest first.",
            )
        latest[chart] = start or latest.get(chart)


def _no_twins(values: Mapping[str, Any], key: str, noun: str) -> Iterator[InitErrorDetails]:
    seen: set[str] = set()
    for number, entry in peek.items(values, key):
        name = peek.text(entry, "id")
        if name in seen:
            yield at(
                (key, number, "id"),
                f"{shown(name)} is the id of an earlier {noun} too",
                f"Give each {noun} its own id.",
            )
        if name is not None:
            seen.add(name)


def _known_measure(values: Mapping[str, Any], loc: Loc, name: str) -> Iterator[InitErrorDetails]:
    known = [
        each for _, entry in peek.items(values, "measures") if (each := peek.text(entry, "id")) is not None
    ]
    if known and name not in known:
        near = nearest(name, known)
        mend = f"Did you mean '{near}'?" if near else f"The measures are {one_of(known)}."
        yield at(loc, f"{shown(name)} is not among the measures", mend)


def _known_units(values: Mapping[str, Any], loc: Loc, units: list[str]) -> Iterator[InitErrorDetails]:
    known = peek.texts(values, "units")
    for unit in units:
        if known and unit not in known:
            near = nearest(unit, known)
            mend = f"Did you mean '{near}'?" if near else "Add it to 'units', or take it out here."
            yield at(loc, f"{shown(unit)} is not among the priority's units", mend)
