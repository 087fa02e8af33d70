"""Findings -> findings fit for an audience: masked, judged, compared and charted again, with nothing true beside."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import fields, replace
from pathlib import Path

import pandas as pd

from qmf.cycle import TOGETHER, Findings, chart_of
from qmf.data import Place
from qmf.disclosure.disclosed import Disclosed, Withheld
from qmf.disclosure.look import Look, blocks_of, look_at, nothing_of
from qmf.disclosure.masks import Block
from qmf.disclosure.policy import Policy
from qmf.disclosure.restated import changes_shown, summary_shown
from qmf.disclosure.shown import Shown, clash, shown_of
from qmf.errors import DataError, Fault
from qmf.framework import Measure

__all__ = ["check_apart", "disclose"]

NOWHERE = Path("not-shown") / "by-policy"
"""The folder of a place without its tables: there is no such one, so that nothing more can be read from it."""


def disclose(found: Findings, *, policy: Policy) -> Findings:
    """Let a policy pass findings: what it returns may be drawn, told and saved for the policy's audience.

    Parameters
    ----------
    found
        What was found, in exact numbers.
    policy
        The policy. One that shows everything gives the findings back as they are.

    Returns
    -------
    Findings
        A :class:`Disclosed`: values, centre lines, limits and comparisons come from rounded counts, verdicts from the
        exact ones. Series whose numbers are too small stand there without numbers. The place has no tables but its
        units.

    Raises
    ------
    DataError
        Another policy has passed the findings already: rounded twice, they would be wrong.

    Examples
    --------
    >>> from datetime import date
    >>> from qmf.cycle import find
    >>> from qmf.data import open_place
    >>> from qmf.disclosure import policies, withheld
    >>> from qmf.framework import load_priority
    >>> root = Path(__file__).resolve().parents[2]
    >>> whole = load_priority(root / "parameters/2025-26/violence-and-aggression.yaml")
    >>> priority = whole.model_copy(update={"measures": [whole.measure("physical-violence")]})
    >>> found = find(open_place(root / "data"), priority, date(2026, 3, 31))
    >>> seen = disclose(found, policy=policies()["under-5"])
    >>> sorted(seen.observations["physical-violence"]["numerator"].dropna().unique().tolist())
    [5.0, 10.0, 15.0, 20.0, 25.0, 30.0, 35.0]
    >>> withheld(seen, "physical-violence", "heron").words
    'its numbers are too small to show'
    """
    if policy.shows_all:
        return found
    if isinstance(found, Disclosed):
        if found.policy == policy:
            return found
        raise DataError(
            Fault("a policy has passed these findings already", mend="Disclose the findings it was given.")
        )
    blocks = blocks_of(found)
    shown: list[Shown] = []
    looks: list[Look] = []
    for measure in found.measures:
        look = look_at(found, measure, blocks, policy)
        mine = _shown(found, measure, look, blocks, policy)
        if any(clash(one, other) for one in mine for other in shown):
            look, mine = nothing_of(found, measure, "twice"), ()
        shown += mine
        looks.append(look)
    return _disclosed(found, policy, looks, tuple(shown))


def check_apart(findings: Sequence[Findings]) -> None:
    """Refuse priorities that would give numbers away side by side: the same data, over different units together.

    Parameters
    ----------
    findings
        One a priority, as an audience is to see them.

    Raises
    ------
    DataError
        With every such pair.

    Examples
    --------
    >>> from datetime import date
    >>> from pathlib import Path
    >>> from qmf.cycle import find
    >>> from qmf.data import open_place
    >>> from qmf.disclosure import policies
    >>> from qmf.framework import load_priority
    >>> root = Path(__file__).resolve().parents[2]
    >>> priority = load_priority(root / "parameters/2025-26/talking-therapies.yaml")
    >>> found = find(open_place(root / "data"), priority, date(2026, 3, 31))
    >>> check_apart([disclose(found, policy=policies()["under-5"])])
    """
    sealed = [each for each in findings if isinstance(each, Disclosed)]
    faults = [
        Fault(
            f"{one.measure} and {other.measure} count the same, over units that overlap: the difference would give "
            "small numbers away",
            f"audiences of {left.priority.id} and {right.priority.id}",
            "Let both name the same units, or keep one of the two from this audience.",
        )
        for number, left in enumerate(sealed)
        for right in sealed[:number]
        for one in left.shown
        for other in right.shown
        if clash(one, other)
    ]
    if faults:
        raise DataError(dict.fromkeys(faults))


def _shown(
    found: Findings, measure: Measure, look: Look, blocks: Sequence[Block], policy: Policy
) -> tuple[Shown, ...]:
    if look.level is None:
        return ()
    return shown_of(
        measure,
        f"{found.priority.id}, {measure.id}",
        level=look.level,
        true=found.observations[measure.id],
        exact=look.exact,
        seen=look.seen,
        blocks=blocks,
        policy=policy,
    )


def _disclosed(found: Findings, policy: Policy, looks: Sequence[Look], shown: tuple[Shown, ...]) -> Disclosed:
    part = [str(unit) for unit in found.units.loc[found.units["takes_part"], "unit"] if unit != TOGETHER]
    part = part or found.place.units_of(found.priority.units)
    charts, observations, summaries, changes = {}, {}, [], {}
    differing: set[tuple[str, str]] = set()
    for look in looks:
        id, priority = look.measure.id, found.priority
        same = look.level in (None, priority.measure(id).frequency)
        exact = found.charts[id] if same else chart_of(look.exact, look.measure, priority, part)
        seen = chart_of(look.seen, look.measure, priority, part)
        rows, others = summary_shown(found, look, exact, seen)
        charts[id], observations[id] = seen, look.seen
        changes[id] = changes_shown(found, look, exact, seen)
        summaries.append(rows)
        differing |= others
    return Disclosed(
        priority=found.priority,
        place=_bare(found.place),
        as_at=found.as_at,
        units=found.units,
        charts=charts,
        observations=observations,
        summary=pd.concat(summaries, ignore_index=True),
        changes=changes,
        cycles=found.cycles,
        policy=policy,
        withheld={
            (look.measure.id, unit): Withheld(why) for look in looks for unit, why in look.withheld.items()
        },
        levels={look.measure.id: look.level for look in looks},
        differing=frozenset(differing),
        shown=shown,
    )


def _bare(place: Place) -> Place:
    """Give a place without its tables, but for the tree of units.

    Its seal is one SHA-256 over those of its files: with each file's own, whoever holds all rows but one could try what
    that one says.
    """
    tables = {
        each.name: getattr(place, each.name).iloc[:0]
        for each in fields(place)
        if each.init and each.name != "units" and isinstance(getattr(place, each.name), pd.DataFrame)
    }
    place.check_tables()  # so that the seal is of all its tables, whichever were asked for so far
    text = "".join(f"{name} {sum}\n" for name, sum in sorted(place.seal.items()))
    whole = hashlib.sha256(text.encode()).hexdigest()
    return replace(place, folder=NOWHERE, seal={"all data files together": whole}, **tables)
