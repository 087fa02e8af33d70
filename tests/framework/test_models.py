"""What a person who writes a priority wrongly is told: every fault, where it is, and how to mend it."""

from __future__ import annotations

import copy
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from qmf.errors import ParameterError
from qmf.framework import Baseline, Priority, priority_from

GOOD: dict[str, Any] = {
    "id": "falls",
    "year": "2025-26",
    "title": "Falls",
    "aim": {
        "measure": "falls-with-harm",
        "to": 3,
        "by": "2026-03-31",
        "who": "People on older adults' wards",
    },
    "units": ["plover", "curlew"],
    "people": [{"role": "Matron", "part": "owner", "what": "Answers for it"}],
    "measures": [
        {
            "id": "falls-with-harm",
            "title": "Falls with harm",
            "role": "outcome",
            "definition": "A fall with at least low harm",
            "numerator": "Falls",
            "denominator": "Occupied bed days",
            "unit": "falls per 1,000 occupied bed days",
            "owner": "Ward managers",
            "source": "Incident system",
            "direction": "decrease",
            "multiply": 1000,
            "data": {"events": "fall", "denominator": "occupied_bed_days"},
            "baseline": {"start": "2023-04-01", "end": "2025-03-31"},
            "target": {"value": 3.0, "by": "2026-03-31"},
        }
    ],
}
GONE = object()
PERCENT = GOOD["measures"][0] | {"percent": True, "multiply": 100}


def changed(*changes: tuple[str, Any]) -> dict[str, Any]:
    """Return the good values with the value at each dotted path replaced (or taken out)."""
    values = copy.deepcopy(GOOD)
    for path, value in changes:
        way: list[Any] = [int(part) if part.isdigit() else part for part in path.split(".")]
        last = way.pop()
        there: Any = values
        for part in way:
            there = there[part]
        if value is GONE:
            del there[last]
        elif isinstance(there, list):
            there[last : last + 1] = [value]  # a position after the end appends
        else:
            there[last] = value
    return values


def faults(values: dict[str, Any]) -> list[tuple[str, str, str]]:
    with pytest.raises(ParameterError) as caught:
        priority_from(values)
    return [(fault.where, fault.what, fault.mend) for fault in caught.value.faults]


def test_a_good_priority_is_made_and_answers() -> None:
    priority = priority_from(GOOD)
    assert priority.owner == "Matron"
    assert priority.measure("falls-with-harm").baseline == Baseline(
        start=date(2023, 4, 1), end=date(2025, 3, 31)
    )
    assert priority.audiences == ["team"]
    assert (priority.measures[0].kind, priority.measures[0].rules) == ("xmr", "mdc")
    with pytest.raises(ParameterError, match="Did you mean 'falls-with-harm'"):
        priority.measure("fall-with-harm")


def test_models_cannot_be_changed() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        priority_from(GOOD).title = "Something else"


