"""Make a bundle again from what it was made from, aside, and say what comes out otherwise, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from qmf.disclosure import TEAM
from qmf.errors import BundleError, Fault
from qmf.report.execute import Executed
from qmf.report.plan import make_plan
from qmf.report.run import run
from qmf.report.sealing.compare import Comparison, compare
from qmf.report.sealing.seal import PRIORITY
from qmf.report.sealing.verify import Verified, sealed_files, verify

__all__ = ["Again", "make_again"]

FOLDERS = ("data", "parameters", "notebooks")
DIGEST = 40
"""How long what identifies a file or a commit is: it means nothing to a reader."""


@dataclass(frozen=True)
class Again:
    """What came of making a bundle again.

    Parameters
    ----------
    differences
        The files that differ: `changed` came out otherwise, `missing` did not come out, `extra` came out anew.
    reasons
        What it was made from that is different now, a sentence each; empty where everything is the same.
    """

    differences: Comparison
    reasons: tuple[str, ...]


def make_again(
    bundle: Verified,
    *,
    data: Path,
    parameters: Path,
    workers: int = 2,
    progress: Callable[[Executed], None] = lambda done: None,
) -> Again:
    """Make a bundle again in a scratch folder, and compare it with its seal.

    Parameters
    ----------
    bundle
        The bundle, looked at.
    data, parameters
        The folders it was made from, as for ``qmf report``; the notebooks are those beside `parameters`.
    workers
        How many notebooks run at once.
    progress
        Called with each notebook as it ends.

    Returns
    -------
    Again
        What differs, and why. What was changed in the bundle since it was sealed is not seen here: the seal is what
        is compared.

    Raises
    ------
    BundleError
        The seal does not say which priorities, year and date to make again.
    PlaceError, ParameterError, DataError
        The inputs cannot be read, or are refused.
    """
    year, as_at, priorities, audience = _asked(bundle.seal)
    with TemporaryDirectory(prefix="qmf-again-") as scratch:
        plan = make_plan(
            priorities=priorities,
            year=year,
            as_at=as_at,
            data=data,
            parameters=parameters,
            out=Path(scratch),
            audience=audience,
        )
        run(plan, workers=workers, progress=progress)
        alone = bundle.seal.get("format") == PRIORITY
        made = verify(plan.target / priorities[0] if alone else plan.target)
    reasons = tuple(_reasons(bundle.seal.get("inputs"), made.seal.get("inputs"), ()))
    return Again(compare(sealed_files(bundle.seal), made.files), reasons)


def _asked(seal: Mapping[str, Any]) -> tuple[str, date, list[str], str]:
    """Read from a seal what was asked for: the year, the date, the priorities and the audience."""
    try:
        inputs = seal["inputs"]
        as_at, audience = date.fromisoformat(inputs["as_at"]), str(inputs.get("audience", TEAM))
        return str(inputs["year"]), as_at, list(inputs["priorities"]), audience
    except (KeyError, TypeError, ValueError):
        mend = "Verify it without --again."
        raise BundleError(Fault("the seal does not say what was asked for", "bundle.json", mend)) from None


def _reasons(then: object, now: object, way: tuple[str, ...]) -> Iterator[str]:
    """Say, of each fact in which two seals' inputs differ, what it was then and what it is now."""
    if isinstance(then, Mapping) and isinstance(now, Mapping):
        for key in sorted({*then, *now}):
            yield from _reasons(then.get(key), now.get(key), (*way, str(key)))
    elif then != now:
        yield f"{_named(way)}: {_difference(then, now)}"


def _named(way: tuple[str, ...]) -> str:
    """Name a fact as a person would look for it: a file by its way, anything else by its words."""
    return "/".join(way) if way[0] in FOLDERS else ", ".join(way)


def _difference(then: object, now: object) -> str:
    if then is None:
        return "not there when the bundle was made"
    if now is None:
        return "no longer there"
    if any(len(str(value)) >= DIGEST for value in (then, now)):
        return "not the same as when the bundle was made"
    return f"{then} when the bundle was made, {now} now"
