"""The garden seen at once: aligned, orphan, stalled, duplicated, ready to spread."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from qmf.framework import Strategy, read_model
from qmf.planning import register

from .conftest import AS_AT, ROOT

GAINS = {("physical_violence", "linnet"): "violence on Linnet ward is lower"}


@pytest.fixture(scope="session")
def strategy():
    return read_model(ROOT / "parameters" / "strategy.yaml", Strategy)


@pytest.fixture
def found(place, strategy):
    return register(place.table("projects"), strategy, AS_AT, GAINS).set_index("project")


def test_the_planted_orphan_is_the_only_one(found):
    assert found.index[~found["aligned"]].tolist() == ["garden-group"]
    assert found.loc["garden-group", "words"] == "Serves no branch of the strategy."


def test_the_stalled_one_is_found_with_its_last_day(found):
    assert found.index[found["stalled"]].tolist() == ["falls-plan"]
    assert found.loc["falls-plan", "words"] == "Stalled: no data point since 29 August 2025."


def test_two_teams_that_work_apart_are_found_and_two_that_work_together_are_not(found):
    apart = found[found["duplicates"].map(bool)]
    assert dict(apart["duplicates"]) == {
        "text-reminders": ("reminder-calls",),
        "reminder-calls": ("text-reminders",),
    }


def test_only_a_gain_that_a_chart_shows_is_ready_to_spread(place, strategy, found):
    assert found.index[found["ready"]].tolist() == ["huddles"]
    assert "violence on Linnet ward is lower" in found.loc["huddles", "words"]
    blind = register(place.table("projects"), strategy, AS_AT).set_index("project")
    assert not blind["ready"].any()
    assert "no chart here shows" in blind.loc["huddles", "words"]


def test_a_project_has_its_way_up_to_the_national_plan(found):
    path = found.loc["calm-room", "path"]
    assert path[0].startswith("The national plan")
    assert path[-1] == "Fewer restrictions, and no more violence"


def test_what_is_closed_or_not_begun_is_no_burden(place, strategy, found):
    assert found.loc["saturday-clinic", "words"] == ""
    earlier = register(place.table("projects"), strategy, date(2025, 1, 1))
    assert earlier["project"].tolist() == ["huddles"]
    assert pd.isna(earlier.loc[0, "last_data"])  # the last data point known today was not known then
