"""A measure: what is counted, of what, from which data, which way is better, and how its chart is drawn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from pydantic import Field
from pydantic_core import InitErrorDetails

from qmf.framework import peek
from qmf.framework.fields import Code, Day, Name, Number, Slug, Text, YesNo
from qmf.framework.model import Model
from qmf.framework.problems import at

__all__ = ["Baseline", "DefinitionChange", "Measure", "MeasureData", "Target"]

Kind = Literal["run", "xmr", "i", "mr", "xbar", "s", "t", "g", "c", "np", "u", "up", "p", "pp", "ip"]
Rules = Literal["mdc", "plotthedots", "anhoej", "perla", "nelson", "western_electric"]
_TAKES_TIMES = ("t", "run", "i", "xmr")
_NEEDS_DENOMINATOR = ("np", "u", "up", "p", "pp", "ip")


class MeasureData(Model):
    """Where the numbers come from: events to be counted, or observations that are there already."""

    events: Code | None = None
    """The kind of event in events.csv to count, like physical_violence."""
    observations: Code | None = None
    """The measure in observations.csv to take, like safety_huddles."""
    denominator: Code | None = None
    """The measure in observations.csv whose numerator is the denominator here, like occupied_bed_days."""
    harm: list[Literal["none", "low", "moderate", "severe", "fatal"]] = Field(default_factory=list)
    """Which harm counts, like [moderate, severe, fatal]; leave it out where all events do."""
    between: Literal["days"] | None = None
    """days, for rare events: the chart shows the days from each event to the next, not counts."""

    @classmethod
    def faults_between(cls, values: Mapping[str, Any]) -> Iterator[InitErrorDetails]:
        """Ask for exactly one source."""
        if ("events" in values) == ("observations" in values):
            yield at(
                (),
                "needs either 'events' or 'observations', and not both",
                "Keep the one that holds the counts.",
            )
        for key in ("harm", "between"):
            if values.get(key) and "events" not in values:
                yield at(
                    (key,), "is asked of events, and none are named", f"Add 'events', or take '{key}' out."
                )
        if values.get("between") and "denominator" in values:
            yield at(
                ("denominator",), "days between events are divided by nothing", "Take 'denominator' out."
            )


class Baseline(Model):
    """The time before any change, from which the chart's limits are set."""

    start: Day
    """The first day of the baseline, like 2022-04-01."""
    end: Day
    """The last day of the baseline, like 2024-09-30."""

    @classmethod
    def faults_between(cls, values: Mapping[str, Any]) -> Iterator[InitErrorDetails]:
        """Keep the days in order."""
        start, end = peek.day(values, "start"), peek.day(values, "end")
        if start and end and end < start:
            yield at(("end",), "the baseline ends before it starts", "Swap the dates, or correct the year.")


class Target(Model):
    """What the measure should reach."""

    value: Number
    """The number to reach, in the units shown on the chart."""
    by: Day | None = None
    """The day by which to reach it, like 2026-03-31."""


class DefinitionChange(Model):
    """A day from which the numbers mean something else."""

    on: Day
    """The first day of the new definition, like 2025-04-01."""
    what: Text
    """What changed, in a sentence."""


class Measure(Model):
    """One measure of a priority's family.

    `value` on the chart is ``multiply * numerator / denominator``: 1000 for 'per 1,000 bed days', 100 for
    per cent.
    """

    id: Slug
    """A short id that no other measure of this priority has, like safety-huddles."""
    title: Name
    """What it is called on charts, like Physical violence."""
    role: Literal["outcome", "process", "balancing"]
    """Its place in the family: outcome, process or balancing."""
    definition: Text
    """The operational definition: so exact that two people would count alike."""
    numerator: Text
    """What is counted, in words."""
    denominator: Text | None = None
    """What it is counted out of, in words."""
    unit: Name
    """The unit in words: incidents per 1,000 occupied bed days; with percent, what follows the %: of people seen."""
    owner: Name
    """The role that answers for the numbers, never a person's name."""
    source: Text
    """The system or return that the numbers come from."""
    direction: Literal["increase", "decrease", "neutral"]
    """Which way is better: increase, decrease or neutral."""
    kind: Kind = "xmr"
    """The kind of control chart."""
    rules: Rules = "mdc"
    """The rules that say what a special cause is."""
    multiply: Number = Field(default=1, gt=0)
    """What the chart multiplies by: 1000 for per 1,000 bed days, 100 for per cent."""
    percent: YesNo = False
    """true where the chart shows per cent."""
    frequency: Literal["month", "week"] = "month"
    """How often there is a point: month or week."""
    data: MeasureData
    """Which table the numbers come from: events or observations, and the denominator."""
    baseline: Baseline | None = None
    """The time before any change: start and end."""
    target: Target | None = None
    """What it should reach: value, and by when."""
    checked: Day | None = None
    """The day when the data were last checked against the records, like 2026-01-31."""
    definition_changes: list[DefinitionChange] = Field(default_factory=list)
    """Days from which the numbers mean something else, oldest first."""

    @classmethod
    def faults_between(cls, values: Mapping[str, Any]) -> Iterator[InitErrorDetails]:
        """Fit per cent, target and chart kind to each other and to the data."""
        percent, value = values.get("percent") is True, peek.number(values, "target", "value")
        if percent and peek.number(values, "multiply") != 100:
            yield at(
                ("multiply",),
                "a percentage is multiplied by 100",
                "Write 'multiply: 100', or take 'percent' out.",
            )
        if percent and value is not None and not 0 <= value <= 100:
            yield at(("target", "value"), "a percentage lies between 0 and 100", "Write 80 for 80 per cent.")
        if percent and (peek.text(values, "unit") or "").startswith(("%", "per cent", "percent")):
            yield at(
                ("unit",), "the % sign is written for you", "Write what follows it, like: of people seen."
            )
        by, end = peek.day(values, "target", "by"), peek.day(values, "baseline", "end")
        if by and end and by <= end:
            yield at(
                ("target", "by"), "the target date is not after the baseline", "Correct one of the two dates."
            )
        kind, counted = peek.text(values, "kind"), peek.text(values, "data", "events")
        if kind in _NEEDS_DENOMINATOR and counted and not peek.text(values, "data", "denominator"):
            yield at(("data",), f"a '{kind}' chart of events needs a denominator", "Name it under 'data'.")
        between = peek.text(values, "data", "between")
        if between and kind and kind not in _TAKES_TIMES:
            yield at(("kind",), f"a '{kind}' chart cannot show days between events", "Write 'kind: t'.")
        if between and "baseline" in values:
            yield at(
                ("baseline",),
                "days between events have no baseline: each unit has its own points",
                "Take it out.",
            )
        if kind == "t" and counted and not between:
            yield at(
                ("data",), "a 't' chart shows the time between events", "Add 'between: days' under 'data'."
            )
        earlier = None
        for number, change in peek.items(values, "definition_changes"):
            on = peek.day(change, "on")
            if on and earlier and on <= earlier:
                yield at(
                    ("definition_changes", number, "on"),
                    "is not after the change above it",
                    "Put the oldest first.",
                )
            earlier = on or earlier
