"""From a YAML file to any of the framework's models, as strictly as a parameter file."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from qmf.errors import Fault, ParameterError
from qmf.framework.faults import dotted, faults_of
from qmf.framework.load import text_of
from qmf.framework.model import Model
from qmf.framework.problems import Loc
from qmf.framework.secrets import secrets_in
from qmf.framework.strict_yaml import read_yaml

__all__ = ["read_model"]

M = TypeVar("M", bound=Model)


def read_model(path: Path, model: type[M]) -> M:
    """Read a file that holds one model.

    Parameters
    ----------
    path
        The file, like ``parameters/strategy.yaml``.
    model
        What it holds.

    Returns
    -------
    Model
        It, checked.

    Raises
    ------
    ParameterError
        With every fault of the file in the order of its lines.
    PlaceError
        The file is not there, or cannot be opened.

    Examples
    --------
    >>> from qmf.framework import Strategy
    >>> root = Path(__file__).resolve().parents[2]
    >>> read_model(root / "parameters/strategy.yaml", Strategy).title
    'Trust strategy 2024 to 2028'
    """
    name = "/".join(path.parts[-2:])
    document = read_yaml(text_of(path, name))
    if document.snags:
        raise ParameterError(
            Fault(snag.what, f"{name}, line {snag.line}", snag.mend) for snag in document.snags
        )

    def where(loc: Loc) -> str:
        return f"{name}, line {document.line(loc)}" + (f", {dotted(loc)}" if loc else "")

    if not isinstance(document.values, dict):
        what = "the file is empty" if document.values is None else "the file does not start with a key"
        raise ParameterError(Fault(what, f"{name}, line 1", "Start from a file that works."))
    secrets = [fault for _, fault in secrets_in(document.values, where)]
    if secrets:
        raise ParameterError(secrets)
    try:
        return model.model_validate(document.values)
    except ValidationError as error:
        lines = [document.line(each["loc"]) for each in error.errors(include_url=False)]
        faults = zip(lines, faults_of(error, model, where), strict=True)
        raise ParameterError(fault for _, fault in sorted(faults, key=lambda each: each[0])) from None
