"""The parts that sentences about a chart are put together from."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from .facts import Facts, Goal, Sign, middle_of
from .label import Label, inside
from .options import an

if TYPE_CHECKING:
    from .chart import ControlChart

__all__ = ["Phrases", "lines_of", "meaning", "shown_label", "side_of", "verdict"]

_COUNT = ("no", "one", "two", "three", "four", "five")


class Phrases:
    """Words for the facts of one series; sentences are made of them in :mod:`qmf.spc.words`."""

    def __init__(self, facts: Facts, label: Label, chart: ControlChart) -> None:
        self.facts, self.label, self.improvement = facts, label, chart.improvement
        self.period = chart.period
        self.has, self.was, self.its = ("have", "were", "their") if label.many else ("has", "was", "its")
        self.centre = middle_of(chart.kind, given=chart.given)
        self.lines, self.from_first = lines_of(chart), bool(facts.baseline_points) and not chart.given
        if self.from_first:
            self.centre = f"earlier {self.centre}"

    def clause(self, sign: Sign) -> str:
        """Say a sign as a clause: "above the average for 9 months running, since July 2025"."""
        many, side, noun = self.many(sign.points), side_of(sign), self.period
        if sign.rule == "shift":
            return f"{side} the {self.centre} for {many} running, since {sign.since}"
        if sign.rule == "trend":
            return f"{'rising' if sign.high else 'falling'} for {many} running, since {sign.since}"
        if sign.rule == "outside":
            limit = self.facts.ucl if sign.high else self.facts.lcl
            return f"{side} the {'upper' if sign.high else 'lower'} limit of {self.label.format(limit)}"
        if sign.rule == "two_of_three":
            count = "all" if sign.points == 3 else _COUNT[max(sign.points, 2)] + " of"
            return f"{count} the last three {noun}s are far {side} the {self.centre}"
        pattern = {
            "four_of_five": f"four of the last five {noun}s are well {side} the {self.centre}",
            "within_one": f"15 {noun}s in a row lie closer to the {self.centre} than chance would have it",
            "beyond_one": f"8 {noun}s in a row lie far from the {self.centre}, on either side",
            "alternating": f"14 {noun}s in a row have gone up and down in turn",
        }
        return pattern[sign.rule]

    def predicate(self, sign: Sign) -> str:
        """Say a sign after the name of the series, for a headline: "has been above its average for 9 months"."""
        many = self.many(sign.points)
        if sign.rule == "shift":
            return f"{self.has} been {side_of(sign)} {self.its} {self.centre} for {many}"
        if sign.rule == "trend":
            return f"{self.has} {'risen' if sign.high else 'fallen'} for {many} running"
        if sign.rule == "outside":
            limit = "upper" if sign.high else "lower"
            return f"{self.was} {side_of(sign)} {self.its} {limit} limit {self.facts.when}"
        return f"{self.has} changed: {self.clause(sign)}"

    def full(self, sign: Sign) -> str:
        """Say a sign as a sentence without its capital and stop: "it has been rising for 7 months running, ..."."""
        clause = self.clause(sign)
        if sign.rule in ("shift", "trend"):
            return f"it has been {clause}"
        return f"that is {clause}" if sign.rule == "outside" else clause

    def lead(self) -> Sign:
        """Choose the sign to tell first: a shift in the shown direction says most, for it has a since-when."""
        shown = self.facts.signs[0]
        return next((s for s in self.facts.signs if s.rule == "shift" and s.high == shown.high), shown)

    def opposite(self) -> Sign | None:
        """Choose the sign that stands against the lead, where improvement and concern stand together."""
        lead = self.lead()
        against = [s for s in self.facts.signs if s.better is not None and s.better != lead.better]
        return next((s for s in against if s.rule == "shift"), against[0] if against else None)

    def missing(self) -> str:
        """Say how many of the recent periods are missing."""
        facts = self.facts
        return f"{facts.missing} of the last {facts.of} {self.period}s {'is' if facts.missing == 1 else 'are'} missing"

    def usual(self) -> str:
        """Say the usual range, or the centre line where there are no limits."""
        facts, label = self.facts, self.label
        if math.isnan(facts.lcl) or math.isnan(facts.ucl):
            return f"against {an(self.centre)} of {self.middle()}"
        if facts.lcl == facts.ucl:
            return f"exactly {self.its} constant level"
        return f"within {self.its} usual range of {label.format(facts.lcl)} to {label.format(facts.ucl)}"

    def aimed(self, goal: Goal, *, full: bool) -> str:
        """Name a target: "its national target of 6.0 or less"."""
        named = f"its {inside(goal.name)} target" if goal.name else "its target"
        return f"{named} of {self.bound(goal)}" if full else named

    def bound(self, goal: Goal) -> str:
        """Write a target and the side of it that is wanted: "6.0 or less"."""
        return f"{self.label.format(goal.value)} or {'more' if self.improvement == 'increase' else 'less'}"

    def in_some(self) -> str:
        """Say that something happens at some points and not at others."""
        at = "at" if self.period == "point" else "in"
        return f"{at} some {self.period}s and miss it {at} others"

    def trajectory(self, goal: Goal) -> str:
        """Say where a target leads; empty where it has no trajectory, or one that is level."""
        if math.isnan(goal.ahead) or goal.ahead == goal.value:
            return ""
        name, there = f"{inside(goal.name)} target".strip(), self.label.format(goal.ahead)
        if math.isnan(goal.value):
            return f"The {name} is {there} by {goal.ahead_when}."
        return (
            f"The {name} {'rises' if goal.ahead > goal.value else 'falls'} to {there} by {goal.ahead_when}."
        )

    def value(self) -> str:
        """Write the latest value."""
        return self.label.format(self.facts.value)

    def middle(self) -> str:
        """Write the centre line."""
        return self.label.format(self.facts.centre)

    def many(self, count: int) -> str:
        """Count periods: "9 months", "1 month"."""
        return f"{count:,} {self.period}" + ("" if count == 1 else "s")


def lines_of(chart: ControlChart) -> str:
    """Name the lines that a chart judges by: limits, or the median (or given centre) of a run chart."""
    return middle_of(chart.kind, given=chart.given) if chart.kind == "run" else "limits"


def shown_label(chart: ControlChart, label: Label) -> Label:
    """Name what is drawn, where that is not the measure itself but how much it moves."""
    over = chart.period
    names = {"mr": f"Difference from {over} to {over} in", "s": f"Spread within each {over} of"}
    if chart.kind not in names:
        return label
    return replace(label, name=f"{names[chart.kind]} {inside(label.name or 'the measure')}", plural=False)


def side_of(sign: Sign) -> str:
    """Say on which side a sign lies."""
    return "above" if sign.high else "below"


def meaning(sign: Sign) -> str:
    """Say what a sign means for the measure."""
    if sign.better is None:
        return "a change, neither better nor worse in itself"
    return "an improvement" if sign.better else "a concern"


def verdict(sign: Sign) -> str:
    """Give the verdict of a sign in one word."""
    return "Changed" if sign.better is None else "Better" if sign.better else "Worse"
