"""Draw every kind of chart from real data: the pictures of docs/kinds.md.

usage: .venv/bin/python scripts/kinds.py [SHARED] [OUT]

SHARED is the folder of published data (../shared/data beside the checkout), which is not part of the project; OUT is
where the pictures go (docs/images/kinds). The same data give the same bytes. Rare events are drawn from the synthetic
sample trust in data/, for no published file holds the dates of single events.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from qmf.charts import Drawing, svg
from qmf.spc import Label, control_chart, events_between
from qmf.spc.words import subtitle_of

ROOT = Path(__file__).resolve().parents[1]
LICENCE = "Open Government Licence v3.0"
THERAPIES = f"NHS England, NHS Talking Therapies monthly statistics, {LICENCE}"
RESTRAINT = f"NHS Digital, Mental Health Services Monthly Statistics (counts rounded to 5), {LICENCE}"
EMERGENCY = "NHS England, A&E attendances, from NHSRdatasets, CC0"
SAMPLE = "Synthetic: the sample trust of this kit"
Read = Callable[[Path], pd.DataFrame]


def therapies(measure: str, org: str, points: int = 36) -> Read:
    """Read the latest months of one measure of one provider."""

    def read(shared: Path) -> pd.DataFrame:
        data = pd.read_csv(shared / "nhs_talking_therapies_monthly/tt_spc_ready_long.csv.gz")
        data = data[(data["measure"] == measure) & (data["org_code"] == org)].sort_values("start_date")
        return data.tail(points).assign(x=lambda rows: pd.to_datetime(rows["start_date"]))

    return read


def by_quarter(measure: str, org: str) -> Read:
    """Read the months of whole quarters, each with the first day of its quarter."""

    def read(shared: Path) -> pd.DataFrame:
        data = therapies(measure, org, 63)(shared)
        return data.assign(x=data["x"].dt.to_period("Q").dt.start_time, value=100 * data["value"])

    return read


def restraint(provider: str) -> Read:
    """Read people subject to restraint, and bed days, of one provider."""

    def read(shared: Path) -> pd.DataFrame:
        data = pd.read_csv(
            shared / "mhsds_restraint_beddays_detentions_2021_22" / "mhsds_restraint_beddays_detentions.csv"
        )
        return data[data["provider"] == provider].assign(x=lambda rows: pd.to_datetime(rows["period"]))

    return read


def four_hours(org: str) -> Read:
    """Read attendances at a major emergency department, and those of no more than four hours."""

    def read(shared: Path) -> pd.DataFrame:
        data = pd.read_csv(shared / "nhsrdatasets/ae_attendances.csv")
        data = data[(data["org_code"] == org) & (data["type"] == "1")].sort_values("period")
        within = data["attendances"] - data["breaches"]
        return data.assign(x=pd.to_datetime(data["period"]), within=within)

    return read


def sample_events(kind: str, *harm: str) -> pd.DataFrame:
    """Read the sample trust's events of a kind, in order, and say which had such harm."""
    data = pd.read_csv(ROOT / "data/events.csv", parse_dates=["date"])
    data = data[data["kind"] == kind].sort_values(["date", "event"]).reset_index(drop=True)
    return data.assign(so_far=range(1, len(data) + 1), harmful=data["harm"].isin(harm))


def days_between(shared: Path) -> pd.DataFrame:
    """Days between acts of violence with severe harm."""
    data = sample_events("physical_violence", "severe")
    return events_between(data[data["harmful"]], x="date")


def falls_between(shared: Path) -> pd.DataFrame:
    """Falls between those with moderate or severe harm."""
    data = sample_events("fall_with_harm", "moderate", "severe")
    return events_between(data[data["harmful"]], x="date", opportunities="so_far").assign(
        x=lambda rows: range(1, len(rows) + 1)
    )


@dataclass(frozen=True)
class Picture:
    """One picture: what is read, how it is charted, what it is called, and whose numbers they are."""

    read: Read
    label: Label
    source: str
    improvement: str
    y: str = "value"
    n: str | None = None
    more: dict[str, Any] = field(default_factory=dict)


