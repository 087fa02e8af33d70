"""Text from people's files stays text: in pages, pictures, embedded JSON, numbers and notebooks."""

from __future__ import annotations

import csv
import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import nbformat
import pandas as pd
import pytest

from qmf.report.sealing import verify
from qmf.report.tables import points_csv
from qmf.spc import control_chart
from tests.report.hostile import IMAGE, LINK, SCRIPT, hostile_bundle

NEVER = {"img", "iframe", "object", "embed", "base", "foreignobject", "image", "animate", "set", "link"}


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return hostile_bundle(tmp_path_factory.mktemp("hostile"))


class Elements(HTMLParser):
    """What a browser would make of a page: its elements, its links, its scripts, its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.handlers: list[str] = []
        self.links: list[str] = []
        self.scripts: list[tuple[dict[str, str | None], str]] = []
        self.said = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.handlers += [name for name, _ in attrs if name.startswith("on") or name in ("style", "srcdoc")]
        self.links += [
            value or "" for name, value in attrs if name in ("href", "src", "xlink:href", "action")
        ]
        if tag == "script":
            self.scripts.append((dict(attrs), ""))

    def handle_data(self, data: str) -> None:
        if self.cdata_elem == "script":
            self.scripts[-1] = (self.scripts[-1][0], self.scripts[-1][1] + data)
        elif self.cdata_elem != "style":
            self.said += data


def pages(bundle: Path) -> list[tuple[str, str, Elements]]:
    found = []
    for path in sorted(bundle.rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        found.append((path.relative_to(bundle).as_posix(), text, Elements(text)))
    return found


def test_no_page_has_an_element_a_handler_or_a_link_that_came_from_data(bundle):
    every = pages(bundle)
    assert len(every) >= 8
    for name, _, page in every:
        assert not NEVER & set(page.tags), name
        assert page.handlers == [], name
        assert [link for link in page.links if ":" in link] == [], name
        assert "window.hit" in page.said, f"{name} shows what was written, as text"
        own = [body for attrs, body in page.scripts if attrs.get("type") != "application/json"]
        assert all("window.hit" not in body for body in own), name


def test_embedded_json_is_whole_and_cannot_end_its_element(bundle):
    page = next(page for name, _, page in pages(bundle) if name.endswith("3_aim_and_measures.html"))
    drawn = [json.loads(body) for attrs, body in page.scripts if attrs.get("type") == "application/json"]
    assert drawn
    text = (bundle / "falls" / "3_aim_and_measures.html").read_text(encoding="utf-8")
    for body in re.findall(r'<script type="application/json"[^>]*>(.*?)</script>', text, flags=re.DOTALL):
        assert not set("<>&\u2028\u2029") & set(body)


def test_every_picture_is_sound_and_holds_shapes_and_text_alone(bundle):
    pictures = [path.read_text(encoding="utf-8") for path in sorted((bundle / "falls" / "figures").iterdir())]
    assert pictures
    for picture in pictures:
        root = ElementTree.fromstring(picture)  # noqa: S314 - our own drawing, and no entity in it
        tags = {element.tag.rpartition("}")[2].lower() for element in root.iter()}
        assert not (NEVER | {"script", "style", "a"}) & tags
        assert not [name for element in root.iter() for name in element.attrib if name.startswith("on")]
        assert "<script>window.hit" in "".join(root.itertext())


def test_an_executed_notebook_shows_text_as_text(bundle):
    for path in sorted((bundle / "falls").glob("*.ipynb")):
        for cell in nbformat.read(path, as_version=4).cells:
            if cell.cell_type == "markdown":
                assert "window.hit" not in cell.source, "no text from data stands where it would be markup"
            for output in cell.get("outputs", ()):
                html = "".join(output.get("data", {}).get("text/html", ""))
                page = Elements(html)
                assert not (NEVER | {"script"}) & set(page.tags), path.name
                assert page.handlers == []
                assert [link for link in page.links if ":" in link] == []


def test_the_seal_and_the_crate_are_sound(bundle):
    assert verify(bundle).differences.same
    crate = json.loads((bundle / "ro-crate-metadata.json").read_text(encoding="utf-8"))
    assert any(SCRIPT in json.dumps(entity, ensure_ascii=False) for entity in crate["@graph"])


def test_every_table_of_numbers_is_plain(bundle):
    for path in sorted((bundle / "falls" / "data").iterdir()):
        rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))
        assert len({len(row) for row in rows}) == 1
        assert not any(cell.startswith(("=", "+", "@", "\t", "\r")) for row in rows for cell in row)


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_a_text_cell_that_a_spreadsheet_would_run_is_neutralised_and_numbers_are_not_touched(sign):
    data = pd.DataFrame(
        {
            "month": pd.date_range("2025-01-01", periods=3, freq="MS"),
            "change": [-4.5, 2.0, -3.0],
            "ward": f"{sign}cmd|' /C calc'!A0",
            f"{sign}sum(1)": "as it is",
        }
    )
    chart = control_chart(data, x="month", y="change", by=["ward", f"{sign}sum(1)"])
    header, *rows = csv.reader(io.StringIO(points_csv(chart)))
    shown = sign.replace("\r", "\n")
    assert header[:2] == ["ward", f"'{shown}sum(1)"]
    assert [row[0] for row in rows] == [f"'{shown}cmd|' /C calc'!A0"] * 3
    assert [row[1] for row in rows] == ["as it is"] * 3
    assert [row[header.index("y")] for row in rows] == ["-4.5", "2.0", "-3.0"]


def test_the_fixture_is_hostile_in_every_place_that_is_tested(bundle):
    text = (bundle / "falls" / "index.html").read_text(encoding="utf-8")
    said = Elements(text).said
    for payload in (SCRIPT, IMAGE, LINK):
        assert payload in said
