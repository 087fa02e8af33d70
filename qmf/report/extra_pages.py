"""The pages beside the front page and a priority's own: one a unit, one a measure."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from qmf.cycle import Findings
from qmf.report.measure_page import measure_page
from qmf.report.results import Kit
from qmf.report.unit_page import unit_page
from qmf.report.units import measure_address, shown_units

__all__ = ["write_measure_pages", "write_unit_pages"]


def write_measure_pages(bundle: Path, found: Findings, *, kit: Kit | None = None) -> None:
    """Write ``<priority>/measures/<measure>.html``, one a measure of a priority.

    Parameters
    ----------
    bundle
        The bundle's own folder; the priority's folder stands in it already.
    found
        The findings of the priority.
    kit
        What made the pages.
    """
    for measure in found.measures:
        file = bundle / measure_address(found, measure.id)
        file.parent.mkdir(exist_ok=True)
        file.write_text(measure_page(found, measure, kit=kit), encoding="utf-8")


def write_unit_pages(bundle: Path, findings: Sequence[Findings], *, kit: Kit | None = None) -> None:
    """Write ``units/<unit>.html``, one a unit where anything is counted.

    Parameters
    ----------
    bundle
        The bundle's own folder.
    findings
        One a priority: all that the bundle shows.
    kit
        What made the pages.
    """
    units = shown_units(findings)
    for unit in units:
        file = bundle / unit.address
        file.parent.mkdir(exist_ok=True)
        file.write_text(unit_page(unit, units, kit=kit), encoding="utf-8")
