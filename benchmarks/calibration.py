"""How often each set of rules cries wolf, and how often it sees a change: seeded, with 95 % intervals.

usage: .venv/bin/python benchmarks/calibration.py [--series 50000]

The tables of docs/methods/calibration.md. Chances are of some signal anywhere on the chart, or at its latest point;
half-widths of 95 % intervals are Wilson's.
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Callable

import numpy as np

from qmf.spc import PROFILES, analyse

SEED = 2026
LENGTHS = (12, 18, 24, 30, 36, 48, 60)
SHIFTS = (0.5, 1.0, 1.5, 2.0, 3.0)
BEFORE, AFTER = 24, 12
Draw = Callable[[np.random.Generator, tuple[int, int]], np.ndarray]
PROCESSES: dict[str, Draw] = {
    "normal": lambda rng, size: rng.normal(size=size),
    "binomial, 20 of 100": lambda rng, size: rng.binomial(100, 0.2, size) / 100,
    "Poisson, mean 9": lambda rng, size: rng.poisson(9, size).astype(float),
    "over-dispersed, mean 9, variance 18": lambda rng, size: rng.negative_binomial(9, 0.5, size).astype(
        float
    ),
}


def half_width(share: float, count: int) -> float:
    """Half the width of Wilson's 95 % interval."""
    z = 1.96
    return z / (1 + z * z / count) * math.sqrt(share * (1 - share) / count + z * z / (4 * count * count))


def said(hits: np.ndarray) -> str:
    share = float(hits.mean())
    return f"{share:.1%} ± {half_width(share, len(hits)):.1%}".replace("%", " %")


def signals(table: np.ndarray, kind: str, rules: str, centre: float | None = None) -> np.ndarray:
    """Say of each series whether its chart shows a signal at each point; run statistics count at all of them."""
    series, points = table.shape
    starts = np.arange(series) * points
    found = analyse(table.ravel(), None, starts, kind=kind, rules=rules, centre=centre)
    marks = (found.marks > 0).reshape(series, points)
    return marks | found.runs_signal[:, None] if rules == "anhoej" else marks


def alarms(series: int, rng: np.random.Generator) -> None:
    print("## False alarms: some signal on the chart of a stable process\n")
    print("| process | points | `mdc`, XmR | at the latest point | `anhoej`, run chart | `anhoej`, XmR |")
    print("|---|---|---|---|---|---|")
    for name, draw in PROCESSES.items():
        for points in LENGTHS:
            table = draw(rng, (series, points))
            mdc = signals(table, "xmr", "mdc")
            cells = [mdc.any(axis=1), mdc[:, -1]]
            cells += [signals(table, kind, "anhoej").any(axis=1) for kind in ("run", "xmr")]
            print(f"| {name} | {points} | " + " | ".join(said(hits) for hits in cells) + " |")


def others(series: int, rng: np.random.Generator) -> None:
    print("\n## The other profiles, 24 points\n")
    print("| process | " + " | ".join(f"`{rules}`" for rules in PROFILES) + " |")
    print("|---" * (len(PROFILES) + 1) + "|")
    for name, draw in PROCESSES.items():
        table = draw(rng, (series, 24))
        cells = [
            signals(table, "run" if rules in ("anhoej", "perla") else "xmr", rules) for rules in PROFILES
        ]
        print(f"| {name} | " + " | ".join(said(hits.any(axis=1)) for hits in cells) + " |")


def known(series: int, rng: np.random.Generator) -> None:
    print("\n## Anhøj's rules where the centre is known, normal values, 24 points\n")
    print(said(signals(rng.normal(size=(series * 4, 24)), "run", "anhoej", centre=0.0).any(axis=1)))


def power(series: int, rng: np.random.Generator) -> None:
    print(f"\n## Power: normal values, {BEFORE} points, then {AFTER} shifted\n")
    print(
        "| shift, sigma | `mdc`, some signal among the shifted | `mdc`, limits from before | `anhoej`, run chart |"
    )
    print("|---|---|---|---|")
    for shift in SHIFTS:
        table = rng.normal(size=(series, BEFORE + AFTER))
        table[:, BEFORE:] += shift
        plain = signals(table, "xmr", "mdc")[:, BEFORE:].any(axis=1)
        starts = np.arange(series) * (BEFORE + AFTER)
        found = analyse(table.ravel(), None, starts, rules="mdc", baseline=BEFORE)
        frozen = (found.marks > 0).reshape(table.shape)[:, BEFORE:].any(axis=1)
        runs = signals(table, "run", "anhoej").any(axis=1)
        print(f"| {shift} | {said(plain)} | {said(frozen)} | {said(runs)} |")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--series", type=int, default=50_000, help="how many series a cell")
    series = parser.parse_args().series
    for part in (alarms, others, known, power):
        part(series, np.random.default_rng(SEED))


if __name__ == "__main__":
    main()
