"""What a series is called in sentences, and how its values are written."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from .chart import ControlChart

__all__ = ["Label", "decimals_for", "inside"]

_AFTER = frozenset(
    [
        "with",
        "to",
        "in",
        "of",
        "within",
        "at",
        "per",
        "who",
        "on",
        "for",
        "by",
        "from",
        "after",
        "over",
        "under",
        "between",
        "held",
        "seen",
    ]
)


@dataclass(frozen=True, slots=True)
class Label:
    """How a series is called.

    Parameters
    ----------
    name
        Its name, as a sentence may start: "Physical violence".
    unit
        In words: "incidents per 1,000 occupied bed days", or "of first assessments" for a percentage.
    percent
        Whether values are per cent (after ``multiply=100``).
    place
        Where: "Heron ward".
    decimals
        For what is not per cent: decimals shown. With 0, whole numbers stay whole and others get one decimal.
    plural
        Whether the name takes "have" and "their"; guessed from it where not given.

    Examples
    --------
    >>> Label("Falls", "per 1,000 occupied bed days").format(1234.56)
    '1,234.6'
    >>> [Label(percent=True).format(value) for value in (75.4, 5.61)]
    ['75%', '5.6%']
    """

    name: str = ""
    unit: str = ""
    percent: bool = False
    place: str = ""
    decimals: int = 1
    plural: bool | None = None

    @classmethod
    def of(cls, chart: ControlChart) -> Label:
        """Make a label from the names of the chart's columns, with decimals that suit its values."""
        y, n = chart.labels.get("y") or "value", chart.labels.get("n")
        percent = n is not None and chart.multiply == 100
        unit = ""
        if n is not None and chart.kind != "np":
            per = f"{chart.multiply:,g} " if chart.multiply != 1 else ""
            unit = f"of {_plain(n)}" if percent else f"per {per}{_plain(n)}"
        place = ", ".join(str(key) for key in chart.series[0]) if len(chart.series) == 1 else ""
        values = chart.points["value"].dropna()
        whole = len(values) > 0 and bool((values == values.round()).all())
        name = _plain(y)
        return cls(name[:1].upper() + name[1:], unit, percent, place, 0 if whole else decimals_for(values))

    def format(self, value: float) -> str:
        """Write one value, with its per cent sign but without its unit."""
        return self._number(value) + ("%" if self.percent else "")

    def say(self, value: float) -> str:
        """Write one value with its unit: "6.3 incidents per 1,000 occupied bed days"."""
        return f"{self.format(value)} {self.unit}".strip()

    def distance(self, value: float, other: float) -> str:
        """Write how far one value lies from another, as precisely as they are shown: "2.5", "8 percentage points".

        >>> Label(percent=True).distance(75.2, 83.4), Label().distance(6.3, 8.8)
        ('8 percentage points', '2.5')
        """
        gap = abs(value - other)
        if not self.percent:
            return self._number(gap)
        whole = min(abs(value), abs(other)) >= 10
        text = f"{gap:.{0 if whole else 1}f}"
        if float(text) == 0:
            return "less than 1 percentage point" if whole else "less than 0.1 percentage points"
        return f"{text} percentage point" + ("" if text == "1" else "s")

    @property
    def subject(self) -> str:
        """Name and place, as the start of a sentence: "Physical violence (Heron ward)"."""
        name = self.name or "The measure"
        return f"{name} ({self.place})" if self.place else name

    @property
    def many(self) -> bool:
        """Whether the name is a plural: "Falls with harm" is, "Staff sickness" is not."""
        if self.plural is not None:
            return self.plural
        words = self.name.split()
        stop = next(
            (i for i, word in enumerate(words) if i and (word in _AFTER or word.endswith("ed"))), len(words)
        )
        head = words[stop - 1].casefold() if words else ""
        return head.endswith("s") and not head.endswith(("ss", "us", "is"))

    def _number(self, value: float) -> str:
        if math.isnan(value):
            return "–"
        if self.percent:
            decimals = 0 if abs(round(value, 1)) >= 10 else 1
        else:
            decimals = 1 if self.decimals == 0 and value != round(value) else self.decimals
        text = f"{value:,.{decimals}f}" if decimals <= 8 and abs(value) < 1e15 else f"{value:.3g}"
        if float(text.replace(",", "")) == 0:
            text = text.lstrip("-")
        return text.replace("-", "−")


def decimals_for(values: pd.Series) -> int:
    """Say how many decimals show a series of values: one, or more where all are under 1.

    Parameters
    ----------
    values
        The values; missing ones are passed over.

    Examples
    --------
    >>> import pandas as pd
    >>> decimals_for(pd.Series([6.3, 12.0])), decimals_for(pd.Series([0.0051, 0.0123]))
    (1, 3)
    """
    largest = values.abs().max()
    return 1 - math.floor(math.log10(largest)) if 0 < largest < 1 else 1


def inside(title: str) -> str:
    """Write a title inside a sentence: its first letter small, unless it is an abbreviation.

    Examples
    --------
    >>> inside("Physical violence"), inside("GP referrals"), inside("28-day assessments")
    ('physical violence', 'GP referrals', '28-day assessments')
    """
    head, rest = title[:1], title[1:]
    return title if rest[:1].isupper() or not rest[:1].isalpha() else head.lower() + rest


def _plain(name: str) -> str:
    return name.replace("_", " ")
