"""Reading a YAML text that the kit or a trust wrote, strictly, into one of planning's models."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from pydantic import ValidationError

from qmf.errors import Fault, ParameterError
from qmf.framework.faults import dotted, faults_of
from qmf.framework.model import Model
from qmf.framework.problems import Loc
from qmf.framework.strict_yaml import read_yaml

__all__ = ["read_model"]

Made = TypeVar("Made", bound=Model)


def read_model(text: str, name: str, model: type[Made]) -> tuple[Made, Callable[[Loc], str]]:
    """Read a text strictly into a model.

    Parameters
    ----------
    text
        The whole YAML file.
    name
        What the file is called in a message.
    model
        What it describes.

    Returns
    -------
    Model, callable
        What it says; and what says where in the file a part of it stands.

    Raises
    ------
    ParameterError
        With every fault found.
    """
    document = read_yaml(text)

    def where(loc: Loc) -> str:
        return f"{name}, line {document.line(loc)}" + (f", {dotted(loc)}" if loc else "")

    if document.snags:
        raise ParameterError(
            Fault(snag.what, f"{name}, line {snag.line}", snag.mend) for snag in document.snags
        )
    try:
        return model.model_validate(document.values), where
    except ValidationError as error:
        raise ParameterError(faults_of(error, model, where)) from None
