"""One series as a row of a table shows it: latest value, target, icons, words, data quality; all from one row."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import pandas as pd
from markupsafe import Markup

from qmf import charts
from qmf.cycle import OTHERS, TOGETHER, Findings
from qmf.framework import Measure
from qmf.report.dates import day, month, period
from qmf.report.marks import SIDES, Mark, Quality, Side, mark_of, quality_of
from qmf.report.masking import OPEN, Masking, masking_of
from qmf.report.wording import plural
from qmf.spc import ControlChart, Label
from qmf.spc.facts import facts_of, middle_of

__all__ = ["Verdict", "members", "shown_as", "units_word", "verdict", "verdicts"]


@dataclass(frozen=True)
class Verdict:
    """What is said of one measure at one unit.

    Parameters
    ----------
    measure
        The measure.
    unit, name
        The unit, and the name a reader knows it by.
    whole
        The measure's chart, of every unit.
    label
        How the series is called and its values are written.
    row
        The series' row of ``Findings.summary``.
    change
        Its row of ``Findings.changes``; None where nothing was compared.
    closed
        The day the unit closed: from then on it is neither judged nor foretold. None while it is open.
    mask
        What a disclosure policy leaves to be said of it.
    """

    measure: Measure
    unit: str
    name: str
    whole: ControlChart
    label: Label
    row: pd.Series
    change: pd.Series | None = None
    closed: date | None = None
    mask: Masking = OPEN

    @cached_property
    def chart(self) -> ControlChart:
        """The chart of this one series."""
        return self.whole.select(unit=self.unit)

    @property
    def id(self) -> str:
        """The chart's name on a page and of its files."""
        return f"{self.measure.id}--{self.unit}"

    @property
    def side(self) -> Side:
        """What the latest point says: worse, better, changed, as usual, too few points, not to be judged, or closed.

        "care": the latest point is as usual, but more than half the points are signals, so that 'usual' means little.
        """
        if self.closed:
            return "closed"
        if not self.row["usable"] or (self.mask.hidden and not self.mask.hidden.judged):
            return "unknown"
        if self.trial:
            return "early"
        crowded = 2 * int(self.row["signals"]) > int(self.row["points"])
        return SIDES.get(str(self.row["variation"]).split()[0], "care" if crowded else "usual")

    @property
    def standing(self) -> Side:
        """As `side`; a real change before and after, where the latest point alone would say 'as usual'."""
        effect = "" if self.change is None else self.change["effect"]
        return SIDES.get(effect, self.side) if self.side in ("usual", "care") else self.side

    @property
    def real_change(self) -> str:
        """A real change before and after, in a sentence; empty where none is claimed."""
        if self.change is None or not self.change["effect"]:
            return ""
        found = self.change
        within = f" (95% interval {found['interval_text']})" if found["interval_text"] else ""
        return (
            f"{found['reading']}: from {found['before_text']} before to {found['after_text']} since "
            f"{month(found['after_start'])}, {found['change_text']}{within}."
        )

    @property
    def trial(self) -> bool:
        """Whether the latest phase has too few points for limits and verdicts."""
        return not bool(self.row["settled"])

    @cached_property
    def stable(self) -> bool:
        """Whether the words call the process stable: only then does its past foretell whether it meets its target."""
        return not facts_of(self.chart).unstable

    @property
    def latest(self) -> str:
        """The latest value as people write it."""
        value = self.row["value"]
        return (self.mask.latest or "No value") if pd.isna(value) else self.label.format(float(value))

    @property
    def period(self) -> str:
        """The latest point's period: "March 2026"."""
        return period(self.row["x"], self.whole.period)

    @property
    def short_period(self) -> str:
        """The latest point's period: "Mar 2026"."""
        return period(self.row["x"], self.whole.period, short=True)

    @property
    def middle(self) -> str:
        """What the centre line is: the average, the median, or (of times) neither."""
        return middle_of(self.whole.kind)

    @property
    def target(self) -> str:
        """The target as people write it; empty where there is none."""
        target = self.measure.target
        return "" if target is None else self.label.format(target.value)

    @property
    def target_note(self) -> str:
        """Which side of the target is wanted."""
        return {"decrease": "or less", "increase": "or more", "neutral": ""}[self.measure.direction]

    @property
    def variation(self) -> Mark:
        """The icon of variation, or why there is none."""
        if self.closed:
            return Mark("closed", f"Closed {day(self.closed)}")
        if self.mask.hidden and not self.mask.hidden.judged:
            return Mark("no-assurance", "Not shown")
        if self.side == "unknown":
            return Mark("no-assurance", "Cannot be judged")
        mark = mark_of(charts.variation_icon(None if self.trial else self.row["variation"]))
        # the icon is the latest point's, as the national tool has it; the words keep it from hiding a real change
        return (
            Mark(mark.icon, f"{mark.words}; {self.standing} since before")
            if self.shown_by_comparison
            else mark
        )

    @property
    def assurance(self) -> Mark:
        """The icon of assurance, or why there is none."""
        has_target = self.measure.target is not None
        if self.closed and has_target:
            return Mark("closed", "Closed")
        if self.mask.hidden and has_target:
            return Mark("no-assurance", "Not shown")
        if self.side == "unknown" and has_target:
            return Mark("no-assurance", "Cannot be assured")
        said = None if self.trial else self.row["assurance"]
        if has_target and self.measure.kind == "run":
            return Mark("no-assurance", "Not judged: a run chart has no limits")
        return mark_of(charts.assurance_icon(said, stable=self.stable, target=has_target))

    @property
    def quality(self) -> Quality:
        """The data-quality mark."""
        return quality_of(self.row)

    @property
    def short(self) -> str:
        """What the chart says, in the length of a table's cell, and the real change it stands in, if there is one."""
        if self.closed:
            return f"Closed on {day(self.closed)}. {self._ended()}"
        said = self._words("short")
        if not self.shown_by_comparison:
            return said
        return f"{said.replace('No significant change.', 'The latest point by itself is as usual.')} {self.real_change}"

    @property
    def board(self) -> str:
        """What the chart says, in full, and the real change it stands in, if there is one."""
        if self.closed:
            return f"{self.name} closed on {day(self.closed)}: nothing is judged or foretold. {self._ended()}"
        said = self._words("board")
        if self.shown_by_comparison:
            said = said.replace(": no significant change.", ", taken by itself.")
            return f"{said} Before and after compared: {self.real_change[:1].lower()}{self.real_change[1:]}"
        return f"{said} {self.real_change}".strip()

    @property
    def shown_by_comparison(self) -> bool:
        """Whether it is the comparison of before and after that shows the change, and not the latest point."""
        return self.standing != self.side

    @property
    def title(self) -> str:
        """What the chart says, as a headline."""
        if self.closed:
            return f"{self.measure.title} as it was until {self.name} closed"
        return self._words("title")

    def _words(self, style: str) -> str:
        if not self.mask.speaks:
            return self.mask.mended(self.chart.words(self.label, style=style))
        judged = self.side not in ("unknown", "early")
        said = [
            str(self.row[name]) if judged and not pd.isna(self.row[name]) else ""
            for name in ("variation", "assurance")
        ]
        return self.mask.say(
            style, self.label.subject, self.measure.title, verdict=said[0], assurance=said[1]
        )

    def _ended(self) -> str:
        """Say where a closed unit stood at the last: of what it will do nothing can be said."""
        last = self.chart.points.dropna(subset="value")
        if self.mask.hidden:
            return self.mask.why
        if last.empty:
            return "There are no values."
        value, when = last.iloc[-1][["value", "x"]]
        return f"The last value was {self.label.say(float(value))}, of {period(when, self.whole.period)}."

    @property
    def sparkline(self) -> Markup:
        """The last points as a small picture."""
        return Markup(charts.sparkline(self.chart, label=self.label))  # noqa: S704 - our own drawing


