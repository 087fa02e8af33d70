"""What a chart says, in plain English: every sentence is computed from the rows that are drawn.

The manner is that of a person who explains a chart to a board: what happened, since when, how far from the usual,
and what to expect. No sentence says more than the rules do.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from qmf.errors import ChartError, Fault

from .facts import Goal, facts_of
from .label import Label
from .options import an, nearest
from .phrases import Phrases, meaning, shown_label, verdict
from .public import Plainly

if TYPE_CHECKING:
    from .chart import ControlChart

__all__ = ["STYLES", "Label", "subtitle_of", "words_of"]

STYLES = ("board", "public", "short", "title")
_ADVERB = {"day": "daily", "week": "weekly", "month": "monthly", "quarter": "quarterly", "year": "yearly"}


def words_of(chart: ControlChart, label: Label | None, style: str) -> str:
    """Say what a chart says, one paragraph a series; see :meth:`qmf.spc.ControlChart.words`."""
    if style not in STYLES:
        raise ChartError(Fault(f"{style!r} is no style of words", "style", nearest(style, STYLES)))
    if not len(chart.summary):
        return "There are no data."
    if len(chart.summary) == 1:
        return _one(chart, label or Label.of(chart), style)
    lines = []
    for key in chart.series:
        one = chart.one(key)
        lines.append(f"{', '.join(map(str, key))}: {_one(one, label or Label.of(one), style)}")
    return "\n".join(lines)


def subtitle_of(chart: ControlChart, label: Label) -> str:
    """Say what is charted: measure, unit, place, how often and from when to when."""
    label = shown_label(chart, label)
    parts = [label.name, f"% {label.unit}" if label.percent else label.unit, label.place]
    parts.append(_ADVERB.get(chart.period, ""))
    if len(chart.points):
        facts = facts_of(chart)
        parts.append(f"{facts.first_when} to {facts.last_when}" if len(chart.points) > 1 else facts.date)
    return ", ".join(part for part in parts if part)


def _one(chart: ControlChart, label: Label, style: str) -> str:
    facts, label = facts_of(chart, percent=label.percent), shown_label(chart, label)
    if math.isnan(facts.last_known):
        return (
            f"{label.subject}: there are no values yet."
            if style in ("board", "public")
            else "There are no values yet."
        )
    if style == "public":
        return Plainly(facts, label, chart).text()
    say = _Speaker(facts, label, chart)
    return {"board": say.board, "short": say.short, "title": say.title}[style]()


class _Speaker(Phrases):
    """Puts the facts of one series into sentences."""

    # the three styles

    def title(self) -> str:
        facts, name = self.facts, self.label.name or "The measure"
        if facts.cannot_say:
            return f"Cannot say: {self.missing()}"
        if not facts.settled:
            return f"{name}: {self.many(facts.phase_points)} {self._begun()}, too few to judge"
        if math.isnan(facts.value):
            return f"{name}: there is no value {facts.when}"
        if facts.excluded:
            return f"{name}: {facts.date} is left out of the {self.lines} and rules"
        if not facts.signs:
            if facts.runs:
                return f"{name} {self.has} changed over the period, though not in one clear shift"
            if facts.crowded:
                return f"{name}: {self.value()} {facts.when}, but {self._crowded()}"
            return f"{name} {self.has} not changed: {self.value()}, {self.usual()}"
        lead, other = self.lead(), self.opposite()
        since = f", since {lead.since}" if lead.rule in ("shift", "trend") and not other else ""
        against = (
            f": {self.value()}, against {an(self.centre)} of {self.middle()}"
            if lead.rule == "outside"
            else ""
        )
        return f"{name} {self.predicate(lead)}{since}{against}" + (
            f", but {self.predicate(other)}" if other else ""
        )

    def short(self) -> str:
        facts = self.facts
        if facts.cannot_say:
            return f"Cannot say: {self.missing()}, so neither change nor target can be judged."
        if not facts.settled:
            return f"{self._trial()} {self._target()}".strip()
        if math.isnan(facts.value):
            return f"No value {facts.when}. {self._target()}".strip()
        if facts.excluded:
            return f"{facts.date} is left out of the {self.lines} and rules. {self._target()}".strip()
        if not facts.signs:
            what = "Changed over the period." if facts.runs else "No significant change."
            if facts.crowded:
                what = f"Read with care: {self._signals()}."
            return f"{what} {self._target()}".strip()
        lead, other = self.lead(), self.opposite()
        text = f"{verdict(lead)}: {self.clause(lead)}"
        if other:
            text += f"; but {verdict(other).lower()}: {self.clause(other)}"
        return f"{text}. {self._target()}".strip()

    def board(self) -> str:
        facts = self.facts
        sentences = [self._opening()]
        if facts.cannot_say:
            sentences.append(f"Cannot say whether it has changed: {self.missing()}.")
            return " ".join(sentences)
        if facts.missing and not math.isnan(facts.value):
            sentences.append(f"{self.missing().capitalize()}.")
        if not facts.settled:
            sentences.append(self._trial())
        else:
            sentences += self._change()
        sentences += [self._limits(), self._target(full=True)]
        return " ".join(sentence for sentence in sentences if sentence)

    # sentences

    def _opening(self) -> str:
        facts, label = self.facts, self.label
        subject = label.subject
        if math.isnan(facts.value):
            last = f"the last, of {facts.last_known_when}, was {label.say(facts.last_known)}"
            return f"{subject}: there is no value {facts.when}; {last}."
        text = f"{subject} {self.was} {label.say(facts.value)} {facts.when}"
        if facts.settled and not math.isnan(facts.centre) and not facts.cannot_say:
            text += f", {self._distance()}"
        if facts.excluded:
            text += f"; this point is left out of the {self.lines} and rules"
        return text + "."

    def _distance(self) -> str:
        facts, label = self.facts, self.label
        side = "above" if facts.value > facts.centre else "below"
        middle = f"{self.its} {self.centre} of {self.middle()}"
        if facts.value == facts.centre:
            return f"exactly {middle}"
        if label.format(facts.value) == label.format(facts.centre):
            return f"just {side} {middle}"
        return f"{label.distance(facts.value, facts.centre)} {side} {middle}"

    def _change(self) -> list[str]:
        facts = self.facts
        if math.isnan(facts.value) or facts.excluded:
            return []
        if not facts.signs:
            if facts.runs:
                return [self._runs()]
            if facts.crowded:
                return [self._care()]
            if math.isnan(facts.lcl):
                return ["No significant change."]
            return [f"That is {self.usual()}: no significant change."]
        lead, other = self.lead(), self.opposite()
        if other:
            sentences = [f"Two things are true: {self.full(lead)} (better), but {self.full(other)} (worse)."]
            if not lead.better:
                sentences = [
                    f"Two things are true: {self.full(lead)} (worse), but {self.full(other)} (better)."
                ]
        else:
            also = [s for s in facts.signs if s is not lead and s.rule == "outside"]
            more = f", and the latest {self.period} is {self.clause(also[0])}" if also else ""
            start = self.full(lead)
            sentences = [f"{start[:1].upper()}{start[1:]}{more}: {meaning(lead)}."]
        if facts.crowded:
            sentences.append(self._care())
        return sentences

    def _limits(self) -> str:
        facts = self.facts
        fixed = self.lines == "given centre"
        come, start = ("come", "start") if self.lines == "limits" else ("comes", "starts")
        if facts.baseline_points and not fixed:
            span = f"{facts.baseline_start} to {facts.baseline_end}"
            return f"The {self.lines} {come} from the first {self.many(facts.baseline_points)}, {span}."
        if facts.phase_start and facts.settled and not fixed:
            return f"The {self.lines} {start} afresh from {facts.phase_start}."
        return ""

    def _trial(self) -> str:
        lead = "Trial limits" if self.lines == "limits" else "Too few to judge"
        return f"{lead}: {self.many(self.facts.phase_points)} {self._begun()}; {self._needed()}."

    def _begun(self) -> str:
        start = self.facts.phase_start
        return f"since {self._anew()} began ({start})" if start else "so far"

    def _anew(self) -> str:
        return "new limits" if self.lines == "limits" else "a new phase"

    def _needed(self) -> str:
        what = "limits and a verdict need" if self.lines == "limits" else "a verdict needs"
        return f"{what} {self.facts.needed}{self.facts.of_points}"

    def _care(self) -> str:
        why = "" if self.from_first or "given" in self.centre else f", so {self._describes()}"
        return f"Read the {self.lines} with care: {self._signals()}{why}."

    def _crowded(self) -> str:
        """Say, in a title, that the lines tell little."""
        if self.lines == "limits":
            return "the limits describe no part of the period well"
        return self._describes()

    def _describes(self) -> str:
        return f"one {self.centre} describes no part of the period well"

    def _signals(self) -> str:
        facts = self.facts
        count = (
            f"all {facts.points}"
            if facts.signals == facts.points
            else f"{facts.signals} of the {facts.points}"
        )
        return f"{count} points are signals"

    def _runs(self) -> str:
        return f"Over the period it has changed: {' and '.join(self.facts.runs)}."

    def _target(self, *, full: bool = False) -> str:
        """Say each target's chances; what is true of several is said once."""
        judged = [goal for goal in self.facts.goals if not math.isnan(goal.value)]
        said: dict[str, list[str]] = {}
        for goal in judged:
            said.setdefault(self._chance(goal, full=full), []).append(self.aimed(goal, full=full))
        sentences = [text.replace("{}", " and ".join(aims)) for text, aims in said.items() if text]
        if full:
            sentences += [self.trajectory(goal) for goal in self.facts.goals]
        return " ".join(sentence for sentence in sentences if sentence)

    def _chance(self, goal: Goal, *, full: bool) -> str:
        """Give a sentence with a gap for the target."""
        facts = self.facts
        if not facts.settled:
            return "Too early to say whether it will meet {}."
        if not goal.assurance:
            return ""
        if facts.unstable:
            agrees = goal.kept is not None and goal.kept == (goal.assurance == "passes")
            verb = {"fails": "misses", "passes": "meets"}.get(goal.assurance)
            if verb and agrees:  # every point so far agrees with where the limits lie
                return f"{f'It {verb}' if full else verb.capitalize()} {{}} so far; not predictable yet."
            if full:
                return "Whether it will meet {} is not predictable yet."
            return f"{f'{goal.name} target'.strip().capitalize()}: not predictable yet."
        if goal.assurance == "passes":
            return "Expect it to keep meeting {}."
        if goal.assurance == "fails":
            return "Expect it to miss {} until something changes."
        return f"Expect it to meet {{}} {self.in_some()}."
