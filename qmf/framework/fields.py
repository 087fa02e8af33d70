"""The kinds of value a parameter may hold: text on one line, a day, a number, an id. Nothing is guessed."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, StrictBool, StrictStr

from qmf.framework.problems import problem
from qmf.framework.slugs import is_slug, is_year, shown

__all__ = [
    "Code",
    "Day",
    "Name",
    "Names",
    "Number",
    "Slug",
    "Slugs",
    "Text",
    "Whole",
    "Year",
    "YesNo",
    "day_of",
]

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CODE = re.compile(r"[a-z0-9]+(_[a-z0-9]+)*")
_LONGEST_NAME = 200
_LONGEST_TEXT = 5000


def day_of(value: object) -> date | None:
    """Read a day, or say by None that it is not one.

    Parameters
    ----------
    value
        A date, or its text as year-month-day.

    Examples
    --------
    >>> day_of("2026-03-31")
    datetime.date(2026, 3, 31)
    >>> day_of("31/03/2026") is None, day_of("2026-02-30") is None, day_of(20260331) is None
    (True, True, True)
    """
    if isinstance(value, datetime):
        return value.date() if value == datetime(value.year, value.month, value.day) else None
    if isinstance(value, date):
        return value
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return None
    return None


def _day(value: Any) -> date:
    found = day_of(value)
    if found is not None:
        return found
    if isinstance(value, str) and _DAY.fullmatch(value):
        raise problem("there is no such day in the calendar", "Check the month and the day.")
    raise problem("is not a date", "Write the year first, then month and day, like 2026-03-31.")


def _line(value: str) -> str:
    if not value.isprintable():
        raise problem(
            "holds a line break or another character that does not show",
            "Write it on one line, in plain text.",
        )
    return _sized(value, _LONGEST_NAME)


def _text(value: str) -> str:
    if not value.replace("\n", "").replace("\t", "").isprintable():
        raise problem("holds a character that does not show", "Type the text again instead of pasting it.")
    return _sized(value, _LONGEST_TEXT)


def _sized(value: str, longest: int) -> str:
    if not value.strip():
        raise problem("is empty", "Write something here, or take the line out.")
    if len(value) > longest:
        raise problem(f"is longer than {longest:,} characters", "Say it more shortly.")
    return value


def _slug(value: str) -> str:
    if not is_slug(value):
        raise problem(
            f"{shown(value)} is not an id",
            "Use small letters, digits and single hyphens, like safety-huddles.",
        )
    return value


def _code(value: str) -> str:
    if not _CODE.fullmatch(value):
        raise problem(
            f"{shown(value)} is not a name that the data tables use",
            "Use small letters, digits and single underscores, like occupied_bed_days.",
        )
    return value


def _once(value: list[str]) -> list[str]:
    for name in value:
        if value.count(name) > 1:
            raise problem(f"{shown(name)} stands twice", "Keep one of the two.")
    return value


def _year(value: str) -> str:
    if not is_year(value):
        raise problem(
            f"{shown(value)} is not a financial year", "Write two years that follow each other, like 2025-26."
        )
    return value


def _whole(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise problem("is not a whole number of 1 or more", "Write one, like 3.")
    return value


Name = Annotated[StrictStr, AfterValidator(_line)]
Text = Annotated[StrictStr, AfterValidator(_text)]
Names = Annotated[list[Name], AfterValidator(_once)]
Slug = Annotated[StrictStr, AfterValidator(_slug)]
Slugs = Annotated[list[Slug], AfterValidator(_once)]
Code = Annotated[StrictStr, AfterValidator(_code)]
Year = Annotated[StrictStr, AfterValidator(_year)]
Day = Annotated[date, BeforeValidator(_day)]
Number = Annotated[float, Field(strict=True, allow_inf_nan=False)]
Whole = Annotated[int, BeforeValidator(_whole)]
YesNo = StrictBool
