"""Every measure at every unit, on the front page: each row says what the series' own verdict says, and leads on."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from qmf.cycle import Findings, find
from qmf.data import open_place
from qmf.framework import load_priority, priority_from
from qmf.report.blocks.plain import plain
from qmf.report.everywhere import everywhere
from qmf.report.pages import front_page
from qmf.report.verdicts import Verdict, verdict
from tests.report.made import VIOLENCE, retitled, sample_findings
from tests.report.small import make_project

ROW = re.compile(
    r'<tr role="row" data-u="([^"]*)" data-p="([^"]*)" data-s="([^"]*)" data-a="([^"]*)".*?</tr>', re.DOTALL
)


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Findings]:
    return sample_findings(tmp_path_factory.mktemp("place"))


@pytest.fixture(scope="module")
def front(both: dict[str, Findings]) -> str:
    return front_page(list(both.values()), [])


def every(both: dict[str, Findings]) -> list[Verdict]:
    return [
        verdict(found, measure, unit)
        for found in both.values()
        for measure in found.priority.measures
        for unit in found.units["unit"]
        if found.has(measure.id, unit)
    ]


def test_there_is_one_row_a_measure_and_unit_with_the_words_of_its_verdict(
    front: str, both: dict[str, Findings]
) -> None:
    rows = [match[0] for match in ROW.finditer(front)]
    assert len(rows) == len(every(both))
    for it in every(both):
        link = f'/measures/{it.measure.id}.html#{it.id}"'
        (row,) = [row for row in rows if link in row]
        said = plain(row)
        for words in (it.name, it.measure.title, it.latest, it.variation.words, it.assurance.words, it.short):
            assert words in said
        assert f"#i-{it.variation.icon}" in row
        assert f"#i-{it.assurance.icon}" in row
        assert it.quality.words in said


def test_what_got_worse_stands_first_then_what_got_better_and_usual_last(front: str) -> None:
    sides = [match[3] for match in ROW.finditer(front)]
    order = ["worse", "better", "changed", "care", "unknown", "usual", "early", "closed"]
    assert [order.index(side) for side in sides] == sorted(order.index(side) for side in sides)
    assert {"worse", "better", "unknown", "usual", "closed"} <= set(sides)


def test_the_counts_are_those_of_the_rows(front: str) -> None:
    rows = Counter((match[3], match[4]) for match in ROW.finditer(front))
    cells = re.findall(
        r'<td role="cell" class="r[^"]*" data-l="[^"]*" data-s="([^"]*)" data-a="([^"]*)">(\d+|–)', front
    )
    shown = {(side, target): int(number) for side, target, number in cells if target and number != "–"}
    assert shown == dict(rows)
    whole = {side: int(number) for side, target, number in cells if not target}
    assert whole == dict(Counter(side for side, _ in rows.elements()))
    assert f"{sum(rows.values())} charts" in front


def test_every_unit_and_priority_can_be_chosen_and_is_found_in_a_row(
    front: str, both: dict[str, Findings]
) -> None:
    chosen = dict(re.findall(r'<select id="f-(unit|priority)"[^>]*>(.*?)</select>', front, re.DOTALL))
    units, priorities = (
        [value for value in re.findall(r'<option value="([^"]*)"', chosen[name]) if value]
        for name in ("unit", "priority")
    )
    assert priorities == list(both)
    assert {match[1] for match in ROW.finditer(front)} == set(units)
    assert units[0] == "together"
    assert 'optgroup label="Acute wards"' in chosen["unit"]


def test_without_a_script_nothing_is_hidden_but_the_controls(front: str) -> None:
    section = front[front.index('id="everywhere"') :]
    assert re.findall(r"<(\w+)[^>]*\shidden[^>]*>", section) == ["span", "form"]
    assert not re.findall(r"\son\w+=", section), "no inline handlers"


def test_titles_with_markup_are_text(both: dict[str, Findings]) -> None:
    page = front_page([retitled(both[VIOLENCE], '<b>"Violence"</b>')], [])
    assert "<b>&#34;" not in page
    assert "&lt;b&gt;&#34;Violence&#34;&lt;/b&gt;" in page


def test_the_same_findings_give_the_same_page(both: dict[str, Findings], front: str) -> None:
    assert front_page(list(both.values()), []) == front


def test_the_front_page_stays_small(front: str) -> None:
    assert len(front.encode()) < 300_000


def test_a_priority_of_one_unit_leads_to_that_unit(tmp_path: Path) -> None:
    project = make_project(tmp_path / "trust")
    priority = load_priority(project / "parameters/2025-26/falls.yaml")
    alone = priority_from({**priority.model_dump(mode="json", exclude_none=True), "units": ["oak"]})
    found = find(open_place(project / "data"), alone, date(2026, 3, 31))
    (row,) = everywhere([found]).rows
    assert (row.where, row.where_address) == ("oak", "units/oak.html")
    assert row.it.name == "Oak ward"
    page = front_page([found], [])
    assert "Units together" not in page
    assert "1 chart," in page


def test_what_is_not_counted_has_no_row(both: dict[str, Findings]) -> None:
    found = both[VIOLENCE]
    assert not found.has("safety-huddles", "curlew")
    rows = everywhere([found]).rows
    assert not [row for row in rows if (row.it.measure.id, row.where) == ("safety-huddles", "curlew")]


def test_a_real_change_counts_as_one_though_the_latest_point_is_as_usual(both: dict[str, Findings]) -> None:
    found = both[VIOLENCE]
    at = (found.summary["measure"] == "physical-violence") & (found.summary["unit"] == "heron")
    calm = replace(
        found, summary=found.summary.assign(variation=found.summary["variation"].mask(at, "common cause"))
    )
    (row,) = [
        row
        for row in everywhere([calm]).rows
        if (row.it.measure.id, row.where) == ("physical-violence", "heron")
    ]
    assert row.it.standing == "better"
    assert row.it.variation.icon == "common-cause"
    assert "A real fall" in row.it.short
