"""Findings of the sample trust, and notebooks as if a kernel had run them: what the tests of pages and blocks share."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import ModuleType

import nbformat
from nbformat import NotebookNode

from qmf.cycle import Findings, find
from qmf.data import open_place, write_sample
from qmf.framework import load_priority, priority_from
from qmf.report import blocks, planning
from qmf.report.results import NotebookResult
from qmf.year import Planning

ROOT = Path(__file__).resolve().parents[2]
AS_AT = date(2026, 3, 31)
VIOLENCE, TALKING = "violence-and-aggression", "talking-therapies"
TITLES = {
    "1_understand": "Understand the problem",
    "2_choose_method": "Choose the method",
    "3_aim_and_measures": "Aim and measures",
    "4_test_and_learn": "Test and learn",
    "5_impact_and_assurance": "Impact and assurance",
}


def sample_findings(folder: Path) -> dict[str, Findings]:
    """Write the sample trust into a folder and compute both priorities."""
    write_sample(folder)
    place = open_place(folder)
    names = (TALKING, VIOLENCE)
    return {
        name: find(place, load_priority(ROOT / f"parameters/2025-26/{name}.yaml"), AS_AT) for name in names
    }


def retitled(found: Findings, title: str) -> Findings:
    """Give the findings with another title for the first measure."""
    values = found.priority.model_dump(mode="json", exclude_none=True)
    values["measures"][0]["title"] = title
    return replace(found, priority=priority_from(values))


def real(found: Findings) -> Findings:
    """Give the findings as if their data were real."""
    about = replace(
        found.place.about,
        synthetic=False,
        notice="Counts are rounded to 5.",
        source="NHS England",
        licence="OGL v3.0",
    )
    return replace(found, place=replace(found.place, about=about))


def results_of(name: str, *, failed: str = "") -> list[NotebookResult]:
    """Give the results of a priority's three notebooks."""
    return [
        NotebookResult(name, stem, title, None, "its kernel died before the last cell", 3.0)
        if stem == failed
        else NotebookResult(name, stem, title, f"{name}/{stem}.html", None, 3.0)
        for stem, title in TITLES.items()
    ]


def executed(found: Findings, stem: str) -> NotebookNode:
    """Give a template notebook with the outputs that its cells would have, without starting a kernel."""
    return _filled(stem, r"^blocks\.(\w+)\(found\)$", blocks, found)


def executed_planning(plan: Planning) -> NotebookNode:
    """Give the notebook of the year's planning likewise."""
    return _filled("priority_setting", r"^planning\.(\w+)\(plan\)$", planning, plan)


def _filled(stem: str, calls: str, room: ModuleType, given: Findings | Planning) -> NotebookNode:
    notebook = nbformat.read(ROOT / "notebooks" / f"{stem}.ipynb", as_version=4)
    for cell in notebook.cells:
        called = re.search(calls, cell.source, re.MULTILINE)
        if cell.cell_type == "code" and called:
            cell.outputs = [
                nbformat.v4.new_output(
                    "display_data", data=dict(each.data), metadata={"qmf": dict(each.mark)}
                )
                for each in getattr(room, called[1])(given).outputs()
            ]
    text = nbformat.writes(notebook)
    return nbformat.reads(text, as_version=4)
