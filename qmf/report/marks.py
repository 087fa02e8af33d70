"""The signs of a verdict: an icon with its word, the data-quality boxes, and which way a series moved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import pandas as pd

__all__ = ["LEGEND", "SIDES", "UNJUDGED", "Mark", "Quality", "Side", "mark_of", "quality_of"]

Side = Literal["worse", "better", "changed", "care", "usual", "early", "unknown", "closed"]
SIDES: dict[str, Side] = {"concern": "worse", "improvement": "better", "neutral": "changed"}
UNJUDGED: tuple[Side, ...] = ("unknown", "early", "closed")
"""How a series stands that no rule was applied to."""
LEVELS = {"full": ("y", "yes"), "half": ("h", "partly"), "empty": ("n", "no")}
BOXES = {"complete": "complete", "on_time": "on time", "valid": "valid", "checked": "checked"}


@dataclass(frozen=True, slots=True)
class Mark:
    """An icon and the word beside it."""

    icon: str
    words: str


LEGEND = (
    Mark("common-cause", "Common cause: no significant change"),
    Mark("improvement-high", "Improvement: high"),
    Mark("improvement-low", "Improvement: low"),
    Mark("concern-high", "Concern: high"),
    Mark("concern-low", "Concern: low"),
    Mark("neutral-high", "Change, neither better nor worse: high"),
    Mark("neutral-low", "Change, neither better nor worse: low"),
    Mark("passes", "Passes: expect it to meet its target"),
    Mark("fails", "Fails: expect it to miss its target until something changes"),
    Mark("hit-or-miss", "Hit or miss: meets its target at some points, not at others"),
    Mark("trial-limits", "Too few points to say yet"),
    Mark("no-assurance", "Cannot be judged: the data are not good enough"),
    Mark("no-target", "No target is set"),
    Mark("closed", "Closed: the chart shows how it was, and nothing is foretold"),
)
"""What each icon means, for those who meet it the first time."""


@dataclass(frozen=True)
class Quality:
    """The data-quality mark of a series: four boxes and a word."""

    levels: tuple[tuple[str, str], ...]
    words: str

    @property
    def pips(self) -> list[tuple[str, str]]:
        """Each box's name and the class that fills it."""
        return [(name, LEVELS[level][0]) for name, level in self.levels]

    @property
    def spoken(self) -> str:
        """The boxes as a screen reader says them."""
        said = ", ".join(f"{name}: {LEVELS[level][1]}" for name, level in self.levels)
        return f"Data quality. {said}"


def mark_of(icon_and_words: tuple[str, str]) -> Mark:
    """Make a mark of an icon's name and the words beside it."""
    icon, words = icon_and_words
    return Mark(icon, words[:1].upper() + words[1:])


def quality_of(row: pd.Series) -> Quality:
    """Read the data-quality mark from a row of ``Findings.summary``."""
    return Quality(tuple((said, str(row[column])) for column, said in BOXES.items()), str(row["quality"]))
