"""How the aim is to be reached: the logic model, the driver diagram that follows from it, and what is missing."""

from __future__ import annotations

from itertools import groupby

from markupsafe import Markup

from qmf.charts import Box, boxes
from qmf.cycle import Findings
from qmf.disclosure import policy_of
from qmf.framework import Design
from qmf.planning import design_gaps
from qmf.report.blocks.aim import aimed_at
from qmf.report.blocks.block import Section
from qmf.report.page import fragment
from qmf.report.wording import count, inside, joined

__all__ = ["design"]

LOGIC = ("Need", "Process or structure", "Expected effect", "Possible harm")
DRIVERS = ("Aim", "What drives it", "What we change")


def design(found: Findings) -> Section:
    """Draw the logic model and the driver diagram of a priority, each as a list too, and name the gaps.

    Parameters
    ----------
    found
        The findings of one priority; the design stands in its parameter file, under ``aim``.
    """
    written = found.priority.aim.design
    logic = [_logic(found, each) for each in written]
    drivers = [_driver(found, each) for each in sorted(written, key=lambda each: _place(written, each))]
    said = f"{count(len(written), 'change')} for {count(len({each.need for each in written}), 'need')}"
    return Section(
        fragment(
            "blocks/design.html.j2",
            priority=found.priority,
            needs=[(need, list(each)) for need, each in groupby(written, key=lambda each: each.need)],
            shown=lambda ids: _shown(found, ids),
            logic=_drawings(logic, LOGIC, f"The logic model: {said}. The list below says the same."),
            drivers=_drawings(drivers, DRIVERS, f"The driver diagram: {said}. The list below says the same."),
            aim=_aim(found).words,
            gaps=[] if policy_of(found) else design_gaps(found.priority, found.impacts),
            disclosure=policy_of(found),
            file=f"parameters/{found.priority.year}/{found.priority.id}.yaml",
        )
    )


def _drawings(rows: list[list[Box]], heads: tuple[str, ...], title: str) -> tuple[Markup, Markup] | None:
    if not rows:
        return None
    wide = Markup(boxes(rows, heads, title=title))  # noqa: S704 - our own drawing
    narrow = Markup(boxes(rows, heads, title=title, shape="narrow"))  # noqa: S704 - our own drawing
    return wide, narrow


def _logic(found: Findings, each: Design) -> list[Box]:
    return [
        Box(each.need),
        Box(each.change, each.kind.capitalize()),
        Box(each.effect, _shown(found, each.shown_by)),
        Box(each.harm, _shown(found, each.harm_shown_by) if each.harm else "", "No possible harm is named"),
    ]


def _driver(found: Findings, each: Design) -> list[Box]:
    return [
        _aim(found),
        Box(each.effect, _shown(found, each.shown_by)),
        Box(each.change, each.kind.capitalize()),
    ]


def _aim(found: Findings) -> Box:
    measure, aim = aimed_at(found), found.priority.aim
    label = found.label(measure.id)
    way = {"decrease": "down to", "increase": "up to", "neutral": "to"}[measure.direction]
    return Box(f"{measure.title} {way} {label.format(aim.to)} {measure.unit}")


def _place(written: list[Design], each: Design) -> int:
    """Keep changes with one effect beside each other, so that they share its box."""
    return next(number for number, other in enumerate(written) if other.effect == each.effect)


def _shown(found: Findings, ids: list[str]) -> str:
    titles = [found.priority.measure(id).title for id in ids]
    return f"Shown by: {joined([titles[0], *map(inside, titles[1:])])}" if titles else "Shown by: no measure"
