"""A public bundle, taken apart: no number stands in it but what the policy shows, whatever form it hides in."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import nbformat
import numpy as np
import pandas as pd
import pytest

from qmf.charts import svg
from qmf.cycle import TOGETHER, Findings, find
from qmf.disclosure import Disclosed, disclose, policies
from qmf.errors import BundleError
from qmf.report.blocks import drawing
from qmf.report.execute import Job, execute
from qmf.report.measure_page import measure_page
from qmf.report.pages import front_page, priority_page
from qmf.report.plan import find_templates
from qmf.report.run import run
from qmf.report.tables import points_csv
from qmf.report.unit_page import unit_page
from qmf.report.units import shown_units
from tests.disclosure.bundles import plan_of, written
from tests.disclosure.decode import (
    csv_of,
    drawings,
    html_figures,
    notebook_outputs,
    plotly_lines,
    plotly_points,
    svg_told,
    svg_values,
)
from tests.report.made import executed

ROOT = Path(__file__).resolve().parents[2]
VIOLENCE, TALKING = "violence-and-aggression", "talking-therapies"
POLICY = policies()["under-5"]


@pytest.fixture(scope="session")
def public(true) -> dict[str, Disclosed]:
    """Both priorities as the public sees them; of talking therapies two measures, one of which hides its teams."""
    whole = true[TALKING].priority
    measures = [whole.measure(id) for id in ("assessed-within-28-days", "treated-within-6-weeks")]
    aim = whole.aim.model_copy(update={"measure": None, "units": []})
    outcome = measures[0].model_copy(update={"role": "outcome"})
    few = whole.model_copy(update={"measures": [outcome, measures[1]], "aim": aim})
    talking = find(true[TALKING].place, few, true[TALKING].as_at)
    found = {TALKING: talking, VIOLENCE: true[VIOLENCE]}
    return {name: disclose(each, policy=POLICY) for name, each in found.items()}


@pytest.fixture(scope="session")
def bundle(tmp_path_factory, public, place) -> Path:
    findings = [public[name] for name in sorted(public)]
    return written(plan_of(tmp_path_factory.mktemp("public"), findings, POLICY, place))


def series(public: dict[str, Disclosed]) -> list[tuple[str, Disclosed, str, str]]:
    return [
        (name, found, measure.id, str(unit))
        for name, found in public.items()
        for measure in found.measures
        for unit in found.units["unit"]
        if found.has(measure.id, str(unit))
    ]


def told(found: Findings, measure: str, unit: str) -> dict[str, float]:
    """Give what is shown of a series, by date."""
    points = found.chart(measure, unit).points.dropna(subset="value")
    return {f"{x:%Y-%m-%d}": float(value) for x, value in zip(points["x"], points["value"], strict=True)}


def small(found: Findings, true: Findings, measure: str, unit: str) -> list[str]:
    """Give the days of a series' true numbers that the policy does not show."""
    rows = true.observations[measure]
    rows = rows[(rows["unit"] == unit) & rows["value"].notna()]
    return sorted({f"{x:%Y-%m-%d}" for x in rows["period_start"]} - told(found, measure, unit).keys())


def test_every_true_small_number_is_among_what_is_not_shown(public, true):
    """By the policy's own words, from the true tables, whatever the kit made of them."""
    tried = 0
    for name, found, measure, unit in series(public):
        rows = true[name].observations[measure]
        rows = rows[(rows["unit"] == unit) & rows["value"].notna()]
        share = found.priority.measure(measure).percent
        few = (rows["numerator"] < 5) | (rows["denominator"] < 5) | rows["numerator"].isna()
        few |= share & (rows["denominator"] - rows["numerator"] < 5)
        days = {f"{x:%Y-%m-%d}" for x in rows.loc[few, "period_start"]}
        assert not days & told(found, measure, unit).keys()
        tried += len(days)
    assert tried > 800


def test_the_sample_has_small_numbers_to_look_for(public, true):
    hidden = {(name, m, u): small(found, true[name], m, u) for name, found, m, u in series(public)}
    assert sum(map(len, hidden.values())) > 1000
    assert len(hidden[VIOLENCE, "physical-violence", TOGETHER]) >= 1  # single months in a chart that is drawn


