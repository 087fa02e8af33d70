"""Every page of the bundle, for everyone: one look at each, at every width, zoom, colour and on paper."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.browser.conftest import NEW, Opener, Visit
from tests.report.made import VIOLENCE

pytestmark = pytest.mark.browser

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
REPORT = f"{VIOLENCE}/1_understand.html"
PARTS = 4
"""Into how many tests the pages are dealt, so that two workers share them."""

OPEN = "document.querySelectorAll('details').forEach(each => { each.open = true; })"
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
CHARTS_WITHOUT = """() => [...document.querySelectorAll(
    'figure.fig:not(.plan), figure.one, figure.small1')].filter(each => {
  const said = each.querySelector('figcaption')?.innerText.trim();
  const named = document.getElementById(each.getAttribute('aria-labelledby'));
  const csv = each.querySelector('a[href$=".csv"]');
  const table = !each.matches('.fig') || each.querySelector('table.data thead th');
  const pictures = [...each.querySelectorAll('svg[role=img]')];
  const told = pictures.every(svg => svg.querySelector('title')?.textContent && svg.querySelector('desc')?.textContent);
  return !(said && named && csv && table && pictures.length && told);
}).map(each => each.id)"""
SEEN_ON_PAPER = """() => [...document.querySelectorAll('.noprint, .skip, .closer, form, input, select')]
  .filter(each => each.getClientRects().length).map(each => each.outerHTML.slice(0, 80))"""
UNSEEN_FOCUS = """() => {
  const it = document.activeElement;
  if (!it || it === document.body) return null;
  const style = getComputedStyle(it), box = it.getBoundingClientRect();
  const ring = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  const inside = box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  return [it.outerHTML.slice(0, 100), ring && inside];
}"""


@pytest.fixture(scope="module")
def desk(chromium: Browser, bundle: Path) -> Iterator[Opener]:
    yield Opener(chromium, bundle)


def pages(bundle: Path) -> list[str]:
    return sorted(path.relative_to(bundle).as_posix() for path in bundle.rglob("*.html"))


def faults_of_axe(seen: Visit) -> list[tuple[str, str]]:
    options = {"runOnly": {"type": "tag", "values": WCAG}, "resultTypes": ["violations"]}
    found = Axe().run(seen.page, options=options)
    return [(each["id"], each["nodes"][0]["html"]) for each in found.response["violations"]]


@pytest.mark.parametrize("part", range(PARTS))
def test_every_page_is_fit_for_everyone(part: int, desk: Opener, bundle: Path) -> None:
    mine = pages(bundle)[part::PARTS]
    assert len(mine) >= 5
    for path in mine:
        seen = desk(path)
        seen.evaluate(OPEN)
        assert faults_of_axe(seen) == [], path
        assert seen.evaluate("document.documentElement.lang") == "en-GB"
        for role in ("banner", "main", "contentinfo"):
            assert seen.page.get_by_role(role).count() == 1, (path, role)
        assert seen.page.get_by_role("heading", level=1).count() == 1, path
        assert seen.page.locator("a.skip[href='#main']").count() == 1, path
        assert seen.page.locator("th:empty, td:empty").count() == 0, path
        assert seen.evaluate(CHARTS_WITHOUT) == [], path
        for width in (320, 390, 640, 901):  # 640 is 1280 at 200 %, 320 is 1280 at 400 %
            seen.page.set_viewport_size({"width": width, "height": 900})
            assert seen.evaluate(SIDEWAYS) <= 0, (path, width)
        seen.page.set_viewport_size({"width": 1280, "height": 900})
        seen.page.emulate_media(media="print")
        assert seen.evaluate(SEEN_ON_PAPER) == [], path
        assert seen.page.locator(".notice").is_visible(), path
        seen.page.context.close()


@pytest.mark.parametrize("path", ["index.html", REPORT, *NEW])
def test_axe_finds_nothing_on_a_telephone(path: str, visit: Opener) -> None:
    seen = visit(path, width=390)
    seen.evaluate(OPEN)
    assert faults_of_axe(seen) == []


@pytest.mark.parametrize("path", ["index.html", REPORT])
def test_the_keyboard_is_seen_wherever_it_goes(path: str, visit: Opener) -> None:
    seen = visit(path)
    seen.page.emulate_media(reduced_motion="reduce")  # what is reached is scrolled to at once
    met: list[str] = []
    for _ in range(60):
        seen.page.keyboard.press("Tab")
        where = seen.evaluate(UNSEEN_FOCUS)
        if where is None:
            break
        assert isinstance(where, list)
        assert where[1], f"nothing shows that the keyboard is at {where[0]}"
        met.append(where[0])
    assert len(set(met)) > 20


def test_twice_as_large_nothing_is_cut_off(visit: Opener, chromium: Browser) -> None:
    """200 % zoom of a window of 1280: half as many of its pixels, each drawn twice as large."""
    for path in ("index.html", REPORT, *NEW):
        context = chromium.new_context(viewport={"width": 640, "height": 450}, device_scale_factor=2)
        page = context.new_page()
        page.goto((visit.bundle / path).as_uri())
        page.evaluate(OPEN)
        assert page.evaluate(SIDEWAYS) <= 0
        cut = """() => [...document.querySelectorAll('h1, h2, h3, p, li, dd, th, td, button')].filter(each =>
            getComputedStyle(each).overflow !== 'visible' && each.scrollWidth > each.clientWidth + 1
            && !each.closest('.vh, .live, .scroll')).map(each => each.outerHTML.slice(0, 90))"""
        assert page.evaluate(cut) == [], path
        context.close()


def test_with_colours_that_a_reader_chose_charts_keep_theirs_and_controls_keep_an_edge(visit: Opener) -> None:
    seen = visit(REPORT)
    seen.page.emulate_media(forced_colors="active")
    for picture in seen.page.locator("figure.fig .w > svg, .icon").all()[:20]:
        assert picture.evaluate("it => getComputedStyle(it).forcedColorAdjust") == "none"
    button = seen.page.get_by_role("button", name="Look closer").first
    assert button.evaluate("it => getComputedStyle(it).borderTopStyle") == "solid"
    assert faults_of_axe(seen) == []


def test_a_page_is_small_beside_the_script_that_all_share(bundle: Path) -> None:
    sizes = {path: (bundle / path).stat().st_size for path in pages(bundle)}
    assert {path: size for path, size in sizes.items() if size >= 300_000} == {}
    assert [path.name for path in (bundle / "assets").iterdir()] == ["plotly.min.js"]
