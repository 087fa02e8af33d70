"""What every model of the framework shares: frozen, no unknown keys, and every fault at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, ModelWrapValidatorHandler, ValidationError, model_validator
from pydantic_core import InitErrorDetails, PydanticCustomError

from qmf.framework.problems import OURS

__all__ = ["Model"]


class Model(BaseModel):
    """A frozen model that reports the faults of its values and the faults between them together.

    Stock pydantic looks at what several values say together only when each is sound by itself. Here both are
    looked at in one pass, so that a person mends a file once. A key whose value is None counts as not given, unless
    nobody knows it: what follows a comma in a text without quotes, within braces, is such a key.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    @classmethod
    def faults_between(cls, values: Mapping[str, Any]) -> Iterator[InitErrorDetails]:
        """Look at what several values say together; the values are as given, unchecked.

        Parameters
        ----------
        values
            What the model is being made from: a check must bear any type in any place.

        Yields
        ------
        InitErrorDetails
            One an inconsistency, from :func:`qmf.framework.problems.at`.
        """
        yield from ()

    @model_validator(mode="wrap")
    @classmethod
    def _every_fault(cls, values: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        if not isinstance(values, Mapping):
            return handler(values)
        given = {
            key: value for key, value in values.items() if value is not None or key not in cls.model_fields
        }
        between = list(cls.faults_between(given))
        try:
            made = handler(given)
        except ValidationError as error:
            raise ValidationError.from_exception_data(cls.__name__, [*_details(error), *between]) from None
        if between:
            raise ValidationError.from_exception_data(cls.__name__, between)
        return made


def _details(error: ValidationError) -> Iterator[InitErrorDetails]:
    for each in error.errors(include_url=False):
        context = each.get("ctx", {})
        kind = PydanticCustomError(OURS, "{what}. {mend}", context) if each["type"] == OURS else each["type"]
        yield InitErrorDetails(type=kind, loc=each["loc"], input=each["input"], ctx=context)
