"""Writing a place: its tables as text, and its folder whole or not at all."""

from __future__ import annotations

import csv
import io
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from qmf.data.tables import schema
from qmf.errors import Fault, PlaceError

__all__ = ["put_in_place", "table_text"]


def table_text(table: str, rows: Iterable[tuple[object, ...]]) -> str:
    """Write a table as CSV: the same rows give the same text on every machine.

    Parameters
    ----------
    table
        The table's name.
    rows
        A value for every column of it, in order; None and "" are empty cells.

    Examples
    --------
    >>> print(table_text("units", [("heron", "Heron ward", "ward", "", "", "", "", "")]))
    unit,name,kind,parent,service,opened,closed,source
    heron,Heron ward,ward,,,,,
    <BLANKLINE>
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([column.name for column in schema(table).columns])
    writer.writerows(rows)
    return text.getvalue()


def put_in_place(folder: Path, files: Mapping[str, str], *, made_by: str) -> Path:
    """Make a place's folder, whole or not at all.

    Parameters
    ----------
    folder
        The folder to make.
    files
        The text of each file; one is place.yaml.
    made_by
        What makes it. It is written into place.yaml, and a folder that says the same may be replaced.

    Returns
    -------
    pathlib.Path
        The folder.

    Raises
    ------
    PlaceError
        The folder holds something that was not made in the same way, or cannot be written.
    """
    mark = f"# Made by {made_by}\n"
    if not _may_replace(folder, set(files), mark):
        mend = "Choose another folder, or empty this one yourself."
        raise PlaceError(Fault("the folder is there and holds something else", str(folder), mend))
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    except OSError as error:
        raise PlaceError(
            Fault("the folder cannot be made", str(folder), "Choose one that you may write to.")
        ) from error
    try:
        new, old = aside / "new", aside / "old"
        new.mkdir()
        for name, text in files.items():
            (new / name).write_bytes(((mark if name == "place.yaml" else "") + text).encode())
        if folder.exists():
            folder.rename(old)
        new.rename(folder)
    finally:
        shutil.rmtree(aside)
    return folder


def _may_replace(folder: Path, names: set[str], mark: str) -> bool:
    if not folder.exists():
        return True
    if not folder.is_dir():
        return False
    there = {each.name for each in folder.iterdir()}
    about = folder / "place.yaml"
    return not there or (
        there <= names and about.is_file() and about.read_text(encoding="utf-8").startswith(mark)
    )
