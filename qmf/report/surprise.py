"""How surprised to be: signals that chance alone would give, over all the measures of a front page."""

from __future__ import annotations

from collections.abc import Sequence

from qmf.cycle import TOGETHER, Findings
from qmf.disclosure import withheld
from qmf.spc.chance import latest_signal_chance

__all__ = ["expected_signals"]


def expected_signals(findings: Sequence[Findings]) -> float:
    """Give how many measures would show a signal at their latest point if nothing had changed.

    Parameters
    ----------
    findings
        The priorities of a front page. A measure that cannot be judged is left out.

    Returns
    -------
    float
        The sum of the chances, each from a seeded simulation of the measure's own rules, length and baseline.
    """
    return sum(
        _chance(found, measure)
        for found in findings
        for measure in found.charts
        if found.has(measure) and withheld(found, measure) is None
        if found.row(measure)["usable"] and found.row(measure)["settled"]
    )


def _chance(found: Findings, measure: str) -> float:
    chart = found.chart(measure, TOGETHER)
    points = int(chart.phases["points"].iloc[-1])
    baseline = None if chart.baseline is None or chart.baseline >= points else chart.baseline
    return latest_signal_chance(points=points, rules=chart.rules, baseline=baseline)
