"""Evidence from who is not reached, from how incidents are reported, and from what worked elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from qmf.framework import Topics
from qmf.planning.evidence import Evidence, listed, topic_of

__all__ = ["from_needs", "from_projects", "from_reporting"]


def from_needs(needs: pd.DataFrame, topics: Topics) -> Iterator[Evidence]:
    """Turn each under-served group into evidence.

    Parameters
    ----------
    needs
        What :func:`qmf.planning.needs` gives.
    topics
        The topics.
    """
    for row in needs[needs["reading"].isin(["under-served", "seen less"])].to_dict("records"):
        about = topic_of(topics, "services", str(row["service"]))
        says = f"{row['words']} At the others' rate {row['missing']:.0f} more people a year would be seen."
        yield Evidence(*about, "population", 3 if row["reading"] == "under-served" else 1, says)


def from_reporting(reported: pd.DataFrame, topics: Topics, names: Mapping[str, str]) -> Iterator[Evidence]:
    """Turn each unit where reporting fell into evidence: a silence is no safety.

    Parameters
    ----------
    reported
        What :func:`qmf.planning.reported` gives.
    topics
        The topics.
    names
        What people call each unit.
    """
    about = topic_of(topics, "themes", "reporting", "Reporting of incidents")
    for row in reported[reported["reading"].str.startswith("reporting fell")].to_dict("records"):
        where = names.get(str(row["unit"]), str(row["unit"]))
        weight = 3 if row["reading"] == "reporting fell with it" else 2
        yield Evidence(*about, "reporting", weight, f"{where}. {row['words']}")


def from_projects(
    register: pd.DataFrame, projects: pd.DataFrame, units: pd.DataFrame, watch: pd.DataFrame, topics: Topics
) -> Iterator[Evidence]:
    """Turn proven changes that could be scaled up into evidence, and tell what is under way.

    Parameters
    ----------
    register
        What :func:`qmf.planning.register` gives.
    projects, units
        The tables of a place.
    watch
        The table of watched measures: what has got worse where a change was made is told with its gain.
    topics
        The topics.
    """
    measures = dict(zip(projects["project"], projects["measure"], strict=True))
    branches = dict(zip(projects["project"], projects["thread"], strict=True))
    for row in register[register["stage"] != "closed"].to_dict("records"):
        topic = topics.of("measures", str(measures[row["project"]]))
        branch = branches[row["project"]]
        topic = topic or next((each for each in topics.topics if branch and each.branch == branch), None)
        about = (topic.id, topic.title) if topic else (f"project:{row['project']}", str(row["title"]))
        alike = _alike(row["units"], units) if row["ready"] else []
        if alike:
            lasting = f"a lasting gain on {len(row['gains'])} of {len(row['units'])}"
            says = (
                f"{row['title']}: {lasting} ({'; '.join(row['gains'])}). "
                f"A like service without it: {listed(alike)}.{_paid_for(row['units'], watch)}"
            )
            yield Evidence(*about, "spread", 2, says)
        elif topic:
            yield Evidence(*about, "spread", 0, f"Under way: {row['title']} ({row['kind']}, {row['stage']}).")


def _paid_for(taking_part: tuple[str, ...], watch: pd.DataFrame) -> str:
    """Say what has got worse where a change was made: a gain never nets off a harm."""
    here = watch[watch["unit"].isin(taking_part)]
    worse = here[here["usable"].astype(bool) & here["variation"].astype(str).str.startswith("concern")]
    return "".join(
        f" First ask about {row['title']}: it has got worse on {row['name']}."
        for row in worse.to_dict("records")
    )


def _alike(taking_part: tuple[str, ...], units: pd.DataFrame) -> list[str]:
    """Name the open wards and teams with the same kind of service that a project does not run on."""
    services = set(units.loc[units["unit"].isin(taking_part), "service"]) - {""}
    others = units[
        units["service"].isin(services) & ~units["unit"].isin(taking_part) & units["closed"].isna()
    ]
    return [str(name) for name in others["name"]]
