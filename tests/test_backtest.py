"""The back test: signed-off figures of the sample trust are made again, and a change is explained or it fails."""

from __future__ import annotations

import importlib.util
import json
from itertools import zip_longest
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "tests" / "backtest"
MEND = 'If the change is right: make signoff REASON="..." (docs/reports.md, Signed-off figures).'


@pytest.fixture(scope="module")
def signing() -> ModuleType:
    spec = importlib.util.spec_from_file_location("sign_off", ROOT / "scripts" / "sign_off.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def record() -> dict[str, dict[str, str]]:
    return json.loads((KEPT / "signed-off.json").read_text(encoding="utf-8"))


def differences(kept: dict[str, str], now: dict[str, str]) -> list[str]:
    return [name for name in sorted({*kept, *now}) if kept.get(name) != now.get(name)]


def first_difference(kept: str, now: str) -> str:
    """Show the first row of two CSVs that differs."""
    for number, (one, other) in enumerate(zip_longest(kept.splitlines(), now.splitlines()), start=1):
        if one != other:
            return f"row {number}\n  signed off: {one}\n  now:        {other}"
    return "no row"


def test_every_signed_off_figure_is_made_again(signing, record):
    made = signing.figures()
    changed = differences(record["figures"], signing.manifest(made))
    because = differences(record["inputs"], signing.inputs())
    shown = [
        f"{name}, {first_difference((KEPT / name).read_text(encoding='utf-8'), made.get(name, ''))}"
        for name in changed
        if (KEPT / name).is_file()
    ]
    assert not changed, "\n".join(
        [
            f"{len(changed)} figures are not those signed off.",
            *shown[:3],
            f"Inputs that changed: {because}.",
            MEND,
        ]
    )


def test_the_reason_for_the_last_change_stands_in_the_changelog(record):
    assert record["reason"] in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), MEND


def test_what_is_kept_in_full_is_what_was_signed_off_and_small(signing, record):
    kept = {path.relative_to(KEPT).as_posix(): path for path in KEPT.rglob("*.csv")}
    assert kept
    texts = {name: path.read_bytes().decode() for name, path in kept.items()}
    assert differences({name: record["figures"][name] for name in kept}, signing.manifest(texts)) == []
    assert sum(path.stat().st_size for path in KEPT.rglob("*") if path.is_file()) < 300_000


def test_without_a_reason_nothing_is_signed_off(signing, capsys, monkeypatch):
    monkeypatch.delenv("REASON", raising=False)
    before = (KEPT / "signed-off.json").read_bytes()
    assert signing.main(["because"]) == 2
    assert "Say why" in capsys.readouterr().out
    assert (KEPT / "signed-off.json").read_bytes() == before


def test_a_changed_figure_would_be_seen_and_its_row_shown():
    kept, now = "x,y\n2026-03-01,4\n", "x,y\n2026-03-01,5\n"
    assert differences({"a": kept}, {"a": now}) == ["a"]
    assert "signed off: 2026-03-01,4\n  now:        2026-03-01,5" in first_difference(kept, now)


def test_signing_off_keeps_figures_and_writes_the_reason_once(signing, tmp_path, monkeypatch):
    monkeypatch.setattr(signing, "KEPT", tmp_path / "kept")
    monkeypatch.setattr(signing, "CHANGELOG", tmp_path / "CHANGELOG.md")
    monkeypatch.setattr(signing, "figures", lambda: {"falls/data/falls--all-together.csv": "x,y\n"})
    (tmp_path / "CHANGELOG.md").write_text(
        "# Changes\n\n## 0.1.0\n\n**Reports**\n\n- One.\n", encoding="utf-8"
    )
    for _ in range(2):
        signing.sign_off("Ties count as the mean says.")
    signing.sign_off("Zero bed days are left out.")
    text = (tmp_path / "CHANGELOG.md").read_text(encoding="utf-8")
    assert text == (
        "# Changes\n\n## 0.1.0\n\n**Figures of the sample trust**\n\n- Zero bed days are left out.\n"
        "- Ties count as the mean says.\n\n**Reports**\n\n- One.\n"
    )
    assert json.loads((tmp_path / "kept" / "signed-off.json").read_text(encoding="utf-8"))[
        "reason"
    ].startswith("Zero")
