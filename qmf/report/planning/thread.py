"""The golden thread as a picture, as a list that opens, and what is to be mended in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from qmf.charts.tree import Twig, tree
from qmf.report.blocks.block import Section
from qmf.report.page import fragment
from qmf.report.planning.records import names_of, records
from qmf.report.wording import count
from qmf.year import Planning

__all__ = ["thread"]

LEVELS = {
    "national": "National",
    "vision": "Vision",
    "strategy": "Strategy",
    "building block": "Building block",
    "priority": "Priority",
    "workforce": "Workforce",
    "directorate": "Directorate",
    "team": "Team",
    "role": "Role",
}


@dataclass(slots=True)
class Node:
    """One branch of the list, and those under it."""

    level: str
    title: str
    name: str
    note: str
    projects: tuple[str, ...]
    below: list[Node] = field(default_factory=list)


def thread(plan: Planning) -> Section:
    """Draw the golden thread, list it, and say which teams carry too much.

    Parameters
    ----------
    plan
        The year's planning.
    """
    rows = records(plan.thread)
    names = names_of(plan)
    orphans, empty = (int(plan.thread[column].astype(bool).sum()) for column in ("orphan", "empty"))
    title = f"The golden thread: {count(len(rows), 'branch', 'branches')}, {count(orphans, 'orphan')}, {empty} empty"
    words = (
        "; ".join(f"{row.title}: {row.words}" for row in rows if row.words)
        or "Every branch hangs as it should."
    )
    twigs = [Twig(f"{row.title}{_of(row, names)}", LEVELS[row.level], row.depth, row.words) for row in rows]
    wide, narrow = (
        Markup(tree(twigs, title=title, words=words, width=width, uid=f"thread-{width}"))  # noqa: S704 - our own drawing
        for width in (960, 358)
    )
    heavy = plan.load[plan.load["overloaded"].astype(bool)]
    return Section(
        fragment(
            "planning/thread.html.j2",
            title=title,
            wide=wide,
            narrow=narrow,
            roots=list(_roots(rows, names)),
            rows=rows,
            levels=LEVELS,
            names=names,
            titles={row.branch: row.title for row in rows},
            faults=[row for row in rows if row.words],
            heavy=[(names[row.unit], row) for row in records(heavy)],
        )
    )


def _of(row: Any, names: dict[str, str]) -> str:
    return f" ({names[row.unit]})" if row.unit else ""


def _roots(rows: list[Any], names: dict[str, str]) -> Iterator[Node]:
    """Hang each row under the one it names."""
    known: dict[str, Node] = {}
    for row in rows:
        node = Node(LEVELS[row.level], row.title, names.get(row.unit, ""), row.words, row.projects)
        known[row.branch] = node
        if row.under in known:
            known[row.under].below.append(node)
    yield from (known[row.branch] for row in rows if row.under not in known)
