"""Small words between computed ones: lists, plurals, a title inside a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from qmf.spc.label import inside

__all__ = ["count", "inside", "joined", "plural", "sentence", "stopped", "without"]


def joined(words: Sequence[str], *, most: int = 6) -> str:
    """Join names as a sentence does.

    Parameters
    ----------
    words
        The names, in order.
    most
        How many to name; the rest are counted.

    Examples
    --------
    >>> joined(["Heron"]), joined(["Heron", "Linnet"]), joined(["Heron", "Kestrel", "Linnet"])
    ('Heron', 'Heron and Linnet', 'Heron, Kestrel and Linnet')
    >>> joined(list("abcdef"), most=3)
    'a, b, c and 3 more'
    """
    shown = list(words) if len(words) <= most + 1 else [*words[:most], f"{len(words) - most} more"]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}" if shown else ""


def plural(number: int, one: str, many: str = "") -> str:
    """Choose the word that goes with a number.

    Examples
    --------
    >>> plural(1, "measure"), plural(2, "measure"), plural(0, "priority", "priorities")
    ('measure', 'measures', 'priorities')
    """
    return one if number == 1 else many or f"{one}s"


def count(number: int, one: str, many: str = "") -> str:
    """Write a number with its word.

    Examples
    --------
    >>> count(1, "measure"), count(3, "priority", "priorities")
    ('1 measure', '3 priorities')
    """
    return f"{number:,} {plural(number, one, many)}"


def stopped(text: str) -> str:
    """End a phrase with one full stop.

    Examples
    --------
    >>> stopped("its kernel died"), stopped("Done."), stopped("")
    ('its kernel died.', 'Done.', '')
    """
    text = text.strip()
    return text if not text or text.endswith((".", "?", "!")) else f"{text}."


def sentence(text: str) -> str:
    """Make a phrase a sentence: a capital first, one full stop last.

    Examples
    --------
    >>> sentence("its kernel died"), sentence("Done.")
    ('Its kernel died.', 'Done.')
    """
    text = stopped(text)
    return text[:1].upper() + text[1:]


def without(text: str, start: str) -> str:
    """Leave out the start of a text, where it has it.

    Examples
    --------
    >>> without("Synthetic data. All invented.", "Synthetic data."), without("All invented.", "Synthetic data.")
    ('All invented.', 'All invented.')
    """
    return text.removeprefix(start).lstrip()
