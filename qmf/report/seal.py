"""What a bundle was made from and what is in it: ``bundle.json``."""

from __future__ import annotations

import hashlib
import json
import platform
import subprocess
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from pathlib import Path

import qmf
from qmf.cycle import Findings

__all__ = ["inputs", "kit", "read_seal", "sha256", "write_seal"]

PACKAGES = ("numpy", "pandas", "papermill", "plotly", "pydantic", "scipy", "statsmodels")
NAME = "bundle.json"


def sha256(data: bytes) -> str:
    """Give the SHA-256 of some bytes, in hexadecimal.

    Examples
    --------
    >>> sha256(b"")[:8]
    'e3b0c442'
    """
    return hashlib.sha256(data).hexdigest()


def inputs(found: Findings, parameters: Path, notebooks: Iterable[Path]) -> dict[str, object]:
    """Say what a priority's reports are made from: data, parameters and notebooks.

    Two runs with equal inputs, by one kit, make equal bundles.
    """
    return {
        "as_at": found.as_at.isoformat(),
        "year": found.priority.year,
        "priority": found.priority.id,
        "data": dict(sorted(found.place.seal.items())),
        "parameters": sha256(parameters.read_bytes()),
        "notebooks": {path.name: sha256(path.read_bytes()) for path in notebooks},
    }


def kit() -> dict[str, object]:
    """Say which kit made it: its version, the SHA-256 of its code, its commit, and what it stands on."""
    root = Path(qmf.__file__).parent
    files = sorted(path for path in root.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    code = hashlib.sha256()
    for path in files:
        code.update(f"{path.relative_to(root).as_posix()}\0".encode() + path.read_bytes())
    return {
        "name": "qmf",
        "version": qmf.__version__,
        "code": code.hexdigest(),
        **_commit(root.parent),
        "python": platform.python_version(),
        "packages": {name: version(name) for name in PACKAGES},
        "lock": _digest(root.parent / "requirements.lock"),
    }


def _digest(path: Path) -> str | None:
    return sha256(path.read_bytes()) if path.is_file() else None


def _commit(checkout: Path) -> dict[str, object]:
    """Name the commit and whether the code differs from it; neither where the kit was installed without git."""

    def git(*words: str) -> str:
        done = subprocess.run(  # noqa: S603 - fixed words, no shell
            ["git", "-C", str(checkout), *words],  # noqa: S607 - whichever git the person uses
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout.strip()

    try:
        return {
            "commit": git("rev-parse", "HEAD"),
            "local_changes": bool(git("status", "--porcelain", "qmf")),
        }
    except (OSError, subprocess.CalledProcessError):
        return {"commit": None, "local_changes": None}


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
    files = {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes())
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path != folder / NAME
    }
    text = json.dumps({**facts, "files": files}, indent=2, ensure_ascii=False)
    (folder / NAME).write_text(text + "\n", encoding="utf-8")


def read_seal(folder: Path) -> dict[str, object] | None:
    """Read a folder's ``bundle.json``; None where there is none, or it is damaged."""
    try:
        seal = json.loads((folder / NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return seal if isinstance(seal, dict) else None
