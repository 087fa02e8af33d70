"""What a notebook's cell shows: a block, which publishes itself in Jupyter and from which a report's page is made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from qmf.report.blocks.plain import plain

__all__ = ["NARROW", "PLOTLY", "Block", "Output", "Picture", "Section", "Several"]

PLOTLY = "application/vnd.plotly.v1+json"
NARROW = "application/vnd.qmf.narrow+svg"


@dataclass(frozen=True, slots=True)
class Output:
    """One output of a cell: what it shows, by media type, and the mark by which a page knows it as ours.

    Parameters
    ----------
    data
        The same content in one form a media type.
    mark
        What stands under ``"qmf"`` in the output's metadata.

    Examples
    --------
    >>> Output({"text/plain": "No change."}, {"part": "section"}).mark["part"]
    'section'
    """

    data: Mapping[str, Any]
    mark: Mapping[str, str]


class Block:
    """Something a cell shows. It publishes its outputs in order when it is the cell's last value."""

    def outputs(self) -> Iterator[Output]:
        """Give the outputs, in order."""
        raise NotImplementedError

    def _ipython_display_(self) -> None:
        from IPython.display import publish_display_data  # only a notebook pays for the import

        for output in self.outputs():
            publish_display_data(data=dict(output.data), metadata={"qmf": dict(output.mark)})


@dataclass(frozen=True)
class Section(Block):
    """Prose, lists and tables.

    Parameters
    ----------
    html
        What is shown: our own HTML, in which text from data is escaped.
    part
        "section", or "begin" for what only a notebook needs and a page leaves out.

    Examples
    --------
    >>> [output.data["text/plain"] for output in Section("<p>No change.</p>").outputs()]
    ['No change.']
    """

    html: str
    part: str = "section"

    def outputs(self) -> Iterator[Output]:
        """Give the one output."""
        yield Output(_html(self.html), {"part": self.part})


@dataclass(frozen=True)
class Picture(Block):
    """A chart with all that is said about it.

    Parameters
    ----------
    id
        ``<measure>--<unit>``: its name on the page, and of its files.
    head, tail
        HTML before and after the picture.
    wide, narrow
        The drawing as SVG, for wide and for narrow screens.
    plotly
        The same as a plotly figure, in JSON's own types.
    words
        What it shows, in words.
    """

    id: str
    head: str
    wide: str
    narrow: str
    plotly: Mapping[str, Any]
    tail: str
    words: str

    def outputs(self) -> Iterator[Output]:
        """Give head, picture and tail."""
        yield Output(_html(self.head), {"figure": self.id, "part": "head"})
        data = {
            PLOTLY: self.plotly,
            "image/svg+xml": self.wide,
            NARROW: self.narrow,
            "text/plain": self.words,
        }
        yield Output(data, {"figure": self.id, "part": "picture"})
        yield Output(_html(self.tail), {"figure": self.id, "part": "tail"})


@dataclass(frozen=True)
class Several(Block):
    """Blocks one after the other.

    Parameters
    ----------
    blocks
        What to show, in order.

    Examples
    --------
    >>> both = Several((Section("<p>First.</p>"), Section("<p>Second.</p>")))
    >>> [output.data["text/plain"] for output in both.outputs()]
    ['First.', 'Second.']
    """

    blocks: tuple[Block, ...]

    def outputs(self) -> Iterator[Output]:
        """Give the outputs of each, in order."""
        for block in self.blocks:
            yield from block.outputs()


def _html(html: str) -> dict[str, str]:
    return {"text/html": f'<div class="qmf">\n{html}</div>', "text/plain": plain(html)}
