"""What a notebook shows first: the notice about its data, and the style of all blocks below."""

from __future__ import annotations

from markupsafe import Markup

from qmf import charts
from qmf.cycle import Findings
from qmf.disclosure import policy_of
from qmf.report.blocks.block import Section
from qmf.report.page import fragment, stylesheet

__all__ = ["begin"]


def begin(found: Findings) -> Section:
    """Show the notice about the data, and bring the style and the icons that the other blocks need.

    A page of the bundle has all three in its own template and leaves this block out.

    Parameters
    ----------
    found
        The findings of the notebook's priority.
    """
    html = fragment(
        "blocks/begin.html.j2",
        place=found.place,
        disclosure=policy_of(found),
        found=found,
        style=Markup(scoped(stylesheet())),  # noqa: S704 - the kit's own stylesheet
        sprite=Markup(charts.sprite()),  # noqa: S704 - our own drawing
    )
    return Section(html, part="begin")


# What JupyterLab sets for its own cells and the kit's stylesheet has no reason to: right-aligned cells, striped rows,
# bullets, and terms that float beside their definitions. A figure's files are in the bundle, not beside a notebook.
LAB = """td, th { text-align: left; } tr:nth-child(even) { background: none; } tr:hover { background: none; }
h2, h3 { font-weight: 700; } dt { float: none; width: auto; font-weight: 400; } dd { margin: 0; width: auto; }
.dl { display: none; }"""


def scoped(style: str) -> str:
    """Keep a stylesheet to our own blocks, so that JupyterLab around them looks as it did.

    The rules are nested under a class said three times, and so stand above JupyterLab's for the cells around.

    Examples
    --------
    >>> print(scoped(":root{--ink:#212b32}").splitlines()[-2])
    &{--ink:#212b32}
    """
    ground = "background: var(--paper); color: var(--ink); font: 400 var(--t-body)/1.5 var(--font); padding: 4px 12px;"
    return f".qmf.qmf.qmf {{\n{ground}\n{LAB}\n{style.replace(':root', '&')}\n}}"
