"""The page of one measure: all its units as small multiples, on one scale and one time axis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from qmf import charts
from qmf.cycle import TOGETHER, Findings
from qmf.framework import Measure
from qmf.report.blocks import drawing
from qmf.report.blocks.flags import Note, notes
from qmf.report.dates import day, month
from qmf.report.marks import LEGEND, Side
from qmf.report.method import method_sentence
from qmf.report.page import page
from qmf.report.results import Kit
from qmf.report.units import series_address
from qmf.report.verdicts import Verdict, members, shown_as, units_word, verdict
from qmf.report.wording import count, inside, joined, plural

__all__ = ["measure_page"]

BETTER = {"decrease": "Lower", "increase": "Higher", "neutral": "Neither higher nor lower"}
STANDS: dict[Side, tuple[str, str]] = {
    "worse": ("got worse", "got worse"),
    "better": ("got better", "got better"),
    "changed": ("changed", "changed"),
    "care": ("is to be read with care", "are to be read with care"),
    "unknown": ("cannot be judged", "cannot be judged"),
    "early": ("has too few points yet", "have too few points yet"),
    "usual": ("varies as usual", "vary as usual"),
    "closed": ("has closed", "have closed"),
}


@dataclass(frozen=True)
class Small:
    """One unit's small drawing and what stands under it."""

    it: Verdict
    picture: Markup
    notes: list[Note]
    address: str


def measure_page(found: Findings, measure: Measure, *, kit: Kit | None = None) -> str:
    """Make the page of one measure.

    Parameters
    ----------
    found
        The findings of its priority.
    measure
        The measure.
    kit
        What made it.

    Returns
    -------
    str
        A page to be written to ``<priority>/measures/<measure>.html`` in the bundle.
    """
    every = [verdict(found, measure, unit) for unit in found.units["unit"] if found.has(measure.id, unit)]
    single = [it for it in every if it.unit in members(found)] or every
    return page(
        "measure.html.j2",
        found,
        title=f"{measure.title}: {found.priority.title}",
        root="../../",
        kit=kit,
        sealed="../",
        heading=f"{measure.title}: {_stand(found, single)}",
        facts=_facts(found, measure),
        measure=measure,
        priority=found.priority,
        smalls=_smalls(found, every),
        notes=_notes(found, every),
        missing=_missing(found, measure),
        scale=_scale(measure, every),
        shapes=Markup(charts.shape_key(*(it.chart for it in every if not it.mask.hidden))),  # noqa: S704 - our own drawing
        legend=LEGEND,
        results=(),
        method=method_sentence([found]),
    )


def _stand(found: Findings, single: Sequence[Verdict]) -> str:
    """Count how the single units stand: "1 ward got better and 7 vary as usual"."""
    counted = [(side, sum(it.standing == side for it in single)) for side in STANDS]
    said = [(number, plural(number, *STANDS[side])) for side, number in counted if number]
    (first, words), *rest = said
    one = count(first, units_word(found, 1), units_word(found, 2))
    return joined([f"{one} {words}", *(f"{number} {words}" for number, words in rest)])


def _facts(found: Findings, measure: Measure) -> list[tuple[str, str]]:
    it = verdict(found, measure, TOGETHER)
    target = f"{it.target} {it.target_note}".strip() if it.target else "None set"
    return [
        ("Data as at", day(found.as_at)),
        ("Measure", measure.role.capitalize()),
        ("Better is", BETTER[measure.direction]),
        ("Target", target),
        ("Owner", measure.owner),
    ]


def _smalls(found: Findings, every: Sequence[Verdict]) -> list[Small]:
    """Draw each unit; its own new limits and changed definitions are told under it, tests of change once for all."""
    drawn = [it for it in every if not it.mask.hidden]
    drawings = [drawing(found, it.measure.id, it.unit) for it in drawn]
    uids = [f"c-{it.id}" for it in drawn]
    pictures = dict(zip(uids, charts.multiples(drawings, uids=uids), strict=True))
    return [
        Small(
            it=it,
            picture=Markup(pictures.get(f"c-{it.id}", "")),  # noqa: S704 - our own drawing
            notes=[note for note in notes(found, it) if note.flag.kind != "pdsa"],
            address=series_address(found, it.unit),
        )
        for it in every
    ]


def _notes(found: Findings, every: Sequence[Verdict]) -> list[Note]:
    """Give the tests of change that are flagged on any of the drawings, once each, in order of their numbers."""
    flagged = {note.flag.tag: note for it in every for note in notes(found, it) if note.flag.kind == "pdsa"}
    return sorted(flagged.values(), key=lambda note: int(note.flag.tag))


def _missing(found: Findings, measure: Measure) -> str:
    names = [found.name(unit) for unit in members(found) if not found.has(measure.id, unit)]
    return f"Not counted at {joined(names, most=40)}." if names else ""


def _scale(measure: Measure, every: Sequence[Verdict]) -> str:
    """Say what the lines are, in words: there is no room to name them on every drawing."""
    frozen = measure.baseline
    said = (
        f"set from {month(frozen.start)} to {month(frozen.end)} and carried on, so that later points are judged "
        "against that time"
        if frozen
        else "from all the points of its latest phase"
    )
    target = " Red dot-and-dash line: the target." if measure.target else ""
    anew = any(len(it.chart.phases) > 1 for it in every)
    again = " Where a person has accepted new limits, a dotted line shows from when." if anew else ""
    return (
        f"All charts have one scale, {inside(shown_as(measure))}, and one time axis. "
        f"Solid line: the {every[0].middle}. Dashed lines: the limits of usual variation. Each unit has its own, "
        f"{said}.{again}{target}"
    )