def test_csv_files_hold_what_is_shown_and_say_what_is_not(bundle, public, true):
    for name, found, measure, unit in series(public):
        rows = csv_of((bundle / name / "data" / f"{measure}--{unit}.csv").read_text(encoding="utf-8"))
        shown = told(found, measure, unit)
        for row in rows:
            numbers = [row[column] for column in ("y", "n", "value")]
            if row["x"] in shown:
                assert float(row["value"]) == pytest.approx(shown[row["x"]]) and row["suppressed"] == "False"
                assert all(float(number) % 5 == 0 for number in numbers[:2] if number)
            else:
                assert numbers == ["", "", ""]
        if not found.withheld.get((measure, unit)):
            suppressed = {row["x"] for row in rows if row["suppressed"] == "True"}
            assert set(small(found, true[name], measure, unit)) == suppressed
        else:
            assert not any(row[column] for row in rows for column in ("centre", "lcl", "ucl"))


def figures_of(bundle: Path, name: str) -> list[tuple[str, dict[str, object]]]:
    """Give every plotly figure of a priority, from its pages and from the outputs of its notebooks."""
    found = []
    for page in (bundle / name).rglob("*.html"):
        found += html_figures(page.read_text(encoding="utf-8")).items()
    for notebook in (bundle / name).glob("*.ipynb"):
        for figure, data in notebook_outputs(notebook):
            found += [(figure, data[kind]) for kind in data if "plotly" in kind]
    return found


def test_plotly_figures_hold_what_is_shown_in_pages_and_in_notebooks(bundle, public):
    """Arrays are unpacked from base64 where plotly packs them; so are hover texts, which name month and value."""
    seen = Counter()
    for name, found in public.items():
        for id, figure in figures_of(bundle, name):
            measure, unit = id.split("--")
            assert (measure, unit) not in found.withheld
            shown, chart = told(found, measure, unit), found.chart(measure, unit).points
            points = plotly_points(figure)
            assert points.keys() == shown.keys()
            for day, values in points.items():
                assert values == [pytest.approx(shown[day])] * len(values)
            lines = chart[["centre", "lcl", "ucl"]].to_numpy().ravel()
            for line in plotly_lines(figure):
                assert np.nanmin(abs(lines - line)) < 1e-9
            seen[name] += 1
    assert seen[VIOLENCE] >= 10 and seen[TALKING] >= 4


def pictures_of(bundle: Path, found: Findings, name: str, measure: str, unit: str) -> list[str]:
    """Give every drawing of one series: its file, and those in pages and notebooks, known by their ids."""
    id = f"{measure}--{unit}"
    pictures = [(bundle / name / "figures" / f"{id}.svg").read_text(encoding="utf-8")]
    for page in [*(bundle / name).rglob("*.html"), *(bundle / "units").glob("*.html")]:
        texts = drawings(page.read_text(encoding="utf-8"))
        mine = {f'"{id}-w-t', f'"{id}-n-t', f'"c-{id}-t'}
        if page.parent.name == "units" and page.stem == unit:
            mine.add(f'"c-{name}--{measure}-t')
        pictures += [text for text in texts if any(mark in text for mark in mine)]
    for notebook in (bundle / name).glob("*.ipynb"):
        for figure, data in notebook_outputs(notebook):
            if figure == id:
                pictures += ["".join(data[kind]) for kind in data if "svg" in kind]
    return pictures


def test_the_coordinates_of_every_drawing_are_those_of_what_is_shown(bundle, public):
    """Each vertex of each line, turned back into a value by the drawing's own axis, and each marker's title."""
    read = 0
    for name, found, measure, unit in series(public):
        shown = told(found, measure, unit)
        label = found.label(measure, unit)
        for picture in pictures_of(bundle, found, name, measure, unit):
            values = svg_values(picture)
            assert len(values) == len(shown)
            if not values:
                continue
            spread = max(shown.values()) - min(shown.values())
            assert values == pytest.approx(list(shown.values()), abs=spread / 80)
            for month, value in svg_told(picture):
                day = next(each for each in shown if each.startswith(month))
                assert label.format(value) == label.format(float(label.format(shown[day]).rstrip("%")))
            read += len(values)
    assert read > 5_000


