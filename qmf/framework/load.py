"""From a parameter file, or from what a notebook was given, to a Priority; or to every fault at once."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from qmf.errors import Fault, ParameterError, PlaceError
from qmf.framework.document import Document
from qmf.framework.faults import dotted, faults_of
from qmf.framework.find import year_folder
from qmf.framework.priority import Priority
from qmf.framework.problems import Loc
from qmf.framework.secrets import secrets_in
from qmf.framework.slugs import is_slug, shown
from qmf.framework.strict_yaml import LONGEST, read_yaml

__all__ = ["load_priorities", "load_priority", "priority_from", "text_of"]


def priority_from(values: Mapping[str, Any]) -> Priority:
    """Check what a notebook was given, and make the priority from it.

    Parameters
    ----------
    values
        The notebook's parameters by name: plain text, numbers, lists and dicts. Days are dates or their text.
        None means 'not given'.

    Returns
    -------
    Priority
        ``priority_from(priority.model_dump(mode="json"))`` is the same priority again.

    Raises
    ------
    ParameterError
        With every fault; `where` is the dotted path: ``measures[0].direction``. Where something looks like a secret,
        with that alone.

    Examples
    --------
    >>> try:
    ...     priority_from({"id": "falls", "year": "2025-26", "titel": "Falls"})
    ... except ParameterError as error:
    ...     print(error.faults[-1])
    titel: the key 'titel' is not known. Did you mean 'title'?
    """
    secrets = [fault for _, fault in secrets_in(values, dotted)]
    if secrets:
        raise ParameterError(secrets)
    try:
        return Priority.model_validate(dict(values))
    except ValidationError as error:
        raise ParameterError(faults_of(error, Priority)) from None


def load_priority(path: Path) -> Priority:
    """Read one parameter file strictly.

    Parameters
    ----------
    path
        ``parameters/<year>/<id>.yaml``: the id and the year inside must be the same as these.

    Returns
    -------
    Priority
        The checked priority.

    Raises
    ------
    ParameterError
        With every fault of the file in the order of its lines; `where` is
        ``"parameters/2025-26/falls.yaml, line 12, measures[0].direction"``.
    PlaceError
        The file is not there, or cannot be opened.

    Examples
    --------
    >>> root = Path(__file__).resolve().parents[2]
    >>> priority = load_priority(root / "parameters/2025-26/violence-and-aggression.yaml")
    >>> priority.title, priority.measure("restraint").role
    ('Violence and aggression', 'balancing')
    """
    name = "/".join(path.parts[-3:])
    document = read_yaml(text_of(path, name))
    found = [(snag.line, Fault(snag.what, f"{name}, line {snag.line}", snag.mend)) for snag in document.snags]
    priority = None
    if not document.broken:
        if isinstance(document.values, dict):
            priority, faults = _checked(document, name)
            found += [*faults, *_as_the_path(document, name, path)]
        elif not found:
            what = "the file is empty" if document.values is None else "the file does not start with a key"
            found.append(
                (
                    1,
                    Fault(what, f"{name}, line 1", "Start from a copy of one that works."),
                )
            )
    if priority is None or found:
        found.sort(key=lambda each: each[0])
        raise ParameterError(fault for _, fault in found)
    return priority


def load_priorities(parameters: Path, year: str) -> list[Priority]:
    """Read every parameter file of a year.

    Parameters
    ----------
    parameters
        The folder of the year folders.
    year
        The NHS financial year, like ``"2025-26"``.

    Returns
    -------
    list of Priority
        Sorted by id.

    Raises
    ------
    ParameterError
        With all faults of all files.
    PlaceError
        There is no such folder, or no parameter file in it.

    Examples
    --------
    >>> parameters = Path(__file__).resolve().parents[2] / "parameters"
    >>> [priority.id for priority in load_priorities(parameters, "2025-26")][-1]
    'violence-and-aggression'
    """
    folder = year_folder(parameters, year)
    paths = sorted(
        path for path in folder.iterdir() if path.suffix.lower() in (".yaml", ".yml") and path.name[0] != "."
    )
    if not paths:
        raise PlaceError(
            Fault("there is no parameter file", "/".join(folder.parts[-2:]), "Add a file such as falls.yaml.")
        )
    priorities: list[Priority] = []
    faults: list[Fault] = []
    for path in paths:
        try:
            priorities.append(load_priority(path))
        except ParameterError as error:
            faults += error.faults
    if faults:
        raise ParameterError(faults)
    return sorted(priorities, key=lambda priority: priority.id)


def text_of(path: Path, name: str) -> str:
    """Read the text of a parameter file, which must have the name of one."""
    if path.suffix != ".yaml" or not is_slug(path.stem):
        mend = "Use small letters, digits and single hyphens, and .yaml at the end, like safer-wards.yaml."
        raise ParameterError(Fault(f"{shown(path.name)} is not a name for a parameter file", name, mend))
    try:
        with path.open("rb") as file:
            raw = file.read(4 * LONGEST + 1)
    except OSError:
        raise PlaceError(
            Fault("the parameter file is not there, or cannot be opened", name, "Check the name.")
        ) from None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        fault = Fault(
            "a letter here is not saved as UTF-8", f"{name}, line {line}", "Save the file again as UTF-8."
        )
        raise ParameterError(fault) from None


def _checked(document: Document, name: str) -> tuple[Priority | None, list[tuple[int, Fault]]]:
    def where(loc: Loc) -> str:
        return f"{name}, line {document.line(loc)}" + (f", {dotted(loc)}" if loc else "")

    secrets = [(document.line(loc), fault) for loc, fault in secrets_in(document.values, where)]
    if secrets:  # these alone: what else is said of a value might show it
        return None, secrets
    try:
        return Priority.model_validate(document.values), []
    except ValidationError as error:
        lines = [document.line(each["loc"]) for each in error.errors(include_url=False)]
        return None, list(zip(lines, faults_of(error, Priority, where), strict=True))


def _as_the_path(document: Document, name: str, path: Path) -> list[tuple[int, Fault]]:
    found = []
    for key, expected, place in (("id", path.stem, "file"), ("year", path.parent.name, "folder")):
        given = document.values.get(key)
        if isinstance(given, str) and given != expected:
            line = document.line((key,))
            what = f"{shown(given)} is not the name of the {place}, {shown(expected)}"
            mend = "Make the two the same."
            if key == "id" and path.with_name(f"{given}.yaml").is_file():
                what += ", and another file has this id already"
                mend = "Give each priority an id of its own, the same as its file's name."
            found.append((line, Fault(what, f"{name}, line {line}, {key}", mend)))
    return found
