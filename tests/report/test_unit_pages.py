"""A unit's page with all its measures, and a measure's page with all its units."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path, PurePosixPath

import pytest

from qmf.cycle import OTHERS, TOGETHER, Findings, find
from qmf.data import open_place
from qmf.framework import load_priority, priority_from
from qmf.report.blocks.plain import plain
from qmf.report.extra_pages import write_measure_pages, write_unit_pages
from qmf.report.measure_page import measure_page
from qmf.report.pages import front_page, priority_page
from qmf.report.reasons import message
from qmf.report.unit_page import unit_page
from qmf.report.units import series_address, shown_units
from qmf.report.verdicts import verdict, verdicts
from tests.report.made import TALKING, VIOLENCE, retitled, sample_findings
from tests.report.small import add_priority, make_project


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Findings]:
    return sample_findings(tmp_path_factory.mktemp("place"))


@pytest.fixture(scope="module")
def bundle(both: dict[str, Findings], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bundle")
    for name, found in both.items():
        (folder / name).mkdir()
        (folder / name / "index.html").write_text(priority_page(found, []), encoding="utf-8")
        write_measure_pages(folder, found)
    write_unit_pages(folder, list(both.values()))
    (folder / "index.html").write_text(front_page(list(both.values()), []), encoding="utf-8")
    return folder


def heading(page: str) -> str:
    (said,) = re.findall(r"<h1>(.*?)</h1>", page)
    return plain(said)


def figures(page: str) -> dict[str, str]:
    """Give each figure by its id."""
    found = re.finditer(r'<figure class="[^"]*" id="([^"]+)".*?</figure>', page, re.DOTALL)
    return {match[1]: match[0] for match in found}


def test_every_unit_and_every_measure_has_a_page(bundle: Path, both: dict[str, Findings]) -> None:
    units = {file.stem for file in (bundle / "units").iterdir()}
    assert units == {
        unit for found in both.values() for unit in found.units["unit"] if unit not in (TOGETHER, OTHERS)
    }
    for name, found in both.items():
        made = {file.stem for file in (bundle / name / "measures").iterdir()}
        assert made == {measure.id for measure in found.priority.measures}


def test_a_unit_s_page_holds_each_of_its_measures_with_chart_message_icons_words_and_quality(
    bundle: Path, both: dict[str, Findings]
) -> None:
    found = both[VIOLENCE]
    for unit in ("heron", "curlew", "plover"):
        page = (bundle / f"units/{unit}.html").read_text(encoding="utf-8")
        shown = figures(page)
        family = verdicts(found, unit)
        assert list(shown) == [f"{VIOLENCE}--{it.measure.id}" for it in family]
        for it in family:
            figure = shown[f"{VIOLENCE}--{it.measure.id}"]
            said = plain(figure)
            assert message(it) in said
            assert it.board in said
            assert it.variation.words.lower() in said.lower()
            assert it.assurance.words.lower() in said.lower()
            assert it.quality.words.lower() in said.lower()
            assert f"#i-{it.variation.icon}" in figure
            assert figure.count("<svg xmlns") == 1
        assert heading(page).startswith(found.name(unit))


def test_a_unit_s_heading_counts_its_own_measures(bundle: Path, both: dict[str, Findings]) -> None:
    better = sum(it.standing == "better" for it in verdicts(both[VIOLENCE], "heron"))
    page = (bundle / "units/heron.html").read_text(encoding="utf-8")
    assert heading(page) == f"Heron ward: {better} measures got better"


def test_a_closed_ward_says_when(bundle: Path) -> None:
    facts = dict(
        re.findall(r"<dt>([^<]+)</dt><dd>([^<]+)</dd>", (bundle / "units/plover.html").read_text("utf-8"))
    )
    assert facts["Closed"] == "30 June 2025"
    assert facts["Ward"] == "Acute wards, Acute and Crisis Care"
    assert "<dt>Closed</dt>" not in (bundle / "units/heron.html").read_text(encoding="utf-8")


def test_nothing_is_judged_or_foretold_of_a_closed_ward(bundle: Path, both: dict[str, Findings]) -> None:
    for figure in figures((bundle / "units/plover.html").read_text(encoding="utf-8")).values():
        said = plain(figure)
        assert "Plover ward closed on 30 June 2025: nothing is judged or foretold." in said
        assert "as it was until Plover ward closed" in said
        assert not re.search(r"[Ee]xpect it|predictable|common cause|[Ii]mprovement|[Cc]oncern", said)
    every = [verdict(both[VIOLENCE], measure, "plover") for measure in both[VIOLENCE].priority.measures[:2]]
    assert {it.variation.words for it in every} == {"Closed 30 June 2025"}
    assert every[0].short.startswith("Closed on 30 June 2025. The last value was ")
    page = (bundle / f"{VIOLENCE}/measures/physical-violence.html").read_text(encoding="utf-8")
    assert "1 has closed" in heading(page)


def test_a_unit_of_two_priorities_has_both_on_one_page(tmp_path: Path) -> None:
    project = make_project(tmp_path / "trust")
    add_priority(project, "slips", title="Slips")
    place = open_place(project / "data")
    findings = [
        find(place, load_priority(project / f"parameters/2025-26/{name}.yaml"), date(2026, 3, 31))
        for name in ("falls", "slips")
    ]
    units = shown_units(findings)
    assert [unit.id for unit in units] == ["oak", "elm"]
    page = unit_page(units[0], units)
    assert list(figures(page)) == ["falls--falls", "slips--falls"]
    assert "2, in 2 priorities" in page
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_a_measure_s_page_holds_each_of_its_units_on_one_scale(
    bundle: Path, both: dict[str, Findings]
) -> None:
    for name, found in both.items():
        for measure in found.priority.measures:
            page = (bundle / name / f"measures/{measure.id}.html").read_text(encoding="utf-8")
            every = [
                verdict(found, measure, unit) for unit in found.units["unit"] if found.has(measure.id, unit)
            ]
            shown = figures(page)
            assert list(shown) == [it.id for it in every]
            scales = {
                tuple(re.findall(r'y="([^"]+)"[^>]*text-anchor="end">([^<]+)', each))
                for each in shown.values()
            }
            assert len(scales) == 1
            for it in every:
                said = plain(shown[it.id])
                assert it.short in said
                assert it.variation.words in said
                assert it.assurance.words in said
                assert series_address(found, it.unit) in shown[it.id]


def test_a_measure_s_heading_counts_its_units_and_names_those_where_it_is_not_counted(
    bundle: Path, both: dict[str, Findings]
) -> None:
    page = (bundle / VIOLENCE / "measures/safety-huddles.html").read_text(encoding="utf-8")
    assert heading(page) == "Safety huddles held: 3 wards got better"
    assert "Not counted at Curlew ward, Dunlin ward, Mallard ward, Plover ward and Wren ward." in plain(page)
    waits = (bundle / TALKING / "measures/second-wait-over-90-days.html").read_text(encoding="utf-8")
    assert heading(waits) == "Second wait over 90 days: 1 team cannot be judged and 2 vary as usual"
    assert "Not counted at" not in waits


def test_where_a_baseline_sets_the_limits_the_page_says_so(bundle: Path) -> None:
    violence = plain((bundle / VIOLENCE / "measures/physical-violence.html").read_text(encoding="utf-8"))
    assert "set from April 2022 to September 2024 and carried on" in violence
    huddles = plain((bundle / VIOLENCE / "measures/safety-huddles.html").read_text(encoding="utf-8"))
    assert "its own, from all the points of its latest phase" in huddles


def test_limits_accepted_for_one_unit_are_told_under_its_chart_alone(both: dict[str, Findings]) -> None:
    found = both[VIOLENCE]
    phase = {
        "start": "2025-02-01",
        "measure": "physical-violence",
        "units": ["linnet"],
        "accepted": "2025-05-14",
        "by": "Matron",
        "reason": "huddles are routine",
    }
    values = found.priority.model_dump(mode="json", exclude_none=True)
    anew = find(found.place, priority_from({**values, "phases": [phase]}), found.as_at)
    page = measure_page(anew, anew.priority.measure("physical-violence"))
    shown = figures(page)
    assert "Feb 2025: new limits" in plain(shown["physical-violence--linnet"])
    assert [id for id, figure in shown.items() if "new limits" in figure] == ["physical-violence--linnet"]
    assert "Where a person has accepted new limits, a dotted line shows from when." in plain(page)
    assert "accepted new limits" not in plain(
        measure_page(found, found.priority.measure("physical-violence"))
    )


def test_every_link_leads_to_a_page_and_a_place_on_it(bundle: Path, both: dict[str, Findings]) -> None:
    pages = {
        file.relative_to(bundle).as_posix(): file.read_text(encoding="utf-8")
        for file in bundle.rglob("*.html")
    }
    places = {name: set(re.findall(r'\sid="([^"]+)"', page)) for name, page in pages.items()}
    files = {
        f"{name}/{folder}/{measure}--{unit}.{ending}"
        for name, found in both.items()
        for measure in found.charts
        for unit in found.units["unit"]
        if found.has(measure, unit)
        for folder, ending in (("figures", "svg"), ("data", "csv"))
    }
    files |= {"bundle.json", *(f"{name}/bundle.json" for name in both)}
    for name, page in pages.items():
        for address in re.findall(r'href="([^"]+)"', page):
            path, _, anchor = address.partition("#")
            parts: list[str] = []
            for part in (
                PurePosixPath(name).parent.joinpath(path).parts if path else PurePosixPath(name).parts
            ):
                parts[-1:] = [] if part == ".." else [*parts[-1:], part]
            wanted = "/".join(parts)
            assert wanted in pages or wanted in files, (name, address)
            assert not anchor or anchor.partition("?")[0] in places[wanted], (name, address)


def test_the_names_of_a_priority_s_matrix_lead_to_their_pages(
    bundle: Path, both: dict[str, Findings]
) -> None:
    page = (bundle / VIOLENCE / "index.html").read_text(encoding="utf-8")
    matrix = page[page.index('class="matrix everywhere"') :]
    assert '<a href="../units/linnet.html">Linnet ward</a>' in matrix
    for measure in both[VIOLENCE].priority.measures:
        assert f'<a href="measures/{measure.id}.html">{measure.title}</a>' in matrix


def test_pages_are_small_and_the_same_each_time(bundle: Path, both: dict[str, Findings]) -> None:
    for file in [*(bundle / "units").iterdir(), *bundle.glob("*/measures/*.html")]:
        assert file.stat().st_size < 300_000
    units = shown_units(list(both.values()))
    assert unit_page(units[0], units) == (bundle / units[0].address).read_text(encoding="utf-8")


def test_titles_with_markup_are_text(both: dict[str, Findings]) -> None:
    evil = retitled(both[VIOLENCE], "<script>alert(1)</script>")
    units = shown_units([evil])
    for page in (unit_page(units[0], units), measure_page(evil, evil.priority.measures[0])):
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert" in page
