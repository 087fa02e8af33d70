"""Whether what a bundle is being made from is still what it was when the run began."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from qmf.data import Place
from qmf.errors import BundleError, Fault
from qmf.report.sealing.digests import digest

__all__ = ["changed", "refused"]


def changed(place: Place, read: Mapping[Path, str]) -> list[str]:
    """Name the input files that are not what they were when they were read.

    Parameters
    ----------
    place
        The data, with the SHA-256 of each file as it was read.
    read
        The SHA-256 of each parameter file and notebook as it was read.

    Returns
    -------
    list of str
        Each as its folder and name, such as ``data/events.csv``; one that is gone counts as changed.

    Examples
    --------
    >>> from tempfile import mkdtemp
    >>> from qmf.data import open_place, write_sample
    >>> place = open_place(write_sample(Path(mkdtemp()) / "data"))
    >>> changed(place, {})
    []
    >>> _ = (place.folder / "events.csv").write_text("")
    >>> changed(place, {})
    ['data/events.csv']
    """
    return [f"{path.absolute().parent.name}/{path.name}" for path in _changed(place, read)]


def refused(names: list[str]) -> BundleError:
    """Say why a bundle is not put in place.

    Parameters
    ----------
    names
        What was changed.

    Examples
    --------
    >>> print(refused(["data/events.csv"]))
    data/events.csv: the file was changed while the reports were made from it. Call qmf again when it is at rest.
    """
    what, mend = (
        "the file was changed while the reports were made from it",
        "Call qmf again when it is at rest.",
    )
    return BundleError(Fault(what, name, mend) for name in names)


def _changed(place: Place, read: Mapping[Path, str]) -> Iterator[Path]:
    then = {place.folder / name: value for name, value in place.seal.items()} | dict(read)
    for path, value in then.items():
        try:
            if digest(path) != value:
                yield path
        except OSError:
            yield path
