"""Opening a place: every table read, every check made, every fault told, before anything is drawn from it."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pandas as pd

from qmf.data import checks
from qmf.data.about import About, read_about
from qmf.data.cells import typed
from qmf.data.periods import WEEKDAYS
from qmf.data.place import Place
from qmf.data.read import find_file, no_rows, read_text
from qmf.data.schemas import TABLES
from qmf.data.tree import in_tree_order
from qmf.errors import DataError, Fault, PlaceError

__all__ = ["open_place"]


def open_place(folder: Path | str) -> Place:
    """Open a place: read and check every table of a folder.

    Parameters
    ----------
    folder
        A folder with place.yaml, units and observations, and where there are such, events and pdsa_cycles; each as
        CSV or Parquet.

    Returns
    -------
    Place
        The place, checked.

    Raises
    ------
    PlaceError
        The folder is not there.
    DataError
        A table does not hold what it should; the faults of all files at once.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> from qmf.data import write_sample
    >>> with TemporaryDirectory() as folder:
    ...     place = open_place(write_sample(folder))
    >>> place.name, place.synthetic, place.last_complete_period()
    ('Northmere Mental Health and Community Trust', True, datetime.date(2026, 3, 31))
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise PlaceError(
            Fault("there is no such folder", str(folder), "Give the folder that holds units.csv.")
        )
    faults: list[Fault] = []
    about, tables, files = About(), {}, {}
    seal: dict[str, str] = {}  # of each file before it is read: one that is changed meanwhile is noticed
    try:
        _note(seal, folder / "place.yaml")
        about = read_about(folder / "place.yaml")
    except DataError as error:
        faults.extend(error.faults)
    for table in TABLES.values():
        try:
            file = find_file(folder, table)
            _note(seal, file)
            text = no_rows(table) if file is None else read_text(file, table)
        except DataError as error:
            faults.extend(error.faults)
            continue
        name = file.name if file else f"{table.name}.csv"
        tables[table.name], wrong = typed(text, table, name)
        faults.extend(wrong)
        if file:
            files[table.name] = file
    faults.extend(
        _between(tables, {name: file.name for name, file in files.items()}, WEEKDAYS.index(about.weeks_start))
    )
    if faults:
        raise DataError(faults)
    tables["units"] = in_tree_order(tables["units"])
    return Place(folder, about, **tables, seal=seal)


def _note(seal: dict[str, str], file: Path | None) -> None:
    if file is not None and file.is_file():
        seal[file.name] = hashlib.sha256(file.read_bytes()).hexdigest()


def _between(tables: dict[str, pd.DataFrame], names: dict[str, str], first_day: int) -> list[Fault]:
    faults: list[Fault] = []
    if "observations" in names:
        observations, name = tables["observations"], names["observations"]
        faults += checks.faults_of_observations(observations, name)
        faults += checks.faults_of_periods(observations, name, first_day, WEEKDAYS[first_day].title())
    if "pdsa_cycles" in names:
        faults += checks.faults_of_cycles(tables["pdsa_cycles"], names["pdsa_cycles"])
    if "units" in names:
        faults += checks.faults_of_tree(tables["units"], names["units"])
        known = set(tables["units"]["unit"])
        for table, column in (("observations", "unit"), ("events", "unit"), ("pdsa_cycles", "units")):
            if table in names:
                faults += checks.faults_of_names(
                    tables[table], column, names[table], known, "unit", "the tree of units"
                )
    return faults
