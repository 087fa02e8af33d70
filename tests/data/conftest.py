"""A tiny place that a test can spoil, and a measure that a test can bend."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from qmf.data import Place, open_place, write_sample
from qmf.framework import Measure

PLACE = "name: Tiny trust\nsynthetic: true\nnotice: Synthetic data.\n"
UNITS = """unit,name,kind,parent,service,opened,closed
trust,Tiny trust,trust,,,,
acute,Acute care,directorate,trust,,,
heron,Heron ward,ward,acute,acute-inpatient,,
wren,Wren ward,ward,acute,acute-inpatient,,
"""
OBSERVATIONS = """measure,unit,period_start,numerator,denominator,value,suppressed
occupied_bed_days,heron,2026-01-01,500,,,
occupied_bed_days,heron,2026-02-01,450,,,
occupied_bed_days,heron,2026-03-01,510,,,
huddles,heron,2026-01-01,20,31,,false
huddles,heron,2026-02-01,22,28,,false
huddles,heron,2026-03-01,25,31,,false
"""
EVENTS = """event,kind,unit,date,harm
1,violence,heron,2026-01-05,none
2,violence,heron,2026-01-31,low
3,violence,heron,2026-03-09,none
"""
FILES = {"place.yaml": PLACE, "units.csv": UNITS, "observations.csv": OBSERVATIONS, "events.csv": EVENTS}


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write the tiny place, some of its files otherwise: text, bytes, or None for a file that is not there."""

    def _write(files: dict[str, str | bytes | None] | None = None) -> Path:
        folder = tmp_path / "place"
        folder.mkdir(exist_ok=True)
        for name, content in {**FILES, **(files or {})}.items():
            if content is not None:
                (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
        return folder

    return _write


@pytest.fixture
def measure() -> Callable[..., Measure]:
    """Make a measure from what differs."""

    def _measure(**values: Any) -> Measure:
        usual = {
            "id": "some-measure",
            "title": "Some measure",
            "role": "outcome",
            "definition": "What is counted.",
            "numerator": "events",
            "unit": "events",
            "owner": "Matron",
            "source": "Records",
            "direction": "decrease",
        }
        return Measure.model_validate({**usual, **values})

    return _measure


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """Open the sample trust, freshly written."""
    return open_place(write_sample(tmp_path_factory.mktemp("sample")))
