"""Seconds a report: ``qmf report`` against plain Papermill and nbconvert, the same notebooks in the same run.

usage: .venv/bin/python benchmarks/report.py [--repeat N]
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
YEAR = "2025-26"
BASE = "papermill + nbconvert, one by one (baseline)"


@dataclass(frozen=True)
class Cost:
    """Seconds on the clock, and of processors, that something took."""

    wall: float
    cpu: float

    def __add__(self, other: Cost) -> Cost:
        return Cost(self.wall + other.wall, self.cpu + other.cpu)

    def each(self, number: int) -> Cost:
        """Share it among so many reports."""
        return Cost(self.wall / number, self.cpu / number)


def timed(*command: str | Path) -> Cost:
    before, started = os.times(), time.perf_counter()
    subprocess.run(list(map(str, command)), cwd=ROOT, check=True, capture_output=True)
    after = os.times()
    used = sum(after[2:4]) - sum(before[2:4])  # of processes that have ended, and of theirs
    return Cost(time.perf_counter() - started, used)


def plain(scratch: Path, notebook: Path, parameters: Path) -> Cost:
    """Run one report as an analyst would without the kit: no figures, no CSV, no front page come of it."""
    done = scratch / notebook.name
    return timed(BIN / "papermill", notebook, done, "-f", parameters) + timed(
        BIN / "jupyter-nbconvert", "--to", "html", done
    )


def ours(out: Path, workers: int) -> Cost:
    return timed(BIN / "qmf", "report", "--out", out, "--workers", str(workers))


def in_cells(out: Path) -> float:
    """Say how many seconds the notebooks took of a run, by its log."""
    (log,) = out.glob("*/*.log.jsonl")
    lines = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    return sum(line["seconds"] for line in lines if line["what"] == "made")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeat", type=int, default=1, help="how many times each side runs")
    repeat = parser.parse_args().repeat
    notebooks = sorted((ROOT / "notebooks").glob("[0-9]_*.ipynb"))
    parameters = sorted((ROOT / "parameters" / YEAR).glob("*.yaml"))
    reports = len(notebooks) * len(parameters)
    os.environ.setdefault("QMF_DATA", str(ROOT / "data"))
    costs: dict[str, list[Cost]] = {}
    cells = []
    for _ in range(repeat):
        with tempfile.TemporaryDirectory() as folder:
            scratch = Path(folder)
            costs.setdefault(BASE, []).extend(plain(scratch, n, p) for n in notebooks for p in parameters)
            for workers in (1, 2):
                name = f"qmf report --workers {workers}"
                costs.setdefault(name, []).append(ours(scratch / str(workers), workers).each(reports))
            cells.append(costs[name][-1].wall * reports / in_cells(scratch / "2"))
            costs.setdefault("the same again, unchanged", []).append(ours(scratch / "2", 2).each(reports))
    print(
        f"{reports} reports, {repeat} time(s), load {os.getloadavg()[0]:.1f}; "
        "seconds a report, and how many times fewer than the baseline"
    )
    print(f"{'':45} {'clock':>7} {'':8} {'processor':>10}")
    floor = _median(costs[BASE])
    for name, each in costs.items():
        cost = _median(each)
        wall, cpu = f"{floor.wall / cost.wall:6.2f} x", f"{floor.cpu / cost.cpu:6.2f} x"
        print(f"{name:45} {cost.wall:7.2f} {wall} {cost.cpu:10.2f} {cpu}")
    print(
        f"the whole of the run with two workers takes {statistics.median(cells):.2f} times its own notebooks' seconds"
    )


def _median(costs: list[Cost]) -> Cost:
    return Cost(statistics.median(c.wall for c in costs), statistics.median(c.cpu for c in costs))


if __name__ == "__main__":
    main()
