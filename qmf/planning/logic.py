"""The logic model of a priority, checked for gaps: effects, harms and measures that nobody has named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qmf.framework import Design, Measure, Priority
from qmf.planning.impact import Impact

__all__ = ["design_gaps"]


def design_gaps(priority: Priority, found: Sequence[Impact] = ()) -> tuple[str, ...]:
    """Name what the design of a priority leaves out.

    Parameters
    ----------
    priority
        Its ``aim.design`` is looked at, beside its measures.
    found
        The changes of the place with their impact assessments: a harm that one of this priority's fears, and that the
        design has no measure for, is a gap.

    Returns
    -------
    tuple of str
        One sentence a gap; none where no design is written down.

    Examples
    --------
    >>> from pathlib import Path
    >>> from qmf.framework import load_priority
    >>> root = Path(__file__).resolve().parents[2]
    >>> design_gaps(load_priority(root / "parameters/2025-26/violence-and-aggression.yaml"))
    ('The patient representative: no possible harm is named. Ask those who could be worse off.',)
    """
    design = priority.aim.design
    if not design:
        return ()
    gaps = [gap for each in design for gap in _of(each, priority)]
    return (*gaps, *_of_measures(priority), *_feared(priority, found))


def _of(each: Design, priority: Priority) -> Iterator[str]:
    roles = {priority.measure(id).role for id in each.shown_by}
    if not roles:
        yield f"{each.change}: no measure would show its effect."
    elif roles == {"process"}:
        yield f"{each.change}: the measure shows that it is done, and none shows what it does."
    if not each.harm:
        yield f"{each.change}: no possible harm is named. Ask those who could be worse off."
    elif not each.harm_shown_by:
        yield f"{each.change}: no measure would show the harm."


def _of_measures(priority: Priority) -> Iterator[str]:
    design = priority.aim.design
    effects = {id for each in design for id in each.shown_by}
    harms = {id for each in design for id in each.harm_shown_by}
    aim = priority.aim.measure
    if aim and aim not in effects:
        yield f"{priority.measure(aim).title}: the aim is about it, and no effect is shown by it."
    for measure in priority.measures:
        if measure.role == "process" and measure.id not in effects | harms:
            yield f"{measure.title}: it is a process measure, and nothing in the design is shown by it."
        if measure.role == "balancing" and measure.id not in harms:
            yield f"{measure.title}: it is a balancing measure, and no harm is named that it would show."


def _feared(priority: Priority, found: Sequence[Impact]) -> Iterator[str]:
    shown = {
        code
        for each in priority.aim.design
        for id in each.harm_shown_by
        for code in _codes(priority.measure(id))
    }
    for it in found:
        if it.change.priority == priority.id:
            for effect in it.effects("harm"):
                if effect.measure and effect.measure not in shown:
                    yield f"{it.change.title}: its impact assessment fears '{effect.what}', and the design does not."


def _codes(measure: Measure) -> set[str | None]:
    return {measure.data.events, measure.data.observations}
