"""Validation errors in plain English: where, what, how to mend it. The validator's own words never show."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from qmf.errors import Fault
from qmf.framework.problems import OURS, Loc
from qmf.framework.slugs import nearest, one_of, shown
from qmf.framework.wrong_type import what_it_is, wrong_type

__all__ = ["dotted", "faults_of"]


def dotted(loc: Iterable[int | str]) -> str:
    """Write a place in the parameters as people point at it.

    Parameters
    ----------
    loc
        Keys and list positions from the top.

    Examples
    --------
    >>> dotted(("measures", 0, "direction"))
    'measures[0].direction'
    """
    said = ""
    for part in loc:
        if isinstance(part, int):
            said += f"[{part}]"
        else:
            said += ("." if said else "") + (part if part.isprintable() and len(part) <= 60 else shown(part))
    return said


def faults_of(
    error: ValidationError, model: type[BaseModel], where: Callable[[Loc], str] = dotted
) -> list[Fault]:
    """Translate all of a validation error.

    Parameters
    ----------
    error
        What the models raised.
    model
        The model that was being made.
    where
        Says a place; by default its dotted path.

    Returns
    -------
    list of Fault
        One a fault, in the order of the input.
    """
    return [_fault(each, model, where) for each in error.errors(include_url=False)]


def _fault(error: ErrorDetails, model: type[BaseModel], where: Callable[[Loc], str]) -> Fault:
    loc, kind, given, context = error["loc"], error["type"], error["input"], error.get("ctx", {})
    owner, name = _model_at(model, loc[:-1]), str(loc[-1]) if loc else ""
    if kind == OURS:
        return Fault(context["what"], where(loc), context["mend"])
    if kind in ("missing", "missing_argument"):
        return Fault(f"{shown(name)} is missing", where(loc), _help(owner, name, "Add it"))
    if kind in ("extra_forbidden", "invalid_key"):
        return _unknown_key(owner, name, given, loc, where)
    if kind == "literal_error":
        return _not_a_choice(owner, name, given, where(loc))
    if kind == "greater_than":
        return Fault("is not above zero", where(loc), "Write 1, or what the chart is to multiply by.")
    if kind == "finite_number":
        return Fault("is not a number that can be drawn", where(loc), "Write a number such as 6.0.")
    if kind == "too_short":
        return Fault("is an empty list", where(loc), _help(owner, name, "Fill it"))
    what, mend = wrong_type(kind, given)
    return Fault(what, where(loc), mend)


def _unknown_key(
    owner: type[BaseModel] | None, name: str, given: Any, loc: Loc, where: Callable[[Loc], str]
) -> Fault:
    known = [*owner.model_fields] if owner else ["service"]
    if not name.isprintable():
        what = f"the name {shown(name)} holds a line break or another character that does not show"
        return Fault(what, where(loc), f"Names here are {one_of(known)}.")
    near = nearest(name, known)
    mend = f"Did you mean '{near}'?" if near else f"What can stand here: {one_of(known)}."
    return Fault(f"the key {shown(name)} is not known", where(loc), mend)


def _not_a_choice(owner: type[BaseModel] | None, name: str, given: Any, where: str) -> Fault:
    choices = [str(c) for c in _choices(owner.model_fields[name].annotation)] if owner else []
    if isinstance(given, (list, tuple)):
        return Fault("is a list where one word is needed", where, f"Keep one of {one_of(choices)}.")
    if not isinstance(given, str):
        return Fault(f"is {what_it_is(given)} where a word is needed", where, f"Write {one_of(choices)}.")
    near = nearest(given, choices)
    return Fault(
        f"{shown(given)} is none of the words that can stand here",
        where,
        (f"Did you mean '{near}'? " if near else "") + f"Write {one_of(choices)}.",
    )


def _help(owner: type[BaseModel] | None, name: str, verb: str) -> str:
    about = owner.model_fields[name].description if owner and name in owner.model_fields else None
    return f"{verb}. {about}" if about else f"{verb}."


def _model_at(model: type[BaseModel] | None, loc: Loc) -> type[BaseModel] | None:
    for part in loc:
        if isinstance(part, str) and model is not None:
            entry = model.model_fields.get(part)
            model = _model_in(entry.annotation) if entry else None
    return model


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _model_in(part))), None)


def _choices(annotation: Any) -> list[Any]:
    found: list[Any] = []
    for part in get_args(annotation):
        found += _choices(part) if get_args(part) else [part] if isinstance(part, str) and part else []
    return found