@pytest.mark.parametrize(
    ("path", "value", "where", "what", "mend"),
    [
        ("titel", "x", "titel", "is not known", "Did you mean 'title'?"),
        ("measures.0.targets", {}, "measures[0].targets", "is not known", "Did you mean 'target'?"),
        ("measures.0.xyzzy", 1, "measures[0].xyzzy", "is not known", "What can stand here: id, title, role"),
        ("units", {"servce": "x"}, "units.servce", "is not known", "Did you mean 'service'?"),
        ("units", {"servce": "x"}, "units.service", "is missing", "Add it"),
        ("measures.0.direction", GONE, "measures[0].direction", "is missing", "increase, decrease or neutral"),
        ("measures.0.direction", None, "measures[0].direction", "is missing", "increase, decrease or neutral"),
        ("measures.0.direction", "down", "measures[0].direction", "none of the words", "Write increase, decrease or"),
        ("measures.0.kind", "xrm", "measures[0].kind", "none of the words", "Did you mean 'xmr'?"),
        ("measures.0.rules", "plotdots", "measures[0].rules", "none of the words", "mean 'plotthedots'?"),
        ("measures.0.role", ["outcome", "process"], "measures[0].role", "is a list where one", "Keep one of"),
        ("measures.0.role", False, "measures[0].role", "is true or false where a", "outcome, process or"),
        ("measures.0.role", "process", "measures", "no measure has the role 'outcome'", "Add the measure"),
        ("measures.0.multiply", "1000", "measures[0].multiply", "is text where a number", "no quotes"),
        ("measures.0.multiply", 0, "measures[0].multiply", "not above zero", "Write 1"),
        ("measures.0.multiply", True, "measures[0].multiply", "is true or false where a number", "6.0"),
        ("measures.0.target.value", float("nan"), "measures[0].target.value", "not a number that can", "6.0"),
        ("measures.0.percent", "yes", "measures[0].percent", "is text where true or false", "without quotes"),
        ("measures.0.percent", True, "measures[0].multiply", "a percentage is multiplied by 100", "multiply: 100"),
        ("measures.0", PERCENT | {"unit": "per cent of people"}, "measures[0].unit", "the % sign is", "of people"),
        ("measures.0", PERCENT | {"target": {"value": 101}}, "measures[0].target.value", "between 0 and 100", "80 for"),
        ("measures.0.target.by", "2025-03-31", "measures[0].target.by", "not after the baseline", "Correct one"),
        ("measures.0.baseline.end", "2022-03-31", "measures[0].baseline.end", "ends before it starts", "Swap"),
        ("measures.0.data", {}, "measures[0].data", "either 'events' or 'observations'", "Keep the one"),
        ("measures.0.data.observations", "falls", "measures[0].data", "not both", "Keep the one"),
        ("measures.0.data.events", "Falls on ward", "measures[0].data.events", "not a name that", "underscores"),
        ("measures.0.data", {"events": "fall"}, None, "", ""),
        ("measures.0.data", "fall", "measures[0].data", "is text where keys and values", "key: value"),
        ("measures.0.target", 3.0, "measures[0].target", "is a number where keys and values", "key: value"),
        ("measures.0.title", 12, "measures[0].title", "is a number where text is needed", "12:30 as 750"),
        ("measures.0.title", 750, "measures[0].title", "is a number where text is needed", '"12:30"'),
        ("measures.0.title", False, "measures[0].title", "is true or false where text is needed", '"no"'),
        ("measures.0.title", date(2026, 1, 1), "measures[0].title", "is a date where text", "quotes"),
        ("measures.0.title", ["x"], "measures[0].title", "is a list where text", "Write one text"),
        ("measures.0.title", "two\nlines", "measures[0].title", "line break", "on one line"),
        ("measures.0.title", "  ", "measures[0].title", "is empty", "Write something"),
        ("measures.0.title", "x" * 201, "measures[0].title", "longer than 200", "more shortly"),
        ("measures.0.definition", "a\x00b", "measures[0].definition", "does not show", "instead of pasting"),
        ("measures.0.definition_changes", "none", "measures[0].definition_changes", "is text where a list", "dash"),
        ("measures", [], "measures", "is an empty list", "at least one outcome"),
        ("aim.measure", "fall-with-harm", "aim.measure", "not among the measures", "Did you mean 'falls-with-harm'?"),
        ("aim.by", "31/03/2026", "aim.by", "is not a date", "year first"),
        ("aim.by", "2026-02-30", "aim.by", "no such day in the calendar", "Check"),
        ("aim.by", 20260331, "aim.by", "is not a date", "2026-03-31"),
        ("aim.by", "2025-01-01", "aim.by", "before its measure's baseline ends", "Correct one"),
        ("aim.start", 2.0, "aim.to", "moves away from 'decrease'", "Correct one"),
        ("aim.settles_by", "2025-09-01", "aim.settles_by", "not when it starts", "change_starts"),
        ("aim.change_starts", "2025-01-01", "aim.change_starts", "before its measure's baseline ends", "End the"),
        ("aim.change_starts", "2026-04-01", "aim.by", "due before the change starts", "Correct one"),
        ("aim.units", ["plovr"], "aim.units", "not among the priority's units", "Did you mean 'plover'?"),
        ("units", ["plover", "plover"], "units", "stands twice", "Keep one"),
        ("units", "plover", "units", "neither a list of units nor", "[heron, kestrel]"),
        ("units", [False], "units[0]", "is true or false where text", '"no"'),
        ("units", {"service": "Older Adults"}, "units.service", "is not an id", "small letters"),
        ("people.0.part", "partner", "people", "nobody is the owner", "part: owner"),
        ("people.1", {"role": "A", "part": "owner", "what": "B"}, "people[1].part", "one owner", "another part"),
        ("measures.1", GOOD["measures"][0], "measures[1].id", "an earlier measure too", "its own id"),
        ("year", "2025-27", "year", "not a financial year", "2025-26"),
        ("year", 2025, "year", "is a number where text", "quotes"),
        ("id", "../../etc/passwd", "id", "is not an id", "small letters"),
        ("audiences", [], "audiences", "is an empty list", "Whom the reports are for"),
    ],
)  # fmt: skip
def test_each_fault_is_named_and_mended(
    path: str, value: Any, where: str | None, what: str, mend: str
) -> None:
    values = changed((path, value))
    if where is None:
        priority_from(values)
        return
    found = faults(values)
    assert any(w == where and what in said and mend in mended for w, said, mended in found), found


