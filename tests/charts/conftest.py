"""Charts to draw: real control charts of small made-up series, and what a drawing shows when it is read back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest

from qmf.charts import Drawing, Flag
from qmf.spc import ControlChart, Label, Proposal, control_chart, propose_phases

VIOLENCE = Label("Physical violence", "incidents per 1,000 occupied bed days", False, "Heron ward")
SHARE = Label("Assessed within 28 days", "of first assessments", True, "Talking therapies")
CYCLES = (
    Flag("2024-10-01", "1", "a huddle each morning"),
    Flag("2025-01-15", "2", "huddles move to 9.15"),
    Flag("2025-01-20", "3", "the same month"),
    Flag("2025-05-01", "4", "PDSA cycles"),
)


def _months(count: int, start: str = "2022-04-01") -> pd.DatetimeIndex:
    return pd.date_range(start, periods=count, freq="MS")


def _chart(x: Any, y: Any, **options: Any) -> ControlChart:
    frame = pd.DataFrame({"x": x, "y": y})
    for name in ("target", "out", "n"):
        if isinstance(options.get(name), (list, np.ndarray)):
            frame[name] = options[name]
            options[name] = name
    if "out" in options:
        options["exclude"] = options.pop("out")
    return control_chart(frame, x="x", y="y", **options)


def _violence(count: int = 48) -> list[float]:
    steps = np.array([0.0, 1.4, -2.1, 3.0, -1.2, 0.6, -2.8, 1.9, 2.2, -3.1, 0.4])
    level = np.where(np.arange(count) < 34, 8.8, 5.0)
    return [float(v) for v in level + np.resize(steps, count)]


def _proposed(chart: ControlChart) -> Proposal:
    return propose_phases(chart)["proposal"].iloc[0]


def _cases() -> dict[str, Drawing]:
    months, violence, rng = _months(48), _violence(), np.random.default_rng(3)
    share = np.clip(rng.normal(94, 4, 30), 0, 100)
    gaps = np.array(violence)
    gaps[[3, 4, 20, 47]] = np.nan
    out = np.isin(np.arange(48), [10, 11])
    weeks = pd.date_range("2023-04-03", periods=260, freq="7D")
    fast = {"improvement": "decrease"}
    charts: dict[str, tuple[ControlChart, Label, dict[str, Any]]] = {
        "family": (
            _chart(months, violence, baseline=30, target=6.0, **fast),
            VIOLENCE,
            {"flags": CYCLES, "baseline_note": "Limits set from these 30 months, before huddles"},
        ),
        "gaps": (_chart(months, gaps, out=out, **fast), VIOLENCE, {}),
        "neutral": (_chart(months, violence), VIOLENCE, {}),
        "phases": (
            _chart(months, violence, phases=["2024-02-01"], **fast),
            VIOLENCE,
            {
                "flags": (
                    Flag("2024-02-01", "N", "New limits, accepted by the matron on 14 May 2026", "phase"),
                )
            },
        ),
        "many phases": (_chart(months, violence, phases=["2023-03-01", "2024-02-01"], **fast), VIOLENCE, {}),
        "new phase": (_chart(months, violence, phases=["2025-10-01"], **fast), VIOLENCE, {"flags": CYCLES}),
        "clipped": (_chart(_months(30), share, improvement="increase", target=95), SHARE, {}),
        "steps": (
            _chart(_months(30), rng.integers(5, 20, 30), n=rng.integers(20, 60, 30), kind="p", multiply=100),
            SHARE,
            {},
        ),
        "trajectory": (
            _chart(_months(30), share, improvement="increase", target=[90.0] * 15 + [96.0] * 15),
            SHARE,
            {},
        ),
        "two targets": (
            _chart(_months(30), share, improvement="increase", target={"local": 85, "national": 95}),
            SHARE,
            {},
        ),
        "trajectory ahead": (
            _chart(_months(36), [*violence[:30], *[np.nan] * 6], target=[9.0] * 30 + [7.0] * 6, **fast),
            VIOLENCE,
            {},
        ),
        "proposal": (
            _chart(months, [v + (k > 22) * 14 for k, v in enumerate(violence)], **fast),
            VIOLENCE,
            {
                "proposal": _proposed(
                    _chart(months, [v + (k > 22) * 14 for k, v in enumerate(violence)], **fast)
                )
            },
        ),
        "weekly": (_chart(weeks[:60], rng.poisson(4, 60), **fast), VIOLENCE, {}),
        "five years of weeks": (_chart(weeks, rng.poisson(4, 260), **fast), VIOLENCE, {}),
        "few weeks": (_chart(weeks[:8], rng.poisson(4, 8), **fast), VIOLENCE, {}),
        "days": (_chart(pd.date_range("2026-01-20", periods=40, freq="D"), rng.poisson(4, 40)), VIOLENCE, {}),
        "years": (
            _chart(pd.date_range("2010-04-01", periods=14, freq="12MS"), rng.poisson(40, 14)),
            VIOLENCE,
            {},
        ),
        "numbers": (_chart(range(1, 25), rng.normal(100, 20, 24), kind="run"), VIOLENCE, {}),
        "two": (_chart(_months(2), [3, 4]), VIOLENCE, {}),
        "one": (_chart(_months(1), [3]), VIOLENCE, {}),
        "nothing": (_chart(_months(20), [np.nan] * 20), VIOLENCE, {}),
        "equal": (_chart(_months(20), [5.0] * 20, target=5, **fast), VIOLENCE, {}),
        "zero": (_chart(_months(20), [0] * 20, target=0, **fast), VIOLENCE, {}),
        "negative": (_chart(_months(20), rng.normal(0, 5, 20)), VIOLENCE, {}),
        "large": (_chart(_months(20), rng.normal(5e7, 1e6, 20)), VIOLENCE, {}),
        "shared axis": (
            _chart(_months(18, "2024-10-01"), np.linspace(58, 90, 18), improvement="increase", target=80),
            SHARE,
            {"flags": CYCLES, "x_from": "2022-04-01", "x_to": "2026-03-01"},
        ),
        "closed ward": (_chart(_months(20), _violence(20), **fast), VIOLENCE, {"x_to": "2026-03-01"}),
    }
    words = "A long message that says what the chart shows, with its numbers, so that the title takes two lines of it"
    return {
        name: Drawing(
            chart, label, words, "Measure, unit, where, and when", "What it says.", source="Made up.", **more
        )
        for name, (chart, label, more) in charts.items()
    }


CASES = _cases()


@pytest.fixture(scope="session")
def months() -> Callable[..., pd.DatetimeIndex]:
    """First days of months, from April 2022."""
    return _months


@pytest.fixture(scope="session")
def chart() -> Callable[..., ControlChart]:
    """A control chart of two lists."""
    return _chart


@pytest.fixture(scope="session")
def draw() -> Callable[..., Drawing]:
    """A drawing of a chart."""

    def make(chart: ControlChart, label: Label = VIOLENCE, title: str = "A message", **more: Any) -> Drawing:
        return Drawing(chart, label, title, **more)

    return make


@pytest.fixture(scope="session")
def violence() -> Drawing:
    """48 months with a baseline, a target, and four PDSA cycles."""
    return CASES["family"]


@pytest.fixture(params=CASES)
def drawing(request: pytest.FixtureRequest) -> Drawing:
    """Each sort of chart in turn."""
    return CASES[request.param]
