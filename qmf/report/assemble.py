"""Outputs of blocks -> the HTML of a page. The three parts of one chart become one figure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from markupsafe import Markup

from qmf.report.blocks.block import NARROW, PLOTLY, Output
from qmf.report.page import fragment, json_for_script

__all__ = ["assembled"]


def assembled(outputs: Iterable[Output], *, interactive: bool = True) -> Markup:
    """Put the outputs of our blocks together.

    Parameters
    ----------
    outputs
        In order; all of them bear our mark, so their HTML and SVG are our own.
    interactive
        Whether each chart carries its plotly figure, to be looked at closer; it is half of the page's size.

    Examples
    --------
    >>> from qmf.report.blocks.block import Section
    >>> print(assembled(Section("<p>No change.</p>").outputs()))
    <div class="qmf">
    <p>No change.</p></div>
    """
    return Markup("\n").join(_pieces(outputs, interactive))


def _pieces(outputs: Iterable[Output], interactive: bool) -> Iterator[Markup]:
    parts: dict[str, Output] = {}
    for output in outputs:
        part = output.mark.get("part", "")
        if part == "section":
            yield Markup(output.data["text/html"])  # noqa: S704 - a block of ours made it
        elif part in ("head", "picture"):
            parts[part] = output
        elif part == "tail":
            yield _figure(parts["head"], parts["picture"], output, interactive)
            parts = {}


def _figure(head: Output, picture: Output, tail: Output, interactive: bool) -> Markup:
    html = fragment(
        "figure.html.j2",
        id=head.mark["figure"],
        head=Markup(head.data["text/html"]),  # noqa: S704 - a block of ours made it
        wide=Markup(picture.data["image/svg+xml"]),  # noqa: S704 - our own drawing
        narrow=Markup(picture.data[NARROW]),  # noqa: S704 - our own drawing
        plotly=json_for_script(picture.data[PLOTLY]) if interactive else None,
        tail=Markup(tail.data["text/html"]),  # noqa: S704 - a block of ours made it
    )
    return Markup(html)  # noqa: S704 - rendered by a template that escapes
