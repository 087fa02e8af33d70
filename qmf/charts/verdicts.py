"""Which icon a verdict has, and the words that stand beside it."""

from __future__ import annotations

from typing import Any

from qmf.errors import ChartError, Fault

__all__ = ["assurance_icon", "variation_icon"]

_WORDS = {"improvement": "improvement", "concern": "concern", "neutral": "change, neither better nor worse"}


def variation_icon(variation: Any) -> tuple[str, str]:
    """Choose the icon of a variation, and the words that stand beside it.

    Parameters
    ----------
    variation
        As `ControlChart.summary` has it: "common cause", "improvement low", "concern high", "neutral high" and so
        on; missing where there are too few points to say.

    Returns
    -------
    tuple of str
        Name of the icon, and words.

    Raises
    ------
    ChartError
        If there is no such verdict.

    Examples
    --------
    >>> variation_icon("improvement low")
    ('improvement-low', 'improvement, low')
    """
    if not isinstance(variation, str) or not variation:
        return "trial-limits", "too few points to say yet"
    if variation == "common cause":
        return "common-cause", "common cause"
    meaning, _, side = variation.partition(" ")
    if meaning not in _WORDS or side not in ("high", "low"):
        raise ChartError(
            Fault("no such verdict of variation", "variation_icon", "Give one of chart.summary.")
        )
    return f"{meaning}-{side}", f"{_WORDS[meaning]}, {side}"


def assurance_icon(assurance: Any, *, stable: bool = True, target: bool = False) -> tuple[str, str]:
    """Choose the icon of an assurance, and the words that stand beside it.

    Parameters
    ----------
    assurance
        As `ControlChart.summary` has it: "passes", "fails", "hit or miss", or missing.
    stable
        Whether the process is. A target judged on one that is not, is not predictable yet, and the words say so.
    target
        Whether a target is set, where `assurance` is missing all the same.

    Returns
    -------
    tuple of str
        Name of the icon, and words.

    Raises
    ------
    ChartError
        If there is no such verdict.

    Examples
    --------
    >>> assurance_icon("hit or miss", stable=False)
    ('hit-or-miss', 'hit or miss, not predictable yet')
    """
    if not isinstance(assurance, str) or not assurance:
        return ("trial-limits", "cannot be judged yet") if target else ("no-target", "no target set")
    if assurance not in ("passes", "fails", "hit or miss"):
        raise ChartError(
            Fault("no such verdict of assurance", "assurance_icon", "Give one of chart.summary.")
        )
    return assurance.replace(" ", "-"), assurance if stable else f"{assurance}, not predictable yet"
