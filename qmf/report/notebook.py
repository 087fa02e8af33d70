"""What a template notebook calls first: from its parameters cell to the findings of its priority."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path

from qmf.cycle import Findings, find
from qmf.data import check_measures, open_place
from qmf.disclosure import TEAM, Policy, audiences, disclose, policy_of
from qmf.errors import Fault, PlaceError
from qmf.framework import Priority, find_priority, load_priority, priority_from
from qmf.report.audience import asked_audiences
from qmf.report.dates import read_day

__all__ = ["as_at_given", "findings", "known", "nearest_folder"]

_known: list[tuple[Path, Findings]] = []


def findings(*, id: str, year: str, **given: object) -> Findings:
    """Give the findings of the priority that the parameters cell names.

    Parameters
    ----------
    id, year
        Which priority: ``parameters/<year>/<id>.yaml``.
    given
        The other keys of a parameter file, as Papermill injects them. Where all are empty, as in a notebook opened
        by hand, the parameter file is read instead.

    Raises
    ------
    ParameterError
        The parameters do not describe a priority.
    PlaceError, DataError
        The data cannot be found, or are not what they should be.

    Notes
    -----
    Where the data is and the date come from the environment, never from the parameters: ``QMF_DATA`` (else the
    nearest ``data`` folder, looking upwards), ``QMF_PARAMETERS`` (likewise) and ``QMF_AS_AT`` (else the end of the
    last complete month in the data). ``QMF_AUDIENCE`` (else the team) says who will see it: their disclosure policy
    has passed what this gives, so that an executed notebook holds no number that they may not see.
    """
    filled = {name: value for name, value in given.items() if value not in (None, "", [], {})}
    if filled:
        priority = priority_from({"id": id, "year": year, **filled})
    else:
        priority = load_priority(find_priority(nearest_folder("QMF_PARAMETERS", "parameters"), year, id))
    policy = _policy(priority)
    folder, as_at = nearest_folder("QMF_DATA", "data"), as_at_given()
    for there, found in _known:
        passed = policy_of(found) == (None if policy.shows_all else policy)
        if passed and (found.priority, found.as_at, there) == (priority, as_at, folder.resolve()):
            return found
    place = open_place(folder)
    as_at = as_at or place.last_complete_period()
    check_measures(place, [priority], as_at)
    return disclose(find(place, priority, as_at), policy=policy)


def _policy(priority: Priority) -> Policy:
    """Give the policy of the notebook's audience."""
    folder = None
    with suppress(PlaceError):  # where there are none of one's own, the kit's policies stand
        folder = nearest_folder("QMF_PARAMETERS", "parameters")
    known = audiences(folder)
    wanted = os.environ.get("QMF_AUDIENCE")
    if wanted is None:
        return known[TEAM]
    asked_audiences(known, [priority], wanted, by_name=True)
    return known[wanted]


@contextmanager
def known(found: Findings, folder: Path) -> Iterator[None]:
    """Let :func:`findings` give these, where it is asked for the same priority, data and date.

    A run computes them once; its notebooks need not.

    Parameters
    ----------
    found
        What the run that makes this notebook's report has computed, and its audience's policy has passed.
    folder
        Where the data are: findings that a policy has masked do not say.
    """
    _known.append((folder.resolve(), found))  # now, while its way starts where the run was called
    try:
        yield
    finally:
        _known.pop()


def nearest_folder(variable: str, name: str) -> Path:
    """Find a folder of the project: where the environment says, else the nearest one looking upwards.

    Parameters
    ----------
    variable
        The environment variable that may name it.
    name
        What it is called in a project: ``data`` or ``parameters``.

    Returns
    -------
    Path
        The folder; one that the environment names may not be there.

    Raises
    ------
    PlaceError
        It is not here, and not above.
    """
    if variable in os.environ:
        return Path(os.environ[variable])
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / name).is_dir() and (folder / "parameters").is_dir():
            return folder / name
    mend = f"Open the notebook inside the qmf folder, or set {variable}."
    raise PlaceError(Fault(f"there is no folder '{name}' here or above", mend=mend))


def as_at_given() -> date | None:
    """Give the day that the environment names by ``QMF_AS_AT``; None where it names none."""
    text = os.environ.get("QMF_AS_AT")
    return read_day(text, "QMF_AS_AT") if text else None
