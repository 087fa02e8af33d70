"""NHS England's monthly talking-therapies statistics, one provider of them, as the kit's tables.

Measures are joined by their id, since their names change from year to year. Each measure here is one published count
over another, as NHS England defines it: reliable recovery (M193), for one, is over those who finished a course (M076)
less those who were not at caseness when they began (M179).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import yaml

from qmf.data.folder import put_in_place, table_text
from qmf.data.published import read_published

__all__ = ["import_talking_therapies"]

_CAPITALS = ("NHS", "CIC", "UK")
_SMALL = ("AND", "OF", "FOR", "THE", "IN")
_LICENCE = "Open Government Licence v3.0"
_PUBLISHER = "NHS England"
_PUBLICATION = "NHS Talking Therapies monthly statistics"
_SOURCE = f"{_PUBLISHER}, {_PUBLICATION}"


@dataclass(frozen=True, slots=True)
class _Counts:
    """Which published counts make a measure: the second may have a third taken from it."""

    numerator: str
    denominator: str
    less: str | None = None


_MEASURES: Mapping[str, _Counts] = {
    "tt_assessed_28_days": _Counts("M024", "M023"),
    "tt_did_not_attend": _Counts("M084", "M082"),
    "tt_ended_before_treatment": _Counts("M153", "M056"),
    "tt_reliable_recovery": _Counts("M193", "M076", less="M179"),
    "tt_second_wait_over_90_days": _Counts("M047", "M184"),
    "tt_treated_6_weeks": _Counts("M052", "M076"),
}
_IDS = {
    each
    for parts in _MEASURES.values()
    for each in (parts.numerator, parts.denominator, parts.less)
    if each is not None
}


def import_talking_therapies(file: Path | str, *, org: str, out: Path | str) -> Path:
    """Turn the published monthly file into a place of one provider.

    Parameters
    ----------
    file
        The long file, a row a month, organisation and measure: CSV, also with ``.gz``.
    org
        The code of the provider, like RPG; ENG for England.
    out
        The folder to make. It may be there only if it is empty, or was made by this import for the same provider.

    Returns
    -------
    pathlib.Path
        The folder: units, observations and place.yaml. A count that the publisher suppressed is a missing value, never
        zero. Counts stay as published, even where rounding has put a numerator over its denominator. Where the number
        of people who did not begin at caseness (M179) is suppressed it is under 5, and is taken as 0.

    Raises
    ------
    PlaceError
        The file is not there, or the folder holds something else.
    DataError
        The file is not the published one, or the provider is not in it; all faults at once.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> ids = "M023 M024 M047 M052 M056 M076 M082 M084 M153 M179 M184 M193".split()
    >>> rows = {"start_date": "2026-01-01", "org_code": "RPG", "org_name": "A TRUST", "measure_id": ids}
    >>> counts = [20 if each == "M076" else 10 for each in ids]
    >>> with TemporaryDirectory() as folder:
    ...     file = Path(folder) / "published.csv"
    ...     pd.DataFrame({**rows, "measure_statistic": "count", "value": counts}).to_csv(file, index=False)
    ...     made = import_talking_therapies(file, org="RPG", out=Path(folder) / "data")
    ...     sorted(path.name for path in made.iterdir())
    ['observations.csv', 'place.yaml', 'units.csv']
    """
    code = org.strip().upper()
    rows = read_published(Path(file), code, _IDS)
    # the counts of a provider are rounded to the nearest 5, and those of England are not
    rounding = 5 if bool((rows["value"].dropna() % 5 == 0).all()) else 1
    name = _name(str(rows["org_name"].iloc[-1]))
    unit = f"{code.lower()}-talking-therapies"
    return put_in_place(
        Path(out),
        {
            "units.csv": _units(code.lower(), unit, name),
            "observations.csv": _observations(rows, unit),
            "place.yaml": _about(name, rounding, rows["start_date"]),
        },
        made_by=f"qmf import talking-therapies --org {code}",
    )


def _observations(rows: pd.DataFrame, unit: str) -> str:
    published = rows.set_index("measure_id")[["start_date", "value"]]
    lines = []
    for measure, parts in _MEASURES.items():
        # a month that is not in the file has no row here; one that is there without a number was suppressed
        counts = _of(published, parts.numerator, "over").merge(_of(published, parts.denominator, "under"))
        if parts.less:
            counts = counts.merge(_of(published, parts.less, "less"))
            rest = counts["under"] - counts["less"].fillna(0)
            counts["under"] = rest.where(rest > 0)  # two rounded counts leave none only where there were few
        hidden = counts["over"].isna() | counts["under"].isna()
        for start, over, under, suppressed in zip(
            counts["start_date"], counts["over"].mask(hidden), counts["under"], hidden, strict=True
        ):
            flag = str(suppressed).lower()
            lines.append((measure, unit, start, _whole(over), _whole(under), "", flag, _SOURCE))
    return table_text("observations", lines)


def _of(published: pd.DataFrame, measure: str, column: str) -> pd.DataFrame:
    return published.loc[[measure]].rename(columns={"value": column}).sort_values("start_date")


def _whole(count: float) -> str:
    return "" if np.isnan(count) else str(int(count))


def _name(published: str) -> str:
    """Write a name that was published in capitals as people write it."""
    if published != published.upper():
        return published
    return " ".join(
        word if word in _CAPITALS else word.lower() if word in _SMALL else word.title()
        for word in published.split()
    )


def _units(trust: str, unit: str, name: str) -> str:
    return table_text(
        "units",
        [
            (trust, name, "trust", "", "", "", "", _SOURCE),
            (unit, f"Talking Therapies, {name}", "team", trust, "talking-therapies", "", "", _SOURCE),
        ],
    )


def _about(name: str, rounding: int, starts: pd.Series) -> str:
    first, last = date.fromisoformat(min(starts)), date.fromisoformat(max(starts))
    rounded = "; counts are rounded to the nearest 5" if rounding == 5 else ""
    return yaml.safe_dump(
        {
            "name": name,
            "synthetic": False,
            "notice": f"Real data. Published by {_PUBLISHER} ({_PUBLICATION}, {_LICENCE}){rounded}.",
            "source": f"{_SOURCE}, {first:%B %Y} to {last:%B %Y}",
            "licence": _LICENCE,
            "rounding": rounding,
        },
        sort_keys=False,
        allow_unicode=True,
        width=1000,
    )
