"""The pages of planning say what was found, in words, and bear a place that has no further table."""

from __future__ import annotations

import io
import shutil
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from qmf.cycle import find
from qmf.data import open_place
from qmf.framework import load_priorities
from qmf.report import planning
from qmf.report.blocks.plain import plain
from qmf.report.planning.numbers import NAMES, numbers
from qmf.year import plan_year

ROOT = Path(__file__).parents[2]
AS_AT = date(2026, 3, 31)
BLOCKS = ("assessments", "summary", "choice", "candidates", "needs", "reporting", "risks", "garden", "thread")


@pytest.fixture(scope="module")
def plan():
    place = open_place(ROOT / "data")
    found = [find(place, each, AS_AT) for each in load_priorities(ROOT / "parameters", "2025-26")]
    return plan_year(place, ROOT / "parameters", found, AS_AT)


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    """A place without any further table, and a strategy without a choice."""
    folder = tmp_path_factory.mktemp("bare")
    (folder / "data").mkdir()
    for name in ("place.yaml", "units.csv", "observations.csv", "events.csv", "pdsa_cycles.csv"):
        shutil.copy(ROOT / "data" / name, folder / "data")
    for name in ("strategy.yaml", "topics.yaml"):
        shutil.copy(ROOT / "parameters" / name, folder)
    return plan_year(open_place(folder / "data"), folder, [], AS_AT)


def words(plan, block):
    return plain(getattr(planning, block)(plan).html)


@pytest.mark.parametrize(
    ("block", "said"),
    [
        ("summary", "Hazel ward: harm fell in the figures, but reporting fell too."),
        ("summary", "Nobody watches this risk: Blood tests for people on clozapine are missed"),
        ("summary", "1 project hangs on no branch of the strategy."),
        ("summary", "Chosen: Safe wards, Talking therapies for everyone and Medicines."),
        (
            "summary",
            "Under-served by Northmere Talking Therapies: Black, Black British, Caribbean or African",
        ),
        ("choice", "Service users took it in on 26 February 2026"),
        (
            "choice",
            "With evidence, and without marks: Food and drink, Safely home after a stay and Fewer falls that harm.",
        ),
        ("choice", "Carers were not asked."),
        ("candidates", "1. Safe wards"),
        ("candidates", "Evidence score 14."),
        ("needs", "At the others' rate 369 more people a year would be seen."),
        (
            "reporting",
            "At 13 other units there is no sign that reporting fell. Plover ward: too few months to say.",
        ),
        ("risks", "Nobody watches it"),
        ("garden", "Works apart from 'Telephone call before a first appointment' on the same measure."),
        ("thread", "Care that costs the planet less: nothing hangs on it yet."),
        (
            "thread",
            "Heron ward carries 5 things at one time, and a team can carry 3: 3 objectives and 2 projects.",
        ),
    ],
)
def test_what_was_found_is_said(plan, block, said):
    assert said in words(plan, block)


@pytest.mark.parametrize("block", BLOCKS)
def test_a_place_without_further_tables_is_told_so_and_nothing_fails(bare, block):
    assert "nan" not in words(bare, block).lower().split()
    assert planning.begin(bare).part == "begin"


def test_what_is_not_there_is_not_called_good(bare):
    assert "nobody can say who is not reached" in words(bare, "needs")
    assert "nobody can say whether reporting fell" in words(bare, "reporting")
    assert "Nothing has been chosen yet." in words(bare, "choice")


def test_what_is_open_of_the_impact_assessments_ends_the_step(plan):
    said = words(plan, "assessments")
    assert len(plan.impacts)
    assert all(row.title in said and row.what in said for row in plan.impacts.itertuples())


def test_text_from_a_table_never_becomes_html(plan):
    risks = plan.risks.assign(title="<script>alert(1)</script>")
    html = planning.risks(type(plan)(**{**vars(plan), "risks": risks})).html
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


def test_the_numbers_are_there_as_files(plan, bare):
    files = numbers(plan)
    assert set(files) == set(NAMES)
    choice = pd.read_csv(io.StringIO(files["choice"])).set_index("candidate")
    assert choice.loc["medicines", ["mark: harm", "votes: board"]].tolist() == [5, 0.25]
    projects = pd.read_csv(io.StringIO(files["projects"])).set_index("project")
    assert projects.loc["huddles", ["units", "last_data"]].tolist() == [
        "heron; kestrel; linnet",
        "2026-03-31",
    ]
    assert len(pd.read_csv(io.StringIO(files["evidence"]))) == plan.candidates["evidence"].map(len).sum()
    assert set(numbers(bare)) == {"thread", "load"}


def test_no_text_of_a_table_becomes_a_formula(plan):
    risks = plan.risks.assign(title="=cmd()")
    files = numbers(type(plan)(**{**vars(plan), "risks": risks}))
    assert pd.read_csv(io.StringIO(files["risks"]))["title"].tolist() == ["'=cmd()"] * len(risks)


def test_the_golden_thread_is_a_picture_and_a_nested_list(plan):
    html = planning.thread(plan).html
    assert html.count('role="img"') == 2
    assert html.count("<li>") == len(plan.thread)
    assert html.count('<th scope="row">') == len(plan.thread)
    assert html.count("<details") == 2 + sum(plan.thread["branch"].isin(plan.thread["under"]))
