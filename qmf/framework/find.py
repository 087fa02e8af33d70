"""Find a priority's file by year and id, and never outside the folder of parameters."""

from __future__ import annotations

from pathlib import Path

from qmf.errors import Fault, ParameterError, PlaceError
from qmf.framework.slugs import is_slug, is_year, nearest, one_of, shown

__all__ = ["find_priority", "year_folder"]


def find_priority(parameters: Path, year: str, id: str) -> Path:
    """Find the parameter file of one priority.

    Parameters
    ----------
    parameters
        The folder of the year folders.
    year
        The NHS financial year, like ``"2025-26"``.
    id
        The priority's id, which is also the file's name.

    Returns
    -------
    Path
        The file, which lies inside `parameters`.

    Raises
    ------
    ParameterError
        The year or the id is not one, whatever it would point at.
    PlaceError
        There is no such folder or file; the nearest that is there is named.

    Examples
    --------
    >>> parameters = Path(__file__).resolve().parents[2] / "parameters"
    >>> find_priority(parameters, "2025-26", "violence-and-aggression").name
    'violence-and-aggression.yaml'
    """
    folder = year_folder(parameters, year)
    if not is_slug(id):
        mend = "Use small letters, digits and single hyphens, like violence-and-aggression."
        raise ParameterError(Fault(f"{shown(id)} is not the id of a priority", "", mend))
    path = folder / f"{id}.yaml"
    if not path.is_file():
        known = sorted(each.stem for each in folder.glob("*.yaml"))
        raise PlaceError(
            Fault(f"there is no priority {shown(id)} in {year}", "", _instead(id, known, "priorities"))
        )
    return _inside(path, parameters)


def year_folder(parameters: Path, year: str) -> Path:
    """Find the folder of one year's parameter files.

    Parameters
    ----------
    parameters
        The folder of the year folders.
    year
        The NHS financial year, like ``"2025-26"``.

    Returns
    -------
    Path
        The folder, which lies inside `parameters`.

    Raises
    ------
    ParameterError
        The year is not a financial year.
    PlaceError
        There is no such folder; the nearest that is there is named.

    Examples
    --------
    >>> year_folder(Path(__file__).resolve().parents[2] / "parameters", "2025-26").name
    '2025-26'
    """
    if not is_year(year):
        raise ParameterError(Fault(f"{shown(year)} is not a financial year", "", "Write it like 2025-26."))
    if not parameters.is_dir():
        mend = "Name the folder that holds the year folders: --parameters DIR."
        raise PlaceError(Fault(f"there is no folder of parameters called {shown(parameters.name)}", "", mend))
    if not (parameters / year).is_dir():
        known = sorted(each.name for each in parameters.iterdir() if each.is_dir() and is_year(each.name))
        raise PlaceError(
            Fault(f"there are no parameters for the year {year}", "", _instead(year, known, "years"))
        )
    return _inside(parameters / year, parameters)


def _instead(name: str, known: list[str], noun: str) -> str:
    if not known:
        return f"There are no {noun} there at all."
    near = nearest(name, known)
    return (f"Did you mean '{near}'? " if near else "") + f"There: {one_of(known)}."


def _inside(path: Path, parameters: Path) -> Path:
    if not path.resolve().is_relative_to(parameters.resolve()):
        mend = "Put the file itself into the folder, not a link to it."
        raise PlaceError(Fault(f"{shown(path.name)} points outside the folder of parameters", "", mend))
    return path
