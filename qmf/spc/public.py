"""What a chart says to anyone: short sentences, no technical words, nothing that the rules do not say."""

from __future__ import annotations

import math

from .facts import Goal, Sign
from .phrases import Phrases

__all__ = ["Plainly"]

_GAP = "{}"


class Plainly(Phrases):
    """Puts the facts of one series into plain words; a test holds them to a reading age of about eleven."""

    @property
    def norm(self) -> str:
        """What a point is compared with: what is usual, what it used to be, or a level that somebody set."""
        if "given" in self.centre:
            return "the set level"
        return "it was at first" if self.from_first else "usual"

    def text(self) -> str:
        """Say it all: the latest number, whether it has changed, and the target."""
        facts = self.facts
        sentences = [self._latest()]
        if facts.cannot_say:
            return f"{sentences[0]} We cannot say if this has changed: {self.missing()}."
        if facts.missing and not math.isnan(facts.value):
            sentences.append(f"{self.missing().capitalize()}.")
        sentences += self._change() if facts.settled else [self._early()]
        return " ".join(sentence for sentence in [*sentences, *self._targets()] if sentence)

    def _latest(self) -> str:
        facts, label = self.facts, self.label
        if math.isnan(facts.value):
            last = f"The last was {self._number(facts.last_known)}, for {facts.last_known_when}."
            return f"{label.subject}: there is no number {facts.when}. {last}{self._unit()}"
        out = " We leave this one out, for a known reason." if facts.excluded else ""
        return f"{label.subject} {self.was} {self._number(facts.value)} {facts.when}.{self._unit()}{out}"

    def _number(self, value: float) -> str:
        return self.label.say(value) if self.label.percent else self.label.format(value)

    def _unit(self) -> str:
        """Say what is counted in a sentence of its own; a percentage has it beside its number."""
        return "" if self.label.percent or not self.label.unit else f" We count {self.label.unit}."

    def _early(self) -> str:
        facts = self.facts
        start = f" since we began again in {facts.phase_start}" if facts.phase_start else ""
        return (
            f"It is too soon to say if this has changed. We have {self.many(facts.phase_points)} of numbers{start}, "
            f"and need at least {facts.needed}."
        )

    def _change(self) -> list[str]:
        facts = self.facts
        if math.isnan(facts.value) or facts.excluded:
            return []
        if not facts.signs:
            if facts.runs:
                return ["Over the whole time the numbers have changed.", self._level()]
            return [self._mixed()] if facts.crowded else [self._same()]
        lead, other = self.lead(), self.opposite()
        if other:
            better, worse = (lead, other) if lead.better else (other, lead)
            said = [
                f"One thing is better: {self._tell(better)}.",
                f"One thing is worse: {self._tell(worse)}.",
            ]
        else:
            start = self._tell(lead)
            said = [f"{start[:1].upper()}{start[1:]}.", self._means(lead)]
        return [*said, self._mixed() if facts.crowded else self._level()]

    def _same(self) -> str:
        facts, label = self.facts, self.label
        if facts.lcl == facts.ucl:
            return "It has been the same all along."
        if math.isnan(facts.lcl):
            return f"That is much like before. {self._level()}"
        low, high = label.format(facts.lcl), label.format(facts.ucl)
        return f"That is much like before. We expect it to be from {low} to {high}."

    def _tell(self, sign: Sign) -> str:
        """Say a sign: "it has been lower than usual for 8 months in a row, since September 2025"."""
        many, noun = self.many(sign.points), self.period
        way = "higher" if sign.high else "lower"
        if sign.rule == "shift":
            return f"it has been {way} than {self.norm} for {many} in a row, since {sign.since}"
        if sign.rule == "trend":
            return f"it has gone {'up' if sign.high else 'down'} for {many} in a row, since {sign.since}"
        if sign.rule == "outside":
            limit = self.label.format(self.facts.ucl if sign.high else self.facts.lcl)
            return f"that is much {way} than we expect: {limit} or {'less' if sign.high else 'more'}"
        pattern = {
            "two_of_three": f"most of the last three {noun}s were much {way} than {self.norm}",
            "four_of_five": f"most of the last five {noun}s were {way} than {self.norm}",
            "within_one": f"the last 15 {noun}s were closer to each other than we expect",
            "beyond_one": f"the last 8 {noun}s were all far from the usual level",
            "alternating": f"it has gone up and down in turn for the last 14 {noun}s",
        }
        return pattern[sign.rule]

    def _means(self, sign: Sign) -> str:
        if sign.better is None:
            return "This is a change, but not good or bad in itself."
        return "This is a change for the better." if sign.better else "This is a change for the worse."

    def _level(self) -> str:
        """Give the level that the numbers are compared with."""
        if math.isnan(self.facts.centre):
            return ""
        if self.from_first:
            facts = self.facts
            return f"At first, from {facts.baseline_start} to {facts.baseline_end}, it was about {self.middle()}."
        return f"The {'set' if 'given' in self.centre else 'usual'} level is about {self.middle()}."

    def _mixed(self) -> str:
        return "The numbers have moved so much that no one level is usual."

    def _targets(self) -> list[str]:
        said: dict[str, list[str]] = {}
        for goal in self.facts.goals:
            if not math.isnan(goal.value):
                said.setdefault(self._chance(goal), []).append(
                    self.aimed(goal, full=True).removeprefix("its ")
                )
        found = [text.replace(_GAP, " and the ".join(aims)) for text, aims in said.items()]
        return [*found, *(self.trajectory(goal) for goal in self.facts.goals)]

    def _chance(self, goal: Goal) -> str:
        facts = self.facts
        if not facts.settled or not goal.assurance or facts.unstable:
            return f"It is too soon to say if it will meet the {_GAP}."
        if goal.assurance == "passes":
            return f"We expect it to keep meeting the {_GAP}."
        if goal.assurance == "fails":
            return f"It will not meet the {_GAP} unless something changes."
        return f"We expect it to meet the {_GAP} {self.in_some()}."
