"""The analyst's page: its code runs, in order, as a reader would paste it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]


def test_the_code_of_the_page_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("QMF_DATA", str(ROOT / "data"))
    monkeypatch.setenv("QMF_PARAMETERS", str(ROOT / "parameters"))
    page = (ROOT / "docs" / "analyst.md").read_text(encoding="utf-8")
    values: dict[str, Any] = {}
    codes = re.findall(r"```python\n(.*?)```", page, flags=re.DOTALL)
    for code in codes:
        exec(code, values)  # noqa: S102 - the page's own code
    assert len(codes) == 4
    assert (tmp_path / "falls.svg").read_text(encoding="utf-8").startswith("<svg")
    assert (tmp_path / "falls.csv").read_text(encoding="utf-8").count("\n") == 25
