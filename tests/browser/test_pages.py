"""The bundle's pages in a real browser: figures there, nothing asked for elsewhere, fit for everyone."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import PAGES, Opener, Visit
from tests.report.made import VIOLENCE

pytestmark = pytest.mark.browser

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
REPORT = f"{VIOLENCE}/1_understand.html"
FIGURES = [path for path in PAGES if path.partition("/")[2][:2] in ("in", "1_", "3_", "4_")]


def boxes(visit: Visit, which: str) -> list[dict[str, float]]:
    """Give the size of each picture of a kind: "w" for wide, "n" for narrow."""
    found: list[dict[str, float]] = visit.page.eval_on_selector_all(
        f"figure.fig .{which} > svg",
        "all => all.map(one => { const box = one.getBoundingClientRect(); return {w: box.width, h: box.height}; })",
    )
    return found


@pytest.mark.parametrize("path", PAGES)
def test_no_request_leaves_the_folder_and_nothing_complains(path: str, visit: Opener) -> None:
    seen = visit(path)
    assert seen.requests
    assert [url for url in seen.requests if not url.startswith("file://")] == []
    assert not seen.complaints
    assert seen.evaluate("getComputedStyle(document.body).fontFamily.includes('Arial')"), (
        "the stylesheet was found"
    )


@pytest.mark.parametrize("path", FIGURES)
@pytest.mark.parametrize("width", [1280, 390])
def test_the_figures_are_really_there(path: str, width: int, visit: Opener) -> None:
    seen = visit(path, width=width)
    shown, hidden = ("w", "n") if width == 1280 else ("n", "w")
    count = seen.page.locator("figure.fig").count()
    assert count
    assert len(boxes(seen, shown)) == count
    assert all(box["w"] > 250 and box["h"] > 150 for box in boxes(seen, shown))
    assert all(box["w"] == box["h"] == 0 for box in boxes(seen, hidden)), (
        "one picture a screen, for screen readers too"
    )
    marks = seen.page.locator(f"figure.fig .{shown} > svg :is(path, circle)").count()
    assert marks > 20 * count


@pytest.mark.parametrize("width", [1280, 390])
def test_look_closer_draws_the_chart_with_plotly_and_gives_the_picture_back(
    width: int, visit: Opener
) -> None:
    seen = visit(REPORT, width=width)
    figure = seen.page.locator("figure.fig").first
    figure.get_by_role("button", name="Look closer").click()
    plot = figure.locator(".live .main-svg").first
    plot.wait_for(state="visible")
    figure.locator(".live .scatterlayer .point").first.wait_for(state="attached")
    box = plot.bounding_box()
    assert box is not None
    assert box["width"] >= 358
    assert figure.locator(".still").is_hidden()
    assert figure.locator(".modebar-btn[data-title*='hare']").count() == 0, "no button sends the data away"
    assert all(url.startswith("file://") for url in seen.requests)
    assert not seen.complaints
    assert overflow(seen) <= 0
    figure.get_by_role("button", name="Back to the still picture").click()
    assert figure.locator(".still").is_visible()
    assert figure.locator(".live").is_hidden()


def test_a_chart_looked_at_closer_answers_the_mouse_and_is_saved_as_a_picture(visit: Opener) -> None:
    """Under the page's policy: a hover is painted, a picture is saved, and the browser refuses nothing."""
    seen = visit(REPORT)
    figure = seen.page.locator("figure.fig").first
    figure.get_by_role("button", name="Look closer").click()
    live = figure.locator(".live")
    live.locator(".scatterlayer .point").first.wait_for(state="attached")
    box = live.locator(".scatterlayer .point").last.bounding_box()
    assert box is not None
    seen.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    live.locator(".hovertext").wait_for(state="visible")
    years = live.locator(".xtick tspan[style='font-weight:bold']")
    assert years.count() and all(
        each.evaluate("it => getComputedStyle(it).fontWeight") == "700" for each in years.all()
    )
    with seen.page.expect_download() as saved:
        live.locator(".modebar-btn").first.click()
    assert Path(saved.value.path()).read_bytes().startswith(b"\x89PNG")
    assert not seen.complaints


