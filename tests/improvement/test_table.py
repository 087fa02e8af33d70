"""Many units at once, those that took part and those that did not; and how often the claim is wrong."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pytest

from qmf.data import together
from qmf.improvement import caution, changes
from qmf.spc import control_chart
from tests.improvement.series import aim, frame, measure

WARDS = ["heron", "kestrel", "linnet", "wren", "dunlin"]
NAMES = {"part": "Three wards", **{ward: f"{ward.title()} ward" for ward in WARDS}, "rest": "The other two"}
TAKING = {"part", "heron", "kestrel", "linnet"}


def trust(fall: float = 0.5, worse: float = 1.0, before: int = 30) -> pd.DataFrame:
    """Five wards, of which three change from January 2025; `worse` times the level of the others before."""
    rng = np.random.default_rng(3)
    wards = []
    for ward in WARDS:
        level = np.full(48, 8.0)
        if ward in TAKING:
            level[:33] *= worse
            level[33:] *= fall
        wards.append(frame(rng.poisson(level), unit=ward))
    frames = pd.concat(wards)
    part = frames["unit"].isin(TAKING)
    return pd.concat(
        [together(frames[part], "part"), frames, together(frames[~part], "rest")], ignore_index=True
    )


def table(rows: pd.DataFrame, since: dict[str, Any] | None = None, **options: Any) -> pd.DataFrame:
    given: dict[str, Any] = {
        "measure": measure(), "aim": aim(), "names": NAMES, "taking_part": TAKING, "sustained": since or {}
    }  # fmt: skip
    return changes(rows, **given | options).set_index("unit")


def test_units_stand_in_the_order_of_the_names_with_their_readings() -> None:
    found = table(trust())
    assert list(found.index) == list(NAMES)
    assert found["takes_part"].tolist() == [True] * 4 + [False] * 3
    assert list(found.loc["part", ["reading", "sustained", "effect"]]) == [
        "A real fall",
        True,
        "improvement",
    ]
    assert found.loc["rest", "reading"] == "No clear change"
    assert str(found.loc["part", "change_text"]).startswith("−")
    assert str(found.loc["heron", "words"]).startswith("Physical violence (Heron ward) fell by ")
    assert found["since"].dtype.kind == "M"


def test_a_unit_without_numbers_has_no_row() -> None:
    assert "wren" not in table(trust().query("unit != 'wren'")).index


def test_only_what_the_aim_or_process_is_about_counts_as_predicted() -> None:
    rows = trust()
    assert table(rows)["predicted"].tolist() == [True] * 4 + [False] * 3
    assert not table(rows, measure=measure(id="restraint", role="balancing"))["predicted"].any()
    assert (
        table(rows, measure=measure(id="huddles", role="process"))["predicted"].tolist()
        == [True] * 4 + [False] * 3
    )


def test_without_a_date_in_the_aim_the_shift_on_the_chart_is_looked_at() -> None:
    undated = aim(change_starts=None, settles_by=None)
    found = table(trust(), {"part": pd.Timestamp("2025-01-01"), "wren": pd.NaT}, aim=undated)
    assert list(found.loc["part", ["reading", "sustained", "pre_declared"]]) == [
        "A real fall",
        True,
        False,
    ]
    assert found.loc["wren", "reading"] == "No shift that holds"
    assert "no shift still holds at the latest month" in str(found.loc["wren", "words"])


def test_a_later_shift_that_is_clear_is_told_where_the_declared_dates_show_none() -> None:
    rows = frame([5.0] * 40 + [8.0, 9.5] * 4)
    since = {"heron": pd.Timestamp("2025-08-01")}
    found = table(rows, since, measure=measure(id="restraint", role="balancing")).loc["heron"]
    assert list(found[["pre_declared", "reading", "effect"]]) == [False, "A real rise", "concern"]
    assert "chosen after looking" in found["words"]


def test_a_percentage_is_compared_as_a_proportion_and_a_bare_value_as_a_value() -> None:
    share = measure(percent=True, multiply=100, unit="of people")
    assert table(frame([300.0, 310.0] * 24), measure=share)["scale"].tolist() == ["points"]
    bare = frame([300.0, 310.0] * 24).assign(numerator=np.nan, denominator=np.nan)
    assert table(bare, measure=share)["scale"].tolist() == ["difference"]


def test_regression_to_the_mean_is_warned_of_where_the_worst_took_part() -> None:
    found = table(trust(worse=1.5)).reset_index()
    said = caution(found, measure=measure(), noun="wards")
    assert "The wards that took part stood worse before than the others (" in said
    assert "Against the time before October 2023 alone" in said
    assert f"is −{abs(found['change_early'][0]) * 100:.0f}%" in said
    assert caution(table(trust(worse=0.7, fall=0.3)).reset_index(), measure=measure()) == ""
    assert caution(found, measure=measure(), chosen=date(2024, 10, 1)) == ""
    assert caution(found, measure=measure(), chosen=date(2024, 3, 1)) != ""
    assert caution(table(trust(fall=1.0)).reset_index(), measure=measure()) == ""
    assert caution(found[found["takes_part"]], measure=measure()) == ""


def noisy(count: int, mean: float, factor: float, dispersion: float, seed: int) -> pd.DataFrame:
    """Over-dispersed monthly counts, 48 months, multiplied by `factor` from the 34th on."""
    rng = np.random.default_rng(seed)
    level = mean * np.where(np.arange(48) >= 33, factor, 1) / (dispersion - 1)
    counts = rng.negative_binomial(level, 1 / dispersion, (count, 48))
    return pd.concat([frame(row, unit=str(number)) for number, row in enumerate(counts)], ignore_index=True)


def claimed(rows: pd.DataFrame) -> pd.DataFrame:
    chart = control_chart(
        rows,
        x="period_start",
        y="numerator",
        n="denominator",
        by=["unit"],
        baseline=30,
        improvement="decrease",
    )
    names = {str(unit): str(unit) for unit in rows["unit"].unique()}
    since = dict(zip(chart.summary["unit"], chart.summary["sustained_since"], strict=True))
    return table(rows, since, names=names, taking_part=set(names))


def test_stable_series_are_seldom_called_changed() -> None:
    """Of 400 series, a rate of 0.5 % gives five claims or fewer more than 98 times in 100; the seed is fixed."""
    found = claimed(noisy(400, 5, 1, 1.6, seed=11))
    assert found["sustained"].sum() <= 5
    assert found["reading"].str.startswith("A real").mean() < 0.08


@pytest.mark.parametrize(("mean", "real", "sustained"), [(15, 0.85, 0.6), (5, 0.35, 0.1)])
def test_a_third_off_is_found_as_often_as_the_counts_allow(
    mean: float, real: float, sustained: float
) -> None:
    found = claimed(noisy(150, mean, 2 / 3, 1.6, seed=12))
    assert (found["reading"] == "A real fall").mean() > real
    assert found["sustained"].mean() > sustained
