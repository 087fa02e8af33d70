"""The findings of a priority whose measures do not all have points yet."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from qmf.cycle import TOGETHER, Findings, find
from qmf.data import Place, open_place
from qmf.errors import DataError
from qmf.framework import Priority, load_priority
from qmf.report import blocks
from qmf.report.blocks.plain import plain
from qmf.report.pages import front_page, priority_page
from qmf.report.render import assembled
from qmf.report.unit_page import unit_page
from qmf.report.units import shown_units, single_units

ROOT = Path(__file__).resolve().parents[1]
AS_AT = date(2026, 3, 31)


@pytest.fixture(scope="module")
def priority() -> Priority:
    return load_priority(ROOT / "parameters/2025-26/violence-and-aggression.yaml")


@pytest.fixture(scope="module")
def place() -> Place:
    return open_place(ROOT / "data")


def without(place: Place, observations: str) -> Place:
    """Leave one row of an observed measure: of a month after the day that counts."""
    rows = place.observations
    mine = rows["measure"] == observations
    later = rows[mine].tail(1).assign(period_start="2026-04-01")
    later["period_start"] = later["period_start"].astype(rows["period_start"].dtype)
    rest = rows[~mine]
    return replace(place, observations=pd.concat([rest, later], ignore_index=True))


@pytest.fixture(scope="module")
def found(place: Place, priority: Priority) -> Findings:
    return find(without(place, "staff_sickness"), priority, AS_AT)


def test_a_measure_without_a_point_leaves_the_others_as_they_are(found: Findings) -> None:
    assert [measure.id for measure in found.not_begun] == ["staff-sickness"]
    assert len(found.measures) == len(found.priority.measures) - 1
    assert not found.has("staff-sickness", "heron")
    assert "staff-sickness" not in set(found.summary["measure"])


def test_every_page_is_made_without_it_and_says_so(found: Findings) -> None:
    said = "Not begun yet: Staff sickness. There is no point by 31 March 2026."
    assert said in plain(priority_page(found, []))
    assert said in plain(assembled(blocks.family(found).outputs()))
    units = shown_units([found])
    for page in (front_page([found], []), unit_page(units[0], units)):
        assert "taff sickness" not in plain(page)


def test_the_measure_that_the_aim_is_about_must_have_begun(place: Place, priority: Priority) -> None:
    with pytest.raises(DataError) as caught:
        find(place, priority, date(2021, 1, 31))
    assert "which the aim is about" in str(caught.value)


@pytest.fixture(scope="module")
def alone(place: Place, priority: Priority) -> Findings:
    aim = priority.aim.model_copy(update={"units": ["heron"]})
    cycles = [cycle.model_copy(update={"units": []}) for cycle in priority.pdsa_cycles]
    return find(place, priority.model_copy(update={"aim": aim, "pdsa_cycles": cycles}), AS_AT)


def test_one_ward_that_takes_part_stands_once_in_every_table(alone: Findings) -> None:
    assert list(alone.units["name"]).count("Heron ward") == 1
    assert alone.name(TOGETHER) == "Heron ward"
    assert ("heron", TOGETHER) in single_units(alone)
    assert [unit.id for unit in shown_units([alone])].count("heron") == 1
    rows = re.findall(r'<th scope="row"[^>]*>(.*?)</th>', assembled(blocks.matrix(alone).outputs()))
    assert [plain(row) for row in rows].count("Heron ward") == 1
    assert any(unit.name == "Heron ward" for unit in shown_units([alone]))
