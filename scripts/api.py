"""Build the API reference from the docstrings, with pdoc: ``python scripts/api.py [FOLDER]``, by default docs/api.

The pages need no network. They are built, not kept: what they say stands in the docstrings.
"""

from __future__ import annotations

import sys
from functools import reduce
from operator import or_
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

import pdoc
import pdoc.doc
import pdoc.render
from pdoc.doc_types import empty
from pydantic_core import PydanticUndefined

ROOT = Path(__file__).resolve().parent.parent
ROOMS = (
    "qmf.spc",
    "qmf.framework",
    "qmf.data",
    "qmf.planning",
    "qmf.improvement",
    "qmf.cycle",
    "qmf.year",
    "qmf.disclosure",
    "qmf.charts",
    "qmf.report.blocks",
    "qmf.errors",
)
ONCE = r"!qmf\.(spc|framework|data|planning|improvement|charts|report\.blocks)\..+"
"""A function that is called like its own module would have a second page."""


def plain(kind: Any) -> Any:
    """Give a type as a reader wants it: without the checks that pydantic hangs on it.

    Examples
    --------
    >>> plain(Annotated[str, "checked"] | None)
    str | None
    """
    origin, parts = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return plain(parts[0])
    if origin in (Union, UnionType):
        return reduce(or_, map(plain, parts))
    if origin in (list, dict, tuple) and parts:
        return origin[tuple(plain(part) if part is not ... else part for part in parts)]
    return kind


def teach() -> None:
    """Let pdoc write a model's fields with plain types, and no default where there is none."""
    make = pdoc.doc.Variable.__init__

    def made(
        self: pdoc.doc.Variable, *names: str, annotation: Any = empty, default_value: Any = empty, **rest: Any
    ):
        default = empty if default_value is PydanticUndefined else default_value
        make(self, *names, annotation=plain(annotation), default_value=default, **rest)

    pdoc.doc.Variable.__init__ = made


def main() -> None:
    """Write the pages."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "api"
    teach()
    pdoc.render.configure(docformat="numpy", show_source=False)
    pdoc.pdoc(*ROOMS, ONCE, output_directory=folder)
    print(f"Open {folder / 'index.html'}")


if __name__ == "__main__":
    main()
