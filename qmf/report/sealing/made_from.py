"""What a bundle was made from: data, parameters, notebooks, the kit, and what has a hand in the bytes under it."""

from __future__ import annotations

import hashlib
import platform
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import qmf
from qmf.cycle import Findings
from qmf.disclosure import TEAM, Policy
from qmf.report.sealing.digests import digest

__all__ = ["MadeBy", "command", "environment", "inputs", "kit", "made_by"]

COMPILED = ":(exclude,glob)**/__pycache__/**"
"""What Python writes beside the code is no change of it, whatever a person's own git ignores."""
PACKAGES = (
    "ipykernel", "ipython", "jinja2", "markdown-it-py", "markupsafe", "nbclient", "nbformat", "numpy", "pandas",
    "papermill", "plotly", "pyarrow", "pydantic", "scipy", "statsmodels",
)  # fmt: skip
"""The packages that compute, word, draw or write what a reader opens."""


@dataclass(frozen=True)
class MadeBy:
    """What makes a bundle, whatever it is made from.

    Parameters
    ----------
    kit
        The kit: see :func:`kit`.
    environment
        What it runs on: see :func:`environment`.
    """

    kit: Mapping[str, object]
    environment: Mapping[str, object]

    @property
    def version(self) -> str:
        """The kit's version."""
        return str(self.kit["version"])

    @property
    def local_changes(self) -> bool | None:
        """Whether its code differs from its commit; None where nobody knows."""
        changed = self.kit["local_changes"]
        return changed if isinstance(changed, bool) else None

    def facts(self) -> dict[str, object]:
        """Give both, as a seal holds them."""
        return {"kit": dict(self.kit), "environment": dict(self.environment)}


def made_by() -> MadeBy:
    """Say what makes bundles here.

    Examples
    --------
    >>> list(made_by().facts())
    ['kit', 'environment']
    """
    return MadeBy(kit(), environment())


def command(inputs: Mapping[str, object]) -> str:
    """Give the command that makes a bundle again, where the same data and parameters lie.

    Examples
    --------
    >>> command({"priorities": ["falls"], "year": "2025-26", "as_at": "2026-03-31"})
    'qmf report falls --year 2025-26 --as-at 2026-03-31'
    >>> command({"priorities": ["falls"], "year": "2025-26", "as_at": "2026-03-31", "audience": "public"})
    'qmf report falls --year 2025-26 --as-at 2026-03-31 --audience public'
    """
    names = inputs["priorities"]
    ids = " ".join(names) if isinstance(names, list) else ""
    audience = inputs.get("audience", TEAM)
    whose = "" if audience == TEAM else f" --audience {audience}"
    return f"qmf report {ids} --year {inputs['year']} --as-at {inputs['as_at']}{whose}"


def inputs(
    findings: Sequence[Findings],
    parameters: Mapping[str, str],
    notebooks: Mapping[str, str],
    by: MadeBy,
    *,
    audience: str,
    policy: Policy,
) -> dict[str, object]:
    """Say what the reports of some priorities are made from, and by what: equal inputs give equal bytes.

    Parameters
    ----------
    findings
        One a priority, all from one place and of one date.
    parameters
        The SHA-256 of each one's parameter file, by the priority's id.
    notebooks
        The SHA-256 of each template notebook, by its file's name.
    by
        The kit and its environment.
    audience, policy
        Whose bundle it is, and the disclosure policy that has passed it.
    """
    first = findings[0]
    return {
        "year": first.priority.year,
        "as_at": first.as_at.isoformat(),
        "audience": audience,
        "policy": policy.model_dump(mode="json"),
        "priorities": sorted(found.priority.id for found in findings),
        "data": dict(sorted(first.place.seal.items())),
        "parameters": {
            f"{first.priority.year}/{name}.yaml": value for name, value in sorted(parameters.items())
        },
        "notebooks": dict(sorted(notebooks.items())),
        **by.facts(),
    }


def kit() -> dict[str, object]:
    """Say which kit made it: its version, the SHA-256 of its code and of its lock, its commit.

    ``local_changes`` says whether the code differs from the commit. It and ``commit`` are None where the kit was
    installed without git, ``lock`` where no ``requirements.lock`` stands beside it.
    """
    root = Path(qmf.__file__).parent
    files = sorted(path for path in root.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    code = hashlib.sha256()
    for path in files:
        code.update(f"{path.relative_to(root).as_posix()}\0".encode() + path.read_bytes())
    lock = root.parent / "requirements.lock"
    return {
        "name": "qmf",
        "version": qmf.__version__,
        "code": code.hexdigest(),
        **_commit(root.parent),
        "lock": digest(lock) if lock.is_file() else None,
    }


def environment() -> dict[str, object]:
    """Say what the kit ran on, as far as it has a hand in the bytes.

    The kind of processor is there, because sums of floating-point numbers may differ in the last bit between two
    kinds; which machine it was, whose, and where, is in the log beside the bundle.

    Examples
    --------
    >>> list(environment())
    ['python', 'system', 'machine', 'packages']
    """
    return {
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "system": platform.system(),
        "machine": platform.machine(),
        "packages": {name: version(name) for name in PACKAGES},
    }


def _commit(checkout: Path) -> dict[str, object]:
    """Name the commit and whether the code differs from it; neither where the kit was installed without git."""

    def git(*words: str) -> str:
        done = subprocess.run(  # noqa: S603 - fixed words, no shell
            ["git", "-C", str(checkout), "-c", "core.excludesFile=", *words],  # noqa: S607 - whichever git the person uses
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout.strip()

    try:
        return {
            "commit": git("rev-parse", "HEAD"),
            "local_changes": bool(
                git("status", "--porcelain", "--untracked-files=all", "--", "qmf", COMPILED)
            ),
        }
    except (OSError, subprocess.CalledProcessError):
        return {"commit": None, "local_changes": None}
