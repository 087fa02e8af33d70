"""IPython's shell without a kernel around it: a cell runs in this process, and its outputs are gathered."""

from __future__ import annotations

import atexit
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

from ipykernel.compiler import XCachingCompiler
from ipykernel.jsonutil import encode_images
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets import Type
from traitlets.config import Config

from qmf.report.outputs import Outputs, Stream

__all__ = ["Shell", "shell"]


class _Publisher(DisplayPublisher):  # type: ignore[misc]
    """Takes what ``display()`` shows."""

    def publish(
        self,
        data: dict[str, Any],
        metadata: dict[str, Any] | None = None,
        *,
        transient: dict[str, Any] | None = None,
        update: bool = False,
        **_: Any,
    ) -> None:
        self._validate_data(data, metadata or {})
        self.shell.outputs.display(encode_images(data), metadata or {}, transient or {}, update=update)

    def clear_output(self, wait: bool = False) -> None:
        self.shell.outputs.clear(wait=wait)


class _Hook(DisplayHook):  # type: ignore[misc]
    """Takes the value of a cell's last line."""

    def write_output_prompt(self) -> None:
        """Write none: the number stands in the output."""

    def write_format_data(self, format_dict: dict[str, Any], md_dict: dict[str, Any] | None = None) -> None:
        if format_dict:
            self.shell.outputs.result(encode_images(format_dict), md_dict or {}, self.prompt_count)

    def finish_displayhook(self) -> None:
        """Write no end of line."""
        self._is_active = False


class Shell(InteractiveShell):  # type: ignore[misc]
    """An IPython shell that gathers what its cells show in :attr:`outputs`."""

    displayhook_class = Type(_Hook)
    display_pub_class = Type(_Publisher)
    compiler_class = Type(XCachingCompiler)  # names a cell in a traceback as a kernel does
    outputs: Outputs

    def _showtraceback(self, etype: type[BaseException], evalue: BaseException, stb: list[str]) -> None:
        self.outputs.error(str(etype.__name__), str(evalue), stb)
        self._last_traceback = stb

    def enable_gui(self, gui: str | None = None) -> None:
        """Do nothing: there is no window."""


@contextmanager
def shell(outputs: Outputs) -> Iterator[Shell]:
    """Give a fresh shell; afterwards the process is as it was.

    History is off, and no file of the person's own IPython profile is read: the same notebook shows the same
    whoever runs it.

    Examples
    --------
    >>> import nbformat
    >>> outputs, cell = Outputs(), nbformat.v4.new_code_cell("6 * 7")
    >>> with shell(outputs) as sh:
    ...     outputs.begin(cell)
    ...     fine = sh.run_cell(cell.source, store_history=True).success
    >>> fine, cell.outputs[0].data["text/plain"]
    (True, '42')
    """
    config = Config()
    config.HistoryManager.enabled = False
    before = sys.stdin, sys.stdout, sys.stderr, sys.displayhook, sys.excepthook
    with tempfile.TemporaryDirectory(prefix="qmf-ipython-") as home, open(os.devnull) as nothing:  # noqa: PTH123
        made = cast(Shell, Shell.instance(config=config, ipython_dir=home))
        made.outputs = outputs
        sys.stdin = nothing
        sys.stdout, sys.stderr = Stream(outputs, "stdout", 1), Stream(outputs, "stderr", 2)
        try:
            yield made
        finally:
            sys.stdin, sys.stdout, sys.stderr, sys.displayhook, sys.excepthook = before
            made.restore_sys_module_state()  # gives __main__ back
            atexit.unregister(made.atexit_operations)
            Shell.clear_instance()
