"""The pages beside the sample's tables: what it is, and what is planted in it."""

from __future__ import annotations

from datetime import date

from qmf.data.sample_measures import SHARES
from qmf.data.sample_planted import PLANTED
from qmf.data.sample_trust import NAME, NOTICE, UNITS
from qmf.data.sample_truth import CHANCES, CHANGES, CLOSINGS, GAPS, LATE

__all__ = ["place_yaml", "readme", "truth"]


def place_yaml() -> str:
    """Write the sample's place.yaml."""
    return "\n".join(
        [
            f'name: "{NAME}"',
            "synthetic: true",
            f'notice: "{NOTICE}"',
            'source: "Made by qmf/data/sample.py from a fixed seed"',
            'licence: "MIT, like the kit"',
            "weeks_start: monday",
            "",
        ]
    )


def readme(seed: int) -> str:
    """Write the sample's README."""
    directorates = sum(unit.kind == "directorate" for unit in UNITS)
    teams = sum(unit.size > 0 for unit in UNITS)
    return f"""# The sample trust: synthetic data

**{NOTICE}** Every table says `synthetic` in its column `source`, and every page made from them says so at its top.

{NAME}:
{directorates} directorates, {teams} wards and teams, 48 months from April 2022 to March 2026.

* `DICTIONARY.md`: every table and column.
* `TRUTH.md`: what is planted in the data, so that anyone can judge whether the kit finds it, and nothing else.

Made by `make sample`, which is `python -m qmf.data.sample data`, from seed {seed}: the same bytes each time. Do not
edit the files: change `qmf/data/sample*.py` and make them again.
"""


def truth() -> str:
    """Write what is planted in the sample."""
    lines = [
        "# What is planted in the sample trust",
        "",
        f"{NOTICE} Written by `python -m qmf.data.sample` from `qmf/data/sample_truth.py` and",
        "`qmf/data/sample_planted.py`.",
        "",
        "## Real changes",
        "",
        "| measure | where | from | whole by | level × | kind | what |",
        "|---|---|---|---|---|---|---|",
    ]
    for change in CHANGES:
        kind = "definition changed" if change.better is None else "better" if change.better else "worse"
        lines.append(
            f"| `{change.measure}` | {_names(change.units)} | {_month(change.starts)} | {_month(change.settles)} "
            f"| {change.factor:.2f} | {kind} | {change.what} |"
        )
    lines += [
        "",
        "## Chance that looks like change",
        "",
        "| measure | where | from | looks like | what |",
        "|---|---|---|---|---|",
    ]
    lines += [
        f"| `{each.measure}` | {_names((each.unit,))} | {_month(each.starts)} | {each.apparent:+.0%} | {each.what} |"
        for each in CHANCES
    ]
    lines += ["", "## Silences", ""]
    lines += [
        f"* `{gap.measure}`, {_names((gap.unit,))}: nothing for {', '.join(_month(month) for month in gap.months)}."
        for gap in GAPS
    ]
    lines += [
        f"* `{measure}` comes late: its last month is {_month(last)}." for measure, last in LATE.items()
    ]
    lines += [f"* {_names((unit,))} closed on {day.day} {_month(day)}." for unit, day in CLOSINGS.items()]
    lines += [
        f"* Counts of `{share.measure}` under {share.small} are suppressed."
        for share in SHARES
        if share.small
    ]
    lines += ["", "## In the further tables", ""]
    lines += [f"* `{each.table}`: {each.what}" for each in PLANTED]
    lines.append("")
    lines += [
        "Nothing else changes: every other rise, fall or run in the data is chance or the time of year.",
        "",
    ]
    return "\n".join(lines)


def _month(day: date) -> str:
    return f"{day:%B %Y}"


def _names(units: tuple[str, ...]) -> str:
    names = {unit.unit: unit.name for unit in UNITS}
    return ", ".join(names[unit] for unit in units)
