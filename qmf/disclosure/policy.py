"""A disclosure policy: which counts are too small to show, and how the others are rounded."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Final, Literal

import numpy as np
import numpy.typing as npt
from pydantic import Field, StrictInt
from pydantic_core import InitErrorDetails

from qmf.framework import peek
from qmf.framework.fields import Slug, Text
from qmf.framework.model import Model
from qmf.framework.problems import at

__all__ = ["SUPPRESSED", "Policy", "Suppressed"]

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Count = Annotated[StrictInt, Field(ge=1, le=1000)]


@dataclass(frozen=True, slots=True)
class Suppressed:
    """A count that is not shown: a type of its own, so that no sum takes it for a number.

    Parameters
    ----------
    words
        What is said in its place.

    Examples
    --------
    >>> str(SUPPRESSED), SUPPRESSED.words
    ('*', 'too small to show')
    """

    words: str = "too small to show"

    def __str__(self) -> str:
        return "*"


SUPPRESSED: Final = Suppressed()


class Policy(Model):
    """What is done with a count before anybody who may not see the records sees it."""

    id: Slug
    """Its name, like under-5."""
    version: Count
    """Its version: a higher number whenever what it does changes."""
    suppress_to: Count | None = None
    """The largest count that is not shown; leave it out where all are."""
    zero: Literal["shown", "suppressed"] = "suppressed"
    """Whether a count of nothing is shown as zero, or suppressed like the small ones."""
    round_to: Count = 1
    """To the nearest multiple of what the others are rounded; 1 leaves them as they are."""
    says: Text
    """The sentence on every page."""
    source: Text
    """Whose rule it is."""

    @classmethod
    def faults_between(cls, values: Mapping[str, Any]) -> Iterator[InitErrorDetails]:
        """Ask for a rounding wherever anything is suppressed: a total less what is shown would else be what is not."""
        if "suppress_to" in values and values.get("round_to", 1) == 1:
            yield at(
                ("round_to",), "small counts are suppressed and the others are exact", "Write 'round_to: 5'."
            )
        if "suppress_to" not in values and "round_to" in values:
            yield at(("suppress_to",), "counts are rounded and none is suppressed", "Write 'suppress_to: 4'.")
        most, step = peek.number(values, "suppress_to"), peek.number(values, "round_to")
        if most is not None and step is not None and step > 2 * (most + 1):
            yield at(("round_to",), "a count that is shown would be rounded to zero", "Round to less.")

    @property
    def shows_all(self) -> bool:
        """Whether it leaves everything as it is."""
        return self.suppress_to is None

    @property
    def least(self) -> int:
        """The least count above zero that is shown."""
        return 1 + (self.suppress_to or 0)

    def passes(self, counts: Floats) -> Bools:
        """Say which counts may be shown, rounded; a missing one has nothing to hide.

        Examples
        --------
        >>> from qmf.disclosure import policies
        >>> policies()["1-7"].passes(np.array([0.0, 1.0, 7.0, 8.0]))
        array([ True, False, False,  True])
        """
        if self.suppress_to is None:
            return np.ones(counts.shape, np.bool_)
        with np.errstate(invalid="ignore"):
            fine = np.isnan(counts) | (counts > self.suppress_to)
        return fine | (counts == 0) if self.zero == "shown" else fine

    def rounded(self, counts: Floats) -> Floats:
        """Round counts, halves up.

        Examples
        --------
        >>> from qmf.disclosure import policies
        >>> policies()["under-5"].rounded(np.array([7.0, 7.5, 13.0]))
        array([ 5., 10., 15.])
        """
        return counts if self.shows_all else np.floor(counts / self.round_to + 0.5) * self.round_to

    def mask(self, count: float) -> float | Suppressed:
        """Give what may be shown of one count.

        Examples
        --------
        >>> from qmf.disclosure import policies
        >>> [str(policies()["under-5"].mask(count)) for count in (0, 4, 5, 7, 8)]
        ['*', '*', '5.0', '5.0', '10.0']
        """
        one = np.array([count], np.float64)
        if math.isnan(count) or self.passes(one)[0]:
            return float(self.rounded(one)[0])
        return SUPPRESSED
