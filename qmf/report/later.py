"""What takes long to import, put off until it is needed."""

from __future__ import annotations

import sys
from contextlib import suppress
from types import ModuleType

__all__ = ["syntax_later"]

GRAMMAR = "rfc3987_syntax"


def syntax_later() -> None:
    """Import jsonschema without building its grammar of internet addresses, until an address is to be checked.

    Every notebook is checked against a schema, and no schema of notebooks holds an address; yet building the grammar
    takes a second, half of what importing Papermill or the first plotly figure of a notebook takes.
    """
    if "jsonschema" in sys.modules or GRAMMAR in sys.modules:
        return
    stand_in = ModuleType(GRAMMAR)
    stand_in.is_valid_syntax = _is_valid_syntax  # type: ignore[attr-defined]
    sys.modules[GRAMMAR] = stand_in
    try:
        with suppress(ImportError):
            import jsonschema  # noqa: F401
    finally:
        del sys.modules[GRAMMAR]


def _is_valid_syntax(rule: str, text: str) -> bool:
    from rfc3987_syntax import is_valid_syntax

    return bool(is_valid_syntax(rule, text))
