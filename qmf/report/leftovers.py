"""Processes that a notebook started and left behind: found and stopped, so that no report outlives its run."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import psutil

__all__ = ["Leftovers", "watched"]

PR_SET_CHILD_SUBREAPER = 36


class Leftovers:
    """The names of the processes that were still there, and were stopped."""

    def __init__(self) -> None:
        self.names: list[str] = []


@contextmanager
def watched() -> Iterator[Leftovers]:
    """Stop what the block's kernels leave running, also where it set out on its own (Linux; elsewhere nothing is seen).

    Examples
    --------
    >>> with watched() as left:
    ...     pass
    >>> left.names
    []
    """
    left = Leftovers()
    if not sys.platform.startswith("linux"):
        yield left
        return
    # whatever loses its parent becomes our child, however far down it was started
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    before = set(_children())
    try:
        yield left
    finally:
        stray = [child for child in _children() if child not in before]
        for child in stray:
            try:
                if (
                    child.status() != psutil.STATUS_ZOMBIE
                ):  # a zombie has ended already: it only waits to be counted
                    left.names.append(child.name())
                    child.kill()
            except psutil.NoSuchProcess:
                continue
        psutil.wait_procs(stray, timeout=5)


def _children() -> list[psutil.Process]:
    return list(psutil.Process().children(recursive=True))
