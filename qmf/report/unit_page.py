"""The page of one unit: every measure that is counted there, over all priorities."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from qmf.charts import Drawing, shape_key, svg
from qmf.cycle import Findings
from qmf.report.blocks import drawing
from qmf.report.blocks.flags import Note, notes
from qmf.report.dates import day
from qmf.report.marks import LEGEND
from qmf.report.method import method_sentence
from qmf.report.page import page
from qmf.report.results import Kit
from qmf.report.tally import tally_sentence
from qmf.report.units import Unit, measure_address
from qmf.report.verdicts import Verdict, verdicts
from qmf.report.wording import count

__all__ = ["unit_page"]


@dataclass(frozen=True)
class Shown:
    """One measure on the page: what is said of it, its picture, and its flags."""

    id: str
    it: Verdict
    drawn: Drawing
    picture: Markup
    notes: list[Note]
    address: str


def unit_page(unit: Unit, units: Sequence[Unit], *, kit: Kit | None = None) -> str:
    """Make the page of one unit.

    Parameters
    ----------
    unit
        The unit.
    units
        All that have a page, to lead on to.
    kit
        What made it.

    Returns
    -------
    str
        A page to be written to ``units/<unit>.html`` in the bundle.
    """
    families = [(found, _shown(found, series)) for found, series in unit.counted]
    every = [shown.it for _, family in families for shown in family]
    return page(
        "unit.html.j2",
        families[0][0],
        title=unit.name,
        root="../",
        kit=kit,
        sealed="../",
        heading=_heading(unit, every),
        facts=_facts(unit, every),
        unit=unit,
        families=families,
        shapes=Markup(shape_key(*(it.chart for it in every if not it.mask.hidden))),  # noqa: S704 - our own drawing
        others=[other for other in units if other.id != unit.id],
        legend=LEGEND,
        results=(),
        method=method_sentence([found for found, _ in families]),
    )


def _heading(unit: Unit, every: Sequence[Verdict]) -> str:
    if unit.closed:
        return f"{unit.name} closed on {day(unit.closed)}"
    return f"{unit.name}: {tally_sentence([it.standing for it in every])}"


def _facts(unit: Unit, every: Sequence[Verdict]) -> list[tuple[str, str]]:
    found = unit.counted[0][0]
    kind = unit.kind.capitalize()
    rows = [
        ("Data as at", day(found.as_at)),
        ("Measures read", f"{len(every)}, in {count(len(unit.counted), 'priority', 'priorities')}"),
        (kind, ", ".join(unit.within) or found.place.name),
    ]
    return [*rows, ("Closed", day(unit.closed))] if unit.closed else rows


def _shown(found: Findings, series: str) -> list[Shown]:
    """Draw a priority's measures at the unit, on one time axis."""
    family = verdicts(found, series)
    xs = [it.chart.points["x"] for it in family if not it.mask.hidden]
    first, last = min((x.min() for x in xs), default=None), max((x.max() for x in xs), default=None)
    shown = []
    for it in family:
        id = f"{found.priority.id}--{it.measure.id}"
        drawn = drawing(found, it.measure.id, series, x_from=first, x_to=last)
        shown_here = "" if it.mask.hidden else svg(drawn, shape="narrow", uid=f"c-{id}")
        picture = Markup(shown_here)  # noqa: S704 - our own drawing
        shown.append(Shown(id, it, drawn, picture, notes(found, it), measure_address(found, it.measure.id)))
    return shown
