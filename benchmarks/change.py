"""How often a change is claimed where there is none, and where there is one: seeded, with 95 % intervals.

usage: .venv/bin/python benchmarks/change.py [--series 3000]

The table of docs/methods/change.md. Each series goes the whole way of a report: the chart of the sample trust's measure
of physical violence, with its baseline, and `changes` with the dates of its aim. A month has 600 bed days; counts vary
more than Poisson counts by the factor that is named (negative binomial); the change comes with the day it should settle
by, half of it in the months before.
"""

from __future__ import annotations

import argparse
import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from calibration import half_width
from scipy.stats import nbinom, norm

from qmf.cycle import changes_of, chart_of
from qmf.framework import Priority, load_priority

SEED = 2026
PARAMETERS = Path(__file__).resolve().parents[1] / "parameters/2025-26/violence-and-aggression.yaml"
MONTHS = pd.date_range("2022-04-01", "2026-03-01", freq="MS")
BED_DAYS = 600.0
CHUNK = 200  # series in one frame


@dataclass(frozen=True)
class Process:
    """What a series is drawn from: incidents a month, dispersion, and what happens to them."""

    mean: float
    dispersion: float
    change: float = 1.0
    season: float = 0.0
    likeness: float = 0.0
    declared: bool = True

    @property
    def name(self) -> str:
        """A row's name."""
        what = "stable" if self.change == 1 else f"× {self.change:.3g}"
        more = [f"a season of {self.season:.0%}".replace("%", " %")] if self.season else []
        more += [f"neighbours alike (AR {self.likeness})"] if self.likeness else []
        more += [] if self.declared else ["no dates declared"]
        return ", ".join([what, f"{self.mean:g} a month", f"dispersion {self.dispersion:g}", *more])

    def draw(
        self, rng: np.random.Generator, series: int, starts: pd.Timestamp, settles: pd.Timestamp
    ) -> np.ndarray:
        """Draw counts, shape (series, months)."""
        after = np.where(settles <= MONTHS, 1.0, np.where(starts <= MONTHS, 0.5, 0.0))
        level = self.mean * (1 + (self.change - 1) * after)
        level = level * (1 + self.season * np.sin(2 * np.pi * np.arange(len(MONTHS)) / 12))
        noise = rng.normal(size=(series, len(MONTHS)))
        for month in range(1, len(MONTHS)):
            fresh = math.sqrt(1 - self.likeness**2) * noise[:, month]
            noise[:, month] = self.likeness * noise[:, month - 1] + fresh
        return nbinom.ppf(norm.cdf(noise), level / (self.dispersion - 1), 1 / self.dispersion)


PROCESSES = [
    *(Process(5, dispersion) for dispersion in (1.2, 1.6, 2.5)),
    Process(5, 1.2, season=0.15),
    Process(5, 1.2, likeness=0.3),
    *(Process(5, dispersion, declared=False) for dispersion in (1.2, 1.6, 2.5)),
    *(Process(5, dispersion, change=2 / 3) for dispersion in (1.6, 1.2)),
    Process(10, 1.2, change=0.64),
    Process(15, 1.2, change=0.64),
    Process(15, 1.6, change=2 / 3),
]


def said(hits: pd.Series) -> str:
    share = float(hits.mean())
    return f"{100 * share:.1f} ± {100 * half_width(share, len(hits)):.1f}"


def compared(counts: np.ndarray, priority: Priority) -> pd.DataFrame:
    """Say of each series whether a sustained change is claimed, a real one, and whether a run holds to the end."""
    names = [f"u{i:05}" for i in range(len(counts))]
    frame = pd.DataFrame(
        {
            "unit": np.repeat(names, len(MONTHS)),
            "period_start": np.tile(MONTHS, len(counts)),
            "numerator": counts.ravel(),
            "denominator": BED_DAYS,
            "value": counts.ravel() / BED_DAYS,
        }
    )
    measure = priority.measure("physical-violence")
    chart = chart_of(frame, measure, priority, names)
    units = pd.DataFrame({"unit": names, "name": names, "takes_part": True})
    found = changes_of(frame, chart, measure, priority, units)
    return pd.DataFrame(
        {
            "sustained": found["sustained"].astype(bool),
            "real": found["reading"].str.startswith("A real"),
            "run": chart.summary["sustained_since"].notna(),
        }
    )


def claims(process: Process, priority: Priority, series: int) -> list[str]:
    """Count the claims among so many series, a chunk at a time."""
    aim = priority.aim
    starts, settles = pd.Timestamp(aim.change_starts), pd.Timestamp(aim.settles_by)
    counts = process.draw(np.random.default_rng(SEED), series, starts, settles)
    if not process.declared:
        undated = aim.model_copy(update={"change_starts": None, "settles_by": None})
        priority = priority.model_copy(update={"aim": undated})
    chunks = [compared(counts[at : at + CHUNK], priority) for at in range(0, series, CHUNK)]
    found = pd.concat(chunks)
    return [said(found[name]) for name in ("sustained", "real", "run")]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--series", type=int, default=3000, help="stable series a row; changed ones, a quarter"
    )
    series = parser.parse_args().series
    priority = load_priority(PARAMETERS)
    print(
        "| series, of 100 | sustained claim | 'A real ...' | a run that holds to the end |\n|---|---|---|---|"
    )
    for process in PROCESSES:
        many = series if process.change == 1 else series // 4
        print(f"| {process.name} | " + " | ".join(claims(process, priority, many)) + " |", flush=True)


if __name__ == "__main__":
    main()
