"""The sample trust: the same bytes each time, plainly synthetic, and as real as it needs to be."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from qmf.data import series, write_sample
from qmf.data.dictionary import dictionary
from qmf.data.sample_truth import CHANCES, CHANGES, GAPS
from qmf.data.schemas import TABLES
from qmf.data.tables import FURTHER

ROOT = Path(__file__).parents[2]
AS_AT = date(2026, 3, 31)


def contents(folder):
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir())}


def test_the_committed_sample_is_the_one_the_code_writes(tmp_path):
    assert contents(write_sample(tmp_path)) == contents(ROOT / "data")


def test_the_command_writes_it_too(tmp_path):
    command = [sys.executable, "-W", "error", "-m", "qmf.data.sample", str(tmp_path / "new" / "folder")]
    subprocess.run(command, check=True, cwd=ROOT)
    assert contents(tmp_path / "new" / "folder") == contents(ROOT / "data")


def test_another_seed_is_another_trust_with_the_same_truths(tmp_path):
    one, two = contents(ROOT / "data"), contents(write_sample(tmp_path, seed=20_000))
    assert one["events.csv"] != two["events.csv"]
    assert one["TRUTH.md"] == two["TRUTH.md"]


def test_the_sample_is_small(tmp_path):
    sizes = [len(content) for content in contents(ROOT / "data").values()]
    assert sum(sizes) < 2e6
    assert max(sizes) < 1.5e6


def test_the_dictionary_names_every_column():
    text = (ROOT / "data" / "DICTIONARY.md").read_text(encoding="utf-8")
    assert text == dictionary()
    assert all(
        f"\n| `{column.name}` |" in text
        for table in (*TABLES.values(), *FURTHER.values())
        for column in table.columns
    )


def test_it_says_on_its_face_that_it_is_synthetic(sample):
    assert sample.synthetic
    assert sample.notice == "Synthetic data. The trust, the wards, the people and every number are invented."
    assert sample.notice in (ROOT / "data" / "README.md").read_text(encoding="utf-8")
    further = [sample.table(name) for name in FURTHER]
    for table in (sample.units, sample.observations, sample.events, sample.pdsa_cycles, *further):
        assert set(table["source"]) == {"synthetic"}


def test_it_is_a_trust(sample):
    kinds = sample.units["kind"].value_counts()
    assert kinds["trust"] == 1
    assert kinds["directorate"] == 6
    assert 28 <= kinds["ward"] + kinds["team"] <= 34
    assert len(sample.units_of({"service": "acute-inpatient"})) == 8
    assert set(sample.observations["unit"]) == set(sample.units_of(["northmere"]))


def test_it_covers_four_years(sample, measure):
    assert sample.last_complete_period() == AS_AT
    assert sample.events["date"].min() >= sample.observations["period_start"].min()
    violence = measure(
        data={"events": "physical_violence", "denominator": "occupied_bed_days"}, multiply=1000
    )
    frame = series(sample, violence, ["heron"], AS_AT)
    assert len(frame) == 48
    assert frame["denominator"].between(400, 620).all()
    before = frame[frame["period_start"] < "2025-01-01"]
    assert 7 < 1000 * before["numerator"].sum() / before["denominator"].sum() < 10


def test_counts_vary_more_than_chance_alone_would(sample, measure):
    violence = measure(
        data={"events": "physical_violence", "denominator": "occupied_bed_days"}, multiply=1000
    )
    frame = series(sample, violence, ["curlew", "dunlin", "mallard", "wren"], AS_AT).dropna()
    rates = frame.groupby("unit")[["numerator", "denominator"]].transform("sum")
    expected = frame["denominator"] * rates["numerator"] / rates["denominator"]
    assert 1.05 < ((frame["numerator"] - expected) ** 2 / expected).mean() < 1.6


def test_a_ward_closes_and_its_rows_end(sample):
    closed = sample.units.set_index("unit").loc["plover", "closed"]
    assert closed.date() == date(2025, 6, 30)
    assert sample.observations.query("unit == 'plover'")["period_start"].max() <= closed
    assert sample.events.query("unit == 'plover'")["date"].max() <= closed


def test_only_the_huddle_wards_count_huddles_and_by_the_week(sample):
    huddles = sample.observations.query("measure == 'safety_huddles'")
    assert set(huddles["unit"]) == {"heron", "kestrel", "linnet"}
    assert set(huddles["period_start"].dt.day_name()) == {"Monday"}
    assert huddles["period_start"].min().date() == date(
        2024, 9, 30
    )  # the week of the first huddle, on 1 October


def test_some_months_are_missing_and_some_counts_suppressed(sample):
    rows = set(
        zip(
            sample.observations["measure"],
            sample.observations["unit"],
            sample.observations["period_start"].dt.date,
            strict=True,
        )
    )
    assert not rows & {(gap.measure, gap.unit, month) for gap in GAPS for month in gap.months}
    hidden = sample.observations[sample.observations["suppressed"]]
    assert 0 < len(hidden) < 20
    assert hidden["numerator"].isna().all()


def test_the_truths_name_what_is_in_the_data(sample):
    units = set(sample.units["unit"])
    measures = set(sample.observations["measure"]) | set(sample.events["kind"])
    for truth in CHANGES:
        assert truth.measure in measures
        assert set(truth.units) <= units
    page = (ROOT / "data" / "TRUTH.md").read_text(encoding="utf-8")
    assert all(truth.what in page for truth in (*CHANGES, *CHANCES))


@pytest.mark.parametrize("unit", ["heron", "kestrel", "linnet"])
def test_the_tests_of_change_are_those_of_the_huddle_wards(sample, unit):
    cycles = sample.pdsa_cycles.query("priority == 'violence-and-aggression'")
    assert [f"{start:%b %Y}" for start in cycles["start"]] == ["Oct 2024", "Jan 2025", "May 2025"]
    assert cycles["units"].str.split(";").map(lambda units: unit in units).all()


def test_nothing_in_it_looks_like_a_person(sample):
    assert not {"nhs_number", "patient", "forename", "surname", "born"} & {
        column
        for table in (
            *(sample.units, sample.observations, sample.events, sample.pdsa_cycles),
            *map(sample.table, FURTHER),
        )
        for column in table
    }
