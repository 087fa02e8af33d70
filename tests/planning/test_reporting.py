"""A fall in reporting dressed as a fall in harm is told; a fall in harm is not suspected without a sign."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest

from qmf.data.sample_planted import QUIET
from qmf.planning import reported

AS_AT = date(2026, 3, 31)


def months(harm, none, days=(2.0, 2.0), confident=((70, 100), (70, 100)), unit="heron"):
    """Twelve months and twelve after, each with a little unrest round the level given."""
    starts = pd.date_range("2024-04-01", periods=24, freq="MS")
    unrest = np.resize([-2.0, 1.0, 0.0, 2.0, -1.0], 24)
    asked, yes = np.full(24, np.nan), np.full(24, np.nan)
    for row, each in ((6, 0), (18, 1)):
        yes[row], asked[row] = confident[each]
    return pd.DataFrame(
        {
            "unit": unit,
            "period_start": starts,
            "with_harm": np.repeat(harm, 12) + unrest,
            "without_harm": np.repeat(none, 12) + np.roll(unrest, 2),
            "days_to_report": np.repeat(days, 12) + unrest / 10,
            "staff_asked": asked,
            "staff_confident": yes,
        }
    )


def test_the_planted_ward_is_found_and_no_other(place):
    found = reported(place.table("reporting"), AS_AT)
    assert found.loc[0, "unit"] == QUIET.unit
    assert found.loc[0, "reading"] == "reporting fell with it"
    assert "Do not take this as less harm" in found.loc[0, "words"]
    assert len(found.loc[0, "signs"]) >= 2  # some twenty staff a survey are few
    assert not found["reading"].iloc[1:].str.startswith("reporting").any()


def test_before_the_planted_month_there_is_nothing_to_tell(place):
    found = reported(place.table("reporting"), date(2025, 4, 30)).set_index("unit")
    assert found.loc[QUIET.unit, "reading"] in ("no fall", "no sign that reporting fell")


def test_a_fall_in_harm_alone_is_left_as_it_is():
    found = reported(months((20, 10), (40, 40)), AS_AT).iloc[0]
    assert found["reading"] == "no sign that reporting fell"
    assert (
        found["words"]
        == "Harm fell (from 19.9 to 10.2 reports with harm a month), and there is no sign that reporting fell."
    )


@pytest.mark.parametrize(
    ("how", "sign"),
    [
        ({"none": (40, 8)}, "share of reports without harm fell"),
        ({"days": (2.0, 5.0)}, "reports came later"),
        ({"confident": ((80, 100), (40, 100))}, "fewer staff feel safe"),
    ],
)
def test_each_sign_is_enough_to_ask(how, sign):
    found = reported(months(**{"harm": (20, 10), "none": (40, 40), **how}), AS_AT).iloc[0]
    assert found["reading"] == "reporting fell with it"
    assert sign in found["words"]


def test_more_harm_is_not_taken_for_less_reporting():
    found = reported(months((10, 30), (40, 40)), AS_AT).iloc[
        0
    ]  # the share without harm falls, their number does not
    assert found["reading"] == "no fall"


def test_weaker_reporting_is_told_where_harm_did_not_fall():
    assert reported(months((20, 20), (40, 8)), AS_AT).loc[0, "reading"] == "reporting fell"


def test_too_few_months_cannot_say():
    found = reported(months((20, 10), (40, 40)).iloc[10:], AS_AT).iloc[0]
    assert found["reading"] == "cannot say"
    assert "fewer than 8" in found["words"]


def test_no_table_no_finding():
    assert reported(months((20, 10), (40, 40)).iloc[:0], AS_AT).empty
