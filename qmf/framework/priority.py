"""A quality priority: its aim, its people, its family of measures, and the tests of change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, TypeAdapter
from pydantic_core import InitErrorDetails

from qmf.errors import Fault, ParameterError
from qmf.framework.changes import PDSACycle, Phase
from qmf.framework.consistency import faults_of_priority
from qmf.framework.design import Design
from qmf.framework.fields import Day, Name, Names, Number, Slug, Text, Year
from qmf.framework.measure import Measure
from qmf.framework.method import Method
from qmf.framework.model import Model
from qmf.framework.problems import problem
from qmf.framework.slugs import nearest, one_of, shown

__all__ = ["Aim", "Person", "Priority"]


class _ByService(Model):
    service: Slug


_BY_NAME = TypeAdapter(Annotated[Names, Field(min_length=1)])


def _units(value: Any) -> list[str] | dict[str, str]:
    if isinstance(value, Mapping):
        return {"service": _ByService.model_validate(value).service}
    if isinstance(value, (list, tuple)):
        return _BY_NAME.validate_python(value)
    raise problem(
        "is neither a list of units nor a kind of service",
        "Write [heron, kestrel], or {service: acute-inpatient}.",
    )


Units = Annotated[list[str] | dict[str, str], BeforeValidator(_units)]


class Aim(Model):
    """How much, by when, for whom; and, said in advance, when the change starts and has settled."""

    measure: Slug | None = None
    """The id of the outcome measure that the aim is about."""
    to: Number
    """The number to reach, in the units shown on the chart."""
    start: Number | None = None
    """The number at the start, in the units shown on the chart."""
    by: Day
    """The day by which to reach it, like 2026-03-31."""
    who: Text
    """For whom, and where, in words."""
    units: Names = Field(default_factory=list)
    """The units that take part; leave it out where all do."""
    change_starts: Day | None = None
    """The day the change starts, written down before it does, like 2024-10-01."""
    settles_by: Day | None = None
    """The day from which the change should show; the time between is left out of the comparison."""
    design: list[Design] = Field(default_factory=list)
    """How it is to be reached: each need, what is done about it, what that should do, and what it could do besides."""


class Person(Model):
    """Someone with a part in the priority: a role, never a person's name."""

    role: Name
    """The role, like Matron, acute wards."""
    part: Literal["owner", "partner", "involved", "consulted", "informed", "not yet involved"]
    """What part they have: owner, partner, involved, consulted, informed or not yet involved."""
    what: Text
    """What they do, in words."""


class Priority(Model):
    """A quality priority of one financial year."""

    id: Slug
    """The id, the same as the file's name, like violence-and-aggression."""
    year: Year
    """The financial year, the same as the folder's name, like 2025-26."""
    title: Name
    """What it is called, like Violence and aggression."""
    aim: Aim
    """How much, by when, for whom."""
    golden_thread: list[Text] = Field(default_factory=list)
    """What it hangs on, from the national plan down, one line each."""
    units: Units
    """Where it is measured: a list of units, or a kind of service."""
    method: Method | None = None
    """The improvement method: name, and why."""
    people: Annotated[list[Person], Field(min_length=1)]
    """Who takes part, by role: one of them the owner."""
    measures: Annotated[list[Measure], Field(min_length=1)]
    """The family of measures: at least one outcome measure."""
    pdsa_cycles: list[PDSACycle] = Field(default_factory=list)
    """The tests of change, oldest first."""
    phases: list[Phase] = Field(default_factory=list)
    """New limits that somebody accepted, oldest first."""
    audiences: list[Slug] = Field(default_factory=lambda: ["team"], min_length=1)
    """Whom the reports are for."""

    @classmethod
    def faults_between(cls, values: Mapping[str, Any]) -> Iterator[InitErrorDetails]:
        """Fit aim, people, measures, cycles and phases to each other."""
        return faults_of_priority(values)

    @property
    def owner(self) -> str:
        """The role that owns the priority."""
        return next(person.role for person in self.people if person.part == "owner")

    def measure(self, id: str) -> Measure:
        """Find a measure by its id.

        Parameters
        ----------
        id
            The measure's id.

        Returns
        -------
        Measure
            The measure with that id.

        Raises
        ------
        ParameterError
            No measure of this priority has that id.
        """
        known = {measure.id: measure for measure in self.measures}
        if id not in known:
            near = nearest(id, known)
            mend = f"Did you mean '{near}'?" if near else f"The measures are {one_of(known)}."
            raise ParameterError(Fault(f"no measure has the id {shown(id)}", self.id, mend))
        return known[id]
