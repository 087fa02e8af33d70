"""Build a folder aside and put it in place by one rename, so that a reader never meets half a bundle."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from qmf.errors import Fault, PlaceError

__all__ = ["staged"]

AT_FDCWD = -100
RENAME_EXCHANGE = 2
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO)
"""What the system says when a place cannot be written any more, in the middle of a run."""


@contextmanager
def staged(target: Path) -> Iterator[Path]:
    """Give an empty folder beside ``target``; put it in place of ``target`` when the block ends well.

    Where the block raises, ``target`` stays as it was and the half-made folder is removed; one that a killed run left
    behind is removed by the next.

    Raises
    ------
    PlaceError
        The folder cannot be made or put in place.

    Examples
    --------
    >>> target = Path(tempfile.mkdtemp()) / "bundle"
    >>> with staged(target) as folder:
    ...     _ = (folder / "index.html").write_text("whole")
    >>> sorted(p.name for p in target.parent.iterdir()), (target / "index.html").read_text()
    (['bundle'], 'whole')
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        for stale in target.parent.glob(f".{target.name}.*"):
            shutil.rmtree(stale, ignore_errors=True)
        folder = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
        folder.chmod(0o755)
    except OSError as fault:
        mend = "Give --out a folder that can be written."
        raise PlaceError(
            Fault(f"reports cannot be written here ({fault.strerror})", str(target.parent), mend)
        ) from fault
    try:
        yield folder
        _put_in_place(folder, target)
    except OSError as fault:
        if fault.errno not in FULL:
            raise
        mend = "Make room there, or give another --out. What stood there before is as it was."
        what = f"the reports could not be written ({fault.strerror})"
        raise PlaceError(Fault(what, str(target.parent), mend)) from fault
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _put_in_place(folder: Path, target: Path) -> None:
    if target.exists() and _exchange(folder, target):
        return  # the previous bundle now stands under the temporary name, which the caller removes
    if target.exists():
        old = folder.with_name(folder.name + ".old")
        target.rename(old)
        folder.rename(target)
        shutil.rmtree(old, ignore_errors=True)
        return
    folder.rename(target)


def _exchange(one: Path, other: Path) -> bool:
    """Swap two folders in one step, where the system can (Linux, most file systems)."""
    if not sys.platform.startswith("linux"):
        return False
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    if rename(AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), RENAME_EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP):
        return False
    raise OSError(code, os.strerror(code), str(other))