def verdict(found: Findings, measure: Measure, unit: str = TOGETHER) -> Verdict:
    """Give the verdict on one measure at one unit where it is counted."""
    return Verdict(
        measure,
        unit,
        found.name(unit),
        found.charts[measure.id],
        found.label(measure.id, unit),
        found.row(measure.id, unit),
        _change(found, measure, unit),
        found.closed(unit),
        masking_of(found, measure.id, unit),
    )


def _change(found: Findings, measure: Measure, unit: str) -> pd.Series | None:
    if measure.id not in found.changes:
        return None
    table = found.changes[measure.id]
    mine = (table["unit"] == unit).to_numpy().nonzero()[0]
    return table.iloc[mine[0]] if len(mine) else None


def verdicts(found: Findings, unit: str = TOGETHER) -> list[Verdict]:
    """Give the verdict on every measure that is counted at a unit, in the order of the family."""
    return [verdict(found, measure, unit) for measure in found.measures if found.has(measure.id, unit)]


def members(found: Findings) -> list[str]:
    """Give the single units, in the order people expect."""
    return [str(unit) for unit in found.units["unit"] if unit not in (TOGETHER, OTHERS)]


def units_word(found: Findings, number: int) -> str:
    """Say what the single units are called: ward or wards, service, team; units where they are of several kinds."""
    table = found.place.units
    kinds = set(table.loc[table["unit"].isin(members(found)), "kind"])
    return plural(number, str(kinds.pop()) if len(kinds) == 1 else "unit")


def shown_as(measure: Measure) -> str:
    """Name a measure's unit by itself, with its per cent sign."""
    return f"% {measure.unit}" if measure.percent else measure.unit
