"""What place.yaml says of a place: whose data these are, and the sentence that every page must show."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import yaml

from qmf.data.periods import WEEKDAYS
from qmf.errors import DataError, Fault
from qmf.framework import nearest, one_of

__all__ = ["About", "read_about"]


@dataclass(frozen=True, slots=True)
class About:
    """What a place says of itself.

    Parameters
    ----------
    name
        The organisation's name.
    synthetic
        Whether everything in it is invented.
    notice
        The sentence that every page shows.
    source
        Where the data come from.
    licence
        Under what terms they may be used.
    rounding
        What every count was rounded to before it came here; 1 where it was not.
    weeks_start
        The day a week starts.
    """

    name: str = ""
    synthetic: bool = False
    notice: str = ""
    source: str = ""
    licence: str = ""
    rounding: int = 1
    weeks_start: str = "monday"


def read_about(file: Path) -> About:
    """Read place.yaml.

    Parameters
    ----------
    file
        The file.

    Returns
    -------
    About
        What it says.

    Raises
    ------
    DataError
        It is missing or damaged, or says something else than it should; all faults at once.
    """
    if not file.is_file():
        raise DataError(
            Fault(
                "no such file", file.name, "Write the name, synthetic: true or false, and the notice in it."
            )
        )
    try:
        said: Any = yaml.safe_load(file.read_text(encoding="utf-8-sig"))
    except (yaml.YAMLError, UnicodeDecodeError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{file.name}, line {mark.line + 1}" if mark else file.name
        raise DataError(
            Fault("this is no YAML", where, "Write one 'name: value' a line, in UTF-8.")
        ) from error
    if not isinstance(said, dict):
        raise DataError(
            Fault("the file holds no names with values", file.name, "Write one 'name: value' a line.")
        )
    faults = [*_faults(said, file.name)]
    if faults:
        raise DataError(faults)
    return About(**{str(key): value for key, value in said.items()})


def _faults(said: dict[Any, Any], name: str) -> list[Fault]:
    known = [each.name for each in fields(About)]
    faults = []
    for key in said:
        if key not in known:
            near = nearest(str(key), known)
            faults.append(
                Fault(
                    "a name is there that is not known",
                    name,
                    f"Is '{near}' meant?" if near else f"Write {one_of(known)}.",
                )
            )
    for key in ("name", "notice", "source", "licence", "weeks_start"):
        if key in said and not isinstance(said[key], str):
            faults.append(Fault("this is no text", f"{name}, {key}", "Put it in quotation marks."))
    for key in ("name", "notice"):
        if not said.get(key):
            faults.append(Fault("this is missing", f"{name}, {key}", f"Add a line '{key}: ...'."))
    if not isinstance(said.get("synthetic"), bool):
        faults.append(
            Fault(
                "this must say true or false", f"{name}, synthetic", "Say true where the data are invented."
            )
        )
    rounding = said.get("rounding", 1)
    if not isinstance(rounding, int) or isinstance(rounding, bool) or rounding < 1:
        faults.append(
            Fault(
                "this is no whole number of 1 or more",
                f"{name}, rounding",
                "Write 5 for counts rounded to the nearest 5.",
            )
        )
    if isinstance(said.get("weeks_start", ""), str) and said.get("weeks_start", "monday") not in WEEKDAYS:
        faults.append(
            Fault("this is no day of the week", f"{name}, weeks_start", f"Write {one_of(WEEKDAYS)}.")
        )
    return faults
