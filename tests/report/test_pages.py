"""What a reader finds on the front page and on a priority's page."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePosixPath

import pytest

from qmf.cycle import TOGETHER, Findings
from qmf.errors import BundleError
from qmf.report.blocks.plain import plain
from qmf.report.headlines import headlines
from qmf.report.pages import front_page, priority_page
from qmf.report.results import NotebookResult
from qmf.report.tally import summary_sentence
from qmf.report.verdicts import verdicts
from tests.report.made import TALKING, TITLES, VIOLENCE, real, results_of, retitled, sample_findings


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Findings]:
    return sample_findings(tmp_path_factory.mktemp("place"))


@pytest.fixture(scope="module")
def front(both: dict[str, Findings]) -> str:
    return front_page(list(both.values()), [*results_of(TALKING), *results_of(VIOLENCE)])


def quiet(found: Findings) -> Findings:
    """Give findings in which nothing changed and everything can be judged."""
    return replace(
        found,
        summary=found.summary.assign(variation="common cause", usable=True, settled=True, signals=0),
        changes={},
    )


def test_the_heading_counts_what_the_page_shows(front: str, both: dict[str, Findings]) -> None:
    sides = [it.standing for found in both.values() for it in verdicts(found)]
    heading = re.findall(r"<h1>(.*?)</h1>", front)
    assert len(heading) == 1
    said = plain(heading[0])
    for side, words in {"worse": "got worse", "better": "got better", "unknown": "cannot be judged"}.items():
        assert bool(re.search(rf"\b{sides.count(side)} (measures? )?{words}", said)) == (side in sides)
    facts = dict(re.findall(r"<dt>([^<]+)</dt><dd>([^<]+)</dd>", front))
    assert facts["Data as at"] == "31 March 2026"
    assert facts["Measures read"] == f"{len(sides)}, in 2 priorities"
    assert facts["Varying as usual"] == str(sides.count("usual"))
    assert facts["Cannot be judged"] == str(sides.count("unknown"))


def test_worse_comes_before_better_before_cannot_say(front: str) -> None:
    tags = re.findall(r'<span class="tag">([^<]+)</span>', front)
    ranks = [
        (
            "Got worse",
            "Single wards",
            "Single teams",
            "Got better",
            "Changed",
            "Read with care",
            "Cannot say",
        ).index(tag)
        for tag in tags
    ]
    assert ranks == sorted(ranks)
    assert {"Got worse", "Got better", "Cannot say"} <= set(tags)


def test_every_measure_that_changed_or_cannot_be_judged_has_a_headline_in_the_charts_own_words(
    both: dict[str, Findings],
) -> None:
    for found in both.values():
        heads = {head.anchor: head for head in headlines(found)}
        for it in verdicts(found):
            assert (it.id in heads) == (it.standing not in ("usual", "early"))
            if it.standing == it.side and it.side in ("worse", "better"):
                assert heads[it.id].what.rstrip(".") == it.chart.words(it.label, style="title").rstrip(".")


def test_a_headline_names_the_units_that_moved_alike(both: dict[str, Findings]) -> None:
    head = next(head for head in headlines(both[VIOLENCE]) if head.anchor == f"safety-huddles--{TOGETHER}")
    alike = both[VIOLENCE].summary.query("measure == 'safety-huddles' and variation == 'improvement high'")[
        "name"
    ]
    for name in alike[alike.str.endswith("ward")]:
        assert name in head.why


def test_no_unit_alike_is_said_so(both: dict[str, Findings]) -> None:
    found = both[VIOLENCE]
    single = found.summary["unit"] != TOGETHER
    alone = found.summary.assign(variation=found.summary["variation"].mask(single, "common cause"))
    tables = {name: table[table["unit"] == TOGETHER] for name, table in found.changes.items()}
    heads = headlines(replace(found, summary=alone, changes=tables))
    assert "No single ward shows it on its own." in " ".join(head.why for head in heads)


def test_a_real_fall_is_told_even_where_the_latest_point_alone_is_as_usual(both: dict[str, Findings]) -> None:
    found = both[VIOLENCE]
    at = (found.summary["measure"] == "physical-violence") & (found.summary["unit"] == TOGETHER)
    calm = replace(
        found, summary=found.summary.assign(variation=found.summary["variation"].mask(at, "common cause"))
    )
    row = calm.changes["physical-violence"].set_index("unit").loc[TOGETHER]
    assert row["reading"] == "A real fall"
    head = next(head for head in headlines(calm) if head.anchor.startswith("physical-violence"))
    assert head.tag == "Got better"
    assert row["change_text"].strip("−") in head.what
    assert row["interval_text"] in head.why
    assert "is within the usual range" in head.why
    assert head.icon == "common-cause", "the icon is the latest point's, here as in the table"


def test_a_ward_that_got_worse_where_all_together_did_not_is_told(both: dict[str, Findings]) -> None:
    found = both[VIOLENCE]
    linnet = (found.summary["measure"] == "restraint") & (found.summary["unit"] == "linnet")
    alone = found.summary.assign(variation="common cause", usable=True, settled=True)
    alone["variation"] = alone["variation"].mask(linnet, "concern high")
    head = next(
        head for head in headlines(replace(found, summary=alone, changes={})) if head.tag == "Single wards"
    )
    assert "physical restraint (Linnet ward)" in head.what
    assert re.search(r"That is 1 of \d+ such charts", head.why)


def test_a_measure_that_cannot_be_judged_says_why_and_shows_no_verdict(
    front: str, both: dict[str, Findings]
) -> None:
    it = next(it for it in verdicts(both[TALKING]) if it.side == "unknown")
    row = re.search(rf'<tr role="row"><th[^>]*><a href="[^"]*#{it.id}">.*?</tr>', front, re.DOTALL)
    assert row
    assert "Cannot be judged" in row[0]
    assert "Cannot be assured" in row[0]
    assert it.quality.words in plain(row[0])


def test_every_measure_has_a_row_with_icon_word_value_period_words_and_sparkline(
    front: str, both: dict[str, Findings]
) -> None:
    before = front[: front.index('id="everywhere"')]
    rows = re.findall(r'<tr role="row"><th scope="row".*?</tr>', before, re.DOTALL)
    every = [it for found in both.values() for it in verdicts(found)]
    assert len(rows) == len(every)
    for row, it in zip(rows, every, strict=True):
        said = plain(row)
        for words in (
            it.measure.title,
            it.latest,
            it.short_period,
            it.variation.words,
            it.assurance.words,
            it.short,
        ):
            assert words in said
        assert f"#i-{it.variation.icon}" in row
        assert f"#i-{it.assurance.icon}" in row
        assert 'class="spark"' in row
        assert row.count('<i class="') == 4


def test_the_words_of_a_row_are_the_charts_own(front: str, both: dict[str, Findings]) -> None:
    said = plain(front)
    for found in both.values():
        for it in verdicts(found):
            assert it.chart.words(it.label, style="short") in said


def test_where_most_points_are_signals_usual_is_not_claimed(both: dict[str, Findings]) -> None:
    found = both[VIOLENCE]
    wild = found.summary.assign(variation="common cause", usable=True, settled=True)
    assert int(found.row("safety-huddles")["signals"]) * 2 > int(found.row("safety-huddles")["points"])
    heads = headlines(replace(found, summary=wild, changes={}))
    huddles = next(head for head in heads if head.anchor.startswith("safety-huddles"))
    points = found.chart("safety-huddles").points
    assert huddles.tag == "Read with care"
    assert (
        f"{int(points['signal'].notna().sum())} of the {len(points)} points are signals; the last was"
        in huddles.why
    )
    assert "Safety huddles held are to be read with care." in summary_sentence(
        replace(found, summary=wild, changes={})
    )


def test_how_surprised_to_be_is_said_only_where_the_number_is_known(
    both: dict[str, Findings], front: str
) -> None:
    assert "How surprised" not in front
    said = plain(front_page(list(both.values()), [], expected_signals=0.44))
    assert "chance alone would show a signal somewhere in these" in said and "about one time in 3." in said


def test_a_quiet_month_says_so(both: dict[str, Findings]) -> None:
    page = front_page([quiet(found) for found in both.values()], [])
    assert "no measure shows a change" in page
    assert "No measure shows a change, and all can be judged." in page
    assert '<ol class="heads">' not in page


def test_a_report_that_failed_is_named_with_its_reason_and_not_linked(both: dict[str, Findings]) -> None:
    results = [*results_of(TALKING), *results_of(VIOLENCE, failed="3_aim_and_measures")]
    for page in (front_page(list(both.values()), results), priority_page(both[VIOLENCE], results)):
        assert "1 report of" in page
        assert (
            "<strong>Aim and measures</strong> (Violence and aggression) was not made: its kernel died"
            in page
        )
        assert "violence-and-aggression/3_aim_and_measures.html" not in page
    assert f"{len(results) - 1} of {len(results)}, 1 failed" in front_page(list(both.values()), results)
    assert "could not be made" not in priority_page(both[TALKING], results)


def test_a_reason_with_markup_is_text(both: dict[str, Findings]) -> None:
    bad = NotebookResult(
        VIOLENCE, "1_understand", "Understand", None, "cell 2: <script>alert(1)</script>", 1.0
    )
    page = front_page([both[VIOLENCE]], [bad])
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_titles_with_markup_are_text(both: dict[str, Findings]) -> None:
    evil = retitled(both[VIOLENCE], "<script>alert(1)</script>")
    for page in (front_page([evil], []), priority_page(evil, [])):
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert" in page


def test_how_long_it_took_is_not_on_the_page(both: dict[str, Findings]) -> None:
    findings, results = list(both.values()), results_of(VIOLENCE)
    slow = [replace(result, seconds=99.0) for result in results]
    assert front_page(findings, results) == front_page(findings, slow)
    assert priority_page(both[VIOLENCE], results) == priority_page(both[VIOLENCE], slow)


def test_every_link_of_the_front_page_leads_to_a_page_of_the_bundle(
    front: str, both: dict[str, Findings]
) -> None:
    made = {f"{name}/{stem}.html" for name in both for stem in ("index", *TITLES)}
    made |= {"index.html", "bundle.json"}
    anchors = {
        name: set(re.findall(r'\sid="([^"]+)"', priority_page(found, []))) for name, found in both.items()
    }
    for address in re.findall(r'href="([^"#][^"]*)"', front):
        path, _, anchor = address.partition("#")
        if path.startswith("units/") or "/measures/" in path:
            continue  # held in test_unit_pages.py
        assert path in made
        assert not anchor or anchor in anchors[PurePosixPath(path).parts[0]]


def test_a_priority_s_page_holds_aim_measures_charts_changes_and_people(both: dict[str, Findings]) -> None:
    page = priority_page(both[VIOLENCE], results_of(VIOLENCE))
    said = plain(page)
    for heading in (
        "The aim",
        "What you need to know",
        "Every measure, everywhere",
        "Who is involved",
        "How this was made",
    ):
        assert f">{heading}</h2>" in page
    assert page.count('<figure class="fig"') == len(both[VIOLENCE].priority.measures)
    assert "Physical violence: from 9.0 down to 6.0" in said
    assert 'href="../violence-and-aggression/1_understand.html"' in page
    assert 'type="application/json"' not in page, "what is to be printed carries no interactive figures"
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    for name in re.findall(r'href="#([^"]+)"', page):
        assert name in ids


def test_real_data_are_called_real_and_have_their_source(both: dict[str, Findings]) -> None:
    for page in (front_page([real(both[VIOLENCE])], []), priority_page(real(both[VIOLENCE]), [])):
        assert 'class="notice real"' in page
        assert "Source: NHS England. Licence: OGL v3.0." in page
        assert "ynthetic" not in re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)


def test_one_sentence_says_how_all_measures_stand(both: dict[str, Findings]) -> None:
    said = summary_sentence(both[VIOLENCE]).lower()
    for measure in both[VIOLENCE].priority.measures:
        assert measure.title.lower() in said


def test_no_priority_is_refused() -> None:
    with pytest.raises(BundleError, match="there is no priority to show"):
        front_page([], [])
