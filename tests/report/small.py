"""A tiny place with one priority, for tests that need the whole way: two wards, thirty months, one measure."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd

FILES = Path(__file__).resolve().parents[1] / "notebooks" / "files"

UNITS = """unit,name,kind,parent,service,opened,closed
trust,Small Trust,trust,,,,
older,Older adults,directorate,trust,,,
oak,Oak ward,ward,older,older-inpatient,,
elm,Elm ward,ward,older,older-inpatient,,
"""

PLACE = """name: Small Trust
synthetic: true
notice: Synthetic data. Every number is invented.
"""

PRIORITY = """id: {id}
year: 2025-26
title: Falls on older people's wards
aim: {{measure: falls, to: 4, start: 5, by: 2026-03-31, who: people on Oak and Elm wards}}
units: {{service: older-inpatient}}
people:
  - {{role: Matron, part: owner, what: Leads the work.}}
measures:
  - id: falls
    title: {title}
    role: outcome
    definition: A fall recorded as an incident.
    numerator: Falls
    denominator: Occupied bed days
    unit: falls per 1,000 occupied bed days
    owner: Matron
    source: Incident system
    direction: decrease
    multiply: 1000
    data: {{observations: falls}}
    target: {{value: 4}}
audiences: [team]
"""


def observations() -> pd.DataFrame:
    """Give the rows of observations.csv, as text."""
    months = pd.date_range("2023-10-01", "2026-03-01", freq="MS").strftime("%Y-%m-%d")
    rows = [
        ("falls", unit, month, str(2 + (3 * i + shift) % 4), str(500 + i), "", "")
        for shift, unit in enumerate(("oak", "elm"))
        for i, month in enumerate(months)
    ]
    columns = ["measure", "unit", "period_start", "numerator", "denominator", "value", "suppressed"]
    return pd.DataFrame(rows, columns=columns)


def make_project(folder: Path, *, notebooks: tuple[str, ...] = ("works",), title: str = "Falls") -> Path:
    """Write data, one priority and some fixture notebooks into a folder, as a project of a trust would have them."""
    data = folder / "data"
    data.mkdir(parents=True)
    (data / "units.csv").write_text(UNITS, encoding="utf-8")
    (data / "place.yaml").write_text(PLACE, encoding="utf-8")
    observations().to_csv(data / "observations.csv", index=False)
    add_priority(folder, "falls", title=title)
    make_notebooks(folder, notebooks)
    return folder


def make_notebooks(folder: Path, names: tuple[str, ...]) -> None:
    """Copy fixture notebooks, numbered in the order given."""
    (folder / "notebooks").mkdir()
    for number, name in enumerate(names, start=1):
        shutil.copy(FILES / f"{name}.ipynb", folder / "notebooks" / f"{number}_{name}.ipynb")


def add_priority(folder: Path, name: str, *, title: str = "Falls") -> Path:
    """Write a parameter file."""
    path = folder / "parameters" / "2025-26" / f"{name}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(PRIORITY.format(id=name, title=title), encoding="utf-8")
    return path
