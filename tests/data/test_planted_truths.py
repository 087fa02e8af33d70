"""The kit finds what is planted in the sample trust, claims nothing else, and is no more surprised than by chance."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest

from qmf.data import Place, series, together
from qmf.data.sample_measures import EVENTS, SHARES, Events, Share
from qmf.data.sample_trust import of_service
from qmf.data.sample_truth import CHANCES, CHANGES, HUDDLE_WARDS
from qmf.framework import Aim, Measure
from qmf.improvement import changes
from qmf.spc import ControlChart, control_chart

AS_AT = date(2026, 3, 31)
BEFORE = {"start": date(2022, 4, 1), "end": date(2024, 9, 30)}
BASELINE = 30  # months
COUNTED = (*EVENTS, *SHARES)
IN_PRIORITY = ("physical_violence", "restraint", "safety_huddles")
PLANTED = {(change.measure, unit) for change in CHANGES for unit in change.units}
PROCESS = [change for change in CHANGES if change.cause == "process"]
REPLICATES = 60


def name_of(counted: Events | Share) -> str:
    return counted.kind if isinstance(counted, Events) else counted.measure


def units_of(counted: Events | Share) -> list[str]:
    units = [unit.unit for unit in of_service(*counted.services)]
    only = counted.units if isinstance(counted, Share) else ()
    return [unit for unit in units if not only or unit in only]


def measure_of(counted: Events | Share) -> Measure:
    """Describe a measure of the sample as a priority would."""
    words = dict.fromkeys(("title", "definition", "numerator", "unit", "owner", "source"), "x")
    name = name_of(counted)
    role = {"physical_violence": "outcome", "safety_huddles": "process"}.get(name, "balancing")
    values = {**words, "id": name.replace("_", "-"), "role": role}
    if isinstance(counted, Events):
        data = {"events": name, "denominator": "occupied_bed_days"}
        baseline = BEFORE if name in IN_PRIORITY else None
        values |= {"direction": "decrease", "data": data, "baseline": baseline, "multiply": 1000}
    else:
        values |= {"direction": "increase", "data": {"observations": name}, "percent": True, "multiply": 100}
    return Measure.model_validate(values)


def aim_of(counted: Events | Share) -> Aim:
    """Give the aim: the huddles' dates were written down in advance, and no dates were for anything else."""
    dates = {"change_starts": date(2024, 10, 1), "settles_by": date(2025, 1, 1)}
    declared = dates if name_of(counted) in IN_PRIORITY else {}
    return Aim(measure="physical-violence", to=6, by=AS_AT, who="People on the wards", **declared)


def charted(frame: pd.DataFrame, by: list[str], **options: object) -> ControlChart:
    return control_chart(frame, x="period_start", y="numerator", n="denominator", by=by, **options)


def study(place: Place, counted: Events | Share) -> pd.DataFrame:
    """Read a measure as the kit does: at every unit that counts it, and at the units of a planted change together."""
    name, measure = name_of(counted), measure_of(counted)
    frame = series(place, measure, units_of(counted), AS_AT)
    for change in CHANGES:
        if change.measure == name and len(change.units) > 1:
            frame = pd.concat(
                [frame, together(frame[frame["unit"].isin(change.units)], "+".join(change.units))]
            )
    baseline = BASELINE if measure.baseline else None
    chart = charted(frame, ["unit"], improvement=measure.direction, baseline=baseline)
    units, summary = list(dict.fromkeys(frame["unit"])), chart.summary.set_index("unit")
    claims = changes(
        frame,
        measure=measure,
        aim=aim_of(counted),
        names={unit: unit for unit in units},
        taking_part=[unit for unit in units if set(unit.split("+")) <= set(HUDDLE_WARDS)],
        sustained=summary["sustained_since"].to_dict(),
    ).set_index("unit")
    signals = chart.points.groupby("unit")["signal"].count().rename("points_signalled")
    found = claims[["reading", "effect", "change", "sustained"]].join(
        summary[["variation", "sustained_since"]]
    )
    return found.join(signals).assign(measure=name).reset_index()


@pytest.fixture(scope="module")
def found(sample):
    return pd.concat([study(sample, counted) for counted in COUNTED]).set_index(["measure", "unit"])


@pytest.mark.parametrize("change", PROCESS, ids=lambda change: change.measure)
def test_every_planted_change_is_found_together_and_is_sustained(found, change):
    whole = found.loc[(change.measure, "+".join(change.units))]
    assert whole["sustained"]
    assert whole["effect"] == ("improvement" if change.better else "concern")
    assert whole["variation"].startswith("improvement" if change.better else "concern")
    assert pd.notna(whole["sustained_since"])


