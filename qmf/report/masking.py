"""What is said of a series that a disclosure policy has masked: why there is no number, and who judged it by what."""

from __future__ import annotations

from dataclasses import dataclass

from qmf.cycle import Findings
from qmf.disclosure import Disclosed, Withheld, withheld
from qmf.report.wording import sentence

__all__ = ["OPEN", "Masking", "masking_of"]

SAID = {
    "common cause": "no significant change",
    "improvement": "better than usual",
    "concern": "worse than usual",
    "neutral": "a change, neither better nor worse in itself",
}
TARGET = {
    "passes": "expect it to keep meeting its target",
    "fails": "expect it to miss its target until something changes",
    "hit or miss": "expect it to meet its target at some points and miss it at others",
}
SMALL = "too small to show"


@dataclass(frozen=True, slots=True)
class Masking:
    """What a policy leaves to be said of one series.

    Parameters
    ----------
    hidden
        Why none of its numbers is shown; None where they are, rounded.
    differs
        Whether the exact numbers give another verdict than the rounded ones that are shown.
    suppressed
        Whether the latest number is too small to show.
    holes
        Whether what is missing of the series is missing because it is too small to show: "all", "some" or "".
    """

    hidden: Withheld | None = None
    differs: bool = False
    suppressed: bool = False
    holes: str = ""

    @property
    def why(self) -> str:
        """Why its numbers are not shown, as a sentence; empty where they are."""
        return sentence(self.hidden.words) if self.hidden else ""

    @property
    def latest(self) -> str:
        """What stands in the place of the latest value; empty where that is shown."""
        return "Not shown" if self.hidden else "Suppressed" if self.suppressed else ""

    @property
    def speaks(self) -> bool:
        """Whether it, and not the chart of the rounded numbers, has the words."""
        return self.hidden is not None or self.differs

    def say(self, style: str, subject: str, title: str, *, verdict: str, assurance: str) -> str:
        """Say what the exact numbers show, in place of the words of a chart that cannot.

        Parameters
        ----------
        style
            "board", "short" or "title".
        subject, title
            The series with its place, and the measure alone.
        verdict, assurance
            Of the exact numbers, as ``ControlChart.summary`` has them; empty where nothing is judged.

        Examples
        --------
        >>> Masking(Withheld("small")).say("short", "Falls (Oak ward)", "Falls", verdict="concern high", assurance="")
        'Worse than usual. Its numbers are too small to show.'
        >>> Masking(differs=True).say("title", "Falls (Oak ward)", "Falls", verdict="common cause", assurance="")
        'Falls: no significant change, judged on the exact numbers'
        """
        said = SAID.get(verdict) or SAID.get(verdict.split(" ")[0], "") if verdict else ""
        if self.hidden:
            return self._hidden(style, subject, title, said)
        more = f"; {TARGET[assurance]}" if assurance in TARGET else ""
        rounded = "the rounded ones that are shown do not tell it by themselves"
        return {
            "title": f"{title}: {said}, judged on the exact numbers",
            "short": sentence(f"{said}{more}. Judged on the exact numbers; {rounded}"),
            "board": f"{subject}: {said}{more}. This was judged on the exact numbers; {rounded}.",
        }[style]

    def _hidden(self, style: str, subject: str, title: str, said: str) -> str:
        why = self.hidden.words if self.hidden else ""
        if style == "title":
            return f"{title}: {said}; {why}" if said not in ("", SAID["common cause"]) else f"{title}: {why}"
        if style == "short":
            return f"{sentence(said)} {self.why}".strip()
        judged = f" Judged on the exact numbers: {said}." if said else ""
        return f"{subject}: {why}.{judged}"

    def mended(self, said: str) -> str:
        """Say of what is missing from a chart that it is too small to show, where that is why.

        Examples
        --------
        >>> Masking(holes="all").mended("2 of the last 12 months are missing.")
        '2 of the last 12 months are too small to show.'
        """
        words = {"all": SMALL, "some": f"missing or {SMALL}", "": ""}[self.holes]
        if not words:
            return said
        for verb in ("is", "are"):
            said = said.replace(f" {verb} missing", f" {verb} {words}")
        return said


OPEN = Masking()
"""Of a series that no policy has masked."""


def masking_of(found: Findings, measure: str, unit: str) -> Masking:
    """Say what a policy leaves to be said of one measure at one unit.

    Parameters
    ----------
    found
        The findings.
    measure, unit
        Their ids.
    """
    if not isinstance(found, Disclosed):
        return OPEN
    rows = found.observations[measure]
    rows = rows[rows["unit"] == unit].sort_values("period_start")
    gaps = rows.loc[rows["value"].isna(), "suppressed"]
    last = bool(len(rows) and rows["value"].isna().iloc[-1] and rows["suppressed"].iloc[-1])
    holes = "" if not gaps.any() else "all" if gaps.all() else "some"
    return Masking(withheld(found, measure, unit), (measure, unit) in found.differing, last, holes)
