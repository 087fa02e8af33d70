"""Every measure at every unit, as icons with their words and the latest value."""

from __future__ import annotations

from qmf.cycle import TOGETHER, Findings
from qmf.report.blocks.block import Section
from qmf.report.page import fragment
from qmf.report.units import single_units, unit_address
from qmf.report.verdicts import shown_as, verdict
from qmf.report.wording import count, plural

__all__ = ["matrix"]


def matrix(found: Findings) -> Section:
    """Show every measure (columns) at every unit (rows).

    Parameters
    ----------
    found
        The findings of one priority.
    """
    measures = found.measures
    pages = {series: unit_address(unit) for unit, series in single_units(found)}
    rows = [
        (
            found.name(unit),
            pages.get(unit, ""),
            [
                (measure, verdict(found, measure, unit) if found.has(measure.id, unit) else None)
                for measure in measures
            ],
        )
        for unit in found.units["unit"]
    ]
    every = [it for _, _, cells in rows for _, it in cells if it]
    signals = sum(it.side in ("worse", "better", "changed") for it in every)
    heads = [verdict(found, measure, TOGETHER) for measure in measures]
    shown = f"{signals} {plural(signals, 'shows', 'show')} a change at the latest point"
    return Section(
        fragment(
            "blocks/matrix.html.j2",
            heads=[(it, shown_as(it.measure)) for it in heads],
            rows=rows,
            caption=f"{count(len(every), 'chart')}: {shown}",
        )
    )
