"""A real browser measures what the layout took for granted: how wide words are, and that they do not touch."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from itertools import combinations
from typing import Any

import pytest
from plotly.offline import get_plotlyjs

from qmf.charts import Drawing, figure, svg
from qmf.charts.lettering import text_width

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

BOXES = """
() => [...document.querySelectorAll('svg text')].map(t => {
  const box = t.getBoundingClientRect(), all = t.ownerSVGElement.getBoundingClientRect();
  return {words: t.textContent, x: box.x - all.x, y: box.y - all.y, width: box.width, height: box.height,
          size: parseFloat(t.getAttribute('font-size')), bold: t.getAttribute('font-weight') === '700',
          right: all.width, bottom: all.height};
})
"""
LABELS = """
() => [...document.querySelectorAll('.annotation-text, .gtitle, .gtitle-subtitle, .xtick text, .ytick text')].map(t => {
  const box = t.getBoundingClientRect();
  return {words: t.textContent, x: box.x, y: box.y, width: box.width, height: box.height};
})
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    path = shutil.which("chromium")
    if path is None:
        pytest.skip("Debian's Chromium is not here")
    with sync_playwright() as play:
        started = play.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        yield started
        started.close()


@pytest.fixture(scope="module")
def page(browser: Any) -> Any:
    return browser.new_page(viewport={"width": 980, "height": 1000})


@pytest.fixture(scope="module")
def plotly_page(browser: Any) -> Any:
    page = browser.new_page(viewport={"width": 980, "height": 1000})
    page.set_content("<!doctype html><div id='a' style='width:960px'></div>")
    page.add_script_tag(content=get_plotlyjs())
    return page


def touching(boxes: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [
        (a["words"], b["words"])
        for a, b in combinations(boxes, 2)
        if min(a["x"] + a["width"], b["x"] + b["width"]) - max(a["x"], b["x"]) > 0.5
        and min(a["y"] + a["height"], b["y"] + b["height"]) - max(a["y"], b["y"])
        > 3  # room under and over letters
    ]


@pytest.mark.parametrize("shape", ["wide", "narrow", "alone"])
def test_words_are_as_wide_as_the_layout_took_them_for_and_do_not_touch(
    page: Any, drawing: Drawing, shape: str
) -> None:
    width = 358 if shape == "narrow" else 960
    page.set_content(
        f"<!doctype html><div style='width:{width}px'>{svg(drawing, shape=shape, uid='a')}</div>"
    )
    boxes = page.evaluate(BOXES)
    assert boxes
    for box in boxes:
        taken = text_width(box["words"], box["size"], bold=box["bold"])
        assert taken * 0.93 - 1 <= box["width"] <= taken + 1, box  # pairs such as "Ta" stand closer
        assert box["x"] >= -0.5 and box["x"] + box["width"] <= box["right"] + 0.5, box
        assert box["y"] >= -3 and box["y"] + box["height"] <= box["bottom"] + 3, box
    assert not touching(boxes)


@pytest.mark.parametrize("width", [960, 720])
def test_labels_of_the_figure_do_not_touch(plotly_page: Any, drawing: Drawing, width: int) -> None:
    drawn = json.loads(figure(drawing).to_json())
    plotly_page.evaluate("width => { document.getElementById('a').style.width = `${width}px` }", width)
    plotly_page.evaluate("fig => Plotly.newPlot('a', fig.data, fig.layout, {displayModeBar: false})", drawn)
    boxes = plotly_page.evaluate(LABELS)
    assert len(boxes) > 5
    assert not touching(boxes)
    for box in boxes:
        assert box["x"] >= 0 and box["x"] + box["width"] <= width + 8, box
        assert box["y"] >= 8, box
