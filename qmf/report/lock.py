"""One run at a time in one output folder: the second says who holds it. The lock of a run that died is free."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from qmf.errors import BundleError, Fault, PlaceError
from qmf.report.log import user

__all__ = ["only_one"]


@contextmanager
def only_one(out: Path) -> Iterator[None]:
    """Hold the lock of an output folder while the block runs.

    The operating system frees the lock when its process ends, however it ends: none is ever stale.

    Raises
    ------
    BundleError
        Another run holds it.
    PlaceError
        The folder cannot be made or written.

    Examples
    --------
    >>> from tempfile import mkdtemp
    >>> out = Path(mkdtemp())
    >>> with only_one(out):
    ...     (out / ".lock").is_file()
    True
    """
    holder = out / ".lock.json"
    try:
        out.mkdir(parents=True, exist_ok=True)
        (out / ".lock").touch()
    except OSError as fault:
        mend = "Give --out a folder that can be written."
        raise PlaceError(
            Fault(f"reports cannot be written here ({fault.strerror})", str(out), mend)
        ) from fault
    try:
        with FileLock(out / ".lock", timeout=0):
            facts = {
                "process": os.getpid(),
                "user": user(),
                "since": datetime.now(UTC).isoformat(timespec="seconds"),
            }
            holder.write_text(json.dumps(facts), encoding="utf-8")
            try:
                yield
            finally:
                holder.unlink(missing_ok=True)
    except Timeout:
        raise BundleError(
            Fault(
                f"another run is writing here{_who(holder)}", str(out), "Wait for it, or give another --out."
            )
        ) from None


def _who(holder: Path) -> str:
    try:
        facts = json.loads(holder.read_text(encoding="utf-8"))
        return f": process {facts['process']} of {facts['user']}, since {facts['since']}"
    except (OSError, ValueError, KeyError):
        return ""
