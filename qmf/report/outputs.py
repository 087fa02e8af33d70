"""What a cell shows, gathered as a Jupyter client gathers a kernel's messages."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from typing import Any

import nbformat
from jupyter_client.jsonutil import json_default
from nbformat import NotebookNode

__all__ = ["Outputs", "Stream", "TooMuchOutput"]


class TooMuchOutput(BaseException):
    """A notebook shows more than it may. Not an ``Exception``: a notebook's own ``except`` does not swallow it."""


class Outputs:
    r"""The outputs of the cell that runs, and the rules by which messages become outputs.

    Parameters
    ----------
    most
        How many characters all outputs of the notebook together may have.

    Examples
    --------
    >>> outputs = Outputs()
    >>> cell = nbformat.v4.new_code_cell("print('a'); print('b')")
    >>> outputs.begin(cell)
    >>> outputs.stream("stdout", "a\n"); outputs.stream("stdout", "b\n")
    >>> [output.text for output in cell.outputs]
    ['a\nb\n']
    """

    def __init__(self, most: int | None = None) -> None:
        self.most = most
        self.size = 0
        self._cell: NotebookNode = nbformat.v4.new_code_cell()
        self._named: dict[str, list[NotebookNode]] = {}
        self._clear_next = False

    def begin(self, cell: NotebookNode) -> None:
        """Gather into this cell from now on."""
        self._cell = cell
        self._clear_next = False

    def stream(self, name: str, text: str) -> None:
        """Take text written to stdout or stderr.

        Until something else is shown, each of the two is one output, stdout first: a kernel sends them when a cell
        ends, and by then nobody knows how they were mixed.
        """
        if not text:
            return
        self._count(len(text))
        written = {} if self._clear_next else {output.name: output for output in self._last_streams()}
        if name in written:
            written[name].text += text
            return
        self._add(nbformat.v4.new_output("stream", name=name, text=text))
        if name == "stdout" and written:
            self._cell.outputs[-2:] = reversed(self._cell.outputs[-2:])

    def _last_streams(self) -> list[NotebookNode]:
        """List the streams that stand last, with nothing shown after them."""
        last: list[NotebookNode] = []
        for output in reversed(self._cell.outputs[-2:]):
            if output.output_type != "stream":
                break
            last.append(output)
        return last

    def display(
        self,
        data: Mapping[str, Any],
        metadata: Mapping[str, Any],
        transient: Mapping[str, Any],
        *,
        update: bool,
    ) -> None:
        """Take what ``display()`` publishes; an update goes to every output of its ``display_id``."""
        shown = self._plain({"data": data, "metadata": metadata})
        name = transient.get("display_id")
        for output in self._named.get(name, []) if name else ():
            output.data, output.metadata = shown.data, shown.metadata
        if not update:
            output = nbformat.v4.new_output("display_data", **shown)
            self._add(output)
            if name:
                self._named.setdefault(name, []).append(output)

    def result(self, data: Mapping[str, Any], metadata: Mapping[str, Any], count: int) -> None:
        """Take the value of a cell's last line."""
        shown = self._plain({"data": data, "metadata": metadata})
        self._add(nbformat.v4.new_output("execute_result", execution_count=count, **shown))

    def error(self, name: str, value: str, traceback: list[str]) -> None:
        """Take an error; it is never too long."""
        self._cell.outputs.append(
            nbformat.v4.new_output("error", ename=name, evalue=value, traceback=list(traceback))
        )

    def clear(self, *, wait: bool) -> None:
        """Forget the cell's outputs, now or when the next one comes."""
        if wait:
            self._clear_next = True
        else:
            self._cell.outputs.clear()

    def _add(self, output: NotebookNode) -> None:
        if self._clear_next:
            self._cell.outputs.clear()
            self._clear_next = False
        self._cell.outputs.append(output)

    def _plain(self, content: Mapping[str, Any]) -> NotebookNode:
        """Give content in JSON's own types, by the same way that a kernel's message goes."""
        text = json.dumps(content, default=json_default, ensure_ascii=False, allow_nan=False)
        self._count(len(text))
        return nbformat.from_dict(json.loads(text))

    def _count(self, more: int) -> None:
        self.size += more
        if self.most is not None and self.size > self.most:
            raise TooMuchOutput


class Stream(io.TextIOBase):
    """``sys.stdout`` or ``sys.stderr`` of a notebook that runs in this process."""

    def __init__(self, outputs: Outputs, name: str, file: int) -> None:
        self._outputs, self._name, self._file = outputs, name, file

    encoding = "utf-8"

    def write(self, text: str) -> int:
        """Add text to the cell's outputs."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text)}")
        self._outputs.stream(self._name, text)
        return len(text)

    def writable(self) -> bool:
        """Say that it can be written."""
        return True

    def fileno(self) -> int:
        """Give the file that a process started from here would write to."""
        return self._file
