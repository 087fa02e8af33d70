"""What charts and rules a report stands on, in words."""

from __future__ import annotations

from collections.abc import Sequence

from qmf.cycle import Findings
from qmf.report.wording import joined

__all__ = ["method_sentence", "rules_sentences"]

KINDS = {
    "run": "run charts",
    "xmr": "XmR charts",
    "p": "p charts",
    "u": "u charts",
    "c": "c charts",
    "i": "I charts",
}
PROFILES = {
    "mdc": "the rules of NHS England's Making data count",
    "plotthedots": "the rules as the R package NHSRplotthedots applies them",
    "anhoej": "the Anhøj rules",
    "perla": "the run-chart rules of Perla and others",
    "nelson": "Nelson's rules",
    "western_electric": "the Western Electric rules",
}
RULES = {
    "mdc": (
        "A point is a signal where it lies outside the limits, is one of 7 or more in a row on one side of the "
        "average, is one of 7 or more that rise or fall steadily, or where two of three in a row lie near one limit.",
        "Limits, and verdicts, are shown from 13 points on.",
    ),
}


def method_sentence(found: Sequence[Findings]) -> str:
    """Name the kinds of chart and the rules that judge them.

    Parameters
    ----------
    found
        The findings of one priority or more.
    """
    charts = [chart for each in found for chart in each.charts.values()]
    kinds = sorted({KINDS.get(chart.kind, f"{chart.kind} charts") for chart in charts})
    rules = sorted({PROFILES[chart.rules] for chart in charts})
    named = joined(kinds)
    return f"{named[:1].upper()}{named[1:]}, judged by {joined(rules)}."


def rules_sentences(found: Sequence[Findings]) -> list[str]:
    """Say what the rules in use call a signal."""
    used = sorted({chart.rules for each in found for chart in each.charts.values()})
    return [sentence for rules in used for sentence in RULES.get(rules, ())]
