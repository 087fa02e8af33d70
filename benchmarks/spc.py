"""Time the science: ns a point, peak memory and growth, beside the least that reading the array costs and two peers.

usage: .venv/bin/python benchmarks/spc.py [--sizes 1,1000,100000] [--repeat 7]

36 points a series. Each size runs in a process of its own, so that its peak memory is its own. The floor is
``y.sum()`` and ``np.diff(y)``. It is measured twice, as the core pass is: taking turns with the core pass many
times over, where results land in memory that the process holds already, the least time of each part (the sum,
the difference; each chunk of the core pass) added up; and the first time in a process, as somebody with one job
meets it, the least of some processes. Other work on the machine only ever adds. The peers come with ``pip
install qmf[bench]``; without them the run says so.
"""

from __future__ import annotations

import argparse
import datetime as dt
import importlib.metadata
import importlib.util
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable

import numpy as np
import pandas as pd

from qmf.spc import analyse, control_chart

POINTS = 36
PEERS = {"clinical-qikit": "qikit", "controlchartspy": "controlchartspy"}


def least(repeat: int, *jobs: Callable[[], object]) -> list[float]:
    """Seconds of each job: the least of some turns, in which every job has one."""
    best = [float("inf")] * len(jobs)
    for _ in range(repeat):
        for i, job in enumerate(jobs):
            started = time.perf_counter()
            job()
            best[i] = min(best[i], time.perf_counter() - started)
    return best


