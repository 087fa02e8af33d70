"""The analyst's explorer: choose a measure, units, a kind of chart and its rules, and see what it says."""

from __future__ import annotations

import threading
from functools import cache
from html import escape
from typing import Any

from qmf.cycle import Findings
from qmf.errors import QmfError
from qmf.report.answer import links, outputs, table
from qmf.report.asked import Asked, drawing_of, first_asked, kinds_for
from qmf.report.cells import frontend
from qmf.report.dates import period
from qmf.report.notebook import findings, nearest_folder
from qmf.report.picker import titles
from qmf.spc import PROFILES

__all__ = ["Explorer", "explore"]

NO_KERNEL = (
    "The explorer needs a live kernel. Open this notebook in JupyterLab and choose Run > Run All Cells; "
    "what you choose is worked out at once, and nothing is written to disk."
)
RULES = {
    "mdc": "Making data count",
    "plotthedots": "NHSRplotthedots",
    "anhoej": "Anhøj",
    "perla": "Perla",
    "nelson": "Nelson",
    "western_electric": "Western Electric",
}


def explore(*, year: str) -> None:
    """Show the explorer, where there is a kernel to answer and a person to ask; else say what it needs.

    Parameters
    ----------
    year
        The NHS financial year whose priorities are listed.

    Raises
    ------
    ParameterError, PlaceError
        There is no such year, or no folder of parameters.
    """
    from IPython.display import display

    if frontend() is None:
        display({"text/plain": NO_KERNEL}, raw=True)
        return
    display(Explorer(titles(nearest_folder("QMF_PARAMETERS", "parameters"), year), year).whole)


class Explorer:
    """The explorer's widgets, and what follows from them.

    Parameters
    ----------
    priorities
        Title to id.
    year
        Their year.

    Attributes
    ----------
    whole : ipywidgets.Widget
        What is shown.
    """

    def __init__(self, priorities: dict[str, str], year: str) -> None:
        import ipywidgets as w  # only a notebook in a person's hands pays for the import

        self._findings = cache(lambda id: findings(id=id, year=year))
        self._filling, self._one = False, threading.RLock()  # JupyterLab's widgets call from several threads
        wide = {"layout": w.Layout(width="auto"), "style": {"description_width": "6.5em"}}
        self.priority = w.Dropdown(options=priorities, description="Priority", **wide)
        self.measure = w.Dropdown(description="Measure", **wide)
        self.units = w.SelectMultiple(description="Units", rows=8, **wide)
        self.kind = w.Dropdown(description="Kind", **wide)
        rules = {f"{RULES.get(name, name)} ({name})": name for name in PROFILES}
        self.rules = w.Dropdown(options=rules, description="Rules", **wide)
        self.baseline = w.BoundedIntText(description="Baseline", min=0, max=9999, **wide)
        self.phases = w.SelectMultiple(description="New phases", rows=5, **wide)
        self.pictures = w.Output()
        self.table, self.links = w.HTML(), w.HTML()
        self.code = w.Textarea(rows=27, layout=w.Layout(width="100%"))
        tabs = w.Tab(children=[self.table, self.code], titles=["Numbers", "Copy as code"])
        notes = {
            "units": "Hold Ctrl (on a Mac, Command) to choose several, or to undo a choice.",
            "baseline": "How many first points set the limits; 0: all of them.",
            "phases": "Where limits start afresh; none unless you choose.",
        }
        small = {
            name: w.HTML(f'<div style="font-size: small; line-height: 1.3">{text}</div>')
            for name, text in notes.items()
        }
        left = w.VBox(
            [self.priority, self.measure, self.units, small["units"], self.kind, self.rules, self.baseline,
             small["baseline"], self.phases, small["phases"], self.links],
            layout=w.Layout(flex="0 0 23em"),
        )  # fmt: skip
        right = w.VBox([self.pictures, tabs], layout=w.Layout(flex="1 1 0", min_width="0"))
        self.whole = w.HBox([left, right])
        self.priority.observe(lambda _: self._fill(self._measures), names="value")
        self.measure.observe(lambda _: self._fill(self._series), names="value")
        for each in (self.units, self.kind, self.rules, self.baseline, self.phases):
            each.observe(lambda _: self._fill(None), names="value")
        self._fill(self._measures)

    def _fill(self, first: Any) -> None:
        """Let the lists further down follow, then the answer; what they change on the way asks nothing new."""
        with self._one:
            if self._filling:
                return
            self._filling = True
            try:
                if first:
                    first()
                self._answer()
            except QmfError as fault:
                self._refuse(str(fault))
            finally:
                self._filling = False

    def _found(self) -> Findings:
        return self._findings(self.priority.value)

    def _measures(self) -> None:
        found = self._found()
        self.measure.options = {measure.title: measure.id for measure in found.priority.measures}
        self.measure.index = 0
        self._series()

    def _series(self) -> None:
        """Offer what this measure has, and choose what its priority asks."""
        found, id = self._found(), self.measure.value
        first, whole = first_asked(found, id), found.charts[id]
        self.units.options = {found.name(str(unit)): unit for (unit,) in whole.series}
        self.units.value = first.units
        self.kind.options = kinds_for(found, id)
        self.kind.value, self.rules.value = first.kind, first.rules
        self.baseline.value = first.baseline or 0
        starts = whole.points["x"].drop_duplicates().sort_values()
        self.phases.options = {period(x, whole.period): x.date() for x in starts[1:]}
        self.phases.value = tuple(day for day in first.phases if day in self.phases.options.values())

    def asked(self) -> Asked:
        """Give what the widgets say."""
        return Asked(
            measure=self.measure.value,
            units=tuple(self.units.value),
            kind=self.kind.value,
            rules=self.rules.value,
            phases=tuple(self.phases.value),
            baseline=self.baseline.value or None,
        )

    def _answer(self) -> None:
        found, asked = self._found(), self.asked()
        if not asked.units:
            self._refuse("Choose one unit or more.")
            return
        chart = asked.chart(found)
        drawn = [(unit, drawing_of(found, asked, chart, unit)) for unit in asked.units]
        self.pictures.outputs = tuple(
            one for unit, each in drawn for one in outputs(each, f"{asked.measure}--{unit}")
        )
        self.table.value = table(found, chart)
        self.code.value = asked.code(found)
        self.links.value = links(asked, chart, drawn)

    def _refuse(self, why: str) -> None:
        said = "".join(f"<p><strong>{escape(line)}</strong></p>" for line in why.splitlines())
        self.pictures.outputs = (
            {"output_type": "display_data", "data": {"text/html": said}, "metadata": {}},
        )
        self.table.value = self.code.value = self.links.value = ""
