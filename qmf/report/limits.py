"""What one report may take of the machine: time, memory, and room for what it prints."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

__all__ = ["Limits", "limited"]


@dataclass(frozen=True)
class Limits:
    """The limits of one report.

    Parameters
    ----------
    seconds
        How long one cell may take.
    memory
        How many bytes of address space its process may have, and each that it starts; no limit where None.
    output
        How many characters all outputs of its notebook together may have.
    """

    seconds: int = 300
    memory: int | None = 4 * 1024**3
    output: int = 20_000_000

    @property
    def memory_words(self) -> str:
        """Say the limit of memory.

        Examples
        --------
        >>> Limits(memory=2 * 1024**3).memory_words
        '2 GB'
        """
        return f"{(self.memory or 0) / 1024**3:.3g} GB"


@contextmanager
def limited(limits: Limits) -> Iterator[None]:
    """Keep this process to its memory while the block runs, where the system can (not Windows)."""
    try:
        import resource
    except ImportError:
        yield
        return
    before = resource.getrlimit(resource.RLIMIT_AS)
    if limits.memory is not None:
        with suppress(ValueError, OSError):  # a lower hard limit stands already
            resource.setrlimit(resource.RLIMIT_AS, (limits.memory, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)
