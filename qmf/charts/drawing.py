"""What is to be drawn: a chart of one series, and the words and flags that go with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from qmf.errors import ChartError, Fault

if TYPE_CHECKING:
    from qmf.spc import ControlChart, Label, Proposal

__all__ = ["Drawing", "Flag"]


@dataclass(frozen=True, slots=True)
class Flag:
    """Something that happened, marked on the time axis.

    Parameters
    ----------
    at
        When: a date, or an x value of the chart. A flag is drawn at the point whose period holds it.
    tag
        What the pennant says: "1" for a PDSA cycle, "A" for a question; empty for words without a pennant.
    label
        Short words beside it, where there is room.
    kind
        "pdsa" (filled), "question" (outlined, dotted: also a proposal) or "phase" (where new limits start).

    Examples
    --------
    >>> Flag("2025-01-01", "2", "huddles move to 9.15").kind
    'pdsa'
    """

    at: Any
    tag: str
    label: str = ""
    kind: Literal["pdsa", "question", "phase"] = "pdsa"

    def __post_init__(self) -> None:
        if self.kind not in ("pdsa", "question", "phase"):
            raise ChartError(
                Fault("no such kind of flag", "Flag, kind", "Give 'pdsa', 'question' or 'phase'.")
            )


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart of one series with all that is said on it.

    Parameters
    ----------
    chart
        A `ControlChart` of one series: `chart.select(...)` gives one out of many.
    label
        How the series is called and its values are written.
    title
        The message, as a sentence.
    subtitle
        Measure, unit, where, period.
    description
        What the chart says, for those who do not see it.
    flags
        PDSA cycles, questions and phases, in any order.
    source
        Where the numbers come from; on a picture that stands alone.
    baseline_note
        Words under the bracket of the baseline. Without them the bracket counts its points.
    proposal
        A new phase that waits for a person: two dotted lines and a flag, which change nothing else.
    x_from, x_to
        First and last x of the axis, where the charts of a family share one; None is the chart's own.

    Raises
    ------
    ChartError
        If the chart has no series, or several.
    """

    chart: ControlChart
    label: Label
    title: str
    subtitle: str = ""
    description: str = ""
    flags: tuple[Flag, ...] = ()
    source: str = ""
    baseline_note: str = ""
    proposal: Proposal | None = None
    x_from: Any = None
    x_to: Any = None

    def __post_init__(self) -> None:
        many = len(self.chart.summary)
        if many != 1:
            raise ChartError(
                Fault(
                    f"a drawing shows one series and this chart has {many}",
                    "Drawing, chart",
                    "Choose one: chart.select(...).",
                )
            )
        object.__setattr__(self, "flags", tuple(self.flags))