def test_no_page_and_no_notebook_tells_a_number_of_what_is_not_shown(bundle, public):
    """The table of all charts, the matrix, the pages of units and measures: 'Not shown', and no value anywhere near."""
    front = (bundle / "index.html").read_text(encoding="utf-8")
    rows = re.findall(r'<tr role="row" data-u="([^"]+)" data-p="([^"]+)".*?</tr>', front, re.DOTALL)
    whole = re.findall(r'<tr role="row" data-u=.*?</tr>', front, re.DOTALL)
    assert len(rows) == len(whole) == len(series(public))
    for (unit, name), row in zip(rows, whole, strict=True):
        found = public[name]
        measure = re.search(r"measures/([a-z0-9-]+)\.html#\1--([a-z-]+)", row)
        hidden = (measure[1], measure[2]) in found.withheld
        assert hidden == ("<b>Not shown</b>" in row), (unit, measure[0])
        if hidden:
            words = re.sub(
                r"<[^>]*>", " ", row[row.index('data-l="In words"') : row.index('data-l="Data quality"')]
            )
            assert not re.search(r"\d", words.replace("30 June 2025", ""))
    unit_page = (bundle / "units" / "heron.html").read_text(encoding="utf-8")
    for measure in ("physical-violence", "restraint"):
        part = unit_page[unit_page.index(f'id="{VIOLENCE}--{measure}"') :].partition("</figure>")[0]
        words = re.sub(r"<[^>]*>", " ", part.partition('<p class="words">')[2].partition("</p>")[0])
        assert "too small to show" in words and not re.search(r"\d", words)


def test_every_page_says_under_which_policy_and_the_seal_names_it(bundle):
    for page in bundle.rglob("*.html"):
        assert POLICY.says in page.read_text(encoding="utf-8"), page
    for folder in (bundle, bundle / VIOLENCE):
        inputs = json.loads((folder / "bundle.json").read_text(encoding="utf-8"))["inputs"]
        assert inputs["audience"] == "public"
        assert (inputs["policy"]["id"], inputs["policy"]["version"]) == ("under-5", 1)


def test_the_files_of_the_data_cannot_be_guessed_from_their_seals(bundle, place):
    """Whoever holds every row but one could else try which count gives the file's SHA-256."""
    text = b"".join(path.read_bytes() for path in sorted(bundle.rglob("*")) if path.is_file())
    assert [name for name, digest in place.seal.items() if digest.encode() in text] == []


def test_exact_findings_are_refused_for_an_audience_with_a_policy(tmp_path, true, place):
    with pytest.raises(BundleError, match="have not passed the disclosure policy"):
        run(plan_of(tmp_path, [true[TALKING]], POLICY, place))


# Attacks by subtraction, with what the CSV files say


def shown_counts(found: Disclosed) -> pd.DataFrame:
    rows = [frame.assign(measure=measure) for measure, frame in found.observations.items()]
    return pd.concat(rows, ignore_index=True)


def test_no_total_less_the_units_that_are_shown_is_a_unit_that_is_not(public):
    tried = 0
    for found in public.values():
        for (_, _), rows in shown_counts(found).groupby(["measure", "period_start"]):
            counts = rows.set_index("unit")["numerator"]
            units = found.units.set_index("unit")["takes_part"]
            for total, part in ((TOGETHER, True), ("all-others", False)):
                singles = [
                    u
                    for u in units.index
                    if units[u] == part and not u.startswith("all-") and u in counts.index
                ]
                if total not in counts.index or pd.isna(counts[total]) or not singles:
                    continue
                seen = counts[singles].dropna()
                hidden = rows.set_index("unit").loc[singles, "suppressed"]
                assert hidden.all() or not hidden.any()  # all of a block, or none: nothing is left over
                assert seen.empty or counts[total] == seen.sum()
                tried += 1
    assert tried > 300


def test_march_less_february_is_march_alone(true, place, public):
    """Two months' bundles: every cell of the earlier one stands in the later one unchanged, so no difference tells."""
    for name, march in public.items():
        february = disclose(
            find(place, true[name].priority, pd.Timestamp("2026-02-28").date()), policy=POLICY
        )
        both = shown_counts(february).merge(
            shown_counts(march), on=["measure", "unit", "period_start"], suffixes=("", "_later")
        )
        known = both["numerator"].notna() & both["numerator_later"].notna()
        assert known.sum() > 200
        assert both.loc[known, "numerator"].equals(both.loc[known, "numerator_later"].rename("numerator"))
        totals = both["unit"].isin([TOGETHER, "all-others"])
        assert both.loc[totals, "suppressed"].equals(
            both.loc[totals, "suppressed_later"].rename("suppressed")
        )


