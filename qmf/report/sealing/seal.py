"""``bundle.json``: what a folder's reports were made from, and the SHA-256 of every file in it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from qmf.report.sealing.digests import digests

__all__ = ["NAME", "PRIORITY", "WHOLE", "read_seal", "seal_from", "write_seal"]

NAME = "bundle.json"
WHOLE, PRIORITY = "qmf bundle, 1", "qmf priority, 1"
"""What a seal is of, and the version of its form."""


def write_seal(folder: Path, facts: Mapping[str, object]) -> None:
    """Write ``bundle.json`` into a folder: the facts, and the SHA-256 of every file in it.

    Examples
    --------
    >>> from tempfile import mkdtemp
    >>> folder = Path(mkdtemp()); _ = (folder / "a.txt").write_text("a")
    >>> write_seal(folder, {"priority": "falls"})
    >>> seal = read_seal(folder); seal["priority"], list(seal["files"])
    ('falls', ['a.txt'])
    """
    files = {name: value for name, value in digests(folder).items() if name != NAME}
    text = json.dumps({**facts, "files": files}, indent=2, ensure_ascii=False)
    (folder / NAME).write_text(text + "\n", encoding="utf-8", newline="")


def read_seal(folder: Path) -> dict[str, object] | None:
    """Read a folder's ``bundle.json``; None where there is none, or it is damaged."""
    try:
        return seal_from((folder / NAME).read_bytes())
    except OSError:
        return None


def seal_from(data: bytes) -> dict[str, object] | None:
    """Read a seal's own bytes; None where they are damaged.

    Examples
    --------
    >>> seal_from(b'{"files": {}}'), seal_from(b'{"files"')
    ({'files': {}}, None)
    """
    try:
        seal = json.loads(data)
    except ValueError:
        return None
    return seal if isinstance(seal, dict) and isinstance(seal.get("files"), dict) else None
