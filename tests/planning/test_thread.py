"""Orphans, empty branches and overloaded teams are found; what hangs as it should is left in peace."""

from __future__ import annotations

import pytest

from qmf.errors import ParameterError
from qmf.framework import Strategy, read_model
from qmf.planning import check_thread, load, thread

from .conftest import ROOT


@pytest.fixture(scope="session")
def strategy():
    return read_model(ROOT / "parameters" / "strategy.yaml", Strategy)


def test_the_planted_orphan_and_the_empty_branch_are_found(place, strategy):
    found = thread(strategy, place.table("projects"))
    assert found.loc[found["orphan"], "branch"].tolist() == ["rehab-goals"]
    assert found.loc[found["empty"], "branch"].tolist() == ["greener-care"]
    assert (found["words"] == "").sum() == len(found) - 2


def test_each_branch_stands_under_the_one_it_hangs_on(place, strategy):
    found = thread(strategy, place.table("projects"))
    assert len(found) == len(strategy.branches)
    depth = dict(zip(found["branch"], found["depth"], strict=True))
    seen = set()
    for row in found.itertuples():
        assert row.under == "" or (row.under in seen and depth[row.under] == row.depth - 1)
        seen.add(row.branch)


def test_a_priority_that_the_strategy_does_not_name_is_an_orphan(place, strategy):
    found = thread(strategy, place.table("projects"), ["talking-therapies", "sleep"]).iloc[-1]
    assert (found["branch"], found["orphan"]) == ("sleep", True)
    assert "does not name" in found["words"]


def test_a_project_fills_a_branch_unless_it_is_closed(place):
    strategy = Strategy.model_validate(
        {
            "title": "Ours",
            "branches": [
                {"id": "plan", "level": "national", "title": "Plan"},
                {"id": "great-care", "level": "priority", "title": "Great care", "under": "plan"},
                {"id": "physical-health", "level": "priority", "title": "Health", "under": "plan"},
            ],
        }
    )
    found = thread(strategy, place.table("projects")).set_index("branch")
    assert found.loc["great-care", "projects"] == ("dose-audit",)
    assert not found.loc["great-care", "empty"]
    assert found.loc["physical-health", "empty"]  # its one project, the Saturday clinic, is closed


def test_the_overloaded_team_is_found(place, strategy):
    found = load(strategy, place.table("projects"))
    assert found.loc[found["overloaded"], "unit"].tolist() == ["heron"]
    first = found.iloc[0]
    assert first["objectives"] == ("heron-huddles", "heron-therapy", "heron-induction")
    assert first["projects"] == ("huddles", "heron-afternoons")


def test_what_is_named_and_is_not_there_is_told(place, strategy):
    check_thread(strategy, place)
    without = strategy.model_copy(
        update={"branches": [each for each in strategy.branches if each.id != "staff-well"]}
    )
    with pytest.raises(ParameterError) as caught:
        check_thread(without, place)
    (fault,) = caught.value.faults
    assert fault.where == "projects.csv, row 12, thread"