# Two trusts that differ only in what is masked make the same pages, to the byte


def moved(found: Findings, seed: int) -> Findings:
    """Let some incidents have happened on another ward that takes part: each month's total stays as it was."""
    events = found.place.events.copy()
    wards = ["heron", "kestrel", "linnet"]
    there = events["unit"].isin(wards) & (events["kind"] == "physical_violence")
    rng = np.random.default_rng(seed)
    which = rng.choice(events.index[there], 12, replace=False)
    events.loc[which, "unit"] = rng.choice(wards, 12)
    return find(replace(found.place, events=events), found.priority, found.as_at)


def test_every_page_is_the_same_whichever_ward_a_hidden_incident_was_on(true):
    found = true[VIOLENCE]
    aim = found.priority.aim.model_copy(update={"measure": "physical-violence", "design": []})
    measures = [found.priority.measure(id) for id in ("physical-violence", "days-between-serious-assaults")]
    here = find(
        found.place,
        found.priority.model_copy(update={"measures": measures, "aim": aim, "method": None}),
        found.as_at,
    )
    one = disclose(here, policy=POLICY)
    for seed in range(20):  # a ward's verdict is shown; where a move changes it, the bundle says so
        there = moved(here, seed)
        other = disclose(there, policy=POLICY)
        if one.summary.equals(other.summary):
            break
    assert not here.observations["physical-violence"].equals(there.observations["physical-violence"])
    mine, theirs = pages(one), pages(other)
    assert mine.keys() == theirs.keys() and len(mine) > 20
    for name, page in mine.items():
        assert page == theirs[name], name
    assert priority_page(here, []) != mine["priority"] == priority_page(one, [])


def pages(found: Findings) -> dict[str, str]:
    """Make every page, picture and notebook of a priority's bundle."""
    made = {"index.html": front_page([found], []), "priority": priority_page(found, [])}
    units = shown_units([found])
    made |= {unit.address: unit_page(unit, units) for unit in units}
    made |= {measure.id: measure_page(found, measure) for measure in found.measures}
    for measure in found.measures:
        for unit in (str(unit) for unit in found.units["unit"] if found.has(measure.id, str(unit))):
            name = f"{measure.id}--{unit}"
            made[f"{name}.svg"] = svg(drawing(found, measure.id, unit), shape="alone", uid=name)
            made[f"{name}.csv"] = points_csv(found.chart(measure.id, unit))
    for template in find_templates(ROOT / "notebooks"):
        made[template.path.name] = nbformat.writes(executed(found, template.path.stem))
    return made


@pytest.mark.kernel
def test_a_notebook_run_for_the_public_holds_nothing_true_in_its_outputs(tmp_path, public, monkeypatch):
    template = ROOT / "notebooks" / "3_aim_and_measures.ipynb"
    priority = public[VIOLENCE].priority.model_copy(update={"audiences": ["team", "public"]})
    around = {
        "QMF_DATA": str(ROOT / "data"),
        "QMF_PARAMETERS": str(ROOT / "parameters"),
        "QMF_AS_AT": "2026-03-31",
    }
    for name in (*around, "QMF_AUDIENCE"):
        monkeypatch.setenv(name, "")  # what a job sets is taken back at the end
    job = Job(
        VIOLENCE,
        template,
        tmp_path / "out.ipynb",
        priority.model_dump(mode="json"),
        {**around, "QMF_AUDIENCE": "public"},
    )
    assert execute(job).error is None
    figures = [
        (id, data[kind]) for id, data in notebook_outputs(job.output) for kind in data if "plotly" in kind
    ]
    assert [id for id, _ in figures] == [
        f"{m}--{TOGETHER}" for m in ("physical-violence", "safety-huddles", "restraint", "staff-sickness")
    ]
    for id, figure in figures:
        measure, unit = id.split("--")
        assert plotly_points(figure).keys() == told(public[VIOLENCE], measure, unit).keys()
    text = job.output.read_text(encoding="utf-8")
    assert POLICY.says in text and "would tell the day" in text
