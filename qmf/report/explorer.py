"""The analyst's explorer: choose measures, units, a kind of chart and its rules, and see what they say."""

from __future__ import annotations

import threading
from dataclasses import replace
from functools import cache
from html import escape
from typing import Any

from qmf.cycle import Findings
from qmf.errors import QmfError
from qmf.report.answer import Answer, copyable, links, outputs, table
from qmf.report.asked import Asked, code_of, first_asked, kinds_for
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
OWN = "Each as its parameter file asks"
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
        self.measures = w.SelectMultiple(description="Measures", rows=5, **wide)
        self.units = w.SelectMultiple(description="Units", rows=8, **wide)
        self.own = w.Checkbox(value=True, description=OWN, indent=False, layout=w.Layout(width="auto"))
        self.kind = w.Dropdown(description="Kind", **wide)
        rules = {f"{RULES.get(name, name)} ({name})": name for name in PROFILES}
        self.rules = w.Dropdown(options=rules, description="Rules", **wide)
        self.baseline = w.BoundedIntText(description="Baseline", min=0, max=9999, **wide)
        self.phases = w.SelectMultiple(description="New phases", rows=5, **wide)
        self.pictures = w.Output()
        self.table, self.links, self.code = w.HTML(), w.HTML(), w.HTML()
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
            [self.priority, self.measures, self.units, small["units"], self.own, self.kind, self.rules, self.baseline,
             small["baseline"], self.phases, small["phases"], self.links],
            layout=w.Layout(flex="0 0 23em"),
        )  # fmt: skip
        right = w.VBox([self.pictures, tabs], layout=w.Layout(flex="1 1 0", min_width="0"))
        self.whole = w.HBox([left, right])
        self.priority.observe(lambda _: self._fill(self._measures), names="value")
        self.measures.observe(lambda _: self._fill(self._series), names="value")
        self.own.observe(lambda _: self._fill(self._lock), names="value")
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
        self.measures.options = {measure.title: measure.id for measure in found.measures}
        self.measures.index = (0,)
        self._series()

    def _series(self) -> None:
        """Offer what the chosen measures have, and choose what their priority asks of the first."""
        found, chosen = self._found(), self.measures.value
        if not chosen:
            return
        first, wholes = first_asked(found, chosen[0]), [found.charts[id] for id in chosen]
        there = {unit for whole in wholes for (unit,) in whole.series}
        self.units.options = {found.name(unit): unit for unit in found.units["unit"] if unit in there}
        self.units.value = first.units
        offered = [kinds_for(found, id) for id in chosen]
        shared = set.intersection(*(set(kinds) for kinds in offered))
        self.kind.options = {words: kind for words, kind in offered[0].items() if words in shared}
        self.kind.value = first.kind if first.kind in self.kind.options.values() else "xmr"
        self.rules.value, self.baseline.value = first.rules, first.baseline or 0
        starts = sorted({x for whole in wholes for x in whole.points["x"]})
        self.phases.options = {period(x, wholes[0].period): x.date() for x in starts[1:]}
        self.phases.value = tuple(day for day in first.phases if day in self.phases.options.values())
        self._lock()

    def _lock(self) -> None:
        """Ask of several measures what each has of its own, unless a person wants one way for all."""
        several = len(self.measures.value) > 1
        self.own.layout.display = None if several else "none"
        for each in (self.kind, self.rules, self.baseline, self.phases):
            each.disabled = several and self.own.value

    def asked(self) -> list[Asked]:
        """Give what the widgets say, one a measure."""
        return [self._asked(id) for id in self.measures.value]

    def _asked(self, measure: str) -> Asked:
        found = self._found()
        units = tuple(unit for unit in self.units.value if found.has(measure, unit))
        if len(self.measures.value) > 1 and self.own.value:
            return replace(first_asked(found, measure), units=units)
        return Asked(
            measure=measure,
            units=units,
            kind=self.kind.value,
            rules=self.rules.value,
            phases=tuple(self.phases.value),
            baseline=self.baseline.value or None,
        )

    def _answer(self) -> None:
        found, asked = self._found(), self.asked()
        if not asked:
            self._refuse("Choose one measure or more.")
            return
        if not self.units.value:
            self._refuse("Choose one unit or more.")
            return
        answers = [Answer.of(found, one) for one in asked if one.units]
        self.pictures.outputs = tuple(one for answer in answers for one in outputs(answer))
        self.table.value = "".join(table(found, answer) for answer in answers)
        self.code.value = copyable(code_of(found, [answer.asked for answer in answers]))
        self.links.value = links(answers)

    def _refuse(self, why: str) -> None:
        said = "".join(f"<p><strong>{escape(line)}</strong></p>" for line in why.splitlines())
        self.pictures.outputs = (
            {"output_type": "display_data", "data": {"text/html": said}, "metadata": {}},
        )
        self.table.value = self.code.value = self.links.value = ""