def test_every_fault_comes_at_once_also_those_between_values() -> None:
    values = changed(
        ("titel", "x"),
        ("aim.to", "three"),
        ("aim.measure", "fall"),
        ("measures.0.direction", GONE),
        ("measures.0.baseline.end", "2021-01-01"),
        ("measures.0.target.by", "2020-01-01"),
        ("people.0.part", "partner"),
    )
    assert {where for where, _, _ in faults(values)} == {
        "titel",
        "aim.to",
        "aim.measure",
        "measures[0].direction",
        "measures[0].baseline.end",
        "measures[0].target.by",
        "people",
    }


LED = {"measure": "falls-with-harm", "period": "2025-01-01", "because": "point"}
CYCLE = {"id": "1", "title": "Try", "start": "2025-05-01", "end": "2025-05-31", "prediction": "Better"}
PHASE = {
    "start": "2025-07-01",
    "measure": "falls-with-harm",
    "accepted": "2025-09-01",
    "by": "Matron",
    "reason": "Kept",
}


@pytest.mark.parametrize(
    ("key", "entries", "where", "what"),
    [
        (
            "pdsa_cycles",
            [CYCLE, CYCLE | {"id": "2", "start": "2025-04-01"}],
            "pdsa_cycles[1].start",
            "the cycle above",
        ),
        ("pdsa_cycles", [CYCLE | {"end": "2025-04-01"}], "pdsa_cycles[0].end", "ends before it starts"),
        ("pdsa_cycles", [CYCLE, CYCLE], "pdsa_cycles[1].id", "an earlier cycle too"),
        (
            "pdsa_cycles",
            [CYCLE | {"in_response_to": LED | {"measure": "falls-with-harms"}}],
            "pdsa_cycles[0].in_response_to.measure",
            "is not among the measures",
        ),
        (
            "pdsa_cycles",
            [CYCLE | {"in_response_to": LED | {"period": "2031-01-01"}}],
            "pdsa_cycles[0].in_response_to.period",
            "is after the test began",
        ),
        (
            "pdsa_cycles",
            [CYCLE | {"in_response_to": LED | {"because": "a hunch"}}],
            "pdsa_cycles[0].in_response_to.because",
            "none of the words that can stand here",
        ),
        (
            "pdsa_cycles",
            [CYCLE | {"decision": "adopt", "end": None}],
            "pdsa_cycles[0].decision",
            "has no end",
        ),
        (
            "pdsa_cycles",
            [CYCLE | {"units": ["heron"]}],
            "pdsa_cycles[0].units",
            "not among the priority's units",
        ),
        ("phases", [PHASE, PHASE | {"start": "2025-06-01"}], "phases[1].start", "same chart's phase above"),
        ("phases", [PHASE | {"measure": "falls"}], "phases[0].measure", "not among the measures"),
        ("phases", [PHASE | {"accepted": None}], "phases[0].accepted", "is missing"),
    ],
)
def test_cycles_and_phases_are_in_order_and_belong(
    key: str, entries: list[Any], where: str, what: str
) -> None:
    found = faults(GOOD | {key: entries})
    assert [(w, what in said) for w, said, _ in found] == [(where, True)], found


def test_phases_of_two_charts_do_not_have_to_be_in_order() -> None:
    two = [PHASE | {"units": ["plover"]}, PHASE | {"units": ["curlew"], "start": "2025-05-01"}]
    assert len(priority_from(GOOD | {"phases": two}).phases) == 2


