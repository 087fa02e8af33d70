"""The command line as a person or a schedule calls it: exit codes, messages, what is made and what is not."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import chdir
from pathlib import Path

import pandas as pd
import psutil
import pytest
from typer.testing import CliRunner

from qmf.cli import app
from qmf.report.lock import only_one
from tests.report.small import add_priority, make_notebooks, make_project, observations

QMF = Path(sys.executable).parent / "qmf"


def qmf(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [QMF, *words], cwd=folder, capture_output=True, text=True, env=os.environ | {"COLUMNS": "300"}
    )


def refused(folder: Path, *words: str) -> str:
    """Call qmf, expect a refusal in words, and give them: exit 2, no traceback, nothing made."""
    with chdir(folder):
        done = CliRunner().invoke(app, list(words), env={"COLUMNS": "300"})
    assert done.exit_code == 2, done.output
    assert done.exception is None or isinstance(done.exception, SystemExit)
    assert not (folder / "reports").exists()
    return done.stderr


def test_a_refusal_is_an_exit_code_and_sentences_for_a_schedule(tmp_path):
    folder = make_project(tmp_path)
    cell("numerator", "three")(folder)
    done = qmf(folder, "report")
    assert done.returncode == 2 and done.stdout == ""
    assert "row 6" in done.stderr and "Traceback" not in done.stderr


@pytest.fixture(scope="module")
def bundle(tmp_path_factory) -> Path:
    folder = make_project(tmp_path_factory.mktemp("project"), notebooks=("works", "raises", "works"))
    done = qmf(folder, "report", "--workers", "2")
    assert done.returncode == 1, done.stderr
    assert "Failed: falls, 2_raises: cell 3: ValueError: three beds are missing" in done.stdout
    return folder / "reports" / "2025-26" / "2026-03-31"


@pytest.mark.kernel
@pytest.mark.xdist_group("bundle")
def test_one_notebook_that_fails_does_not_stop_the_others(bundle):
    made = sorted(p.name for p in (bundle / "falls").iterdir())
    assert made == [
        "1_works.html", "1_works.ipynb", "3_works.html", "3_works.ipynb",
        "bundle.json", "data", "figures", "index.html", "measures",
    ]  # fmt: skip
    assert "three beds are missing" in (bundle / "index.html").read_text(encoding="utf-8")


@pytest.mark.kernel
@pytest.mark.xdist_group("bundle")
def test_the_failed_notebook_and_the_log_lie_beside_the_bundle(bundle):
    assert (bundle.with_name("2026-03-31.failed") / "falls" / "2_raises.ipynb").is_file()
    lines = bundle.with_name("2026-03-31.log.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["what"] for line in lines].count("made") == 2
    assert sorted(p.name for p in bundle.parent.iterdir()) == [
        "2026-03-31", "2026-03-31.failed", "2026-03-31.log.jsonl",
    ]  # fmt: skip


@pytest.mark.kernel
@pytest.mark.xdist_group("bundle")
def test_the_seal_names_every_file(bundle):
    seal = json.loads((bundle / "bundle.json").read_text(encoding="utf-8"))
    there = {p.relative_to(bundle).as_posix() for p in bundle.rglob("*") if p.is_file()}
    assert set(seal["files"]) == there - {"bundle.json"}


@pytest.mark.kernel
@pytest.mark.xdist_group("bundle")
def test_every_series_has_a_picture_and_its_numbers(bundle):
    names = {"falls--all-together", "falls--oak", "falls--elm"}
    assert {p.stem for p in (bundle / "falls" / "figures").iterdir()} == names
    assert {p.stem for p in (bundle / "falls" / "data").iterdir()} == names
    table = pd.read_csv(bundle / "falls" / "data" / "falls--oak.csv")
    want = observations().query("unit == 'oak'")
    rate = 1000 * want["numerator"].astype(float) / want["denominator"].astype(float)
    assert table["value"].tolist() == pytest.approx(rate.tolist(), rel=1e-12)
    assert table["x"].tolist() == want["period_start"].tolist()


@pytest.mark.kernel
def test_a_second_priority_keeps_the_first_ones_reports(tmp_path):
    folder = make_project(tmp_path)
    assert qmf(folder, "report").returncode == 0
    add_priority(folder, "slips")
    done = qmf(folder, "report", "slips")
    assert done.returncode == 0, done.stderr
    bundle = folder / "reports" / "2025-26" / "2026-03-31"
    assert {p.name for p in bundle.iterdir() if p.is_dir()} == {"assets", "falls", "slips", "units"}
    front = (bundle / "index.html").read_text(encoding="utf-8")
    assert "falls/1_works.html" in front and "slips/1_works.html" in front
    # other data: what was made from the old data is not carried over
    observations().iloc[:-1].to_csv(folder / "data" / "observations.csv", index=False)
    assert qmf(folder, "report", "slips").returncode == 0
    assert not (bundle / "falls").exists()


def edit(change: Callable[[pd.DataFrame], pd.DataFrame | None]) -> Callable[[Path], None]:
    """Change observations.csv by a function of its rows."""

    def apply(folder: Path) -> None:
        rows = observations()
        result = change(rows)
        (rows if result is None else result).to_csv(folder / "data" / "observations.csv", index=False)

    return apply


def cell(column: str, text: str, row: int = 4) -> Callable[[Path], None]:
    return edit(lambda rows: rows.__setitem__(column, rows[column].where(rows.index != row, text)))


def parameter(old: str, new: str) -> Callable[[Path], None]:
    def apply(folder: Path) -> None:
        path = folder / "parameters" / "2025-26" / "falls.yaml"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    return apply


PERCENT = parameter("multiply: 1000", "multiply: 100\n    percent: true")

BAD = {
    "missing file": (lambda f: (f / "data" / "units.csv").unlink(), ["units.csv"]),
    "missing column": (
        edit(lambda rows: rows.rename(columns={"numerator": "numerater"})),
        ["observations.csv", "'numerator'"],
    ),
    "empty file": (lambda f: (f / "data" / "observations.csv").write_text(""), ["observations.csv", "empty"]),
    "text count": (cell("numerator", "three"), ["row 6", "numerator"]),
    "star": (cell("numerator", "*"), ["row 6", "numerator"]),
    "infinite": (cell("numerator", "inf"), ["row 6", "numerator"]),
    "negative": (cell("numerator", "-1"), ["row 6", "numerator"]),
    "zero denominator": (cell("denominator", "0"), ["row 6", "denominator"]),
    "day first": (cell("period_start", "01/02/2024"), ["row 6", "period_start"]),
    "same period twice": (edit(lambda rows: pd.concat([rows, rows.tail(1)])), ["row 62", "the same period"]),
    "unit not in the tree": (cell("unit", "ash"), ["row 6", "unit"]),
    "damaged YAML": (parameter("title: Falls on", "title: [Falls on"), ["falls.yaml, line"]),
    "unknown key": (parameter("direction:", "directon:"), ["falls.yaml, line", "direction"]),
    "parameter name with a newline": (parameter("source:", '"sour\\nce":'), ["falls.yaml, line"]),
    "phase not in the data": (
        parameter(
            "audiences:",
            "phases:\n  - {start: 2019-01-01, measure: falls, accepted: 2026-04-01, by: A, reason: B.}\naudiences:",
        ),
        ["2019-01-01", "phases[0].start", "2023-10-01"],
    ),
    "aim for a unit it does not watch": (parameter("who: people", "units: [ash], who: people"), ["aim.units", "oak"]),
    "no direction": (parameter("    direction: decrease\n", ""), ["direction"]),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_refused_in_words(name, tmp_path):
    spoil, says = BAD[name]
    folder = make_project(tmp_path)
    spoil(folder)
    message = refused(folder, "report")
    for word in says:
        assert word in message


def test_a_numerator_over_its_denominator_is_refused_for_a_percentage(tmp_path):
    folder = make_project(tmp_path)
    PERCENT(folder)
    cell("numerator", "9999")(folder)
    message = refused(folder, "report")
    assert "row 6" in message and "numerator is over the denominator" in message


def test_all_faults_are_named_at_once(tmp_path):
    folder = make_project(tmp_path)
    parameter("    unit: falls per 1,000 occupied bed days\n", "")(folder)
    parameter("direction: decrease", "direction: down")(folder)
    message = refused(folder, "report")
    assert "2 things need mending" in message
    assert "unit" in message and "direction" in message


@pytest.mark.parametrize("name", ["../falls", "fall", "nothing-like-it", "a\nb"])
def test_an_unknown_priority_is_refused(name, tmp_path):
    message = refused(make_project(tmp_path), "report", name)
    assert "falls" in message


def test_a_date_after_the_data_is_refused(tmp_path):
    assert "2026-03-31" in refused(
        make_project(tmp_path), "report", "--as-at", "2026-06-30", "--year", "2025-26"
    )


@pytest.mark.kernel
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_a_run_that_is_stopped_leaves_no_process_and_no_bundle(how, tmp_path):
    folder = make_project(tmp_path, notebooks=("sleeps",))
    run = psutil.Popen([QMF, "report"], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    while len(run.children(recursive=True)) < 2:  # the fork server, and the report's own process
        assert time.monotonic() < deadline
        time.sleep(0.05)
    children = run.children(recursive=True)
    run.send_signal(how)
    run.wait(timeout=20)
    _, alive = psutil.wait_procs(children, timeout=20)
    assert alive == []
    year = folder / "reports" / "2025-26"
    assert not (year / "2026-03-31").exists()
    # the next run has the folder to itself
    shutil.rmtree(folder / "notebooks")
    make_notebooks(folder, ("works",))
    assert qmf(folder, "report").returncode == 0
    assert sorted(p.name for p in year.iterdir()) == ["2026-03-31", "2026-03-31.log.jsonl"]


@pytest.mark.parametrize("text", ["31/03/2026", "2026-02-30", "soon"])
def test_a_day_written_otherwise_is_refused(text, tmp_path):
    assert "--as-at: this is not a day" in refused(make_project(tmp_path), "report", "--as-at", text)


def test_an_unknown_audience_year_and_kind_of_import_are_refused(tmp_path):
    folder = make_project(tmp_path)
    assert "team" in refused(folder, "report", "--audience", "nobody")
    assert "2025-26" in refused(folder, "report", "--year", "2031-32")
    assert "talking-therapies" in refused(folder, "import", "x", "y.csv", "--org", "RPG", "--out", "z")


@pytest.mark.kernel
@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(edit(lambda rows: rows.drop(index=[3, 4])), id="a missing period"),
        pytest.param(edit(lambda rows: rows.iloc[[0, 1]]), id="two points only"),
        pytest.param(
            lambda f: (f / "data" / "units.csv").write_bytes(
                (f / "data" / "units.csv").read_text().replace("Oak ward", "Chêne ward").encode("cp1252")
            ),
            id="Windows-1252",
        ),
        pytest.param(
            lambda f: (f / "data" / "units.csv").write_bytes(
                b"\xef\xbb\xbf" + (f / "data" / "units.csv").read_bytes()
            ),
            id="byte order mark",
        ),
    ],
)
def test_odd_but_good_input_is_answered(spoil, tmp_path):
    folder = make_project(tmp_path)
    spoil(folder)
    done = qmf(folder, "report", "--year", "2025-26")
    assert done.returncode == 0, done.stderr


@pytest.mark.kernel
def test_a_measure_named_like_a_script_stays_text(tmp_path):
    folder = make_project(tmp_path, title='"Falls <script>alert(1)</script>"')
    done = qmf(folder, "report")
    assert done.returncode == 0, done.stderr
    bundle = folder / "reports" / "2025-26" / "2026-03-31"
    for path in [*bundle.rglob("*.html"), *bundle.rglob("*.svg")]:
        assert "<script>alert" not in path.read_text(encoding="utf-8"), path.name


def test_two_priorities_with_one_id_are_refused(tmp_path):
    folder = make_project(tmp_path)
    twin = add_priority(folder, "falls").with_name("slips.yaml")
    twin.write_text((twin.with_name("falls.yaml")).read_text(encoding="utf-8"), encoding="utf-8")
    message = refused(folder, "report")
    assert "slips.yaml, line 1" in message and "falls" in message


def test_a_second_run_is_told_who_holds_the_folder(tmp_path):
    folder = make_project(tmp_path)
    with only_one(folder / "held"):
        message = refused(folder, "report", "--out", "held")
    assert f"process {os.getpid()}" in message and "--out" in message
    assert not (folder / "held" / "2025-26" / "2026-03-31").exists()


def test_check_says_that_all_is_well_and_makes_nothing(tmp_path):
    folder = make_project(tmp_path)
    done = qmf(folder, "check")
    assert done.returncode == 0 and "All is well: falls" in done.stdout
    assert not (folder / "reports").exists()


def test_a_file_that_is_no_notebook_fails_alone(tmp_path: Path) -> None:
    folder = make_project(tmp_path)
    (folder / "notebooks" / "2_broken.ipynb").write_text("{not json", encoding="utf-8")
    done = qmf(folder, "report")
    assert (done.returncode, "1 of 2 reports made" in done.stdout) == (1, True), done.stderr
    assert "2_broken" in done.stdout and "Traceback" not in done.stderr


def test_a_parameter_file_of_another_ending_is_not_passed_over(tmp_path: Path) -> None:
    folder = make_project(tmp_path)
    (folder / "parameters/2025-26/more.yml").write_text("id: more\n", encoding="utf-8")
    done = qmf(folder, "check")
    assert done.returncode == 2 and "'more.yml' is not read: it does not end with .yaml" in done.stderr


def test_two_priorities_with_one_id_are_told_as_such(tmp_path: Path) -> None:
    folder = make_project(tmp_path)
    twin = add_priority(folder, "falls").with_name("slips.yaml")
    twin.write_text(twin.with_name("falls.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    done = qmf(folder, "check")
    assert done.returncode == 2 and "another file has this id already" in done.stderr


def test_a_unit_that_says_per_thousand_is_multiplied_by_it(tmp_path: Path) -> None:
    folder = make_project(tmp_path)
    path = folder / "parameters/2025-26/falls.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("multiply: 1000", "multiply: 1"), encoding="utf-8"
    )
    done = qmf(folder, "check")
    assert done.returncode == 2 and "and the chart multiplies by 1. Write 'multiply: 1000'" in done.stderr
