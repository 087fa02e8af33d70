"""A damaged YAML text, said in a sentence: the parser's own words mean nothing to the person who mends it."""

from __future__ import annotations

import yaml

__all__ = ["sentence"]

# What the parser says (the start of it) and what that usually is in a file that a person edits.
_USUALLY = (
    (
        "found character '\\t'",
        "a tab stands where spaces belong",
        "Use spaces to indent, never the tab key.",
    ),
    (
        "mapping values are not allowed",
        "a second ':' stands in this line, or the line above is not finished",
        "Put quotes round the text.",
    ),
    (
        "found unexpected end of stream",
        "a quotation mark is opened and never closed",
        "Close it, or use the other kind of quotation mark.",
    ),
    (
        "could not find expected ':'",
        "a ':' is missing after a key",
        "Write key, colon, space, value.",
    ),
    (
        "expected <block end>",
        "this line does not line up with its neighbours, or a quotation mark is missing",
        "Line it up with the keys or dashes it belongs with.",
    ),
    (
        "expected ',' or ']'",
        "a list in [brackets] is not closed",
        "Close it with ], with commas between its entries.",
    ),
    (
        "expected ',' or '}'",
        "a group in {braces} is not closed",
        "Close it with }, with commas between its entries.",
    ),
    (
        "sequence entries are not allowed",
        "a dash stands where no list can start",
        "Put it on a line of its own, under its key.",
    ),
    (
        "found character '%'",
        "a text starts with '%'",
        "Put quotes round the text.",
    ),
    (
        "found character '@'",
        "a text starts with '@'",
        "Put quotes round the text.",
    ),
    (
        "found character '`'",
        "a text starts with a backtick",
        "Put quotes round the text.",
    ),
    (
        "found unknown escape",
        'a backslash inside "double" quotes means something else',
        "Use 'single' quotes.",
    ),
    (
        "found undefined alias",
        "a text starts with '*'",
        "Put quotes round the text.",
    ),
    (
        "expected alphabetic or numeric",
        "a text starts with '*' or '&'",
        "Put quotes round the text.",
    ),
    (
        "special characters are not allowed",
        "there is a character that does not show",
        "Type the line again instead of pasting it.",
    ),
)


def sentence(error: yaml.YAMLError, text: str) -> tuple[int, str, str]:
    """Say where a text is damaged and what usually mends it.

    Parameters
    ----------
    error
        What the parser raised.
    text
        The text that it was reading.

    Returns
    -------
    tuple of int, str, str
        The line, what is wrong, and how to mend it.

    Examples
    --------
    >>> try:
    ...     list(yaml.parse("title: Falls: a priority"))
    ... except yaml.YAMLError as error:
    ...     sentence(error, "title: Falls: a priority")[:2]
    (1, "a second ':' stands in this line, or the line above is not finished")
    """
    if isinstance(error, yaml.reader.ReaderError):
        line, said = text.count("\n", 0, error.position) + 1, error.reason
    else:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        line, said = (mark.line + 1 if mark else 1), str(getattr(error, "problem", ""))
    last = max(1, len(text.splitlines()))
    for start, what, mend in _USUALLY:
        if said.startswith(start):
            return min(line, last), what, mend
    return (
        min(line, last),
        "the file cannot be read as YAML here",
        "Compare this line with the same line of a file that works.",
    )