def test_what_slipped_into_a_page_neither_runs_nor_paints(
    visit: Opener, bundle: Path, tmp_path: Path
) -> None:
    slipped = (
        "<script>window.ran = 1</script><img src='x' onerror='window.ran = 1'>"
        "<svg onload='window.ran = 1'></svg><script src='slipped.js'></script>"
        "<style>body{display:none}</style><iframe src='index.html'></iframe>"
    )
    shutil.copytree(bundle, tmp_path / "torn")
    (tmp_path / "torn" / VIOLENCE / "slipped.js").write_text("window.ran = 1", encoding="utf-8")
    for path in (REPORT, "index.html"):
        page = tmp_path / "torn" / path
        text = page.read_text(encoding="utf-8")
        page.write_text(text.replace("<h1>", f"{slipped}<h1>", 1), encoding="utf-8")
        seen = visit(str(page))
        assert seen.evaluate("window.ran") is None
        assert seen.page.get_by_role("heading", level=1).is_visible()
        assert len([each for each in seen.complaints if "Content Security Policy" in each]) >= 5


def test_a_live_chart_has_no_faults_for_axe(visit: Opener) -> None:
    seen = visit(REPORT)
    figure = seen.page.locator("figure.fig").first
    figure.get_by_role("button", name="Look closer").click()
    figure.locator(".live .main-svg").first.wait_for(state="visible")
    found = Axe().run(seen.page, options={"runOnly": {"type": "tag", "values": WCAG}})
    assert [(each["id"], each["nodes"][0]["html"]) for each in found.response["violations"]] == []


def test_where_plotly_is_not_beside_the_page_the_picture_stays(
    visit: Opener, bundle: Path, tmp_path: Path
) -> None:
    shutil.copytree(bundle, tmp_path / "torn", ignore=shutil.ignore_patterns("plotly.min.js"))
    seen = visit(str(tmp_path / "torn" / REPORT))
    figure = seen.page.locator("figure.fig").first
    figure.get_by_role("button", name="Look closer").click()
    figure.get_by_text("The interactive chart cannot be shown").wait_for(state="visible")
    assert figure.locator(".still").is_visible()


def test_without_scripts_the_page_loses_only_its_buttons(visit: Opener) -> None:
    seen = visit(REPORT, scripts=False)
    figure = seen.page.locator("figure.fig").first
    assert figure.locator(".w > svg").is_visible()
    assert figure.get_by_role("button").count() == 0
    figure.locator("summary").click()
    assert figure.locator("table.data").is_visible()


def overflow(visit: Visit) -> float:
    """Say by how many pixels the page is wider than its window."""
    wide = visit.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert isinstance(wide, (int, float))
    return wide


def test_on_a_telephone_the_matrix_is_cards_and_still_a_table(visit: Opener) -> None:
    seen = visit(REPORT, width=390)
    assert (
        seen.page.locator(".matrix tbody tr").first.evaluate("each => getComputedStyle(each).display")
        == "grid"
    )
    assert (
        seen.page.get_by_role("table")
        .first.get_by_role("rowheader", name="Linnet ward", exact=True)
        .is_visible()
    )
    cell = seen.page.get_by_role("table").first.get_by_role("cell").first
    assert "Violence" in str(cell.evaluate("each => getComputedStyle(each, '::before').content"))


def test_the_keyboard_reaches_the_skip_link_first_and_sees_where_it_is(visit: Opener) -> None:
    seen = visit("index.html")
    seen.page.keyboard.press("Tab")
    focused = seen.page.locator(":focus")
    assert focused.inner_text() == "Skip to the content"
    box = focused.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert focused.evaluate("each => getComputedStyle(each).outlineStyle") == "solid"
    seen.page.keyboard.press("Enter")
    assert seen.page.url.endswith("#main")


@pytest.mark.parametrize(("path", "kind"), [("index.html", "front"), (REPORT, "report")])
def test_print_keeps_the_notice_the_pictures_and_drops_what_paper_cannot_do(
    path: str, kind: str, visit: Opener
) -> None:
    seen = visit(path)
    seen.page.emulate_media(media="print")
    assert seen.page.locator(".notice").is_visible()
    assert seen.page.locator(".skip").is_hidden()
    assert seen.page.locator(".closer").first.is_hidden() if kind == "report" else True
    assert (
        seen.evaluate("getComputedStyle(document.body).page") == f"{kind}-synthetic"
        if kind == "report"
        else True
    )
    for picture in seen.page.locator(".w > svg").all():
        assert picture.is_visible()
