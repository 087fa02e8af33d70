"""The sample trust: a synthetic place, written whole from a seed. ``python -m qmf.data.sample FOLDER`` writes it."""

from __future__ import annotations

import sys

from qmf.data.sample_write import SEED, write_sample

__all__ = ["SEED", "write_sample"]

if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python -m qmf.data.sample FOLDER")
    write_sample(sys.argv[1])
