"""Make .venv from the lock if it is missing or stale: ``python3 scripts/setup.py``.

Needs nothing but Python 3.11 or later. Uses uv inside the environment where it can be had (seconds), pip otherwise
(a minute or two). Stands outside the package, because there is no package yet when it runs.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
STAMP = VENV / "made-from"
INPUTS = ("requirements.lock", "pyproject.toml", "scripts/setup.py")


def wanted() -> str:
    """Name what the environment must be made from: its inputs, its Python and its place."""
    seal = hashlib.sha256(f"{sys.version} {VENV}".encode())
    for name in INPUTS:
        seal.update((ROOT / name).read_bytes())
    return seal.hexdigest()


def pinned(name: str) -> str:
    """Give the lock's lines for one package: its version and hashes."""
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    lines = text[text.index(f"\n{name}==") + 1 :].splitlines()
    more = next(i for i, line in enumerate(lines) if not line.endswith("\\"))
    return "\n".join(lines[: more + 1]) + "\n"


def run(*command: str | Path, quiet: bool = False) -> bool:
    """Run a command; say whether it went well."""
    output = subprocess.DEVNULL if quiet else None
    env = os.environ | {
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "UV_SYSTEM_CERTS": "1",
        "VIRTUAL_ENV": str(VENV),
    }
    return (
        subprocess.run(list(map(str, command)), stdout=output, stderr=output, env=env, check=False).returncode
        == 0
    )


def install() -> bool:
    """Install the lock, hashes checked, then the kit itself; by uv, and by pip where uv fails."""
    python = BIN / "python"
    lock = ROOT / "requirements.lock"
    with tempfile.TemporaryDirectory() as folder:
        uv_lock = Path(folder) / "uv.lock"
        uv_lock.write_text(pinned("uv"), encoding="utf-8")
        has_uv = run(python, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", uv_lock, quiet=True)
    done = has_uv and run(BIN / "uv", "pip", "install", "--quiet", "--require-hashes", "-r", lock)
    if not done:
        print("uv could not be used here; installing with pip, which takes a minute or two.", flush=True)
        done = run(python, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", lock)
    return done and run(
        python, "-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation", "--editable", ROOT
    )


def quiet_lab() -> None:
    """Keep JupyterLab from asking on its first start whether to fetch news: the question hides the charts."""
    settings = VENV / "share" / "jupyter" / "lab" / "settings" / "overrides.json"
    settings.parent.mkdir(parents=True, exist_ok=True)
    choice = {"fetchNews": "false", "checkForUpdates": False}
    settings.write_text(json.dumps({"@jupyterlab/apputils-extension:notification": choice}), encoding="utf-8")


def main() -> int:
    """Make the environment, or say in a sentence why it could not be made."""
    if sys.version_info < (3, 11):
        print(
            f"qmf needs Python 3.11 or later; this is {sys.version.split()[0]}. Try: make PYTHON=python3.11 ..."
        )
        return 2
    if STAMP.is_file() and STAMP.read_text() == wanted():
        return 0
    print("Setting up .venv from requirements.lock ...", flush=True)
    shutil.rmtree(VENV, ignore_errors=True)
    try:
        venv.create(VENV, with_pip=True)
    except (subprocess.CalledProcessError, OSError) as fault:
        print(
            f"Python could not make .venv ({type(fault).__name__}). On Debian or Ubuntu: apt install python3-venv"
        )
        return 2
    if not install():
        print("The dependencies could not be installed; the lines above say why. Mend that and run it again.")
        return 1
    quiet_lab()
    STAMP.write_text(wanted())
    return 0


if __name__ == "__main__":
    sys.exit(main())
