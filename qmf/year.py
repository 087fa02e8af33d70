"""The year's planning: place + parameters + as-at date -> every finding of step 1, computed once.

As :mod:`qmf.cycle` is for one priority, this is for the choice between all that could be one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

import pandas as pd

from qmf import planning
from qmf.cycle import OTHERS, TOGETHER, Findings
from qmf.data import Place, quality, series
from qmf.errors import Fault, ParameterError
from qmf.framework import Choosing, Measure, Strategy, Topics, Watched, nearest, read_model
from qmf.framework.model import Model
from qmf.planning.from_measures import WATCH, from_measures
from qmf.planning.from_people import from_feedback, from_learning
from qmf.planning.from_reach import from_needs, from_projects, from_reporting
from qmf.planning.from_reviews import from_reviews
from qmf.planning.from_risks import from_risks
from qmf.spc import control_chart

__all__ = ["Planning", "plan_year", "watch"]


@dataclass(frozen=True)
class Planning:
    """What the data say when a year's priorities are chosen.

    Parameters
    ----------
    place
        The data.
    as_at
        The last day that counts.
    candidates, needs, reported, risks, register, thread, load
        The tables of the functions of :mod:`qmf.planning` of the same names; ``risks`` those of
        :func:`qmf.planning.open_risks`.
    watch
        Every watched measure at every unit: the columns of ``qmf.planning.from_measures.WATCH``.
    strategy
        The golden thread.
    impacts
        What is open of the impact assessments: the table of :func:`qmf.planning.impact_findings`.
    choice
        How next year's priorities were chosen; None where they have not been, as ``choosing.yaml`` is not there.
    """

    place: Place
    as_at: date
    candidates: pd.DataFrame
    needs: pd.DataFrame
    reported: pd.DataFrame
    risks: pd.DataFrame
    register: pd.DataFrame
    thread: pd.DataFrame
    load: pd.DataFrame
    watch: pd.DataFrame
    strategy: Strategy
    impacts: pd.DataFrame
    choice: planning.Choice | None


def plan_year(place: Place, parameters: Path, found: Sequence[Findings], as_at: date) -> Planning:
    """Compute every finding of planning.

    Parameters
    ----------
    place
        The data.
    parameters
        The folder with ``strategy.yaml``, ``topics.yaml`` and, where there are such, ``watched.yaml`` and
        ``choosing.yaml``.
    found
        The findings of this year's priorities.
    as_at
        The last day that counts.

    Returns
    -------
    Planning
        The findings.

    Raises
    ------
    ParameterError
        A file is wrong, or names a unit or branch that is not there.
    DataError
        A table is wrong.
    PlaceError
        A file is not there.

    Examples
    --------
    >>> from qmf.data import open_place
    >>> root = Path(__file__).resolve().parent.parent
    >>> plan = plan_year(open_place(root / "data"), root / "parameters", [], date(2026, 3, 31))
    >>> plan.candidates.loc[0, "title"]
    'Safe wards'
    """
    strategy = read_model(parameters / "strategy.yaml", Strategy)
    topics = read_model(parameters / "topics.yaml", Topics)
    watched = _optional(parameters / "watched.yaml", Watched)
    choosing = _optional(parameters / "choosing.yaml", Choosing)
    planning.check_thread(strategy, place)
    projects = place.table("projects")
    table = watch(place, found, watched, as_at)
    lasting = table[table["gain"] != ""]
    keys = zip(map(str, lasting["code"]), map(str, lasting["unit"]), strict=True)
    gains = dict(zip(keys, map(str, lasting["gain"]), strict=True))
    names = dict(zip(place.units["unit"], place.units["name"], strict=True))
    needs = planning.needs(place.table("population"))
    reported = planning.reported(place.table("reporting"), as_at)
    risks = planning.open_risks(place.table("risks"), table, as_at)
    register = planning.register(projects, strategy, as_at, gains)
    evidence = [
        *from_measures(table, reported, topics),
        *from_reviews(place.table("reviews"), place.table("standards"), topics, names, as_at),
        *from_feedback(place.table("feedback"), topics, as_at),
        *from_learning(place.table("learning"), topics, names, as_at),
        *from_risks(risks, topics, names),
        *from_needs(needs, topics),
        *from_reporting(reported, topics, names),
        *from_projects(register, projects, place.units, table, topics),
    ]
    return Planning(
        place=place,
        as_at=as_at,
        candidates=planning.candidates(evidence, topics),
        needs=needs,
        reported=reported,
        risks=risks,
        register=register,
        thread=planning.thread(strategy, projects, [each.priority.id for each in found]),
        load=planning.load(strategy, projects),
        watch=table,
        strategy=strategy,
        impacts=planning.impact_findings(planning.impacts(place, as_at)),
        choice=_choice(choosing, place, topics) if choosing else None,
    )


M = TypeVar("M", bound=Model)


def _optional(path: Path, model: type[M]) -> M | None:
    return read_model(path, model) if path.is_file() else None


def _choice(choosing: Choosing, place: Place, topics: Topics) -> planning.Choice:
    """Hold the marks and the votes to the topics, and choose."""
    titles = {topic.id: topic.title for topic in topics.topics}
    named = [
        (f"choosing.yaml, scores[{n}].candidate", each.candidate) for n, each in enumerate(choosing.scores)
    ]
    votes = place.table("votes")
    named += [
        (f"{place.file('votes')}, row {row}, candidate", str(code))
        for row, code in votes["candidate"].items()
    ]
    faults = []
    for where, code in named:
        if code not in titles:
            near = nearest(code, titles)
            mend = f"Is '{near}' meant?" if near else "Add the topic to topics.yaml."
            faults.append(Fault("there is no such topic", where, mend))
    if faults:
        raise ParameterError(faults)
    return planning.choose(choosing, votes, titles)


def watch(place: Place, found: Sequence[Findings], watched: Watched | None, as_at: date) -> pd.DataFrame:
    """Put every measure that is watched into one table: those of the priorities, and those beside them.

    Parameters
    ----------
    place
        The data.
    found
        The findings of this year's priorities.
    watched
        The measures that are watched beside them, where there are any; one that a priority has, too, is taken from
        there.
    as_at
        The last day that counts.

    Returns
    -------
    pandas.DataFrame
        One row a measure and unit, with the columns of ``qmf.planning.from_measures.WATCH``. Closed units are left out.

    Examples
    --------
    >>> from qmf.data import open_place
    >>> root = Path(__file__).resolve().parent.parent
    >>> watched = read_model(root / "parameters/watched.yaml", Watched)
    >>> table = watch(open_place(root / "data"), [], watched, date(2026, 3, 31))
    >>> table.loc[table["assurance"] == "fails", "name"].tolist()
    ['CAMHS North', 'CAMHS South']
    """
    rows = [_of_priority(each) for each in found]
    taken = {code for table in rows for code in table["code"]}
    for group in watched.groups if watched else ():
        units = place.units_of(group.units)
        rows += [
            _beside(place, measure, units, as_at) for measure in group.measures if _code(measure) not in taken
        ]
    closed = set(place.units.loc[place.units["closed"] <= pd.Timestamp(as_at), "unit"])
    table = pd.concat(rows, ignore_index=True) if rows else pd.DataFrame(columns=list(WATCH))
    return table[~table["unit"].isin(closed)].drop_duplicates(["code", "unit"], ignore_index=True)


def _code(measure: Measure) -> str:
    return str(measure.data.events or measure.data.observations)


def _harm(measure: Measure) -> bool:
    return measure.data.events is not None and measure.direction == "decrease"


def _of_priority(found: Findings) -> pd.DataFrame:
    tables = []
    for measure in found.priority.measures:
        if measure.data.between is not None:
            continue  # the same events stand there by the month
        rows = found.summary[found.summary["measure"] == measure.id]
        changes = found.changes[measure.id]
        lasting = changes[(changes["effect"] == "improvement") & (changes["sustained"])]
        said = dict(zip(lasting["unit"], lasting["change_text"], strict=True))
        where = zip(rows["unit"], rows["name"], strict=True)
        gain = [f"{measure.title}, {name}: {said[unit]}" if unit in said else "" for unit, name in where]
        tables.append(_rows(measure, rows, gain))
    table = pd.concat(tables, ignore_index=True)
    several = table["unit"].isin([TOGETHER, OTHERS]) & (len(found.units) > 1)
    return table[~several]


def _beside(place: Place, measure: Measure, units: Sequence[str], as_at: date) -> pd.DataFrame:
    frame = series(place, measure, units, as_at)
    chart = control_chart(
        frame,
        x="period_start",
        y="numerator" if frame["numerator"].notna().any() else "value",
        n="denominator" if frame["denominator"].notna().any() else None,
        by=["unit"],
        kind=measure.kind,
        rules=measure.rules,
        improvement=measure.direction,
        target=measure.target.value if measure.target else None,
        multiply=measure.multiply,
    )
    marks = quality(frame, measure, as_at, place=place).rename(columns={"words": "quality"})
    rows = chart.summary.merge(marks, on="unit", how="left")
    names = dict(zip(place.units["unit"], place.units["name"], strict=True))
    rows = rows.assign(name=rows["unit"].map(names))
    return _rows(measure, rows, [""] * len(rows))


def _rows(measure: Measure, rows: pd.DataFrame, gain: list[str]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "measure": measure.id,
            "title": measure.title,
            "code": _code(measure),
            "unit": rows["unit"].to_numpy(),
            "name": rows["name"].to_numpy(),
            "variation": rows["variation"].to_numpy(),
            "assurance": rows["assurance"].to_numpy() if measure.target else None,
            "usable": rows["usable"].fillna(True).astype(bool).to_numpy(),
            "quality": rows["quality"].to_numpy(),
            "harm": _harm(measure),
            "gain": gain,
        }
    )
