"""Candidates for priority: every source speaks, planted truths are found, bad news is told, nothing is lost."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from qmf.cycle import find
from qmf.errors import ParameterError
from qmf.framework import Topics, load_priorities, read_model
from qmf.planning import Evidence, candidates, open_risks, reported
from qmf.planning.evidence import SOURCES
from qmf.planning.from_measures import WATCH, from_measures
from qmf.planning.from_people import from_feedback, from_learning
from qmf.planning.from_reviews import from_reviews
from qmf.planning.from_risks import from_risks
from qmf.year import plan_year

from .conftest import AS_AT, ROOT

NAMES = {"heron": "Heron ward", "wren": "Wren ward"}
TOPICS = Topics.model_validate(
    {
        "topics": [
            {
                "id": "calm",
                "title": "Calm wards",
                "measures": ["violence"],
                "standards": ["safety"],
                "themes": ["noise"],
            }
        ]
    }
)


@pytest.fixture(scope="session")
def plan(place):
    found = [find(place, each, AS_AT) for each in load_priorities(ROOT / "parameters", "2025-26")]
    return plan_year(place, ROOT / "parameters", found, AS_AT)


def evidence(plan, candidate):
    return plan.candidates.set_index("candidate").loc[candidate, "evidence"]


def says(pieces):
    return " ".join(each.says for each in pieces)


# The sample trust, whole


def test_every_source_speaks_for_something(plan):
    heard = {each.source for pieces in plan.candidates["evidence"] for each in pieces if each.weight}
    assert heard == set(SOURCES)


def test_the_order_is_that_of_the_evidence(plan):
    table = plan.candidates
    assert table["score"].is_monotonic_decreasing
    assert table["candidate"].tolist()[:3] == ["safe-wards", "talking-therapies", "speaking-up"]
    for row in table.itertuples():
        strongest = {each.source: 0 for each in row.evidence}
        for each in row.evidence:
            strongest[each.source] = max(strongest[each.source], each.weight)
        assert row.score == sum(strongest.values())
        assert f"({strongest[row.sources[0]]})" in row.words


@pytest.mark.parametrize(
    ("candidate", "truth"),
    [
        ("safe-wards", "Physical restraint has got worse: Linnet ward."),
        (
            "talking-therapies",
            "Assessed within 28 days has got worse: Talking Therapies Coast and Talking",
        ),
        (
            "talking-therapies",
            "Second wait over 90 days cannot be assured, because the data are poor",
        ),
        ("talking-therapies", "Black, Black British, Caribbean or African: 7.4 of every 1,000 are seen"),
        ("talking-therapies", "concerns about waiting in the last 12 months (service users 109), up from 57"),
        ("speaking-up", "Duty of candour: not met in 6 of 12 checked at Hazel ward"),
        ("speaking-up", "for the second time"),
        ("speaking-up", "Do not take this as less harm"),
        ("medicines", "score 20 of 25). Nobody watches it: no measure would show it."),
        ("medicines", "Nothing has been done yet"),
        ("safe-wards", "the recheck due on 31 October 2025 has not been made"),
        ("safe-wards", "A like service without it: Curlew ward, Dunlin ward, Mallard ward and Wren ward."),
        ("children-in-time", "Seen within 4 weeks will keep missing its target"),
    ],
)
def test_what_was_planted_stands_there(plan, candidate, truth):
    assert truth in says(evidence(plan, candidate))


def test_a_gain_is_not_told_without_what_it_may_have_cost(plan):
    spread = [each for each in evidence(plan, "safe-wards") if each.source == "spread" and each.weight]
    assert "a lasting gain on 1 of 3" in says(spread)
    assert "First ask about Physical restraint: it has got worse on Linnet ward." in says(spread)


def test_a_fall_in_harm_comes_with_what_is_known_of_reporting(plan):
    told = says(evidence(plan, "safe-wards"))
    assert "Physical violence is lower: Linnet ward. There is no sign that reporting fell there." in told


def test_a_standard_that_was_mended_and_one_that_held_are_no_evidence(plan):
    told = says(evidence(plan, "safe-wards"))
    assert "Safeguarding" not in told  # not met on Linnet ward in February, met at the recheck in August
    assert "Dunlin ward (clinical audit" not in told


def test_closed_wards_and_chance_are_no_evidence(plan):
    assert "plover" not in set(plan.watch["unit"])
    assert "Mallard ward" not in says(
        each for each in evidence(plan, "safe-wards") if each.source == "measures"
    )


def test_it_can_be_asked_of_an_earlier_day(place):
    plan = plan_year(place, ROOT / "parameters", [], date(2025, 4, 30))
    told = " ".join(says(pieces) for pieces in plan.candidates["evidence"])
    assert "September 2025" not in told
    assert "for the second time" not in told
    assert not plan.reported["reading"].str.startswith("reporting fell").any()


# Each source by itself


def watched(**values):
    cells = ["m", "Violence", "violence", "heron", "Heron ward", "common cause", None, True, "Good", True, ""]
    usual = dict(zip(WATCH, cells, strict=True))
    return pd.DataFrame([{**usual, **values}])


def quiet(reading):
    return pd.DataFrame({"unit": ["heron"], "reading": [reading]})


@pytest.mark.parametrize(
    ("reading", "said"),
    [
        ("reporting fell with it", "do not take it as less harm"),
        ("reporting fell", "do not take it as less harm"),
        ("no sign that reporting fell", "There is no sign that reporting fell"),
        ("cannot say", "Whether reporting fell there cannot be said"),
        (None, "Whether reporting fell there cannot be said"),
    ],
)
def test_a_measure_of_harm_that_falls_is_told_with_reporting(reading, said):
    told = quiet(reading) if reading else quiet("x").iloc[:0]
    (piece,) = from_measures(watched(variation="improvement low"), told, TOPICS)
    assert (piece.topic, piece.weight) == ("calm", 0)
    assert said in piece.says


def test_a_verdict_on_poor_data_is_not_told():
    (piece,) = from_measures(
        watched(variation="concern high", usable=False, quality="5 missing"), quiet("x"), TOPICS
    )
    assert "cannot be assured" in piece.says
    assert "worse" not in piece.says


def reviews(*rows):
    columns = ["review", "kind", "unit", "date", "standard", "rating", "checked", "met", "recheck_by"]
    table = pd.DataFrame([dict(zip(columns, row, strict=True)) for row in rows])
    return table.assign(date=pd.to_datetime(table["date"]), recheck_by=pd.to_datetime(table["recheck_by"]))


PEER = "peer review"
STANDARDS = pd.DataFrame({"standard": ["safety"], "title": ["Safety"]})


@pytest.mark.parametrize(
    ("rows", "weight", "said"),
    [
        (
            [("1", PEER, "heron", "2026-01-05", "safety", "partly met", 10, 8, None)],
            1,
            "partly met in 8 of 10",
        ),
        (
            [("1", PEER, "heron", "2026-01-05", "safety", "not met", None, None, None)],
            2,
            "Safety: not met at Heron",
        ),
        (
            [("1", PEER, "heron", "2025-01-05", "safety", "partly met", 10, 8, "2025-06-30")],
            2,
            "due on 30 June 2025",
        ),
        (
            [
                ("1", PEER, "heron", "2025-01-05", "safety", "not met", 10, 2, None),
                ("2", "inspection", "heron", "2025-09-05", "safety", "partly met", 10, 5, None),
            ],
            3,
            "for the second time",
        ),
    ],
)
def test_reviews_are_read_by_their_latest(rows, weight, said):
    (piece,) = from_reviews(reviews(*rows), STANDARDS, TOPICS, NAMES, AS_AT)
    assert (piece.topic, piece.weight) == ("calm", weight)
    assert said in piece.says


def test_a_standard_met_in_between_breaks_the_row_of_findings():
    rows = [
        ("1", PEER, "heron", "2024-01-05", "safety", "not met", 10, 2, None),
        ("2", PEER, "heron", "2025-01-05", "safety", "met", 10, 10, None),
        ("3", PEER, "heron", "2025-09-05", "safety", "not met", 10, 2, None),
    ]
    (piece,) = from_reviews(reviews(*rows), STANDARDS, TOPICS, NAMES, AS_AT)
    assert "time" not in piece.says
    assert not [*from_reviews(reviews(*rows[:2]), STANDARDS, TOPICS, NAMES, AS_AT)]


def comments(now, then, theme="noise"):
    return pd.DataFrame(
        {
            "period_start": pd.to_datetime(["2025-10-01", "2024-10-01"]),
            "theme": theme,
            "voice": "staff",
            "tone": "concern",
            "comments": [float(now), float(then)],
        }
    )


@pytest.mark.parametrize(("now", "then", "weight"), [(9, 0, 0), (12, 10, 1), (60, 55, 2), (40, 10, 3)])
def test_a_theme_weighs_by_its_number_and_its_rise(now, then, weight):
    pieces = [*from_feedback(comments(now, then), TOPICS, AS_AT)]
    assert [each.weight for each in pieces] == ([weight] if weight else [])
    assert all("(staff" in each.says for each in pieces)


def test_praise_is_no_concern():
    assert not [*from_feedback(comments(80, 10).assign(tone="praise"), TOPICS, AS_AT)]


def test_a_theme_of_no_topic_stands_by_itself():
    (piece,) = from_feedback(comments(40, 10, "night-noise"), TOPICS, AS_AT)
    assert (piece.topic, piece.title) == ("themes:night-noise", "Night noise")


def test_learning_without_action_weighs_more():
    row = {
        "date": pd.Timestamp("2025-10-01"),
        "kind": "after action review",
        "unit": "heron",
        "theme": "noise",
    }
    table = pd.DataFrame(
        [
            {**row, "investigated": "A fight", "learnt": "Doors bang", "done": ""},
            {**row, "investigated": "A row", "learnt": "", "done": "New doors"},
        ]
    )
    first, second = from_learning(table, TOPICS, NAMES, AS_AT)
    assert (first.weight, second.weight) == (2, 1)
    assert first.says.endswith("Learnt: Doors bang. Nothing has been done yet.")
    assert second.says.endswith("Done: New doors.")


def risk(**values):
    usual = {
        "risk": "K",
        "kind": "risk",
        "unit": "heron",
        "title": "Doors bang",
        "named": pd.Timestamp("2025-01-01"),
        "likelihood": 4.0,
        "consequence": 4.0,
        "measure": "violence",
        "theme": "noise",
        "closed": pd.NaT,
    }
    return pd.DataFrame([{**usual, **values}])


@pytest.mark.parametrize(
    ("values", "variation", "weight", "said"),
    [
        ({}, "concern high", 3, "score 16 of 25). Its measure: getting worse there."),
        ({"likelihood": 2.0}, "common cause", 2, "score 8 of 25). Its measure: no change there."),
        ({"likelihood": 1.0}, "improvement low", 1, "getting better there"),
        ({"measure": "other"}, "concern high", 3, "Nobody watches it"),
        ({"likelihood": float("nan")}, "concern high", 1, "not scored"),
        ({"kind": "opportunity"}, "common cause", 2, "opportunity named by Heron ward"),
        ({"unit": "wren"}, "concern high", 3, "cannot be judged there"),
    ],
)
def test_a_risk_weighs_by_its_score_and_tells_its_trend(values, variation, weight, said):
    found = open_risks(risk(**values), watched(variation=variation), AS_AT)
    (piece,) = from_risks(found, TOPICS, NAMES)
    assert piece.weight == weight
    assert said in piece.says


def test_a_risk_that_is_closed_or_not_yet_named_is_left_out():
    for values in ({"closed": pd.Timestamp("2026-03-01")}, {"named": pd.Timestamp("2026-04-01")}):
        assert open_risks(risk(**values), watched(), AS_AT).empty


def test_many_charts_of_one_source_do_not_outweigh_two_sources():
    many = [Evidence("charts", "Charts", "measures", 3, f"Chart {number}.") for number in range(9)]
    people = [Evidence("people", "People", source, 2, "Said.") for source in ("feedback", "learning")]
    found = candidates([*many, *people], TOPICS)
    assert found["candidate"].tolist() == ["people", "charts"]


def test_work_under_way_alone_is_no_candidate():
    assert candidates([Evidence("a", "A", "spread", 0, "Under way.")], TOPICS).empty


def test_nothing_belongs_to_two_topics(tmp_path):
    file = tmp_path / "topics.yaml"
    file.write_text(
        "topics:\n  - {id: a, title: A, themes: [x]}\n  - {id: b, title: B, themes: [y, x]}\n",
        encoding="utf-8",
    )
    with pytest.raises(ParameterError, match="'x' stands in an earlier topic"):
        read_model(file, Topics)


def test_reported_and_names_are_those_of_the_place(place, plan):
    pd.testing.assert_frame_equal(plan.reported, reported(place.table("reporting"), AS_AT))
