"""The score is visible, votes stand apart and together, the order says how firm it is, and a group may overrule it."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qmf.errors import ParameterError
from qmf.framework import Choosing, read_model
from qmf.planning import choose
from qmf.year import plan_year

from .conftest import AS_AT, ROOT


@pytest.fixture(scope="session")
def made(place):
    choosing = read_model(ROOT / "parameters" / "choosing.yaml", Choosing)
    return choose(choosing, place.table("votes"), {"medicines": "Medicines"})


def choosing(marks, most=1, weights=(1, 1), **more):
    return Choosing.model_validate(
        {
            "year": "2026-27",
            "most": most,
            "criteria": [
                {"id": f"c{number}", "title": "C", "weight": weight} for number, weight in enumerate(weights)
            ],
            "scores": [
                {
                    "candidate": name,
                    "by": "Workshop",
                    "on": date(2026, 2, 12),
                    "marks": {f"c{number}": mark for number, mark in enumerate(given)},
                }
                for name, given in marks.items()
            ],
            **more,
        }
    )


NOBODY = pd.DataFrame(columns=["year", "group", "candidate", "votes", "voted", "asked"])


def votes(**groups):
    rows = [
        ("2026-27", group.replace("_", " "), candidate, float(count), float(voted), float(asked))
        for group, (voted, asked, given) in groups.items()
        for candidate, count in given.items()
    ]
    return pd.DataFrame(rows, columns=NOBODY.columns)


def test_the_parts_of_a_score_add_up_to_it(made):
    for row in made.ranking.itertuples():
        assert sum(row.parts.values()) == pytest.approx(row.score)
        assert row.parts["harm"] == pytest.approx(0.3 * row.marks["harm"])  # 30 of 100


def test_a_group_overrules_the_score_with_its_reason(made):
    ranking = made.ranking.set_index("candidate")
    assert ranking.loc["medicines", "rank"] == 4
    assert ranking.loc["medicines", "chosen"]
    assert (
        "Service users took it in on 26 February 2026: We carry the tablets"
        in ranking.loc["medicines", "overruled"]
    )
    assert not ranking.loc["speaking-up", "chosen"]  # third by score: its place was taken
    assert ranking["chosen"].sum() == 3


def test_who_voted_and_who_was_not_asked_is_said(made):
    words = made.voices["words"].tolist()
    assert "Staff: 412 of 3,100 asked voted (13%)." in words
    assert "Carers were not asked." in words


def test_votes_stand_apart_and_each_group_counts_the_same_together(made):
    row = made.ranking.set_index("candidate").loc["medicines"]
    assert row["votes"]["service users"] == pytest.approx(139 / 233)
    assert row["votes"]["board"] == pytest.approx(3 / 12)
    assert "carers" not in row["votes"]
    assert row["together"] == pytest.approx(np.mean([88 / 412, 139 / 233, 8 / 19, 3 / 12]))


def test_how_firm_the_order_is_is_the_same_each_time_and_sums_to_the_places(place, made):
    again = choose(made.choosing, place.table("votes"), {"medicines": "Medicines"})
    pd.testing.assert_frame_equal(made.ranking, again.ranking)
    assert made.ranking["among_first"].sum() == pytest.approx(3)
    firm = dict(zip(made.ranking["candidate"], made.ranking["firm"], strict=True))
    assert firm["safe-wards"] == firm["talking-therapies"] == "in"
    assert firm["staff-well"] == "out"
    assert firm["medicines"] == firm["speaking-up"] == "open"


def test_how_often_is_what_the_distribution_says():
    # two criteria of equal weight: the first weight is Beta(10, 10), and 'a' leads where it is over one half
    found = choose(choosing({"a": (5, 0), "b": (0, 5)}), NOBODY, {}).ranking.set_index("candidate")
    assert found.loc["a", "among_first"] == pytest.approx(0.5, abs=0.02)
    # with weights of 3 to 1 it is Beta(15, 5): P(over one half) = 0.9904 (scipy.stats.beta.sf(0.5, 15, 5))
    found = choose(choosing({"a": (5, 0), "b": (0, 5)}, weights=(3, 1)), NOBODY, {}).ranking
    assert found.loc[0, "among_first"] == pytest.approx(0.9904, abs=0.005)


def test_equal_marks_share_a_place_and_the_chance():
    found = choose(choosing({"a": (3, 3), "b": (3, 3), "c": (1, 1)}), NOBODY, {}).ranking
    assert found["rank"].tolist() == [1, 1, 3]
    assert found["among_first"].tolist() == [0.5, 0.5, 0.0]


def test_a_candidate_can_be_taken_out():
    out = {
        "candidate": "a",
        "group": "board",
        "verdict": "out",
        "reason": "Next year",
        "on": date(2026, 2, 26),
    }
    found = choose(choosing({"a": (5, 5), "b": (1, 1)}, overrules=[out]), NOBODY, {}).ranking
    assert found["chosen"].tolist() == [False, True]


def test_nobody_voted_yet():
    found = choose(choosing({"a": (5, 5), "b": (1, 1)}), NOBODY, {})
    assert found.voices["words"].str.endswith("were not asked.").all()
    assert found.ranking["together"].isna().all()
    assert found.words == "Chosen: a. Their order by score is firm: other plausible weights choose the same."


def test_votes_of_another_year_do_not_count():
    table = votes(staff=(10, 20, {"a": 10})).assign(year="2025-26")
    assert choose(choosing({"a": (5, 5)}), table, {}).voices.loc[0, "words"] == "Staff were not asked."


@settings(deadline=None, max_examples=20)
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=2, max_size=6), st.integers(1, 3))
def test_a_candidate_that_is_better_in_everything_is_never_less_often_among_the_first(marks, most):
    given_marks = {f"k{number}": mark for number, mark in enumerate(marks)}
    found = choose(choosing(given_marks, most=most), NOBODY, {}).ranking.set_index("candidate")
    for one, better in given_marks.items():
        for two, worse in given_marks.items():
            if all(a >= b for a, b in zip(better, worse, strict=True)):
                assert found.loc[one, "among_first"] >= found.loc[two, "among_first"] - 1e-9


def test_a_candidate_nobody_knows_is_told(place, tmp_path):
    for file in (ROOT / "parameters").glob("*.yaml"):
        text = file.read_text(encoding="utf-8").replace("candidate: safe-wards", "candidate: safe-ward")
        (tmp_path / file.name).write_text(text, encoding="utf-8")
    with pytest.raises(ParameterError) as caught:
        plan_year(place, tmp_path, [], AS_AT)
    (fault,) = caught.value.faults
    assert fault.where == "choosing.yaml, scores[0].candidate"
    assert fault.mend == "Is 'safe-wards' meant?"


def test_without_a_file_nothing_is_chosen(place, tmp_path):
    for name in ("strategy", "topics"):
        text = (ROOT / "parameters" / f"{name}.yaml").read_text(encoding="utf-8")
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    plan = plan_year(place, tmp_path, [], AS_AT)
    assert plan.choice is None
    assert plan.watch.empty
    assert len(plan.candidates)
