"""A run that meets trouble: what it says, what it leaves, and that the bundle before stays whole."""

from __future__ import annotations

import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from tests.report.small import add_priority, make_notebooks, make_project
from tests.report.test_same_bytes import tree

QMF = Path(sys.executable).parent / "qmf"
BUNDLE = Path("reports") / "2025-26" / "2026-03-31"
KILLS = int(os.environ.get("QMF_KILLS", "4"))
"""How many seeded moments a run is killed at; `make soak` takes twenty."""


def qmf(project: Path, *words: str, **options) -> subprocess.CompletedProcess[str]:
    env = os.environ | {"COLUMNS": "300"}
    return subprocess.run([QMF, *words], cwd=project, capture_output=True, text=True, env=env, **options)


def started(project: Path) -> psutil.Popen:
    """Start a run as a terminal does: the tests themselves may be a background job, in which Ctrl-C is ignored."""
    return psutil.Popen(
        [QMF, "report", "--fresh"],
        cwd=project,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )


def said(project: Path) -> list[dict]:
    lines = (project / BUNDLE).with_name("2026-03-31.log.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    """Give a project of two priorities with its bundle made."""
    project = make_project(tmp_path_factory.mktemp("faults"))
    add_priority(project, "slips")
    done = qmf(project, "report")
    assert done.returncode == 0, done.stderr
    return project


@pytest.fixture
def project(made, tmp_path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "project", symlinks=True))


def whats(project: Path) -> list[tuple[str, str]]:
    return [(line["what"], line.get("priority", "")) for line in said(project)][1:-1]


def test_what_is_unchanged_is_not_made_again_and_what_is_damaged_is(project):
    before = tree(project / BUNDLE)
    done = qmf(project, "report")
    assert "2 of 2 reports made (2 of them unchanged since before)" in done.stdout
    assert whats(project) == [("unchanged", "falls"), ("unchanged", "slips")]
    assert tree(project / BUNDLE) == before, "the same bytes as a fresh run"
    page = project / BUNDLE / "slips" / "measures" / "falls.html"
    page.write_text(page.read_text(encoding="utf-8") + " ", encoding="utf-8")
    file = project / "parameters" / "2025-26" / "falls.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("Leads the work.", "Leads."), encoding="utf-8")
    assert qmf(project, "report").returncode == 0
    assert sorted(whats(project)) == [("made", "falls"), ("made", "slips")]
    after = tree(project / BUNDLE)
    assert after["slips/measures/falls.html"] == before["slips/measures/falls.html"]
    assert qmf(project, "report", "--fresh").returncode == 0
    assert sorted(whats(project)) == [("made", "falls"), ("made", "slips")]
    assert tree(project / BUNDLE) == after


def test_a_place_that_is_full_is_named_and_the_bundle_before_stays(project):
    before = tree(project / BUNDLE)

    def small() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))

    done = qmf(project, "report", "--fresh", preexec_fn=small)
    assert done.returncode == 2
    assert "the reports could not be written (File too large)" in done.stderr
    assert "Traceback" not in done.stderr
    assert tree(project / BUNDLE) == before
    assert sorted(p.name for p in (project / BUNDLE).parent.iterdir()) == [
        "2026-03-31",
        "2026-03-31.log.jsonl",
    ]


@pytest.mark.parametrize("number", ["0", "-1", "65"])
def test_a_number_of_workers_that_cannot_be_is_refused_in_our_words(number, made):
    done = qmf(made, "report", "--workers", number)
    assert done.returncode == 2
    assert f"--workers: {number} reports at once cannot be. Give 1 to 64." in done.stderr


@pytest.mark.parametrize(("how", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_run_that_is_told_to_stop_ends_at_once_without_a_traceback(how, code, project):
    shutil.rmtree(project / "notebooks")
    make_notebooks(project, ("sleeps",))
    before = tree(project / BUNDLE)
    run = started(project)
    while len(run.children(recursive=True)) < 2:  # the fork server, and a report's own process
        time.sleep(0.05)
    children = run.children(recursive=True)
    run.send_signal(how)
    _, errors = run.communicate(timeout=20)
    assert run.returncode == code
    assert "Traceback" not in errors
    assert psutil.wait_procs(children, timeout=10)[1] == []
    assert tree(project / BUNDLE) == before
    assert sorted(p.name for p in (project / "reports").iterdir()) == ["2025-26"], "no lock is left"


def test_a_run_that_is_killed_at_any_moment_leaves_the_bundle_whole_and_the_next_one_clean(project):
    before = tree(project / BUNDLE)
    began = time.monotonic()
    assert qmf(project, "report", "--fresh").returncode == 0
    whole = time.monotonic() - began
    moments = random.Random(20261124)  # noqa: S311 - the same moments each time
    for _ in range(KILLS):
        run = started(project)
        children: set[psutil.Process] = set()
        end = time.monotonic() + whole * moments.random()
        while time.monotonic() < end and run.poll() is None:
            children |= set(run.children(recursive=True))
            time.sleep(0.02)
        run.kill()
        run.communicate(timeout=20)
        assert psutil.wait_procs(children, timeout=20)[1] == [], "no process is left"
        assert tree(project / BUNDLE) == before
    done = qmf(project, "report", "--fresh")
    assert done.returncode == 0, done.stderr
    assert tree(project / BUNDLE) == before
    assert sorted(p.name for p in (project / BUNDLE).parent.iterdir()) == [
        "2026-03-31",
        "2026-03-31.log.jsonl",
    ]
