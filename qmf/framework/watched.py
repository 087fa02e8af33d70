"""Measures that are watched though no priority of the year is about them: next year's priorities come from here."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from qmf.framework.fields import Name
from qmf.framework.measure import Measure
from qmf.framework.model import Model
from qmf.framework.priority import Units

__all__ = ["Watched", "WatchedGroup"]


class WatchedGroup(Model):
    """Measures of the same wards or teams."""

    title: Name
    """What the group is called."""
    units: Units
    """Where it is measured: a list of units, or a kind of service."""
    measures: Annotated[list[Measure], Field(min_length=1)]
    """The measures, each as in a parameter file of a priority."""


class Watched(Model):
    """Every group of measures that is watched beside the priorities."""

    groups: Annotated[list[WatchedGroup], Field(min_length=1)]
    """The groups, in any order."""
