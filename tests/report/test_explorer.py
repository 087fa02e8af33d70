"""The explorer: what is chosen is what is drawn, and the code it gives draws the same."""

from __future__ import annotations

import base64
import html
import io
import re
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from qmf.report import explorer
from qmf.report.asked import Asked, code_of, first_asked, kinds_for
from qmf.report.explorer import Explorer
from qmf.report.notebook import findings

ROOT = Path(__file__).resolve().parents[2]
VIOLENCE, THERAPIES = "violence-and-aggression", "talking-therapies"


@pytest.fixture(autouse=True)
def sample(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QMF_DATA", str(ROOT / "data"))
    monkeypatch.setenv("QMF_PARAMETERS", str(ROOT / "parameters"))


@pytest.fixture
def shown() -> Explorer:
    return Explorer({"Violence and aggression": VIOLENCE, "Talking therapies": THERAPIES}, "2025-26")


def titles(shown: Explorer) -> list[str]:
    return [output["data"]["text/plain"] for output in shown.pictures.outputs[::2]]


def code(shown: Explorer) -> str:
    (said,) = re.findall(r"<pre[^>]*>(.*)</pre>", shown.code.value, re.DOTALL)
    return html.unescape(said)


def run(code: str) -> dict[str, Any]:
    """Run code as a cell would."""
    values: dict[str, Any] = {"display": lambda _: None}
    exec(code, values)  # noqa: S102 - this is what the code is for
    return values


def test_it_starts_with_what_the_priority_asks(shown: Explorer) -> None:
    found = findings(id=VIOLENCE, year="2025-26")
    assert shown.asked() == [first_asked(found, "physical-violence")]
    drawn = shown.asked()[0].chart(found)
    pd.testing.assert_frame_equal(
        drawn.points, found.charts["physical-violence"].select(unit="all-together").points
    )


@pytest.mark.parametrize(
    "asked",
    [
        Asked("physical-violence", ("heron", "linnet"), "u", "nelson", (date(2025, 2, 1),), 12),
        Asked("staff-sickness", ("wren",), "run", "anhoej"),
        Asked("safety-huddles", ("all-together",), "pp", "mdc"),
    ],
)
def test_the_code_draws_the_same_chart(asked: Asked) -> None:
    found = findings(id=VIOLENCE, year="2025-26")
    values = run(code_of(found, [asked]))
    pd.testing.assert_frame_equal(values["chart"].points, asked.chart(found).points)


def test_chart_words_numbers_code_and_files_follow_a_choice(shown: Explorer) -> None:
    shown.units.value = ("heron", "linnet")
    shown.kind.value = "u"
    shown.phases.value = (date(2025, 2, 1),)
    assert len(titles(shown)) == 2
    assert "Linnet ward" in shown.pictures.outputs[3]["data"]["text/plain"]
    assert "Linnet ward" in shown.table.value and "Curlew ward" not in shown.table.value
    chart = run(code(shown))["chart"]
    assert (chart.kind, chart.points["phase"].max()) == ("u", 2)
    files = dict(re.findall(r'download="([^"]+)" href="data:[^,]+,([^"]+)"', shown.links.value))
    assert list(files) == [
        "physical-violence.csv",
        "physical-violence--heron.svg",
        "physical-violence--linnet.svg",
    ]
    saved = pd.read_csv(io.BytesIO(base64.b64decode(files["physical-violence.csv"])))
    assert list(saved.columns) == list(chart.points.columns)
    assert saved["value"].tolist() == pytest.approx(chart.points["value"].tolist(), nan_ok=True)
    assert base64.b64decode(files["physical-violence--linnet.svg"]).startswith(b"<svg")


def test_several_measures_are_shown_each_as_its_priority_asks(shown: Explorer) -> None:
    found = findings(id=VIOLENCE, year="2025-26")
    shown.measures.value = ("physical-violence", "days-between-serious-assaults")
    shown.units.value = ("all-together", "heron")
    there = [
        (id, unit)
        for id in ("physical-violence", "days-between-serious-assaults")
        for unit in ("all-together", "heron")
        if found.has(id, unit)
    ]
    assert len(titles(shown)) == len(there) > 2
    assert [one.kind for one in shown.asked()] == ["xmr", "t"]
    assert shown.kind.disabled and shown.own.layout.display is None
    values = run(code(shown))
    assert values["chart"].kind == "t"
    for title in ("Physical violence", "Days between serious assaults"):
        assert f"<strong>{title}</strong>" in shown.table.value
    assert "days-between-serious-assaults.csv" in shown.links.value


def test_several_measures_can_be_shown_one_way(shown: Explorer) -> None:
    shown.measures.value = ("physical-violence", "restraint")
    shown.own.value = False
    shown.kind.value, shown.baseline.value = "u", 12
    assert [(one.kind, one.baseline) for one in shown.asked()] == [("u", 12), ("u", 12)]
    shown.measures.value = ("restraint",)
    assert not shown.kind.disabled and shown.own.layout.display == "none"


def test_another_priority_brings_its_own_measures_and_units(shown: Explorer) -> None:
    before = titles(shown)
    shown.priority.value = THERAPIES
    assert "Reliable recovery" in dict(shown.measures.options)
    assert titles(shown) != before


def test_what_cannot_be_drawn_is_a_sentence_and_nothing_old_stays(shown: Explorer) -> None:
    shown.kind.value = "p"
    shown.measures.value = ("restraint",)
    assert shown.kind.value == "xmr"
    shown.units.value = ()
    assert shown.pictures.outputs[0]["data"] == {
        "text/html": "<p><strong>Choose one unit or more.</strong></p>"
    }
    assert shown.table.value == shown.code.value == shown.links.value == ""
    shown.measures.value = ()
    assert "Choose one measure or more." in shown.pictures.outputs[0]["data"]["text/html"]


def test_only_kinds_that_the_series_has_the_numbers_for_are_offered() -> None:
    offered = set(kinds_for(findings(id=VIOLENCE, year="2025-26"), "physical-violence").values())
    assert {"xmr", "run", "u", "up"} <= offered
    assert not {"c", "g", "t", "np", "xbar", "s", "mr"} & offered


def test_without_a_person_it_says_what_it_needs(capsys: pytest.CaptureFixture[str]) -> None:
    explorer.explore(year="2025-26")
    assert "needs a live kernel" in capsys.readouterr().out


def test_a_measure_alone_starts_with_its_own_kind(shown: Explorer) -> None:
    shown.measures.value = ("days-between-serious-assaults",)
    assert shown.asked()[0].kind == "t"
    assert len(titles(shown)) == 1


def test_a_priority_of_one_ward_among_others_can_be_explored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = (ROOT / f"parameters/2025-26/{VIOLENCE}.yaml").read_text(encoding="utf-8")
    folder = tmp_path / "parameters/2025-26"
    folder.mkdir(parents=True)
    alone = re.sub(r"units: \[heron, kestrel, linnet\]", "units: [heron]", whole)
    (folder / f"{VIOLENCE}.yaml").write_text(alone, encoding="utf-8")
    monkeypatch.setenv("QMF_PARAMETERS", str(tmp_path / "parameters"))
    explorer = Explorer({"Violence and aggression": VIOLENCE}, "2025-26")
    assert "Heron ward" in dict(explorer.units.options)
    assert titles(explorer)
