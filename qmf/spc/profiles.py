"""Rule profiles: which rules count together, which is shown first, and from how many points."""

from __future__ import annotations

from dataclasses import dataclass, replace

from .patterns import alternating, beyond_one, of_window, shift_skipping_centre, within_one
from .rules import Rule, long_run, outside, shift, trend, two_of_three

__all__ = ["PROFILES", "Profile"]


@dataclass(frozen=True, slots=True)
class Profile:
    """A named set of rules.

    Parameters
    ----------
    rules
        Column name and rule, the first broken being the one shown.
    shows_from
        How many points a figure, icon or sentence needs before it shows limits and a verdict; `useful_only` counts only
        points off the centre line.
    run
        Length of a shift, for `sustained_since` and the words.
    adjustable
        The shift and trend lengths a caller may ask for.
    improvement_first
        Whether an improvement is shown where a concern stands beside it.
    flat
        Whether a constant series has limits (on its centre line).
    strict_target
        Whether a target exactly on a limit is hit or miss.
    skips_centre, skips_missing
        Whether a run goes on over a point on the centre line, or over a missing one.
    joins_ties
        Whether equal neighbours are one point of a trend.
    counts_runs
        Whether too few or too many runs are the phase's `runs_signal`, instead of the statistics of Anhøj.
    chance_run
        Whether a run must be longer than chance allows (`longest_run_max`) rather than of a fixed length.
    beside
        Whether its rules can be read where phases lie side by side (:mod:`qmf.spc.grid`).
    """

    rules: dict[str, Rule]
    shows_from: int = 1
    useful_only: bool = False
    run: int = 7
    adjustable: tuple[int, ...] = ()
    improvement_first: bool = False
    flat: bool = True
    strict_target: bool = False
    skips_centre: bool = False
    skips_missing: bool = False
    joins_ties: bool = False
    chance_run: bool = False
    counts_runs: bool = False
    beside: bool = False

    def of_length(self, run_length: int | None) -> Profile:
        """Give the same profile with another shift and trend length."""
        if run_length is None or run_length == self.run:
            return self
        return replace(_mdc(run_length), adjustable=self.adjustable)


def _mdc(length: int) -> Profile:
    return Profile(
        {
            "outside": outside,
            "trend": trend(length, ties="join"),
            "two_of_three": two_of_three(with_outside=True),
            "shift": shift(length),
        },
        shows_from=13,
        run=length,
        adjustable=(6, 7, 8),
        improvement_first=True,
        joins_ties=True,
        beside=True,
    )


PROFILES: dict[str, Profile] = {
    "mdc": _mdc(7),
    "plotthedots": Profile(
        {
            "outside": outside,
            "trend": trend(7, ties="break"),
            "two_of_three": two_of_three(with_outside=False),
            "shift": shift(7),
        },
        flat=False,
        strict_target=True,
        beside=True,
    ),
    "anhoej": Profile(
        {"outside": outside, "shift": long_run},
        shows_from=10,
        useful_only=True,
        skips_centre=True,
        skips_missing=True,
        chance_run=True,
    ),
    "perla": Profile(
        {"trend": trend(5, ties="join"), "shift": shift_skipping_centre(6)},
        shows_from=10,
        run=6,
        skips_centre=True,
        joins_ties=True,
        counts_runs=True,
    ),
    "nelson": Profile(
        {
            "outside": outside,
            "shift": shift(9),
            "trend": trend(6, ties="break"),
            "alternating": alternating(14),
            "two_of_three": of_window(2, 3, 2),
            "four_of_five": of_window(4, 5, 1),
            "within_one": within_one(15),
            "beyond_one": beyond_one(8),
        },
        run=9,
    ),
    "western_electric": Profile(
        {
            "outside": outside,
            "two_of_three": of_window(2, 3, 2),
            "four_of_five": of_window(4, 5, 1),
            "shift": shift(8),
        },
        run=8,
    ),
}
