"""Choosing together: a visible score, votes by group, how firm the order is, and who overrules it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from qmf.framework import Choosing
from qmf.framework.choosing import Overrule
from qmf.planning.rows import table_of

__all__ = ["DRAWS", "FIRM", "LIKE", "Choice", "Ranked", "Voice", "choose"]

DRAWS = 10_000
LIKE = 20.0
"""How like the weights given the plausible weights are: the sum of the Dirichlet distribution's parameters. At 20, a
weight of 30 of 100 comes out between 13 and 51 in nineteen of twenty draws."""
FIRM = 0.9
"""From this share of the draws a place among the first, or outside them, is firm."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """One candidate, and where it stands.

    Parameters
    ----------
    candidate, title
        The topic.
    score
        The weighted mean of its marks, from 0 to 5.
    rank
        Its place by score, from 1; candidates with one score share a place.
    marks
        The mark for each criterion, by its id.
    parts
        What each criterion adds to the score, by its id.
    among_first
        In what share of plausible weights it is among those that can be carried.
    firm
        ``in``, ``out`` or ``open``.
    votes
        The share of each group's voters who voted for it, by group; a group that did not vote is not there.
    together
        The mean of those shares: each group counts the same, however large it is.
    overruled
        Who took it in or out whatever the score is, and why; empty where nobody did.
    chosen
        Whether it is among the priorities.
    """

    candidate: str
    title: str
    score: float
    rank: int
    marks: Mapping[str, int]
    parts: Mapping[str, float]
    among_first: float
    firm: str
    votes: Mapping[str, float]
    together: float
    overruled: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Voice:
    """One group, and whether it was asked.

    Parameters
    ----------
    group
        The group.
    asked, voted
        How many people.
    words
        The same in a sentence.
    """

    group: str
    asked: float
    voted: float
    words: str


@dataclass(frozen=True)
class Choice:
    """How the priorities of a year were chosen.

    Parameters
    ----------
    choosing
        The criteria, marks and reasons.
    ranking
        One row a candidate with the columns of :class:`Ranked`, the highest score first.
    voices
        One row a group with the columns of :class:`Voice`.
    words
        What was chosen, and how firm that is.
    """

    choosing: Choosing
    ranking: pd.DataFrame
    voices: pd.DataFrame
    words: str


def choose(choosing: Choosing, votes: pd.DataFrame, titles: Mapping[str, str], *, seed: int = 1) -> Choice:
    """Rank the candidates by their marks, and show beside the score whatever else speaks.

    How firm the order is: weights are drawn from a Dirichlet distribution around those given, and the candidates are
    ranked by each draw. The score proposes; the groups decide.

    Parameters
    ----------
    choosing
        Criteria, weights, marks, and who overrules.
    votes
        The votes table of a place.
    titles
        What people call each candidate.
    seed
        What the weights are drawn from.

    Returns
    -------
    Choice
        Ranking, voices and words.

    Examples
    --------
    >>> from pathlib import Path
    >>> from qmf.data import open_place
    >>> from qmf.framework import read_model
    >>> root = Path(__file__).resolve().parents[2]
    >>> made = choose(
    ...     read_model(root / "parameters/choosing.yaml", Choosing), open_place(root / "data").table("votes"), {}
    ... )
    >>> made.ranking.loc[made.ranking["chosen"], "candidate"].tolist()
    ['safe-wards', 'talking-therapies', 'medicines']
    """
    criteria = [each.id for each in choosing.criteria]
    weights = np.array([each.weight for each in choosing.criteria])
    weights /= weights.sum()
    marks = np.array([[each.marks[id] for id in criteria] for each in choosing.scores], dtype=float)
    scores = np.round(marks @ weights, 9)
    order = np.argsort(-scores, kind="stable")
    among = _among_first(marks, weights, choosing.most, seed)
    overruled = {each.candidate: each for each in choosing.overrules}
    chosen = _chosen([choosing.scores[each].candidate for each in order], overruled, choosing.most)
    here = votes[votes["year"] == choosing.year]
    shares = _shares(here)
    rows = []
    for each in order:
        candidate = choosing.scores[each].candidate
        mine = {group: by.get(candidate, 0.0) for group, by in shares.items()}
        rows.append(
            Ranked(
                candidate=candidate,
                title=titles.get(candidate, candidate),
                score=float(scores[each]),
                rank=1 + int((scores > scores[each]).sum()),
                marks=dict(zip(criteria, map(int, marks[each]), strict=True)),
                parts=dict(zip(criteria, map(float, marks[each] * weights), strict=True)),
                among_first=float(among[each]),
                firm=_firm(float(among[each])),
                votes=mine,
                together=float(np.mean([*mine.values()])) if mine else float("nan"),
                overruled=_said(overruled.get(candidate)),
                chosen=candidate in chosen,
            )
        )
    ranking = table_of(Ranked, rows)
    return Choice(choosing, ranking, table_of(Voice, _voices(choosing, here)), _words(ranking))


def _among_first(marks: np.ndarray, weights: np.ndarray, most: int, seed: int) -> np.ndarray:
    """Give the share of plausible weights by which each candidate is among the first; ties share the places left."""
    drawn = np.random.default_rng(seed).dirichlet(LIKE * weights, DRAWS)
    scores = np.round(drawn @ marks.T, 9)
    if most >= scores.shape[1]:
        return np.ones(scores.shape[1])
    last = np.sort(scores, axis=1)[:, -most][:, None]
    sure, level = scores > last, scores == last
    left = (most - sure.sum(axis=1)) / level.sum(axis=1)
    share: np.ndarray = (sure + level * left[:, None]).mean(axis=0)
    return share


def _chosen(order: list[str], overruled: Mapping[str, Overrule], most: int) -> set[str]:
    """Take in who was voted in, leave out who was voted out, and fill the places that are left by score."""
    taken = [each for each in order if each in overruled and overruled[each].verdict == "in"]
    rest = [each for each in order if each not in overruled]
    return {*taken, *rest[: max(0, most - len(taken))]}


def _shares(votes: pd.DataFrame) -> dict[str, dict[str, float]]:
    voted = votes[votes["voted"] > 0]
    return {
        str(group): dict(zip(map(str, rows["candidate"]), rows["votes"] / rows["voted"], strict=True))
        for group, rows in voted.groupby("group", sort=False)
    }


def _firm(share: float) -> str:
    return "in" if share >= FIRM else "out" if share <= 1 - FIRM else "open"


def _said(overrule: Overrule | None) -> str:
    if overrule is None:
        return ""
    who = f"{overrule.group[:1].upper()}{overrule.group[1:]}"
    return f"{who} took it {overrule.verdict} on {overrule.on.day} {overrule.on:%B %Y}: {overrule.reason}"


def _voices(choosing: Choosing, votes: pd.DataFrame) -> list[Voice]:
    found = []
    for group in dict.fromkeys([*choosing.ask, *map(str, votes["group"])]):
        rows = votes[votes["group"] == group]
        asked, voted = (float(rows[column].max()) if len(rows) else 0.0 for column in ("asked", "voted"))
        called = f"{group[:1].upper()}{group[1:]}"
        words = (
            f"{called}: {voted:,.0f} of {asked:,.0f} asked voted ({voted / asked:.0%})."
            if asked
            else f"{called} were not asked."
        )
        found.append(Voice(group, asked, voted, words))
    return found


def _words(ranking: pd.DataFrame) -> str:
    chosen = ranking[ranking["chosen"]]
    names = [str(title) for title in chosen["title"]]
    listed = f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)
    unsure = ranking[ranking["firm"] == "open"]
    firm = (
        "Their order by score is firm: other plausible weights choose the same."
        if unsure.empty
        else f"By score alone, other plausible weights leave open whether {_either(unsure['title'])} is among them."
    )
    overruled = (
        "" if chosen["overruled"].eq("").all() else " One or more were taken in by a group, with its reason."
    )
    return f"Chosen: {listed}. {firm}{overruled}"


def _either(titles: pd.Series) -> str:
    names = [str(title) for title in titles]
    return f"{', '.join(names[:-1])} or {names[-1]}" if len(names) > 1 else names[0]
