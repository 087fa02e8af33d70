"""The policies there are, by name, and which audience sees the numbers under which: the kit's own and a trust's."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType

from pydantic import Field, ValidationError

from qmf.disclosure.policy import Policy
from qmf.errors import Fault, ParameterError, PlaceError
from qmf.framework import nearest, one_of, shown
from qmf.framework.faults import dotted, faults_of
from qmf.framework.fields import Slug
from qmf.framework.model import Model
from qmf.framework.problems import Loc
from qmf.framework.strict_yaml import read_yaml

__all__ = ["FILE", "PUBLIC", "TEAM", "audiences", "policies"]

FILE = "policies.yaml"
"""What a trust calls its own policies, in its folder of parameters."""
TEAM, PUBLIC = "team", "public"


class _Written(Model):
    """What a file of policies holds."""

    policies: list[Policy] = Field(default_factory=list)
    """The policies."""
    audiences: dict[Slug, Slug] = Field(default_factory=dict)
    """The policy of each audience, by its name."""


@cache
def policies() -> Mapping[str, Policy]:
    """Give the kit's own policies by name.

    Returns
    -------
    mapping of str to Policy
        Read once.

    Examples
    --------
    >>> list(policies()), policies()["under-5"].least
    (['none', 'under-5', '1-7', '1-4'], 5)
    """
    return MappingProxyType({policy.id: policy for policy in _own().policies})


def audiences(parameters: Path | None = None) -> Mapping[str, Policy]:
    """Give every audience with the policy under which it sees the numbers.

    Parameters
    ----------
    parameters
        The trust's folder of parameters; its ``policies.yaml`` adds policies and audiences, and may give ``team`` and
        ``public`` another policy. The kit's own alone, where None or where there is no such file.

    Returns
    -------
    mapping of str to Policy
        The policy of each audience, in the order in which bundles are made.

    Raises
    ------
    ParameterError
        The file is not what it should be, changes a policy of the kit, names one that is not there, or would show
        the public everything; all faults at once.
    PlaceError
        The file cannot be read.

    Examples
    --------
    >>> {audience: policy.id for audience, policy in audiences().items()}
    {'team': 'none', 'public': 'under-5'}
    """
    known, chosen = dict(policies()), dict(_own().audiences)
    file = None if parameters is None else parameters / FILE
    if file is not None and file.is_file():
        where = f"{file.parent.name}/{FILE}"
        written = _read(_text(file, where), where)
        faults = _clashes(written, known, where)
        known |= {policy.id: policy for policy in written.policies}
        chosen |= written.audiences
        faults += _unfit(chosen, known, where)
        if faults:
            raise ParameterError(faults)
    return MappingProxyType({audience: known[policy] for audience, policy in chosen.items()})


@cache
def _own() -> _Written:
    return _read((files("qmf.disclosure") / FILE).read_text(encoding="utf-8"), FILE)


def _text(file: Path, where: str) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise PlaceError(Fault("the file cannot be read", where, "Save it as UTF-8 text.")) from None


def _read(text: str, name: str) -> _Written:
    document = read_yaml(text)

    def where(loc: Loc) -> str:
        return f"{name}, line {document.line(loc)}" + (f", {dotted(loc)}" if loc else "")

    if document.snags:
        raise ParameterError(
            Fault(snag.what, f"{name}, line {snag.line}", snag.mend) for snag in document.snags
        )
    try:
        return _Written.model_validate(document.values)
    except ValidationError as error:
        raise ParameterError(faults_of(error, _Written, where)) from None


def _clashes(written: _Written, known: Mapping[str, Policy], where: str) -> list[Fault]:
    """Let no name mean two things: a policy is told to readers by its name."""
    ids = [policy.id for policy in written.policies]
    return [
        Fault(f"there is a policy called {shown(name)} already", where, "Give yours another id.")
        for number, name in enumerate(ids)
        if name in known or name in ids[:number]
    ]


def _unfit(chosen: Mapping[str, str], known: Mapping[str, Policy], where: str) -> list[Fault]:
    faults = []
    for audience, name in chosen.items():
        if name not in known:
            near = nearest(name, known)
            mend = f"Did you mean '{near}'?" if near else f"Write {one_of(known)}."
            faults.append(Fault(f"there is no policy {shown(name)}", f"{where}, audiences.{audience}", mend))
        elif audience == PUBLIC and known[name].shows_all:
            what = "the public would see every number as it is"
            faults.append(
                Fault(what, f"{where}, audiences.{PUBLIC}", "Name a policy that suppresses small numbers.")
            )
    return faults
