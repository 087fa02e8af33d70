"""What a reader finds in the blocks of a notebook."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
import yaml

from qmf.cycle import OTHERS, TOGETHER, Findings
from qmf.report import blocks
from qmf.report.blocks.block import NARROW, PLOTLY, Block
from qmf.report.blocks.plain import plain
from tests.report.made import TALKING, VIOLENCE, real, retitled, sample_findings

ALL = ("begin", "matrix", "moved", "aim", "family", "figures", "changes", "held", "people", "made")
EVIL = "<script>alert(1)</script> & 'quotes\""


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Findings]:
    return sample_findings(tmp_path_factory.mktemp("place"))


@pytest.fixture(scope="module")
def violence(both: dict[str, Findings]) -> Findings:
    return both[VIOLENCE]


def html(block: Block) -> str:
    return "".join(str(each.data.get("text/html", "")) for each in block.outputs())


def words(block: Block) -> str:
    return plain(html(block))


def figures(block: Block) -> list[str]:
    return [each.mark["figure"] for each in block.outputs() if each.mark.get("part") == "picture"]


@pytest.mark.parametrize("name", ALL)
def test_every_block_says_in_words_what_it_shows_in_html_and_is_the_same_each_time(
    name: str, both: dict[str, Findings]
) -> None:
    for found in both.values():
        make = getattr(blocks, name)
        once, again = list(make(found).outputs()), list(make(found).outputs())
        assert once == again
        for output in once:
            assert output.data["text/plain"].strip()
            assert "<" not in output.data["text/plain"]
            json.dumps(dict(output.data))  # a notebook is JSON: every part of an output must be


@pytest.mark.parametrize("name", ALL)
def test_no_block_needs_a_style_or_a_script_of_its_own(name: str, violence: Findings) -> None:
    made = html(getattr(blocks, name)(violence))
    made = re.sub(r"<style>.*?</style>", "", made, flags=re.DOTALL) if name == "begin" else made
    assert not re.search(r"<script|<style|\sstyle=|\son[a-z]+=", made)


@pytest.mark.parametrize("name", [name for name in ALL if name not in ("people", "made")])
def test_a_measure_with_markup_for_a_name_is_shown_as_text(name: str, violence: Findings) -> None:
    block = getattr(blocks, name)(retitled(violence, EVIL))
    for output in block.outputs():
        for kind, data in output.data.items():
            if kind not in (PLOTLY, "text/plain"):
                assert "<script>alert" not in data


def test_the_matrix_has_a_row_a_unit_and_a_column_a_measure(violence: Findings) -> None:
    made = html(blocks.matrix(violence))
    rows = [plain(row) for row in re.findall(r'<th scope="row"[^>]*>(.*?)</th>', made)]
    assert rows == list(violence.units["name"])
    assert made.count('scope="col"') == 1 + len(violence.priority.measures)
    there = sum(violence.has(m.id, u) for m in violence.priority.measures for u in violence.units["unit"])
    assert made.count('href="figures/') == there
    assert made.count("Not counted here") == len(rows) * len(violence.priority.measures) - there


def test_the_matrix_says_what_the_summary_says(violence: Findings) -> None:
    made = html(blocks.matrix(violence))
    for _, row in violence.summary.iterrows():
        cell = re.search(rf'href="figures/{row["measure"]}--{row["unit"]}.svg">(.*?)</td>', made, re.DOTALL)
        assert cell
        closed = violence.closed(row["unit"])
        if closed:
            assert f"Closed {closed.day} {closed:%B %Y}" in cell[1]
        elif row["usable"]:
            assert (
                row["variation"].replace(" ", ", ").replace("common, cause", "common cause")
                in cell[1].lower()
            )
            assert violence.label(row["measure"]).format(row["value"]) in cell[1] or pd.isna(row["value"])


def test_where_too_much_is_missing_the_matrix_shows_data_quality_and_no_verdict(
    both: dict[str, Findings],
) -> None:
    found = both[TALKING]
    poor = found.summary[~found.summary["usable"]]
    assert len(poor), "the sample trust has a measure that nobody can vouch for"
    made = html(blocks.matrix(found))
    for _, row in poor.iterrows():
        cell = re.search(
            rf"<td[^>]*>(?:(?!</td>).)*figures/{row['measure']}--{row['unit']}.svg.*?</td>", made, re.DOTALL
        )
        assert cell
        assert "i-no-assurance" in cell[0]
        assert "Cannot be judged" in cell[0]
        assert row["quality"] in plain(cell[0])


def test_only_charts_with_a_signal_at_their_latest_point_moved_worst_first_at_most_six(
    both: dict[str, Findings],
) -> None:
    for found in both.values():
        summary = found.summary[
            (found.summary["unit"] != OTHERS) & found.summary["usable"] & found.summary["settled"]
        ]
        signals = summary[summary["variation"] != "common cause"]
        shown = figures(blocks.moved(found))
        names = set(signals["measure"] + "--" + signals["unit"])
        assert set(shown) <= names
        assert len(shown) == min(6, len(names))
        kinds = signals.set_index(signals["measure"] + "--" + signals["unit"])["variation"].str.split().str[0]
        ranks = [("concern", "improvement", "neutral").index(kinds[name]) for name in shown]
        assert ranks == sorted(ranks)
        assert f"{len(names)} chart" in words(blocks.moved(found))


def test_a_single_ward_whose_restraint_rose_is_among_those_that_moved(violence: Findings) -> None:
    assert "restraint--linnet" in figures(blocks.moved(violence))


def test_more_than_six_that_moved_are_counted_and_named(violence: Findings) -> None:
    summary = violence.summary.assign(variation="concern high", usable=True, settled=True)
    moved = blocks.moved(replace(violence, summary=summary))
    every = sum(unit != OTHERS and not violence.closed(unit) for unit in summary["unit"])
    assert len(figures(moved)) == 6
    assert f"The other {every - 6}:" in words(moved)
    assert (
        html(moved).count('href="figures/') == every - 6 + 6
    )  # those named, and each shown chart's own file


def test_nothing_moved_is_said_in_a_sentence(violence: Findings) -> None:
    quiet = replace(violence, summary=violence.summary.assign(variation="common cause"))
    assert not figures(blocks.moved(quiet))
    assert "None of the" in words(blocks.moved(quiet))


def test_the_family_has_one_chart_a_measure_on_one_time_axis(violence: Findings) -> None:
    block = blocks.figures(violence)
    assert figures(block) == [f"{measure.id}--{TOGETHER}" for measure in violence.priority.measures]
    ranges = [
        [pd.Timestamp(end) for end in each.data[PLOTLY]["layout"]["xaxis"]["range"]]
        for each in block.outputs()
        if PLOTLY in each.data
    ]
    # months stand evenly, and days (of a chart of rare events) by the calendar: the two agree to the day
    for ends in zip(*ranges, strict=True):
        assert max(ends) - min(ends) < pd.Timedelta(days=1)


def test_a_figure_has_a_picture_for_every_screen_and_an_id_for_each(violence: Findings) -> None:
    head, picture, tail = blocks.figure(violence, "physical-violence").outputs()
    assert [each.mark["part"] for each in (head, picture, tail)] == ["head", "picture", "tail"]
    wide, narrow = picture.data["image/svg+xml"], picture.data[NARROW]
    assert 'viewBox="0 0 960' in wide
    assert 'viewBox="0 0 358' in narrow
    ids = re.findall(r'\bid="([^"]+)"', wide + narrow + head.data["text/html"] + tail.data["text/html"])
    assert len(ids) == len(set(ids)) > 4


def test_the_figure_of_a_notebook_does_not_say_again_what_stands_around_it(violence: Findings) -> None:
    head, picture, _ = blocks.figure(violence, "physical-violence").outputs()
    layout = picture.data[PLOTLY]["layout"]
    assert "title" not in layout and "images" not in layout
    around = plain(head.data["text/html"])
    assert not [
        note["text"] for note in layout["annotations"] if len(note["text"]) > 20 and note["text"] in around
    ]


def test_the_figure_of_a_notebook_has_no_button_that_sends_its_data_away(violence: Findings) -> None:
    _, picture, _ = blocks.figure(violence, "physical-violence").outputs()
    assert picture.data[PLOTLY]["config"]["showSendToCloud"] is False


def test_the_numbers_under_a_chart_are_those_of_its_points(violence: Findings) -> None:
    _, _, tail = blocks.figure(violence, "safety-huddles").outputs()
    made = tail.data["text/html"]
    points = violence.chart("safety-huddles").points
    rows = re.findall(r'<tr><th scope="row">(.*?)</tr>', made)
    assert len(rows) == len(points)
    last = points.iloc[-1]
    label = violence.label("safety-huddles")
    shown = re.findall(r">([^<>]+)</t[hd]>", "<th>" + rows[-1])
    assert shown[:4] == ["Mar 2026", f"{last['y']:,.0f}", f"{last['n']:,.0f}", label.format(last["value"])]
    assert f"upper limit {label.format(last['ucl'])}" in made, (
        "what is the same at every point is in the caption"
    )
    assert "<caption>" in made
    assert not re.search(r"<th[^>]*></th>", made), "a table's corner is filled"


def test_a_gap_is_a_dash_in_the_numbers(both: dict[str, Findings]) -> None:
    found = both[TALKING]
    missing = int(found.chart("second-wait-over-90-days").points["value"].isna().sum())
    _, _, tail = blocks.figure(found, "second-wait-over-90-days").outputs()
    assert missing
    assert tail.data["text/html"].count('<td class="t">No value</td>') == missing


def test_tests_of_change_are_numbered_and_told_in_full_once(violence: Findings) -> None:
    tails = [
        each.data["text/html"]
        for each in blocks.figures(violence).outputs()
        if each.mark.get("part") == "tail"
    ]
    for tail in tails:
        assert re.findall(r'class="pen">(\d)<', tail) == ["1", "2", "3"]
    assert "Predicted:" in tails[0]
    assert not any("Predicted:" in tail for tail in tails[1:])


def test_a_ward_that_took_no_part_has_no_flag_of_the_test(violence: Findings) -> None:
    _, _, there = blocks.figure(violence, "physical-violence", "heron").outputs()
    _, _, elsewhere = blocks.figure(violence, "physical-violence", "wren").outputs()
    assert "PDSA 1" in there.data["text/html"]
    assert "PDSA" not in elsewhere.data["text/html"]


def test_a_test_that_began_after_the_as_at_date_is_not_shown(violence: Findings) -> None:
    early = replace(violence, as_at=date(2025, 2, 28))
    _, _, tail = blocks.figure(early, "physical-violence").outputs()
    assert re.findall(r'class="pen">(\d)<', tail.data["text/html"]) == ["1", "2"]


def test_a_test_that_answered_one_point_is_told_so_kindly(violence: Findings) -> None:
    said = words(blocks.cycles(violence))
    assert (
        "What led to it\nPhysical violence (Heron, Kestrel and Linnet wards together) in April 2025 was"
        in said
    )
    assert said.count("What led to it") == 1, "the other tests name nothing that led to them"
    assert "common cause, the ups and downs of any process. It is natural to want to act" in said


def test_new_limits_say_who_accepted_them_and_when(violence: Findings) -> None:
    values = violence.priority.model_dump(mode="json", exclude_none=True)
    values["phases"] = [
        {
            "start": "2025-02-01",
            "measure": "physical-violence",
            "accepted": "2025-09-14",
            "by": "Matron, acute wards",
            "reason": "Huddles are routine",
        }
    ]
    from qmf.framework import priority_from

    _, _, tail = blocks.figure(
        replace(violence, priority=priority_from(values)), "physical-violence"
    ).outputs()
    said = plain(tail.data["text/html"])
    assert (
        "New limits from February 2025, accepted by Matron, acute wards on 14 September 2025. Huddles are routine."
        in said
    )


def test_a_new_phase_is_offered_with_its_reasons_and_the_lines_that_accept_it(violence: Findings) -> None:
    from qmf.framework import priority_from
    from qmf.spc import control_chart

    frame = violence.observations["physical-violence"].copy()
    frame.loc[frame["period_start"] >= "2024-10-01", "numerator"] *= 0.2
    chart = control_chart(
        frame,
        x="period_start",
        y="numerator",
        n="denominator",
        by=["unit"],
        improvement="decrease",
        multiply=1000,
    )
    moved = replace(violence, charts={**violence.charts, "physical-violence": chart})
    _, picture, tail = blocks.figure(moved, "physical-violence").outputs()
    said = plain(tail.data["text/html"])
    assert "Proposed: start new limits in October 2024" in said
    assert "Real: from October 2024, 18 months in a row were below the average of" in said
    assert "Still there: yes, up to the latest month." in said
    assert "Cause known and still there: for you to answer." in said
    assert (
        "A new phase is proposed from October 2024: people decide, and accept it in parameters/2025-26/"
        in said
    )
    assert ">P<" in str(picture.data["image/svg+xml"])
    lines = re.search(r"<pre[^>]*>(.*?)</pre>", tail.data["text/html"], re.DOTALL)[1]
    filled = (
        lines.replace("20..-..-..", "2026-04-20")
        .replace("...", "Matron of the wards", 1)
        .replace("...", "Huddles")
    )
    values = violence.priority.model_dump(mode="json", exclude_none=True) | yaml.safe_load(filled)
    (phase,) = priority_from(values).phases
    assert (phase.start, phase.units) == (date(2024, 10, 1), ["heron", "kestrel", "linnet"])


def test_the_aim_says_how_much_by_when_for_whom_and_the_latest_value(violence: Findings) -> None:
    said = words(blocks.aim(violence))
    assert (
        "Physical violence: from 9.0 down to 6.0 incidents per 1,000 occupied bed days by 31 March 2026."
        in said
    )
    assert "For whom: People who stay or work on Heron, Kestrel and Linnet wards." in said
    latest = violence.label("physical-violence").format(violence.row("physical-violence")["value"])
    assert f"for March 2026, is {latest}" in said


def test_the_family_gives_every_definition_owner_source_and_target(violence: Findings) -> None:
    said = words(blocks.family(violence))
    for measure in violence.priority.measures:
        for fact in (measure.title, measure.numerator, measure.owner, measure.source, measure.unit):
            assert fact in said
    order = [said.index(role) for role in ("Outcome:", "Process:", "Balancing:")]
    assert order == sorted(order)


def test_changes_says_what_the_findings_say_unit_by_unit(violence: Findings) -> None:
    made = html(blocks.changes(violence))
    for table in violence.changes.values():
        for _, row in table[table["before_text"] != ""].iterrows():
            assert f">{row['interval_text']}<" in made or row["interval_text"] == ""
        whole = table[table["unit"] == TOGETHER].iloc[0]
        assert whole["words"][:60] in words(blocks.changes(violence))


def test_no_comparison_is_said_not_invented(violence: Findings) -> None:
    bare = replace(violence, changes={})
    assert "Nothing was compared" in words(blocks.changes(bare))
    assert "No change is clear enough yet" in words(blocks.held(bare))


def test_held_shows_a_change_only_where_the_findings_say_whether_it_lasted(violence: Findings) -> None:
    clear = sum(int((table["lasted"] != "").sum()) for table in violence.changes.values())
    assert html(blocks.held(violence)).count('scope="row"') == clear
    assert clear


def test_those_not_yet_involved_are_named_last(violence: Findings) -> None:
    said = words(blocks.people(violence))
    assert "Night staff on Linnet ward" in said.splitlines()[-1]
    for person in violence.priority.people:
        assert person.role in said


def test_how_it_was_made_names_rules_sources_files_and_parameters(violence: Findings) -> None:
    said = words(blocks.made(violence))
    assert "XmR charts and t charts, judged by the rules of NHS England's Making data count." in said
    assert "parameters/2025-26/violence-and-aggression.yaml" in said
    for name, digest in violence.place.seal.items():
        assert name in said
        assert digest in said


def test_begin_tells_synthetic_from_real_data(violence: Findings) -> None:
    assert "Synthetic data." in words(blocks.begin(violence))
    assert words(blocks.begin(violence)).count("Synthetic data.") == 1
    said = words(blocks.begin(real(violence)))
    assert "Real data. Counts are rounded to 5. Source: NHS England. Licence: OGL v3.0." in said


def test_begin_restyles_our_blocks_and_nothing_else(violence: Findings) -> None:
    style = re.search(r"<style>(.*?)</style>", html(blocks.begin(violence)), re.DOTALL)
    assert style
    assert style[1].strip().startswith(".qmf.qmf.qmf {")
    assert ":root" not in style[1]


def test_a_block_publishes_its_outputs_in_jupyter(violence: Findings) -> None:
    from IPython.core.interactiveshell import InteractiveShell
    from IPython.utils.capture import capture_output

    InteractiveShell.instance()
    with capture_output() as seen:
        blocks.figure(violence, "physical-violence")._ipython_display_()
    assert [each.metadata["qmf"]["part"] for each in seen.outputs] == ["head", "picture", "tail"]
    assert PLOTLY in seen.outputs[1].data


def test_stylesheet_links_nothing_elsewhere() -> None:
    folder = Path(blocks.__file__).parents[1] / "assets"
    for file in folder.iterdir():
        text = file.read_text(encoding="utf-8")
        assert "://" not in text
        assert "@import" not in text
