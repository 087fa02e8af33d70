"""Whether a bundle is still what its seal says: a folder, a priority's folder in it, or a zip of either."""

from __future__ import annotations

import hashlib
import zipfile
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from qmf.errors import BundleError, Fault
from qmf.report.sealing.compare import Comparison, compare
from qmf.report.sealing.digests import digests, sha256
from qmf.report.sealing.seal import NAME, seal_from

__all__ = ["Verified", "sealed_files", "verify"]

TWICE = "twice"
"""What stands for a file that a zip holds more than once: each program may show another of them."""


@dataclass(frozen=True)
class Verified:
    """A bundle that was looked at.

    Parameters
    ----------
    seal
        What its ``bundle.json`` says.
    sha256
        The SHA-256 of ``bundle.json`` itself. Whoever changes a file can seal it again: compare this with the one
        that was noted when the bundle was made.
    files
        The SHA-256 of every other file that is there.
    differences
        What is not as it was sealed.
    """

    seal: Mapping[str, object]
    sha256: str
    files: Mapping[str, str]
    differences: Comparison


def verify(bundle: Path) -> Verified:
    """Look at a bundle, and say what is not as it was sealed.

    Parameters
    ----------
    bundle
        The folder of a date, of a priority in it, or a zip of either.

    Returns
    -------
    Verified
        With every file that was changed, is missing, or is extra.

    Raises
    ------
    BundleError
        It is no bundle: there is no ``bundle.json`` that can be read.

    Examples
    --------
    >>> from tempfile import mkdtemp
    >>> from qmf.report.sealing.seal import write_seal
    >>> folder = Path(mkdtemp()); _ = (folder / "a.csv").write_text("1"); _ = (folder / "b.csv").write_text("2")
    >>> write_seal(folder, {}); verify(folder).differences.same
    True
    >>> _ = (folder / "a.csv").write_text("9"); (folder / "b.csv").rename(folder / "c.csv").name
    'c.csv'
    >>> list(verify(folder).differences)
    [('changed', 'a.csv'), ('missing', 'b.csv'), ('extra', 'c.csv')]
    """
    try:
        found, data = _zipped(bundle) if bundle.is_file() else _folder(bundle)
    except (
        OSError,
        zipfile.BadZipFile,
        NotImplementedError,
        RuntimeError,
    ):  # the last two: a zip of another kind
        raise _no_bundle("it is not there, or cannot be read", bundle) from None
    seal = seal_from(data) if data is not None else None
    if seal is None:
        raise _no_bundle(f"it is no bundle: it has no {NAME} that can be read", bundle)
    return Verified(seal, sha256(data or b""), found, compare(sealed_files(seal), found))


def sealed_files(seal: Mapping[str, object]) -> dict[str, str]:
    """Give the SHA-256 of every file as the seal has it."""
    files = seal["files"]
    return {str(name): str(value) for name, value in files.items()} if isinstance(files, Mapping) else {}


def _folder(folder: Path) -> tuple[dict[str, str], bytes | None]:
    if not (folder / NAME).is_file():
        return {}, None
    found = digests(folder)
    del found[NAME]
    return found, (folder / NAME).read_bytes()


def _zipped(file: Path) -> tuple[dict[str, str], bytes | None]:
    """Read a zip without unpacking it: nothing it names is ever written."""
    with zipfile.ZipFile(file) as archive:
        infos = [info for info in archive.infolist() if not info.is_dir()]
        seals = [info for info in infos if info.filename.rpartition("/")[2] == NAME]
        if not seals:
            return {}, None
        own = min(seals, key=lambda info: info.filename.count("/"))
        root = own.filename.removesuffix(NAME)
        found = {}
        for info in infos:
            with archive.open(info) as stream:
                # what lies outside the bundle's own folder keeps its whole name: it is not in the seal
                found[info.filename.removeprefix(root)] = hashlib.file_digest(stream, "sha256").hexdigest()  # type: ignore[arg-type]
        data = archive.read(own)
    counts = Counter(info.filename.removeprefix(root) for info in infos)
    found |= {name: TWICE for name, count in counts.items() if count > 1}
    if found.pop(NAME) == TWICE:
        return {}, None
    return found, data


def _no_bundle(what: str, where: Path) -> BundleError:
    mend = "Give the folder of a date, such as reports/2025-26/2026-03-31, of a priority in it, or its zip."
    return BundleError(Fault(what, str(where), mend))
