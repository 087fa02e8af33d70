"""Hold the science to what the two R packages gave, row by row, on every shared series."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT.parent / "shared" / "reference"


@pytest.mark.reference
@pytest.mark.skipif(not REFERENCE.is_dir(), reason="the reference values are not beside this checkout")
def test_every_kind_agrees_with_the_r_packages():
    program = str(REFERENCE / "check.py")
    run = subprocess.run([sys.executable, program, str(REFERENCE)], capture_output=True, text=True, cwd=ROOT)
    assert run.returncode == 0, run.stdout[-4000:] + run.stderr[-2000:]
    assert "(100.000 %), 0 calls failed" in run.stdout