def peak() -> float:
    """Most memory that this process ever held, in GB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


def values(series: int) -> np.ndarray:
    return np.random.default_rng(2026).normal(50, 5, series * POINTS)


def frame(series: int) -> pd.DataFrame:
    months = pd.date_range("2023-04-01", periods=POINTS, freq="MS")
    return pd.DataFrame(
        {
            "unit": np.repeat(np.arange(series), POINTS),
            "month": np.tile(months.to_numpy(), series),
            "y": values(series),
        }
    )


Job = Callable[[Callable[..., object]], object]


def jobs(series: int) -> dict[str, Job]:
    """Give the floor; and limits, every mdc rule with exact ties, and what the latest point shows, as arrays.

    Each is called with a function that it calls between its parts.
    """
    y, starts = values(series), np.arange(0, series * POINTS, POINTS)
    last = starts + POINTS - 1

    def judge(tick: Callable[..., object]) -> object:
        found = analyse(y, None, starts, improvement="decrease", progress=tick)
        marks = found.marks[last]
        return found.legend.direction[marks], found.legend.high[marks], found.lines

    return {"floor": lambda tick: (y.sum(), tick(), np.diff(y)), "core": judge}


def parts(job: Job) -> np.ndarray:
    """Seconds of each part of a job."""
    ticks = [time.perf_counter()]
    job(lambda *_: ticks.append(time.perf_counter()))
    ticks.append(time.perf_counter())
    return np.diff(ticks)


def core(series: int, repeat: int) -> dict[str, float]:
    """Time the floor and the core pass in turn: the least of each part, added up."""
    both = jobs(series)
    runs = [[parts(job) for job in both.values()] for _ in range(repeat)]
    spent = [float(np.min(each, axis=0).sum()) for each in zip(*runs, strict=True)]
    return {**dict(zip(both, spent, strict=True)), "peak": peak()}


def first(job: str) -> Callable[[int, int], dict[str, float]]:
    """Time one of them, the first time in its process; what it imports is imported before."""

    def task(series: int, repeat: int) -> dict[str, float]:
        parts(jobs(10)[job])
        return {job: float(parts(jobs(series)[job]).sum())}

    return task


def chart(series: int, repeat: int) -> dict[str, float]:
    """From a frame to the table of one row a series."""
    data = frame(series)
    before = peak()

    def summary() -> object:
        return control_chart(
            data, x="month", y="y", by="unit" if series > 1 else None, improvement="decrease", target=45
        ).summary

    return {"summary": least(repeat, summary)[0], "before": before, "peak": peak()}


def peers(series: int, repeat: int) -> dict[str, float]:
    """Seconds a series of each peer that is installed, one call a series."""
    data = values(series).reshape(series, POINTS)
    months = [dt.date(2023 + (i + 3) // 12, (i + 3) % 12 + 1, 1) for i in range(POINTS)]
    found = {}
    if importlib.util.find_spec("qikit"):
        from qikit.spc.compute import compute

        found["clinical-qikit compute()"] = least(repeat, lambda: [compute("i", row) for row in data])[0]
    if importlib.util.find_spec("controlchartspy"):
        from controlchartspy import spc

        few = data[:50]  # it draws each chart as well: a thousand take minutes

        def draw() -> None:
            for row in few:
                spc(data={"month": months, "y": row.tolist()}, keys="month", numerators="y")

        found["controlchartspy spc() (it draws too)"] = least(1, draw)[0] * len(data) / len(few)
    return {name: seconds / series for name, seconds in found.items()}


def imports(repeat: int) -> dict[str, float]:
    def fresh(module: str) -> Callable[[], object]:
        return lambda: subprocess.run([sys.executable, "-c", f"import {module}"], check=True)

    plain, ours = least(repeat, fresh("pandas"), fresh("qmf.spc"))
    return {"pandas": plain, "qmf.spc": ours}


def apart(task: str, series: int, repeat: int) -> dict[str, float]:
    """Run a task in a process of its own."""
    command = [sys.executable, __file__, "--task", task, "--sizes", str(series), "--repeat", str(repeat)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return json.loads(done.stdout)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", default="1,1000,100000,1000000", help="series, separated by commas")
    parser.add_argument(
        "--repeat", type=int, default=7, help="how many times each job runs; the largest, once"
    )
    parser.add_argument("--task", help=argparse.SUPPRESS)
    given = parser.parse_args()
    sizes = [int(size) for size in given.sizes.split(",")]
    if given.task:
        tasks = {"core": core, "chart": chart, "peers": peers}
        tasks |= {f"{name} once": first(name) for name in ("floor", "core")}
        print(json.dumps(tasks[given.task](sizes[0], given.repeat)))
        return
    print(f"{POINTS} points a series, rules mdc; least of {given.repeat} runs\n")
    heads = (
        "series",
        "floor, ns a point",
        "core",
        "core / floor",
        "first: floor",
        "core",
        "core / floor",
        "peak GB",
    )
    print("| " + " | ".join(heads) + " |")
    print("|---|---|---|---|---|---|---|---|")
    for size in sizes:
        many = given.repeat * max(1, min(200, 20_000 // size))
        got = apart("core", size, many if size < 500_000 else given.repeat)
        once = {
            name: min(apart(f"{name} once", size, 1)[name] for _ in range(given.repeat))
            for name in ("floor", "core")
        }
        cells = []
        for found in (got, once):
            floor, spent = (found[name] / size / POINTS * 1e9 for name in ("floor", "core"))
            cells += [f"{floor:.2f}", f"{spent:.1f}", f"{spent / floor:.1f}"]
        print(f"| {size:,} | " + " | ".join(cells) + f" | {got['peak']:.2f} |")
    print("\n| series | control_chart(...).summary, s | ns a point | µs a series | peak GB, of which data |")
    print("|---|---|---|---|---|")
    for size in sizes:
        got = apart("chart", size, 1 if size >= 500_000 else given.repeat)
        seconds = got["summary"]
        print(
            f"| {size:,} | {seconds:.4f} | {seconds / size / POINTS * 1e9:,.0f} | {seconds / size * 1e6:,.1f} "
            f"| {got['peak']:.2f}, {got['before']:.2f} |"
        )
    print("\n| peer, 1,000 series | µs a series |\n|---|---|")
    for name, seconds in apart("peers", 1000, 2).items():
        print(f"| {name} | {seconds * 1e6:,.0f} |")
    for package, module in PEERS.items():
        if importlib.util.find_spec(module):
            print(f"\n{package} {importlib.metadata.version(package)}")
        else:
            print(f"\n{package} is not installed, and was not timed: pip install qmf[bench]")
    got = imports(given.repeat)
    print(
        f"\nimport pandas {got['pandas']:.2f} s; import qmf.spc {got['qmf.spc']:.2f} s, "
        f"{got['qmf.spc'] - got['pandas']:+.2f} s"
    )


if __name__ == "__main__":
    main()