@pytest.mark.parametrize("name", ["aim\nimport os", "a\rb", "ti\u2028tle"])
def test_a_name_with_a_line_break_is_refused_and_shown_on_one_line(name: str) -> None:
    with pytest.raises(ParameterError) as caught:
        priority_from(GOOD | {name: 1})
    assert "line break" in str(caught.value)
    assert len(str(caught.value).splitlines()) == 1


def test_a_name_that_yaml_1_1_turned_into_false_is_refused() -> None:
    assert any("is not known" in what for _, what, _ in faults({**GOOD, **{False: "x"}}))  # type: ignore[dict-item]


def test_none_means_not_given() -> None:
    assert priority_from(GOOD | {"method": None, "phases": None, "golden_thread": None}) == priority_from(
        GOOD
    )
    assert [w for w, _, _ in faults(GOOD | {"title": None})] == ["title"]


def test_days_may_come_as_dates() -> None:
    assert priority_from(changed(("aim.by", date(2026, 3, 31)))) == priority_from(GOOD)


def test_no_message_repeats_what_a_free_text_holds() -> None:
    private = "Jane Example, born 1 April 1970\x00"
    for path in ("measures.0.definition", "people.0.what", "aim.who"):
        assert all("Jane" not in " ".join(fault) for fault in faults(changed((path, private))))


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
PLACES = [
    "id", "year", "title", "aim", "aim.measure", "aim.by", "aim.units", "aim.start", "golden_thread", "units", "people",
    "people.0", "people.0.part", "measures", "measures.0", "measures.0.id", "measures.0.data", "measures.0.data.events",
    "measures.0.baseline", "measures.0.baseline.end", "measures.0.target", "measures.0.percent", "measures.0.role",
    "pdsa_cycles", "phases", "audiences", "method",
]  # fmt: skip


@given(path=st.sampled_from(PLACES), value=anything)
def test_whatever_stands_wherever_is_taken_or_answered_in_plain_english(path: str, value: Any) -> None:
    try:
        made = priority_from(changed((path, value)))
    except ParameterError as error:
        said = str(error)
        assert error.faults
        assert all(fault.what and fault.mend for fault in error.faults)
        assert not any(
            word in said.lower() for word in ("pydantic", "validat", "input should", "type=", "errors.p")
        )
    else:
        assert priority_from(made.model_dump(mode="json")) == made


words = st.text(st.characters(categories=["L", "N", "P"]), min_size=1, max_size=20)
slugs = st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,6}){0,2}", fullmatch=True)
days = st.dates(date(2020, 1, 1), date(2030, 1, 1))


@given(
    title=words,
    to=st.floats(-1e6, 1e6),
    units=st.lists(words, min_size=1, max_size=3, unique=True) | st.fixed_dictionaries({"service": slugs}),
    thread=st.lists(words, max_size=3),
    cycles=st.lists(st.tuples(days, words), max_size=4, unique_by=lambda pair: pair[1]).map(sorted),
    result=st.just("") | words,
)
def test_plain_values_go_back_unchanged(
    title: str, to: float, units: Any, thread: list[str], cycles: list[tuple[date, str]], result: str
) -> None:
    values = changed(("title", title), ("aim.to", to), ("units", units))
    values["golden_thread"] = thread
    values["pdsa_cycles"] = [
        {"id": id, "title": title, "start": start, "prediction": "p", "result": result}
        for start, id in cycles
    ]
    made = priority_from(values)
    plain = made.model_dump(mode="json")
    assert priority_from(plain) == made
    assert priority_from(plain).model_dump(mode="json") == plain
    assert isinstance(made, Priority)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"data": {"observations": "huddles", "between": "days"}}, "data.between"),
        ({"data": {"events": "falls", "between": "days", "denominator": "bed_days"}}, "data.denominator"),
        ({"data": {"events": "falls", "between": "days"}, "kind": "c"}, "days between events"),
        ({"data": {"events": "falls"}, "kind": "t"}, "between: days"),
        (
            {
                "data": {"events": "falls", "between": "days"},
                "kind": "t",
                "baseline": {"start": "2025-04-01", "end": "2025-09-30"},
            },
            "have no baseline",
        ),
    ],
)
def test_days_between_events_are_asked_for_rightly(change, says):
    values = changed(*((f"measures.0.{key}", value) for key, value in change.items()))
    with pytest.raises(ParameterError) as refused:
        priority_from(values)
    assert says in str(refused.value)
