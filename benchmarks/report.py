"""Seconds a report: ``qmf report`` against plain Papermill and nbconvert, the same notebooks in the same run.

usage: .venv/bin/python benchmarks/report.py [--repeat N]
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
YEAR = "2025-26"


def timed(*command: str | Path) -> float:
    started = time.perf_counter()
    subprocess.run(list(map(str, command)), cwd=ROOT, check=True, capture_output=True)
    return time.perf_counter() - started


def plain(scratch: Path, notebook: Path, parameters: Path) -> float:
    """Run one report as an analyst would without the kit: no figures, no CSV, no front page come of it."""
    done = scratch / notebook.name
    return timed(BIN / "papermill", notebook, done, "-f", parameters) + timed(
        BIN / "jupyter-nbconvert", "--to", "html", done
    )


def ours(scratch: Path, workers: int, reports: int) -> float:
    return timed(BIN / "qmf", "report", "--out", scratch / str(workers), "--workers", str(workers)) / reports


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeat", type=int, default=1, help="how many times each side runs")
    repeat = parser.parse_args().repeat
    notebooks = sorted((ROOT / "notebooks").glob("[0-9]_*.ipynb"))
    parameters = sorted((ROOT / "parameters" / YEAR).glob("*.yaml"))
    reports = len(notebooks) * len(parameters)
    os.environ.setdefault("QMF_DATA", str(ROOT / "data"))
    base, one, two = [], [], []
    for _ in range(repeat):
        with tempfile.TemporaryDirectory() as folder:
            scratch = Path(folder)
            base += [plain(scratch, n, p) for n in notebooks for p in parameters]
            one.append(ours(scratch, 1, reports))
            two.append(ours(scratch, 2, reports))
    floor = statistics.median(base)
    print(f"{reports} reports, {repeat} time(s); seconds a report; ratio against papermill + nbconvert")
    rows = {"papermill + nbconvert, one by one (baseline)": floor}
    rows |= {
        "qmf report --workers 1": statistics.median(one),
        "qmf report --workers 2": statistics.median(two),
    }
    for name, seconds in rows.items():
        print(f"{name:45} {seconds:7.2f} s {floor / seconds:6.2f} x")


if __name__ == "__main__":
    main()
