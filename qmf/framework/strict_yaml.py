"""YAML as a person reads it: it says what is written, every value remembers its line, nothing is clever.

Stock YAML 1.1 turns ``no`` into False, ``0123`` into 83 and ``12:30`` into 750, lets a key stand twice, can
be made to build objects, or to swell in memory. Here the stream of parser events is read directly: there is no
tag, anchor or alias to resolve, and a plain word is a number, a date, true, false, empty, or the text it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

import yaml

from qmf.framework.damage import sentence
from qmf.framework.document import Document, Snag
from qmf.framework.fields import day_of
from qmf.framework.problems import Loc
from qmf.framework.slugs import shown

__all__ = ["LONGEST", "read_yaml"]

LONGEST = 200_000
DEEPEST = 12
_WHOLE = re.compile(r"-?(0|[1-9][0-9]{0,15})")
_DECIMAL = re.compile(r"-?(0|[1-9][0-9]{0,15})\.[0-9]+")


@dataclass(slots=True)
class _Open:
    """A mapping or list whose end has not been read yet."""

    made: Any
    loc: Loc
    key: str | None = None
    skip: bool = False


def read_yaml(text: str) -> Document:
    r"""Read a parameter file's text strictly.

    Parameters
    ----------
    text
        The whole file.

    Returns
    -------
    Document
        Values, lines, and everything in the writing that is refused.

    Examples
    --------
    >>> document = read_yaml("time: 12:30\nagreed: no\nby: 2026-03-31\nto: 6.0\nto: 7\n")
    >>> document.values
    {'time': '12:30', 'agreed': 'no', 'by': datetime.date(2026, 3, 31), 'to': 6.0}
    >>> document.snags[0]
    Snag(line=5, what="the key 'to' stands twice, first on line 4", mend='Keep one of the two.')
    """
    document = Document()
    if len(text) > LONGEST:
        document.snags.append(
            Snag(1, f"the file is longer than {LONGEST:,} characters", "Keep one priority to a file.")
        )
        document.broken = True
        return document
    try:
        _build(text, document)
    except yaml.YAMLError as error:
        document.snags.append(Snag(*sentence(error, text)))
        document.broken = True
    return document


def _build(text: str, document: Document) -> None:
    stack: list[_Open] = []
    documents = 0
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                document.snags.append(
                    Snag(line, "a second document starts here ('---')", "Keep one priority to a file.")
                )
                return
        if isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            stack.pop()
        if not isinstance(event, yaml.NodeEvent):
            continue
        _refuse_clever(event, line, document)
        if stack and isinstance(stack[-1].made, dict) and stack[-1].key is None:
            _take_key(event, line, stack[-1], document)
            if document.broken:
                return
            continue
        made = _made(event)
        loc = _place(made, line, stack, document)
        if isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            stack.append(_Open(made, loc))
            if len(stack) > DEEPEST:
                document.snags.append(
                    Snag(line, f"lists or keys are more than {DEEPEST} deep here", "Check the brackets.")
                )
                document.broken = True
                return


def _refuse_clever(event: yaml.NodeEvent, line: int, document: Document) -> None:
    if isinstance(event, yaml.AliasEvent):
        document.snags.append(
            Snag(line, "'*' refers to another part of the file", "Write the values out, or put quotes round.")
        )
    elif event.anchor is not None:
        document.snags.append(
            Snag(line, "'&' gives a part of the file a name", "Take the '&' and its name out.")
        )
    tag = getattr(event, "tag", None)
    if tag is not None:
        document.snags.append(
            Snag(line, "'!' gives a value a type of its own", "Take it out, or put quotes round the text.")
        )


def _take_key(event: yaml.NodeEvent, line: int, top: _Open, document: Document) -> None:
    if not isinstance(event, yaml.ScalarEvent):
        document.snags.append(
            Snag(line, "a list or a group of keys stands where a key should", "Check the brackets and '?'.")
        )
        document.broken = True
        return
    loc = (*top.loc, event.value)
    top.key, top.skip = event.value, event.value in top.made
    if top.skip:
        first = document.lines[loc]
        document.snags.append(
            Snag(
                line,
                f"the key {shown(event.value)} stands twice, first on line {first}",
                "Keep one of the two.",
            )
        )
    else:
        document.lines[loc] = line


def _place(made: Any, line: int, stack: list[_Open], document: Document) -> Loc:
    if not stack:
        document.values = made
        return ()
    top = stack[-1]
    if isinstance(top.made, list):
        loc: Loc = (*top.loc, len(top.made))
        top.made.append(made)
        document.lines[loc] = line
        return loc
    key, skip = top.key or "", top.skip
    top.key, top.skip = None, False
    if skip:
        return (*top.loc, key, "again")
    top.made[key] = made
    return (*top.loc, key)


def _made(event: yaml.NodeEvent) -> Any:
    if isinstance(event, yaml.MappingStartEvent):
        return {}
    if isinstance(event, yaml.SequenceStartEvent):
        return []
    if isinstance(event, yaml.ScalarEvent):
        return event.value if event.style else _plain(event.value)
    return None


def _plain(word: str) -> str | int | float | bool | date | None:
    if word in ("", "~", "null"):
        return None
    if word in ("true", "false"):
        return word == "true"
    if _WHOLE.fullmatch(word):
        return int(word)
    if _DECIMAL.fullmatch(word):
        return float(word)
    return day_of(word) or word
