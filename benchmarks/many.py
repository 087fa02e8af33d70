"""Two hundred reports in one run: seconds a report, and whether the run's own memory grows with their number.

usage: .venv/bin/python benchmarks/many.py [--priorities N]
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parent.parent
QMF = Path(sys.executable).parent / "qmf"
PRIORITY = "parameters/2025-26/violence-and-aggression.yaml"


def project(folder: Path, priorities: int) -> Path:
    """Give the sample trust one priority under many ids."""
    for name in ("data", "notebooks"):
        shutil.copytree(ROOT / name, folder / name)
    text = (ROOT / PRIORITY).read_text(encoding="utf-8")
    for number in range(priorities):
        copy = folder / "parameters" / "2025-26" / f"violence-{number:03d}.yaml"
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(text.replace("id: violence-and-aggression", f"id: {copy.stem}", 1), encoding="utf-8")
    return folder


def run(folder: Path) -> tuple[float, float]:
    """Run the reports; give the seconds, and the most memory in MB that all its processes held together."""
    began, most = time.perf_counter(), 0
    with psutil.Popen([QMF, "report"], cwd=folder, stdout=subprocess.DEVNULL) as process:
        while process.poll() is None:
            held = 0
            for each in [process, *process.children(recursive=True)]:
                try:
                    held += each.memory_full_info().uss
                except psutil.Error:
                    continue
            most = max(most, held)
            time.sleep(0.25)
        if process.returncode:
            sys.exit(f"qmf report ended with {process.returncode}")
    return time.perf_counter() - began, most / 1e6


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--priorities", type=int, default=40, help="five reports each")
    wanted = parser.parse_args().priorities
    print(f"{'reports':>8} {'seconds':>9} {'a report':>9} {'MB at most':>11}")
    for priorities in (max(1, wanted // 4), wanted):
        with tempfile.TemporaryDirectory() as aside:
            folder = project(Path(aside), priorities)
            for note in ("", "again, unchanged"):
                seconds, most = run(folder)
                reports = 5 * priorities
                print(f"{reports:8} {seconds:9.1f} {seconds / reports:9.3f} {most:11.0f} {note}")


if __name__ == "__main__":
    main()
