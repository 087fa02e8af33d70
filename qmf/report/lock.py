"""One run at a time in one output folder: the second says who holds it. The lock of a run that died is free."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from qmf.errors import BundleError, Fault, PlaceError
from qmf.report.log import user

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

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
    ...     [path.name for path in out.iterdir()]
    ['.lock.json']
    >>> list(out.iterdir())
    []
    """
    holder = out / ".lock.json"
    try:
        out.mkdir(parents=True, exist_ok=True)
        lock = _lock(out)
    except OSError as fault:
        mend = "Give --out a folder that can be written."
        raise PlaceError(
            Fault(f"reports cannot be written here ({fault.strerror})", str(out), mend)
        ) from fault
    if lock is None:
        mend = "Wait for it, or give another --out."
        raise BundleError(Fault(f"another run is writing here{_who(holder)}", str(out), mend))
    with lock:
        facts = {
            "process": os.getpid(),
            "user": user(),
            "host": platform.node(),
            "since": datetime.now(UTC).isoformat(timespec="seconds"),
        }
        try:
            holder.write_text(json.dumps(facts), encoding="utf-8")
        except OSError as fault:
            mend = "Give --out a folder that can be written."
            raise PlaceError(
                Fault(f"reports cannot be written here ({fault.strerror})", str(out), mend)
            ) from fault
        try:
            yield
        finally:
            holder.unlink(missing_ok=True)


def _lock(out: Path) -> ExitStack | None:
    """Take the lock of the folder itself, or of a file in it where the system locks no folders; None if it is taken."""
    held = ExitStack()
    if fcntl is not None:
        handle = os.open(out, os.O_RDONLY)
        held.callback(os.close, handle)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return held
        except BlockingIOError:
            held.close()
            return None
        except OSError:  # a network's folder, as a rule
            held.close()
    try:
        held.enter_context(FileLock(out / ".lock", timeout=0))
    except Timeout:
        return None
    return held


def _who(holder: Path) -> str:
    try:
        facts = json.loads(holder.read_text(encoding="utf-8"))
        return f": process {facts['process']} of {facts['user']} on {facts['host']}, since {facts['since']}"
    except (OSError, ValueError, KeyError):
        return ""
