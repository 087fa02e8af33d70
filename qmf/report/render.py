"""An executed notebook -> a page of the bundle.

Prose comes from the notebook's text cells, figures and tables from the outputs of our blocks; what anything else
printed stands as plain text. A cell's code is not shown, and HTML that bears no mark of ours is never taken as HTML.
"""

from __future__ import annotations

from collections.abc import Iterator

from markdown_it import MarkdownIt
from markupsafe import Markup, escape
from nbformat import NotebookNode

from qmf.cycle import Findings
from qmf.report.assemble import assembled
from qmf.report.blocks.block import Output
from qmf.report.facts import facts
from qmf.report.method import method_sentence
from qmf.report.page import page
from qmf.report.policy import PLOTLY
from qmf.report.results import Kit
from qmf.report.tally import summary_sentence
from qmf.report.wording import stopped

__all__ = ["ONLY_NOTEBOOK", "cells_of", "render_notebook"]

ONLY_NOTEBOOK = "notebook-only"
"""The tag of a cell that a page leaves out: what only makes sense where the notebook can be run."""


def render_notebook(nb: NotebookNode, found: Findings, *, title: str, kit: Kit | None = None) -> str:
    """Make a page from an executed notebook.

    Parameters
    ----------
    nb
        The notebook, with its outputs.
    found
        The findings it was made from.
    title
        The page's heading; the notebook's own first heading is left out where it says the same.
    kit
        What made it, for the foot of the page.

    Returns
    -------
    str
        A page to be written to ``<priority>/<notebook>.html`` in the bundle.
    """
    return page(
        "report.html.j2",
        found,
        title=f"{title}: {found.priority.title} {found.priority.year}",
        root="../",
        kit=kit,
        scripts=(PLOTLY,),
        heading=title,
        priority=found.priority,
        facts=facts(found),
        say=summary_sentence(found),
        body=Markup("\n").join(cells_of(nb, title)),
        results=(),
        method=method_sentence([found]),
    )


def cells_of(nb: NotebookNode, title: str) -> Iterator[Markup]:
    """Give the HTML of each cell that a page shows, without the heading that is the page's own.

    Parameters
    ----------
    nb
        The notebook, with its outputs.
    title
        The page's heading.
    """
    for cell in nb.cells:
        if ONLY_NOTEBOOK in cell.metadata.get("tags", []):
            continue
        if cell.cell_type == "markdown":
            yield _prose(cell.source, title)
        elif cell.cell_type == "code":
            yield from _outputs(cell.outputs)


def _prose(source: str, title: str) -> Markup:
    """Turn Markdown into HTML: raw HTML in it is shown as text, and no heading is a second h1."""
    parser = MarkdownIt("commonmark", {"html": False}).disable(
        "image"
    )  # a picture elsewhere would be a request
    tokens = parser.parse(source)
    if tokens and tokens[0].tag == "h1" and tokens[1].content.strip() == title:
        tokens = tokens[3:]
    for token in tokens:
        if token.tag == "h1":
            token.tag = "h2"
    html = parser.renderer.render(tokens, parser.options, {})
    return Markup(f'<div class="prose">\n{html}</div>') if html else Markup()  # noqa: S704 - html=False escapes


def _outputs(outputs: list[NotebookNode]) -> Iterator[Markup]:
    """Give what a cell shows: our blocks in order, then whatever else it printed."""
    ours = [output for output in outputs if _mark(output)]
    yield assembled(
        Output({kind: _whole(of) for kind, of in each.data.items()}, _mark(each)) for each in ours
    )
    for output in outputs:
        if not _mark(output):
            yield _other(output)


def _mark(output: NotebookNode) -> dict[str, str]:
    return dict(output.get("metadata", {}).get("qmf", {})) if output.output_type == "display_data" else {}


def _whole(data: object) -> object:
    """Join text that a notebook file keeps as a list of lines."""
    return "".join(data) if isinstance(data, list) else data


def _other(output: NotebookNode) -> Markup:
    if output.output_type == "error":
        return Markup('<p class="failed">This part could not be made: {}</p>').format(stopped(output.evalue))
    if output.output_type == "stream":
        text = _whole(output.text) if output.name == "stdout" else ""
    else:
        text = _whole(output.data.get("text/plain", ""))
    return Markup("<pre>{}</pre>").format(escape(text)) if text else Markup()
