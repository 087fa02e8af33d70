"""A tree drawn as an outline: each entry under the one it hangs on, with its own shape where something is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qmf.charts.lettering import wrap
from qmf.charts.markup import clean, marker, marker_group, num, path, text
from qmf.charts.tokens import FONT, GRID, INK, INK_2, MARKS, PAPER

__all__ = ["Twig", "tree"]

_SIZE, _LINE, _GAP, _TOP = 14, 18, 10, 16
_MARK = 16  # from the branch's line to its words


@dataclass(frozen=True, slots=True)
class Twig:
    """One entry of the tree.

    Parameters
    ----------
    title
        What it says.
    level
        What kind of entry it is, told before the title.
    depth
        0 for a root.
    note
        What is wrong with it; empty where nothing is. Then its mark is a triangle and its note is told in bold.
    """

    title: str
    level: str
    depth: int
    note: str = ""


def tree(twigs: Sequence[Twig], *, title: str, words: str, width: int, uid: str) -> str:
    """Draw a tree.

    Parameters
    ----------
    twigs
        The entries, each after the one it hangs on.
    title, words
        The message, and what the picture shows: its text alternative.
    width
        In pixels: 960 for wide screens, 358 for narrow ones.
    uid
        What its ids begin with, unlike any other picture's on the page.

    Returns
    -------
    str
        An ``<svg>``.

    Examples
    --------
    >>> drawn = tree([Twig("Plan", "National", 0), Twig("Safe", "Team", 1, "hangs on nothing")], title="T", words="W",
    ...     width=358, uid="t")
    >>> drawn.count("<circle"), drawn.count("hangs on nothing")
    (1, 1)
    """
    step = 26 if width >= 600 else 11
    lines: list[str] = []
    words_drawn: list[str] = []
    marks: dict[str, list[str]] = {"common": [], "concern": []}
    open_at: dict[int, float] = {}
    y = float(_TOP)
    for twig in twigs:
        x = 10 + step * twig.depth
        if twig.depth and twig.depth - 1 in open_at:
            above = 10 + step * (twig.depth - 1)
            d = f"M{num(above)} {num(open_at[twig.depth - 1] + 8)}V{num(y - 5)}H{num(x - 8)}"
            lines.append(path(d, stroke=INK_2, width=1))
        kind = "concern" if twig.note else "common"
        marks[kind].append(marker(kind, x, y - 5, 1))
        open_at[twig.depth] = y - 5
        at = x + _MARK
        room = width - at - 4
        for part, fill, bold in (
            (f"{twig.level}: {twig.title}", INK, False),
            (twig.note, MARKS["concern"].text, True),
        ):
            for piece in wrap(part, _SIZE, room, bold=bold):
                words_drawn.append(text(at, y, piece, _SIZE, fill, bold=bold))
                y += _LINE
        y += _GAP
    groups = [marker_group(kind, drawn, 1.6) for kind, drawn in marks.items() if drawn]
    height = y - _LINE + _TOP
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {num(height)}" role="img" '
        f'aria-labelledby="{uid}-t {uid}-d" font-family="{FONT}">'
        f'<title id="{uid}-t">{clean(title)}</title><desc id="{uid}-d">{clean(words)}</desc>'
        f'<rect width="{width}" height="{num(height)}" fill="{PAPER}" stroke="{GRID}"/>'
        f"{''.join(lines)}{''.join(groups)}{''.join(words_drawn)}</svg>"
    )
