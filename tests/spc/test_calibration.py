"""The chances that docs/methods/calibration.md publishes, where they can be counted instead of simulated."""

from functools import cache
from itertools import product

import numpy as np
import pytest

from qmf.spc import analyse
from qmf.spc.runs import crossings_minimum, longest_allowed


@cache
def compositions(total: int, parts: int, largest: int) -> int:
    """In how many ways runs of at most so many points make up a chart."""
    if parts == 0:
        return int(total == 0)
    return sum(compositions(total - part, parts - 1, largest) for part in range(1, min(largest, total) + 1))


def false_alarms(points: int) -> float:
    """Count the false-alarm rate of Anhøj's rules about a known centre."""
    longest, fewest = (int(limit(np.array([points]))[0]) for limit in (longest_allowed, crossings_minimum))
    quiet = 2 * sum(compositions(points, parts, longest) for parts in range(fewest + 1, points + 1))
    return 1 - quiet / 2**points


@pytest.mark.parametrize("points", [5, 10, 13])
def test_every_chart_there_can_be(points):
    charts = np.array(list(product([-1.0, 1.0], repeat=points)))
    starts = np.arange(len(charts)) * points
    found = analyse(charts.ravel(), None, starts, kind="run", rules="anhoej", centre=0.0)
    assert found.runs_signal.mean() == pytest.approx(false_alarms(points), abs=1e-12)


def test_the_published_rate_at_24_points():
    assert false_alarms(24) == pytest.approx(0.065, abs=0.002)


def test_the_simulated_rate_agrees_with_the_counted_one():
    values = np.random.default_rng(2026).normal(size=40_000 * 24)
    found = analyse(values, None, np.arange(40_000) * 24, kind="run", rules="anhoej", centre=0.0)
    share = found.runs_signal.mean()
    assert abs(share - false_alarms(24)) < 3 * (share * (1 - share) / 40_000) ** 0.5


def test_an_mdc_chart_of_24_points_cries_wolf_about_one_time_in_five():
    values = np.random.default_rng(7).normal(size=20_000 * 24)
    marks = analyse(values, None, np.arange(20_000) * 24).marks.reshape(-1, 24) > 0
    assert 0.175 < marks.any(axis=1).mean() < 0.195
    assert 0.014 < marks[:, -1].mean() < 0.019
