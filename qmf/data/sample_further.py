"""The sample trust's further tables: for each, what gives its rows from the seed."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from qmf.data.sample_actions import ACTIONS
from qmf.data.sample_evidence import LEARNING, REVIEWS, RISKS, feedback
from qmf.data.sample_impacts import ASSESSMENTS, CHANGES, effects
from qmf.data.sample_population import population
from qmf.data.sample_projects import PROJECTS
from qmf.data.sample_reporting import reporting
from qmf.data.sample_standards import STANDARDS
from qmf.data.sample_votes import votes

__all__ = ["FURTHER_ROWS"]

FURTHER_ROWS: dict[str, Callable[[int], Iterable[tuple[object, ...]]]] = {
    "actions": lambda seed: ACTIONS,
    "feedback": feedback,
    "learning": lambda seed: LEARNING,
    "population": population,
    "projects": lambda seed: PROJECTS,
    "reporting": reporting,
    "changes": lambda seed: CHANGES,
    "impact_assessments": lambda seed: ASSESSMENTS,
    "impact_effects": lambda seed: effects(),
    "reviews": lambda seed: REVIEWS,
    "risks": lambda seed: RISKS,
    "standards": lambda seed: STANDARDS,
    "votes": lambda seed: votes(),
}
"""By table: its rows without their source, in the order they are written."""
