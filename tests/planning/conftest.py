"""The sample trust, opened once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from qmf.data import Place, open_place

ROOT = Path(__file__).parents[2]
AS_AT = date(2026, 3, 31)


@pytest.fixture(scope="session")
def place() -> Place:
    return open_place(ROOT / "data")
