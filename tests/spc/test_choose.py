"""Which chart is suggested, and the time between events."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from qmf.errors import ChartError
from qmf.spc import choose, control_chart, events_between, suggest_kind

RNG = np.random.default_rng(11)
MONTHS = pd.date_range("2022-04-01", periods=36, freq="MS")


def suggested(y, n=None, months=MONTHS, **more):
    data = pd.DataFrame({"month": months[: len(y)], "y": y} | ({} if n is None else {"n": n}))
    return suggest_kind(data, x="month", y="y", n=None if n is None else "n", **more)


def test_few_points_rare_events_and_skew():
    assert suggested([5, 6, 4, 7]).kind == "run"
    assert suggested(RNG.poisson(0.7, 36)).kind == "t"
    assert suggested(RNG.lognormal(0, 1.5, 36)).kind == "run"


def test_xmr_is_the_default_and_the_others_are_offered_with_evidence():
    plain = suggested(RNG.binomial(200, 0.4, 36), [200] * 36)
    assert (plain.kind, plain.others) == ("xmr", ("p", "pp"))
    clustered = suggested(RNG.poisson(RNG.gamma(3, 10, 36)), [1600] * 36)
    assert (clustered.kind, clustered.others) == ("xmr", ("up",)) and "cry wolf" in str(clustered)
    huge = suggested(RNG.binomial(40_000, 0.94 + RNG.normal(0, 0.01, 36)), [40_000] * 36)
    assert huge.others == ("pp",)
    assert suggested(RNG.normal(50, 5, 36)).others == ()


def test_seasons_and_stocks_are_cautioned():
    season = 100 + 20 * np.sin(np.arange(60) * 2 * np.pi / 12) + RNG.normal(0, 2, 60)
    assert any(
        "seasonal" in caution
        for caution in suggested(season, months=pd.date_range("2020-01-01", periods=60, freq="MS")).cautions
    )
    stock = 500 + RNG.normal(0, 5, 36).cumsum()
    assert any("resemble" in caution for caution in suggested(stock).cautions)
    assert suggested(RNG.normal(50, 5, 36)).cautions == ()


def test_the_time_between_events():
    dates = pd.to_datetime(["2026-03-04", "2026-01-05", None, "2026-03-04"])
    found = events_between(pd.DataFrame({"date": dates}), x="date")
    assert found["days"].tolist() == [58, 0.5] and len(found) == 2
    assert control_chart(found.drop_duplicates("x"), x="x", y="days", kind="t").points["centre"].notna().all()


def test_opportunities_between_events():
    data = pd.DataFrame({"date": pd.date_range("2026-01-01", periods=4), "so_far": [10, 31, 32, 80]})
    assert events_between(data, x="date", opportunities="so_far")["cases"].tolist() == [20, 0, 47]
    with pytest.raises(ChartError, match="does not rise"):
        events_between(data.assign(so_far=[10, 5, 6, 7]), x="date", opportunities="so_far")


@pytest.mark.parametrize("count", [0, 1])
def test_too_few_events_have_nothing_between_them(count):
    data = pd.DataFrame({"date": pd.date_range("2026-01-01", periods=count)})
    assert events_between(data, x="date").empty


def test_events_refuse_what_they_cannot_read():
    data = pd.DataFrame({"date": ["yesterday"], "n": [1]})
    for more, says in (
        ({"x": "dat"}, "Did you mean 'date'"),
        ({"x": "date"}, "neither date nor number"),
        ({"x": "n"}, "no dates"),
    ):
        with pytest.raises(ChartError, match=says):
            events_between(data, **more)
    with pytest.raises(ChartError, match="not above 0"):
        events_between(data, x="date", least=0)


def test_the_guide_and_the_advice_follow_each_other():
    """The numbers that the guide gives are those that the code decides by, in the same order."""
    guide = (Path(__file__).resolve().parents[2] / "docs" / "methods" / "choosing.md").read_text(
        encoding="utf-8"
    )
    assert f"Fewer than {choose.FEW} points: a **run chart**" in guide
    assert choose.RARE == 2 and "Fewer than two events a point" in guide
    assert f"sigma z above {choose.WIDER:g}" in guide and f"a correlation of {choose.ALIKE:g}" in guide
    rng = np.random.default_rng(1)
    months = pd.date_range("2022-04-01", periods=36, freq="MS")
    steps = {
        "run": [5, 6] * 4,
        "t": rng.poisson(0.8, 36),
        "run ": [3.5] * 35 + [90.5],
        "xmr": rng.normal(50, 5, 36),
    }
    for kind, values in steps.items():
        data = pd.DataFrame({"month": months[: len(values)], "y": values})
        assert suggest_kind(data, x="month", y="y").kind == kind.strip()
        assert f"`{kind.strip()}`" in guide or kind.strip() in ("run", "xmr")
