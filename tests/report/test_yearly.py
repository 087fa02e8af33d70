"""The planning is made once a year's folder, where there is a strategy; a bundle without one is as it was."""

from __future__ import annotations

import json
import shutil
from contextlib import chdir
from datetime import date
from pathlib import Path

import pytest

from qmf.errors import ParameterError
from qmf.report.plan import make_plan
from qmf.report.run import run
from qmf.report.sealing.verify import verify
from qmf.report.yearly import NOTEBOOK
from tests.report.small import add_priority, make_project
from tests.report.test_same_bytes import tree

ROOT = Path(__file__).parents[2]
STRATEGY = """title: Our strategy
branches:
  - {id: plan, level: national, title: The national plan}
  - {id: falls, level: priority, under: plan, title: Falls}
  - {id: oak, level: team, under: falls, unit: oak, title: A falls plan within a day}
"""
TOPICS = "topics:\n  - {id: falls, title: Fewer falls, measures: [falls], themes: [falls]}\n"
RISKS = """risk,kind,unit,title,named,likelihood,consequence,measure,theme,closed
K1,risk,oak,Worn flooring,2025-06-01,4,4,falls,falls,
"""


@pytest.fixture
def project(tmp_path):
    folder = make_project(tmp_path)
    shutil.copy(ROOT / "notebooks" / NOTEBOOK, folder / "notebooks")
    (folder / "parameters" / "strategy.yaml").write_text(STRATEGY, encoding="utf-8")
    (folder / "parameters" / "topics.yaml").write_text(TOPICS, encoding="utf-8")
    (folder / "data" / "risks.csv").write_text(RISKS, encoding="utf-8")
    return folder


def planned(folder, *priorities):
    return make_plan(
        priorities=priorities, data=folder / "data", parameters=folder / "parameters", out=folder / "reports"
    )


def test_it_is_made_once_and_the_front_page_leads_to_it(project):
    add_priority(project, "slips")
    with chdir(project):
        outcome = run(planned(project))
    assert not outcome.failed
    assert sorted(path.name for path in (outcome.bundle / "planning").iterdir()) == [
        "data",
        "index.html",
        NOTEBOOK,
    ]
    before = tree(outcome.bundle)
    with chdir(project):
        assert run(planned(project)).unchanged == 2
    assert tree(outcome.bundle) == before, "with its priorities unchanged as well"
    page = (outcome.bundle / "planning" / "index.html").read_text(encoding="utf-8")
    assert "Worn flooring" in page
    assert "A falls plan within a day" in page
    assert "slips: a priority of this year that the strategy does not name" in page
    assert 'href="planning/index.html"' in (outcome.bundle / "index.html").read_text(encoding="utf-8")
    inputs = json.loads((outcome.bundle / "bundle.json").read_text(encoding="utf-8"))["inputs"]
    assert {"strategy.yaml", "topics.yaml", "2025-26/falls.yaml", "2025-26/slips.yaml"} == set(
        inputs["parameters"]
    )
    assert NOTEBOOK in inputs["notebooks"]
    assert "risks.csv" in inputs["data"]
    assert verify(outcome.bundle).differences.same


def test_the_same_inputs_give_the_same_bytes(project):
    made = []
    for out in ("one", "two"):
        plan = make_plan(data=project / "data", parameters=project / "parameters", out=project / out)
        with chdir(project):
            folder = run(plan).bundle / "planning"
        made.append({path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()})
    assert made[0] == made[1]
    assert "risks.csv" in made[0]


@pytest.mark.parametrize(
    "missing", ["parameters/strategy.yaml", "parameters/topics.yaml", f"notebooks/{NOTEBOOK}"]
)
def test_without_a_strategy_there_is_no_planning(project, missing):
    (project / missing).unlink()
    plan = planned(project)
    assert plan.planning is None
    assert plan.yearly is None


def test_it_is_the_whole_years_whichever_priority_is_asked_for(project):
    add_priority(project, "slips")
    plan = planned(project, "falls")
    assert [found.priority.id for found in plan.findings] == ["falls"]
    assert plan.planning is not None
    assert "slips" in set(plan.planning.thread["branch"])


def test_where_another_priority_cannot_be_read_the_one_asked_for_is_made_without_it(project):
    add_priority(project, "slips").write_text("id: slips\n", encoding="utf-8")
    plan = planned(project, "falls")
    assert plan.planning is None


def test_a_strategy_that_is_wrong_is_refused_before_anything_runs(project):
    wrong = STRATEGY.replace("unit: oak", "unit: oka")
    (project / "parameters" / "strategy.yaml").write_text(wrong, encoding="utf-8")
    with pytest.raises(ParameterError, match="Is 'oak' meant"):
        planned(project)


def test_a_priority_may_not_take_its_folder(project):
    add_priority(project, "planning")
    with pytest.raises(ParameterError, match="the folder of the year's planning"):
        planned(project)


def test_a_file_of_it_that_is_changed_meanwhile_is_noticed(project):
    plan = planned(project)
    assert project / "parameters" / "strategy.yaml" in plan.read
    assert plan.as_at == date(2026, 3, 31)
