"""A value of the wrong kind, in plain English: text where a number is needed, and its like."""

from __future__ import annotations

from datetime import date

__all__ = ["what_it_is", "wrong_type"]


def wrong_type(kind: str, given: object) -> tuple[str, str]:
    """Say that a value is of the wrong kind, and how to write the right one.

    Parameters
    ----------
    kind
        The validator's name for the error, like ``"string_type"``.
    given
        The value; its kind is named, its content never.

    Returns
    -------
    tuple of str, str
        What is wrong, and how to mend it.

    Examples
    --------
    >>> wrong_type("float_type", "six")
    ('is text where a number is needed', 'Write a number such as 6.0, with a point, no quotes and no unit.')
    """
    found = what_it_is(given)
    if kind == "string_type":
        mend = "Put the text in quotes."
        if isinstance(given, bool):
            mend = (
                'If the word no, yes, on or off was meant, put it in quotes: "no". '
                "Plain Papermill reads it as false or true."
            )
        elif isinstance(given, (int, float)):
            mend = (
                'If this is text, put it in quotes, like "12:30". '
                "Plain Papermill reads 12:30 as 750, and 0123 as 83."
            )
        elif isinstance(given, date):
            mend = 'If this is text, put it in quotes, like "2026-03-31".'
        elif isinstance(given, (list, tuple, dict)):
            mend = "Write one text. Text with a ':' or '[' in it needs quotes."
        return f"is {found} where text is needed", mend
    if kind in ("float_type", "int_type"):
        mend = "Write a number such as 6.0, with a point, no quotes and no unit."
        return f"is {found} where a number is needed", mend
    if kind == "bool_type":
        return f"is {found} where true or false is needed", "Write true or false, without quotes."
    if kind == "list_type":
        return (
            f"is {found} where a list is needed",
            "Write each entry on its own line after a dash, or [one, two].",
        )
    if kind in ("model_type", "model_attributes_type", "dict_type", "mapping_type"):
        return (
            f"is {found} where keys and values are needed",
            "Write each as 'key: value' on its own line.",
        )
    return (
        f"is {found}, which does not fit here",
        "Compare it with the same line of a file that works.",
    )


def what_it_is(given: object) -> str:
    """Name the kind of a value.

    Parameters
    ----------
    given
        Any value.

    Examples
    --------
    >>> what_it_is(750), what_it_is(False), what_it_is(["a"])
    ('a number', 'true or false', 'a list')
    """
    kinds: tuple[tuple[type | tuple[type, ...], str], ...] = (
        (bool, "true or false"),
        ((int, float), "a number"),
        (date, "a date"),
        (str, "text"),
        ((list, tuple), "a list"),
        (dict, "a group of keys"),
        (type(None), "empty"),
    )
    return next((said for kind, said in kinds if isinstance(given, kind)), "another kind of value")
