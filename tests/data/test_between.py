"""Rare events: the days between them, by unit and over units together, and only those with the harm asked for."""

from __future__ import annotations

from datetime import date

import pytest

from qmf.data import days_between, open_place, quality, series

EVENTS = """event,kind,unit,date,harm
1,violence,heron,2026-01-05,moderate
2,violence,wren,2026-01-17,severe
3,violence,heron,2026-01-20,none
4,violence,heron,2026-02-04,severe
5,violence,heron,2026-02-04,moderate
6,violence,wren,2026-04-02,severe
"""
DATA = {"events": "violence", "harm": ["moderate", "severe"], "between": "days"}
UNITS = ["heron", "wren"]


@pytest.fixture
def place(write):
    return open_place(write({"events.csv": EVENTS}))


@pytest.fixture
def serious(measure):
    return measure(data=DATA, kind="t", direction="increase", denominator=None, percent=False, multiply=1)


def test_each_unit_has_its_own_days_between(place, serious):
    frame = series(place, serious, UNITS, date(2026, 3, 31))
    assert frame[["unit", "value"]].values.tolist() == [["heron", 30.0], ["heron", 0.5]]


def test_units_together_count_from_any_to_the_next_of_any(place, serious):
    frame = days_between(place, serious, UNITS, "both", date(2026, 3, 31))
    assert frame["value"].tolist() == [12.0, 18.0, 0.5]
    assert frame["period_start"].dt.day.tolist() == [17, 4, 4]


def test_events_after_the_day_that_counts_are_left_out(place, serious):
    assert len(days_between(place, serious, UNITS, "both", date(2026, 4, 30))) == 4


def test_no_period_is_ever_missing(place, serious):
    frame = series(place, serious, UNITS, date(2026, 3, 31))
    assert quality(frame, serious, date(2026, 3, 31))["usable"].tolist() == [True]


def test_harm_narrows_counts_too(place, measure):
    counted = measure(data={"events": "violence", "harm": ["severe"], "denominator": "occupied_bed_days"})
    assert series(place, counted, ["heron"], date(2026, 3, 31))["numerator"].tolist() == [0.0, 1.0, 0.0]
