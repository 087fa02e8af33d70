"""Sign off the sample trust's figures, given why they changed: ``make signoff REASON="..."``.

Keeps the numbers behind every chart in tests/backtest/: the SHA-256 of each CSV, and the CSVs of the units together in
full, so that a difference can be read. Every later version makes them again; a figure that changed fails the back test
until it is signed off here, with a reason that stands in CHANGELOG.md from then on.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sys
from datetime import date
from pathlib import Path

import qmf
from qmf.report.plan import make_plan
from qmf.report.tables import points_csv

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "tests" / "backtest"
CHANGELOG = ROOT / "CHANGELOG.md"
AS_AT = date(2026, 3, 31)
HEADING = "**Figures of the sample trust**"
IN_FULL = "--all-together.csv"


def figures() -> dict[str, str]:
    """Make the numbers behind every chart of the sample trust: CSV text by its way in the bundle."""
    plan = make_plan(data=ROOT / "data", parameters=ROOT / "parameters", as_at=AS_AT)
    return {
        f"{found.priority.id}/data/{measure}--{unit}.csv": points_csv(found.chart(measure, unit))
        for found in plan.findings
        for measure in found.charts
        for unit in found.units["unit"]
        if found.has(measure, unit)
    }


def inputs() -> dict[str, str]:
    """Give the SHA-256 of the sample's tables and parameter files, as git keeps them."""
    files = [*(ROOT / "data").glob("*.csv"), *(ROOT / "parameters").rglob("*.yaml")]
    return {path.relative_to(ROOT).as_posix(): _sha256(path.read_bytes()) for path in sorted(files)}


def manifest(made: dict[str, str]) -> dict[str, str]:
    """Give the SHA-256 of each figure's CSV."""
    return {name: _sha256(text.encode()) for name, text in sorted(made.items())}


def sign_off(reason: str) -> None:
    """Keep today's figures, and write the reason into the changelog where it is not there yet."""
    made = figures()
    shutil.rmtree(KEPT, ignore_errors=True)
    for name, text in made.items():
        if name.endswith(IN_FULL):
            (KEPT / name).parent.mkdir(parents=True, exist_ok=True)
            (KEPT / name).write_text(text, encoding="utf-8", newline="")
    record = {
        "version": qmf.__version__,
        "as_at": AS_AT.isoformat(),
        "reason": reason,
        "inputs": inputs(),
        "figures": manifest(made),
    }
    (KEPT / "signed-off.json").write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n", "utf-8")
    text = CHANGELOG.read_text(encoding="utf-8")
    if reason not in text:
        line = f"- {reason}"
        if HEADING in text:
            text = text.replace(f"{HEADING}\n\n", f"{HEADING}\n\n{line}\n", 1)
        else:
            text = text.replace("\n**", f"\n{HEADING}\n\n{line}\n\n**", 1)
        CHANGELOG.write_text(text, encoding="utf-8")


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def main(words: list[str]) -> int:
    """Sign off, given a reason a reader understands."""
    reason = " ".join((" ".join(words) or os.environ.get("REASON", "")).split())
    if len(reason.split()) < 4:
        print(
            'Say why the figures changed, in a sentence: make signoff REASON="Ties count as the mean says."'
        )
        return 2
    sign_off(reason)
    print(f"Signed off in {KEPT.relative_to(ROOT)}; the reason stands in {CHANGELOG.name}. Commit both.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
