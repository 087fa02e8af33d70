"""A bundle as one file to send. The same bundle gives the same zip."""

from __future__ import annotations

import os
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from qmf.errors import Fault, PlaceError

__all__ = ["write_zip", "zip_of", "zipped_after"]

NO_DATE = (1980, 1, 1, 0, 0, 0)
"""The first day that a zip can name: when a file was written says nothing about what is in it."""
READABLE = 0o100644 << 16
UNIX = 3


def zip_of(bundle: Path) -> Path:
    """Say where a bundle's zip stands: beside it.

    Examples
    --------
    >>> zip_of(Path("reports/2025-26/2026-03-31")).name
    '2026-03-31.zip'
    """
    return bundle.with_name(f"{bundle.name}.zip")


def write_zip(bundle: Path) -> Path:
    """Write a bundle's zip beside it, whole or not at all; it unpacks into one folder of the bundle's name.

    Returns
    -------
    Path
        The zip.

    Raises
    ------
    PlaceError
        It cannot be written.

    Examples
    --------
    >>> bundle = Path(tempfile.mkdtemp()) / "2026-03-31"; bundle.mkdir()
    >>> _ = (bundle / "index.html").write_text("whole")
    >>> zipfile.ZipFile(write_zip(bundle)).namelist()
    ['2026-03-31/index.html']
    """
    target = zip_of(bundle)
    aside: Path | None = None
    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
        os.close(handle)
        aside = Path(name)
        _write(bundle, aside)
        aside.chmod(0o644)
        aside.replace(target)
    except OSError as fault:
        mend = "Make room there, or give --out a folder that can be written."
        raise PlaceError(Fault(f"the zip cannot be written ({fault.strerror})", str(target), mend)) from fault
    finally:
        if aside is not None:
            aside.unlink(missing_ok=True)
    return target


@contextmanager
def zipped_after(bundle: Path, *, wanted: bool) -> Iterator[None]:
    """Write a bundle's zip when the block has put the bundle in place: where it is wanted, or one stands there already.

    A zip that stands beside a bundle so never holds another one.
    """
    yield
    if wanted or zip_of(bundle).exists():
        write_zip(bundle)


def _write(bundle: Path, file: Path) -> None:
    names = sorted(path.relative_to(bundle).as_posix() for path in bundle.rglob("*") if path.is_file())
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in names:
            info = zipfile.ZipInfo(f"{bundle.name}/{name}", NO_DATE)
            info.compress_type, info.external_attr, info.create_system = zipfile.ZIP_DEFLATED, READABLE, UNIX
            archive.writestr(info, (bundle / name).read_bytes())
