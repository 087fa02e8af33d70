"""An action plan as it stands on a day: done, late, to come, and what has nothing to show for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from qmf.data import Place, open_place
from qmf.improvement import Action, actions, open_actions

AS_AT = date(2026, 3, 31)
WHOLE = Action(
    "a",
    "Tell people",
    "p",
    "",
    ("heron",),
    "Matron",
    date(2026, 1, 9),
    date(2026, 1, 5),
    "Told",
    "falls",
    "done",
)


@pytest.fixture(scope="module")
def place() -> Place:
    return open_place(Path(__file__).parents[2] / "data")


def states(place: Place, day: date) -> list[str]:
    return [each.state for each in actions(place, day, priority="follow-up-after-discharge")]


def test_the_samples_plan_is_told_as_it_stood_on_each_day(place):
    assert states(place, date(2025, 7, 1)) == ["to-come"] * 6
    assert states(place, date(2025, 9, 30)) == ["done", "done", "done", "to-come", "to-come", "to-come"]
    assert states(place, date(2025, 10, 1))[3] == "late"
    assert states(place, date(2025, 11, 13))[4] == "late"
    assert states(place, AS_AT) == ["done", "done", "done", "late", "done", "to-come"]


def test_what_was_written_when_it_was_done_was_not_known_before(place):
    before = actions(place, date(2025, 7, 27), priority="follow-up-after-discharge")[0]
    assert (before.done, before.evidence) == (None, "")


def test_only_the_priority_asked_for_is_given(place):
    assert actions(place, AS_AT, priority="talking-therapies") == ()
    assert len(actions(place, AS_AT)) >= 6


def test_the_planted_gaps_are_found_and_no_other(place):
    assert open_actions(actions(place, AS_AT, priority="follow-up-after-discharge"), AS_AT) == (
        "Action 3 is done, and nothing shows that it worked.",
        "Action 4 was due on 30 September 2025: it is 182 days late.",
    )


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({}, ()),
        ({"owner": ""}, ("Action 1 has no owner.",)),
        ({"due": None, "done": None, "state": "undated"}, ("Action 1 has no date.",)),
        ({"evidence": "", "measure": ""}, ("Action 1 is done, and nothing shows that it worked.",)),
        ({"evidence": ""}, ()),
        (
            {"due": date(2026, 3, 30), "done": None, "state": "late"},
            ("Action 1 was due on 30 March 2026: it is 1 day late.",),
        ),
    ],
)  # fmt: skip
def test_each_thing_left_open_is_named(more, said):
    assert open_actions([replace(WHOLE, **more)], AS_AT) == said