OXLEAS = "Oxleas NHS Foundation Trust"
RECOVERY = "of people who finished treatment"
PICTURES: dict[str, Picture] = {
    "run": Picture(
        therapies("wait_entered_treatment_median_days", "RPG"),
        Label("Median wait for treatment", "days", place=OXLEAS, decimals=0),
        THERAPIES,
        "decrease",
        more={"rules": "anhoej"},
    ),
    "xmr": Picture(
        therapies("reliable_recovery_rate", "RPG"),
        Label("Reliable recovery", RECOVERY, percent=True, place=OXLEAS),
        THERAPIES,
        "increase",
        "numerator",
        "denominator",
        {"multiply": 100},
    ),
    "i": Picture(
        therapies("appts_per_finished_course_mean", "RPG"),
        Label("Appointments in a course of treatment", "on average", place=OXLEAS),
        THERAPIES,
        "neutral",
        more={"rules": "nelson"},
    ),
    "mr": Picture(
        therapies("appts_per_finished_course_mean", "RPG"),
        Label("Appointments in a course of treatment", "on average", place=OXLEAS),
        THERAPIES,
        "neutral",
        more={"rules": "nelson"},
    ),
    "xbar": Picture(
        by_quarter("recovery_rate", "RPG"),
        Label("Recovery", f"{RECOVERY}, mean of a quarter's months", percent=True, place=OXLEAS),
        THERAPIES,
        "increase",
    ),
    "s": Picture(
        by_quarter("recovery_rate", "RPG"),
        Label("Recovery", "percentage points", place=OXLEAS),
        THERAPIES,
        "neutral",
    ),
    "t": Picture(
        days_between,
        Label("Time between acts of violence with severe harm", "days", place="All wards", decimals=0),
        SAMPLE,
        "increase",
        "days",
    ),
    "g": Picture(
        falls_between,
        Label("Falls between those with moderate or severe harm", "falls", place="All wards", decimals=0),
        SAMPLE,
        "increase",
        "cases",
    ),
    "c": Picture(
        restraint("CUMBRIA, NORTHUMBERLAND, TYNE AND WEAR NHS FOUNDATION TRUST"),
        Label(
            "People subject to restraint",
            "people",
            place="Cumbria, Northumberland, Tyne and Wear",
            decimals=0,
            plural=True,
        ),
        RESTRAINT,
        "decrease",
        "people_subject_to_restraint",
        more={"rules": "anhoej"},
    ),
    "np": Picture(
        therapies("recovery_rate", "NCM"),
        Label("People who recovered", "people", place="Six Degrees", decimals=0, plural=True),
        THERAPIES,
        "increase",
        "numerator",
        "denominator",
    ),
    "u": Picture(
        restraint("DORSET HEALTHCARE UNIVERSITY NHS FOUNDATION TRUST"),
        Label("People subject to restraint", "per 1,000 bed days", place="Dorset HealthCare", plural=True),
        RESTRAINT,
        "decrease",
        "people_subject_to_restraint",
        "bed_days",
        {"rules": "anhoej", "multiply": 1000},
    ),
    "up": Picture(
        restraint("WEST LONDON NHS TRUST"),
        Label("People subject to restraint", "per 1,000 bed days", place="West London", plural=True),
        RESTRAINT,
        "decrease",
        "people_subject_to_restraint",
        "bed_days",
        {"rules": "anhoej", "multiply": 1000},
    ),
    "p": Picture(
        therapies("recovery_rate", "AMC04"),
        Label("Recovery", RECOVERY, percent=True, place="Thinking Ahead"),
        THERAPIES,
        "increase",
        "numerator",
        "denominator",
        {"multiply": 100},
    ),
    "pp": Picture(
        four_hours("RF4"),
        Label("Seen within four hours", "of attendances", percent=True, place="Trust RF4"),
        EMERGENCY,
        "increase",
        "within",
        "attendances",
        {"multiply": 100},
    ),
    "ip": Picture(
        therapies("recovery_rate", "RXG82"),
        Label("Recovery", RECOVERY, percent=True, place="Kendray Hospital"),
        THERAPIES,
        "increase",
        "numerator",
        "denominator",
        {"multiply": 100},
    ),
}


def draw(kind: str, shared: Path) -> str:
    """Draw one kind."""
    what = PICTURES[kind]
    chart = control_chart(
        what.read(shared), x="x", y=what.y, n=what.n, kind=kind, improvement=what.improvement, **what.more
    )
    words = chart.words(what.label, "title"), subtitle_of(chart, what.label), chart.words(what.label)
    drawing = Drawing(chart, what.label, *words, source=what.source)
    return svg(drawing, shape="alone", uid=f"kind-{kind}")


def main() -> None:
    """Draw them all."""
    shared = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT.parent / "shared/data"
    out = Path(sys.argv[2]) if len(sys.argv) > 2 else ROOT / "docs/images/kinds"
    out.mkdir(parents=True, exist_ok=True)
    for kind in PICTURES:
        (out / f"{kind}.svg").write_text(draw(kind, shared), encoding="utf-8")


if __name__ == "__main__":
    main()
