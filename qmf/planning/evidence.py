"""Evidence that something could be a priority: what one source says of one topic, with its weight."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from qmf.framework import Topics

__all__ = ["SOURCES", "Evidence", "Source", "listed", "topic_of"]

Source = Literal[
    "measures", "assurance", "feedback", "learning", "risks", "population", "reporting", "spread"
]

SOURCES: dict[Source, str] = {
    "measures": "Measures",
    "assurance": "Independent reviews",
    "feedback": "Feedback",
    "learning": "Learning from incidents",
    "risks": "Risks and opportunities that teams named",
    "population": "Needs of the population",
    "reporting": "Reporting of incidents",
    "spread": "Improvement work",
}
"""Where evidence comes from, and what people call it."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one source says of one topic.

    Parameters
    ----------
    topic, title
        What it is about: a topic's id and title; where it belongs to none, what it stands under instead.
    source
        Where it comes from.
    weight
        3 strong, 2 clear, 1 worth knowing; 0 for what is told and speaks neither for nor against.
    says
        What it says, in a sentence.

    Examples
    --------
    >>> Evidence("calm", "Calm wards", "feedback", 2, "60 concerns about noise in the last 12 months.").weight
    2
    """

    topic: str
    title: str
    source: Source
    weight: int
    says: str


def topic_of(topics: Topics, kind: str, code: str, title: str = "") -> tuple[str, str]:
    """Find what a code stands under in the list of candidates.

    Parameters
    ----------
    topics
        The topics.
    kind
        ``measures``, ``standards``, ``themes`` or ``services``.
    code
        The code.
    title
        What people call it, where it belongs to no topic.

    Returns
    -------
    tuple of str
        The topic's id and title; the code's own where it belongs to none, so that nothing is lost.

    Examples
    --------
    >>> topics = Topics.model_validate({"topics": [{"id": "calm", "title": "Calm wards", "themes": ["noise"]}]})
    >>> topic_of(topics, "themes", "noise"), topic_of(topics, "themes", "food")
    (('calm', 'Calm wards'), ('themes:food', 'Food'))
    """
    topic = topics.of(kind, code)
    if topic is not None:
        return topic.id, topic.title
    called = title or code.replace("_", " ").replace("-", " ")
    return f"{kind}:{code}", f"{called[:1].upper()}{called[1:]}"


def listed(names: Iterable[str], most: int = 4) -> str:
    """Name some units as a person would; the tail of a long list is counted.

    Parameters
    ----------
    names
        What people call them.
    most
        How many are named at most.

    Examples
    --------
    >>> listed(["Heron ward"]), listed(["A", "B", "C"]), listed("ABCDEF")
    ('Heron ward', 'A, B and C', 'A, B, C, D and 2 more')
    """
    every = list(names)
    if len(every) > most:
        every = [*every[:most], f"{len(every) - most} more"]
    return every[0] if len(every) == 1 else f"{', '.join(every[:-1])} and {every[-1]}" if every else ""
