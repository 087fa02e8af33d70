"""The list of priorities at the top of a template notebook: another choice draws the notebook's cells again.

A person opens a notebook and chooses; a scheduled run has no choice to make. So the list is shown only where a
program that knows its cells (JupyterLab) asked for the cell to be run: Papermill, nbconvert and nbval see nothing of
it.
"""

from __future__ import annotations

from collections.abc import MutableMapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from qmf.errors import QmfError
from qmf.framework import Priority, load_priority, year_folder
from qmf.report.cells import Cells, frontend
from qmf.report.notebook import nearest_folder

__all__ = ["pick", "titles"]

OTHERS = tuple(name for name in Priority.model_fields if name not in ("id", "year"))
"""The parameters that belong to one priority alone: they are emptied when another is chosen."""


def pick(*, id: str, year: str) -> None:
    """Show the list of priorities, and draw the cells below again for the one that is chosen.

    A choice sets the notebook's variable ``id`` and empties the other parameters, so that the priority's file is read.
    It outlives *Run All Cells*; writing another ``id`` into the parameters cell takes its place.

    Parameters
    ----------
    id, year
        What the parameters cell says.

    Notes
    -----
    Nothing is shown, and nothing changes, where there is no person to choose: under Papermill, for instance. A fault
    in a parameter file is shown as a sentence where the notebook's blocks would be, once its priority is chosen.
    """
    shell = frontend()
    if shell is None:
        return
    standing = _CHOICES.get(year)
    chosen = standing.chosen if standing and standing.written == id else id
    if standing:
        standing.cells.stop()
    _CHOICES[year] = choice = _Choice(written=id, chosen=chosen, cells=Cells(shell), values=shell.user_ns)
    if chosen != id:
        choice.take(chosen)
    choice.show(year)


def titles(parameters: Path, year: str) -> dict[str, str]:
    """Give every priority of a year by its title, sorted as people read.

    Parameters
    ----------
    parameters
        The folder of the year folders.
    year
        The NHS financial year, like ``"2025-26"``.

    Returns
    -------
    dict
        Title to id. A file with a fault stands under its own name, and says so: one team's slip must not keep
        another from its notebook. Two priorities of one title are told apart by their ids.

    Raises
    ------
    ParameterError, PlaceError
        There is no such year, or no such folder.

    Examples
    --------
    >>> titles(Path(__file__).parents[2] / "parameters", "2025-26")["Violence and aggression"]
    'violence-and-aggression'
    """
    named: dict[str, str] = {}
    for path in sorted(year_folder(parameters, year).glob("*.yaml")):
        title = f"{path.stem} (its file has a fault)"
        with suppress(QmfError):
            title = load_priority(path).title
        named[f"{title} ({path.stem})" if title in named else title] = path.stem
    return dict(sorted(named.items(), key=lambda each: each[0].casefold()))


@dataclass
class _Choice:
    """What was chosen, over what the parameters cell says, and the cells that follow it."""

    written: str
    chosen: str
    cells: Cells
    values: MutableMapping[str, Any]
    list: Any = field(default=None)
    says: Any = field(default=None)

    def show(self, year: str) -> None:
        """Show the list; or, where there is none, why: an executed report opened elsewhere must still run."""
        import ipywidgets as widgets  # only a notebook in a person's hands pays for the import
        from IPython.display import display

        try:
            named = titles(nearest_folder("QMF_PARAMETERS", "parameters"), year)
        except QmfError as fault:
            display(widgets.Label(f"There is no list of priorities to choose from: {fault}"))
            return
        if self.chosen not in named.values():
            named = {f"{self.chosen} (there is no such file)": self.chosen, **named}
        self.list = widgets.Dropdown(
            options=named,
            value=self.chosen,
            description="Priority",
            layout=widgets.Layout(width="min(34em, 100%)"),
            style={"description_width": "initial"},
        )
        self.says = widgets.Label("Choose another, and the page below follows.")
        self.list.observe(self.changed, names="value")
        display(widgets.VBox([self.list, self.says]))

    def changed(self, change: dict[str, Any]) -> None:
        """Take what was chosen, and draw the cells below again."""
        self.chosen = change["new"]
        self.take(self.chosen)
        if not self.cells:
            self.says.value = "Now choose Run > Run All Cells."
            return
        self.list.disabled, self.says.value = True, f"Reading {self.list.label} ..."
        self.cells.soon(self.follow)

    def follow(self) -> None:
        """Draw the cells below again, and say how it went."""
        try:
            done = self.cells.again()
        finally:
            self.list.disabled = False
        if not done:
            self.says.value = "It could not be shown; the reason stands below."
        elif not self.cells.whole:  # what stopped at a fault never ran to the end
            self.says.value = f"{self.list.label}: now choose Run > Run All Cells."
        else:
            self.says.value = f"Shown below: {self.list.label}."

    def take(self, id: str) -> None:
        """Let the notebook's variables say that priority, and nothing of another."""
        self.values.update(dict.fromkeys(OTHERS), id=id)


_CHOICES: dict[str, _Choice] = {}
"""The choice of this kernel, by year: so that it outlives another run of its cell."""