@pytest.mark.parametrize(
    ("change", "unit"),
    [
        pytest.param(change, unit, id=f"{change.measure}-{unit}")
        for change in PROCESS
        for unit in change.units
    ],
)
def test_every_planted_change_is_found_at_each_unit(found, change, unit):
    own = found.loc[(change.measure, unit)]
    assert own["reading"] == ("A real rise" if change.factor > 1 else "A real fall")
    assert own["effect"] == ("improvement" if change.better else "concern")
    assert own["points_signalled"] > 0


def test_the_fall_in_violence_is_of_the_size_planted(found):
    (violence,) = [change for change in PROCESS if change.measure == "physical_violence"]
    measured = found.loc[("physical_violence", "+".join(violence.units)), "change"]
    assert measured == pytest.approx(violence.factor - 1, abs=0.08)


def test_no_sustained_change_is_claimed_where_none_is_planted(found):
    wholes = {(change.measure, "+".join(change.units)) for change in CHANGES}
    assert not set(found[found["sustained"]].index) - PLANTED - wholes


@pytest.mark.parametrize("chance", CHANCES, ids=lambda chance: chance.unit)
def test_chance_that_looks_like_a_change_is_not_taken_for_one(sample, found, chance):
    (counted,) = [each for each in COUNTED if name_of(each) == chance.measure]
    frame = series(sample, measure_of(counted), [chance.unit], AS_AT)
    sums = frame.groupby(frame["period_start"] >= pd.Timestamp(chance.starts))[
        ["numerator", "denominator"]
    ].sum()
    rates = sums["numerator"] / sums["denominator"]
    assert rates[True] / rates[False] - 1 == pytest.approx(chance.apparent, abs=chance.within)
    own = found.loc[(chance.measure, chance.unit)]
    assert (own["points_signalled"], own["variation"]) == (0, "common cause")
    assert own["reading"] == "No clear change"


def by_chance(rng: np.random.Generator, counted: Events | Share, frame: pd.DataFrame) -> np.ndarray:
    """Draw a measure again and again at its own level and unevenness, with nothing changed and no season."""
    totals = frame["denominator"].to_numpy()
    sums = frame.groupby("unit")[["numerator", "denominator"]].transform("sum")
    level = (sums["numerator"] / sums["denominator"]).to_numpy()
    shape = (REPLICATES, len(frame))
    if isinstance(counted, Events):
        return rng.negative_binomial(totals * level / (counted.dispersion - 1), 1 / counted.dispersion, shape)
    if counted.dispersion == 1:
        return rng.binomial(totals.astype(int), level, shape)
    spread = (totals - counted.dispersion) / (counted.dispersion - 1)
    return rng.binomial(totals.astype(int), rng.beta(level * spread, (1 - level) * spread, shape))


@pytest.fixture(scope="module")
def surprises(sample):
    """Count the units with a signal, in the sample (draw -1) and in many draws of common cause alone.

    Small counts are skewed, and break rules more often than the normal variation that limits are explained with: so
    chance is drawn as the counts are, and not from a normal distribution.
    """
    rng = np.random.default_rng(20_260_331)
    frames = []
    for counted in COUNTED:
        units = [unit for unit in units_of(counted) if (name_of(counted), unit) not in PLANTED]
        if units:
            frame = series(sample, measure_of(counted), units, AS_AT).dropna(subset="value")
            frame = frame.assign(measure=name_of(counted), draw=-1)
            drawn = enumerate(by_chance(rng, counted, frame))
            frames += [frame, *(frame.assign(numerator=numbers, draw=draw) for draw, numbers in drawn)]
    chart = charted(pd.concat(frames), ["draw", "measure", "unit"])
    latest = (chart.summary["variation"] != "common cause").groupby(chart.summary["draw"]).sum()
    anywhere = chart.points.groupby(["draw", "measure", "unit"])["signal"].count().gt(0).groupby("draw").sum()
    return pd.DataFrame({"latest": latest, "anywhere": anywhere})


@pytest.mark.parametrize("where", ["latest", "anywhere"])
def test_the_number_of_single_signals_is_what_common_cause_would_give(surprises, where):
    seen, chance = surprises.loc[-1, where], surprises.drop(index=-1)[where]
    reach = 2.576 * chance.std()  # 99 in 100
    assert chance.mean() - reach <= seen <= chance.mean() + reach
