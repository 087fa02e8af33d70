"""The bundle of a hostile place, opened and searched in a real browser: nothing of it runs."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import Opener
from tests.report.hostile import hostile_bundle

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def hostile(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Opener:
    return Opener(chromium, hostile_bundle(tmp_path_factory.mktemp("hostile")))


def test_every_page_opens_without_running_what_it_shows(hostile: Opener) -> None:
    paths = sorted(path.relative_to(hostile.bundle).as_posix() for path in hostile.bundle.rglob("*.html"))
    assert len(paths) >= 8
    for path in paths:
        seen = hostile(path)
        dialogs: list[str] = []
        seen.page.on("dialog", lambda dialog, dialogs=dialogs: dialogs.append(dialog.message))
        for link in seen.page.locator("a[href]").all():
            assert ":" not in str(link.get_attribute("href")), path
        assert seen.evaluate("window.hit") is None, path
        assert not dialogs
        assert not seen.complaints, path
        assert all(url.startswith("file://") for url in seen.requests)
        assert "window.hit" in str(seen.evaluate("document.body.innerText")), f"{path} shows it as text"
        seen.page.context.close()


def test_a_hostile_word_is_searched_for_and_a_hostile_chart_looked_at_closer(hostile: Opener) -> None:
    seen = hostile("index.html")
    field = seen.page.get_by_role("searchbox")
    field.fill("</script><script>window.hit=1</script>")
    status = seen.page.locator("#everywhere [role=status]")
    status.get_by_text("charts (“</script>").or_(status.get_by_text("</script>")).first.wait_for()
    assert seen.page.locator(".rows tbody tr:visible").count() == 3, "each of the rows holds it"
    field.fill("window.hit=99")
    seen.page.locator("#everywhere [role=status]", has_text="0 of 3").wait_for()
    assert seen.evaluate("window.hit") is None
    assert not seen.complaints

    seen = hostile("falls/3_aim_and_measures.html")
    figure = seen.page.locator("figure.fig").first
    figure.get_by_role("button", name="Look closer").click()
    figure.locator(".live .scatterlayer .point").first.wait_for(state="attached")
    point = figure.locator(".live .scatterlayer .point").last.bounding_box()
    assert point is not None
    seen.page.mouse.move(point["x"] + point["width"] / 2, point["y"] + point["height"] / 2)
    figure.locator(".live .hovertext").wait_for()
    assert seen.evaluate("window.hit") is None
    assert not seen.complaints
