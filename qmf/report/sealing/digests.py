"""The SHA-256 of bytes, of a file, and of every file in a folder."""

from __future__ import annotations

import hashlib
from pathlib import Path

__all__ = ["LINK", "digest", "digests", "sha256"]

LINK = "a link"
"""What stands for a symbolic link: a bundle holds none, and one may lead anywhere."""


def sha256(data: bytes) -> str:
    """Give the SHA-256 of some bytes, in hexadecimal.

    Examples
    --------
    >>> sha256(b"")[:8]
    'e3b0c442'
    """
    return hashlib.sha256(data).hexdigest()


def digest(path: Path) -> str:
    """Give the SHA-256 of a file, however large."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def digests(folder: Path) -> dict[str, str]:
    """Give the SHA-256 of every file under a folder, by its way from there; :data:`LINK` for a link.

    Examples
    --------
    >>> from tempfile import mkdtemp
    >>> folder = Path(mkdtemp()); _ = (folder / "a.txt").write_text("")
    >>> {name: value[:8] for name, value in digests(folder).items()}
    {'a.txt': 'e3b0c442'}
    """
    found = {
        path.relative_to(folder).as_posix(): path
        for path in folder.rglob("*")
        if path.is_symlink() or path.is_file()
    }
    return {name: LINK if found[name].is_symlink() else digest(found[name]) for name in sorted(found)}
