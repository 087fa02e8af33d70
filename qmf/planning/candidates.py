"""Candidates for priority: all evidence of a topic together, and the topics in the order that evidence gives them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from qmf.framework import Topics
from qmf.planning.evidence import SOURCES, Evidence, Source
from qmf.planning.rows import table_of

__all__ = ["Candidate", "candidates"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """One thing that could become a quality priority.

    Parameters
    ----------
    candidate, title
        The topic's id and title; of evidence that belongs to no topic, its own.
    branch
        The branch of the strategy that it serves; empty where none is named.
    score
        The sum, over the sources, of each one's strongest evidence: many charts of one kind do not outweigh people.
    sources
        The sources that speak for it.
    evidence
        All of it, the strongest first.
    words
        Why it stands here, in a sentence.
    """

    candidate: str
    title: str
    branch: str
    score: int
    sources: tuple[Source, ...]
    evidence: tuple[Evidence, ...]
    words: str


def candidates(evidence: Iterable[Evidence], topics: Topics) -> pd.DataFrame:
    """Rank what could become a priority by the evidence for it.

    Each source counts once for a topic, with its strongest piece: 3 strong, 2 clear, 1 worth knowing. Ties are broken
    by the number of sources, then of pieces, then by title. It is an order to begin a conversation with, no choice.

    Parameters
    ----------
    evidence
        From every source.
    topics
        The topics.

    Returns
    -------
    pandas.DataFrame
        One row a candidate with the columns of :class:`Candidate`, the strongest first. Topics without evidence are
        left out, and so is what only tells of work under way.

    Examples
    --------
    >>> topics = Topics.model_validate({"topics": [{"id": "calm", "title": "Calm wards"}]})
    >>> heard = [
    ...     Evidence("calm", "Calm wards", "feedback", 2, "60 concerns about noise."),
    ...     Evidence("calm", "Calm wards", "measures", 3, "Restraint has got worse: Heron ward."),
    ...     Evidence("themes:food", "Food", "feedback", 1, "12 concerns about food."),
    ... ]
    >>> found = candidates(heard, topics)
    >>> found[["candidate", "score", "words"]].to_numpy().tolist()[0]
    ['calm', 5, '2 sources speak for it: measures (3) and feedback (2).']
    """
    by_topic: dict[str, list[Evidence]] = {}
    for each in evidence:
        by_topic.setdefault(each.topic, []).append(each)
    branches = {topic.id: topic.branch or "" for topic in topics.topics}
    rows = [_candidate(topic, pieces, branches.get(topic, "")) for topic, pieces in by_topic.items()]
    rows = [row for row in rows if row.score]
    rows.sort(key=lambda row: (-row.score, -len(row.sources), -len(row.evidence), row.title))
    return table_of(Candidate, rows)


def _candidate(topic: str, pieces: list[Evidence], branch: str) -> Candidate:
    strongest = {
        source: max((p.weight for p in pieces if p.source == source), default=0) for source in SOURCES
    }
    speak = tuple(source for source in SOURCES if strongest[source])
    parts = [f"{SOURCES[source][:1].lower()}{SOURCES[source][1:]} ({strongest[source]})" for source in speak]
    joined = f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else "".join(parts)
    order = list(SOURCES)
    return Candidate(
        candidate=topic,
        title=pieces[0].title,
        branch=branch,
        score=sum(strongest.values()),
        sources=speak,
        evidence=tuple(sorted(pieces, key=lambda each: (-each.weight, order.index(each.source)))),
        words=f"{len(speak)} {'source speaks' if len(speak) == 1 else 'sources speak'} for it: {joined}.",
    )
