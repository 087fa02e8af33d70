"""Two sets of files by their SHA-256: which are changed, missing, extra."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

__all__ = ["Comparison", "compare"]


@dataclass(frozen=True, slots=True)
class Comparison:
    """How some files differ from what was expected; names in order.

    Parameters
    ----------
    changed
        In both, with other bytes.
    missing
        Expected, and not there.
    extra
        There, and not expected.
    """

    changed: tuple[str, ...]
    missing: tuple[str, ...]
    extra: tuple[str, ...]

    @property
    def same(self) -> bool:
        """Whether nothing differs."""
        return not (self.changed or self.missing or self.extra)

    def __iter__(self) -> Iterator[tuple[str, str]]:
        """Give what is wrong with each file that differs, and its name."""
        for what in ("changed", "missing", "extra"):
            for name in getattr(self, what):
                yield what, name


def compare(expected: Mapping[str, str], found: Mapping[str, str]) -> Comparison:
    """Compare files by their SHA-256.

    Parameters
    ----------
    expected, found
        The SHA-256 of each file, by its name.

    Returns
    -------
    Comparison
        What differs.

    Examples
    --------
    >>> list(compare({"a": "1", "b": "2", "c": "3"}, {"a": "1", "b": "9", "d": "4"}))
    [('changed', 'b'), ('missing', 'c'), ('extra', 'd')]
    """
    return Comparison(
        changed=tuple(sorted(name for name in expected if name in found and found[name] != expected[name])),
        missing=tuple(sorted(name for name in expected if name not in found)),
        extra=tuple(sorted(name for name in found if name not in expected)),
    )
