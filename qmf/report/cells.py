"""The cells of a notebook in a person's hands: remembered as they run, and run again from the kernel's side."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

__all__ = ["Cells", "frontend"]


def frontend() -> Any | None:
    """Give IPython's shell where a person's notebook asked for the running cell, and None elsewhere.

    JupyterLab says which cell it asks for; Papermill, nbconvert and nbval do not, and have nobody to click.

    Examples
    --------
    >>> frontend() is None
    True
    """
    from IPython import get_ipython  # only a notebook pays for the import

    shell = get_ipython()
    kernel = getattr(shell, "kernel", None)
    if kernel is None:
        return None
    return shell if "cellId" in kernel.get_parent().get("metadata", {}) else None


@dataclass
class _Cell:
    """One cell as it last ran: its text, and the request that its outputs answer to."""

    source: str
    request: dict[str, Any]


class Cells:
    """The cells that ran since, in the order they first ran.

    What a cell shows goes to the notebook as the answer to the request that ran it, and JupyterLab lets a request be
    answered more than once. So a cell that is run again from here shows its outputs in its own place, as ordinary
    outputs that are saved with the notebook.

    Parameters
    ----------
    shell
        IPython's shell, in a kernel.
    """

    def __init__(self, shell: Any) -> None:
        self.shell = shell
        self._here = shell.kernel.get_parent()["metadata"]["cellId"]
        self._ran: dict[str, _Cell] = {}
        self._again = False
        self.whole = True
        """Whether the last cell that a person ran went well: after a fault, the cells below it have not run."""
        shell.events.register("post_run_cell", self._remember)

    def __bool__(self) -> bool:
        return bool(self._ran)

    def stop(self) -> None:
        """Remember no more."""
        self.shell.events.unregister("post_run_cell", self._remember)

    def soon(self, do: Callable[[], None]) -> None:
        """Do something between two cells: JupyterLab's widgets call from a thread beside the one that runs cells."""
        self.shell.kernel.io_loop.add_callback(do)

    def again(self) -> bool:
        """Run every remembered cell again, each in its place.

        Returns
        -------
        bool
            Whether all ran. After one that failed the later ones are emptied: they would show what was true before.
        """
        before, fine = self.shell.get_parent(), True
        self._again = True
        try:
            for id, cell in self._ran.items():
                self.shell.set_parent(cell.request)
                self.shell.display_pub.clear_output(wait=fine)
                if fine:
                    fine = bool(self.shell.run_cell(cell.source, store_history=False, cell_id=id).success)
        finally:
            self._again = False
            self.shell.set_parent(before)
        return fine

    def _remember(self, result: Any) -> None:
        """Keep a cell that ran at a person's request; IPython calls this after every cell."""
        id = result.info.cell_id
        if not self._again and id not in (None, self._here):
            self.whole = bool(result.success)
            self._ran[id] = _Cell(result.info.raw_cell, self.shell.get_parent())
