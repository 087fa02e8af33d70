"""The policy for impact assessments: bands, domains, groups, routes and signatures, read from ``impact.yaml``."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Annotated

from pydantic import Field, StrictInt

from qmf.errors import Fault, ParameterError
from qmf.framework.fields import Name, Slug, Text, YesNo
from qmf.framework.impact import Risk
from qmf.framework.model import Model
from qmf.framework.problems import Loc
from qmf.framework.slugs import one_of, shown
from qmf.planning.written import read_model

__all__ = ["Band", "Depth", "Kind", "Named", "Policy", "Route", "policy", "read_policy"]

Score = Annotated[StrictInt, Field(ge=1, le=25)]
Five = Annotated[list[Name], Field(min_length=5, max_length=5)]


class Named(Model):
    """Something with a short name and a name in words."""

    id: Slug
    """The short name, as the tables give it."""
    name: Name
    """What people call it."""


class Kind(Named):
    """A kind of change."""

    needed: YesNo
    """Whether it needs an impact assessment."""


class Band(Model):
    """A band of scores."""

    name: Name
    """What it is called."""
    start: Score = Field(alias="from")
    """The lowest score in it."""


class Route(Model):
    """Who decides, and who has to sign."""

    name: Name
    """Who decides."""
    before: Score | None = None
    """The score before mitigation from which on it counts."""
    after: Score | None = None
    """The score after mitigation from which on it counts."""
    asks: Text
    """What is asked of the change."""
    signatures: list[Slug]
    """Whose signatures it needs."""


class Depth(Model):
    """What an assessment of one depth has to look at, and how long it holds."""

    domains: YesNo
    """Whether every domain of quality."""
    groups: YesNo
    """Whether every group of people."""
    longest_days: Annotated[StrictInt, Field(ge=0)]
    """How many days one holds that names no last day; 0 where it does not run out."""


class Policy(Model):
    """What needs an assessment, how risks are scored, and who has to agree."""

    bands: Annotated[list[Band], Field(min_length=1)]
    """The bands of scores, lowest first."""
    likelihood: Five
    """What 1 to 5 mean for how likely a harm is."""
    consequence: Five
    """What 1 to 5 mean for how much it matters."""
    kinds: Annotated[list[Kind], Field(min_length=1)]
    """The kinds of change."""
    domains: Annotated[list[Named], Field(min_length=1)]
    """The domains of quality."""
    groups: Annotated[list[Named], Field(min_length=1)]
    """The groups of people that equality is assessed for."""
    signatures: list[Named]
    """Who may have to sign."""
    routes: Annotated[list[Route], Field(min_length=1)]
    """Who decides; the first that fits counts."""
    full: Depth
    """What a full assessment has to look at."""
    rapid: Depth
    """What a rapid one has to look at."""

    def band(self, score: int) -> str:
        """Name the band of a score."""
        return [band.name for band in self.bands if score >= band.start][-1]

    def route(self, before: int, after: int) -> Route | None:
        """Find the first route whose thresholds the worst scores reach; None where no harm is scored."""
        for route in self.routes:
            if (route.before is None or before >= route.before) and (
                route.after is None or after >= route.after
            ):
                return route
        return None

    def in_words(self, risk: Risk) -> str:
        """Say a risk in words.

        Examples
        --------
        >>> policy().in_words(Risk(3, 4))
        'possible, major: 12, high'
        """
        words = (self.likelihood[risk.likelihood - 1], self.consequence[risk.consequence - 1])
        return f"{words[0].lower()}, {words[1].lower()}: {risk.score}, {self.band(risk.score)}"

    def named(self, id: str) -> str:
        """Give the name of a kind, domain, group or signature; its short name where the policy does not know it."""
        every: list[Named] = [*self.kinds, *self.domains, *self.groups, *self.signatures]
        return next((each.name for each in every if each.id == id), id)

    def needed(self, kind: str) -> bool:
        """Say whether a kind of change needs an assessment; one that the policy does not know does."""
        return next((each.needed for each in self.kinds if each.id == kind), True)


@cache
def policy() -> Policy:
    """Give the kit's own policy.

    Returns
    -------
    Policy
        What ``impact.yaml`` says; read once.

    Examples
    --------
    >>> policy().band(12), policy().route(before=12, after=6).signatures
    ('high', ['medical', 'nursing'])
    """
    return read_policy((files("qmf.planning") / "impact.yaml").read_text(encoding="utf-8"), "impact.yaml")


def read_policy(text: str, name: str) -> Policy:
    """Read a policy.

    Parameters
    ----------
    text
        The whole YAML file.
    name
        What the file is called in a message.

    Returns
    -------
    Policy
        The policy, checked.

    Raises
    ------
    ParameterError
        With every fault found: a key or word that is not known, bands out of order or with a gap below, a signature
        that is not listed, a route that is never reached.

    Examples
    --------
    >>> try:
    ...     read_policy("bands: 3", "ours.yaml")
    ... except ParameterError as error:
    ...     print(error.faults[0].where)
    ours.yaml, line 1, bands
    """
    made, where = read_model(text, name, Policy)
    snags = list(_between(made))
    if snags:
        raise ParameterError(Fault(what, where(loc), mend) for loc, what, mend in snags)
    return made


def _between(made: Policy) -> Iterator[tuple[Loc, str, str]]:
    starts = [band.start for band in made.bands]
    if starts != sorted(set(starts)):
        yield ("bands",), "the bands do not rise", "Put the lowest first, each from a higher score on."
    if starts[0] != 1:
        yield ("bands", 0, "from"), "the lowest band does not start at 1", "Write 'from: 1'."
    signatures = [each.id for each in made.signatures]
    met = [made.route(before, after) for before in range(1, 26) for after in range(1, 26)]
    for number, route in enumerate(made.routes):
        for id in route.signatures:
            if id not in signatures:
                mend = f"Write {one_of(signatures)}." if signatures else "List it under 'signatures'."
                yield ("routes", number, "signatures"), f"{shown(id)} is none of the signatures", mend
        if route not in met:
            yield ("routes", number), "a route above it always counts first", "Move it up, or take it out."
    if None in met:
        yield ("routes",), "no route counts for the lowest scores", "Add one with 'before: 1' at the end."
