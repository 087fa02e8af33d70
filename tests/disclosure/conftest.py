"""The sample trust, read once: its true findings, and the same as the public sees them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from qmf.cycle import Findings, find
from qmf.data import Place, open_place
from qmf.disclosure import Disclosed, disclose, policies
from qmf.framework import load_priority

ROOT = Path(__file__).resolve().parents[2]
AS_AT = date(2026, 3, 31)


@pytest.fixture(scope="session")
def place() -> Place:
    return open_place(ROOT / "data")


@pytest.fixture(scope="session")
def true(place: Place) -> dict[str, Findings]:
    names = ("talking-therapies", "violence-and-aggression")
    return {
        name: find(place, load_priority(ROOT / f"parameters/2025-26/{name}.yaml"), AS_AT) for name in names
    }


@pytest.fixture(scope="session")
def public(true: dict[str, Findings]) -> dict[str, Disclosed]:
    passed = {name: disclose(found, policy=policies()["under-5"]) for name, found in true.items()}
    assert all(isinstance(found, Disclosed) for found in passed.values())
    return passed
