"""The table of every measure at every unit, in a real browser: searched, chosen from, sorted, kept, printed."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import NEW, Opener, Visit

pytestmark = pytest.mark.browser


def section(visit: Visit) -> Locator:
    return visit.page.locator("#everywhere")


def rows(visit: Visit) -> Locator:
    return section(visit).locator(".rows tbody tr:visible")


def said(visit: Visit) -> Locator:
    return section(visit).get_by_role("status")


def column(visit: Visit, number: int) -> list[str]:
    """Give a column of the rows that are shown: 0 where, 1 what."""
    found: list[str] = rows(visit).evaluate_all(
        f"all => all.map(row => row.cells[{number}].querySelector('a').textContent)"
    )
    return found


def test_search_finds_every_word_in_any_order_and_says_how_many(visit: Opener) -> None:
    seen = visit("index.html")
    every = rows(seen).count()
    expect(said(seen)).to_have_text(f"{every} charts, worse first, then better.")
    seen.page.get_by_label("Search").fill("restraint curlew")
    expect(said(seen)).to_have_text(f"1 of {every} charts (“restraint curlew”).")
    assert column(seen, 0) == ["Curlew ward"]
    seen.page.get_by_label("Search").fill("no such thing")
    expect(said(seen)).to_have_text(f"0 of {every} charts (“no such thing”).")
    section(seen).get_by_role("button", name="Show all").click()
    expect(said(seen)).to_have_text(f"{every} charts, worse first, then better.")
    assert rows(seen).count() == every
    assert not seen.complaints


def test_a_unit_a_priority_and_only_what_changed_can_be_chosen_together(visit: Opener) -> None:
    seen = visit("index.html")
    seen.page.get_by_label("Priority", exact=True).select_option("violence-and-aggression")
    seen.page.get_by_label("Where", exact=True).select_option("heron")
    expect(said(seen)).to_contain_text("(Violence and aggression; Heron ward)")
    assert set(column(seen, 0)) == {"Heron ward"}
    count = rows(seen).count()
    seen.page.get_by_label("Only what changed").check()
    expect(said(seen)).to_contain_text("only what changed")
    assert 0 < rows(seen).count() < count
    assert set(rows(seen).evaluate_all("all => all.map(row => row.dataset.s)")) <= {
        "worse",
        "better",
        "changed",
    }


def test_a_column_s_head_sorts_and_says_so_and_the_other_way_round(visit: Opener) -> None:
    seen = visit("index.html")
    head = section(seen).get_by_role("columnheader", name="Where")
    assert head.get_attribute("aria-sort") is None
    seen.page.get_by_role("button", name="Sort by where").press("Enter")
    expect(head).to_have_attribute("aria-sort", "ascending")
    up = column(seen, 0)
    assert up.index("Curlew ward") < up.index("Heron ward") < up.index("Talking Therapies West")
    assert section(seen).locator("[aria-sort]").count() == 1
    assert seen.page.locator(":focus").get_attribute("aria-label") == "Sort by where"
    seen.page.get_by_role("button", name="Sort by where").press("Enter")
    expect(head).to_have_attribute("aria-sort", "descending")
    assert column(seen, 0)[0] == "Talking Therapies West"
    expect(said(seen)).to_contain_text("by unit, the other way round")
    seen.page.get_by_label("Sort by", exact=True).select_option("target")
    expect(section(seen).get_by_role("columnheader", name="Assurance")).to_have_attribute(
        "aria-sort", "ascending"
    )
    targets = rows(seen).evaluate_all("all => all.map(row => Number(row.dataset.o.split(' ')[2]))")
    assert targets == sorted(targets)


def test_a_number_of_the_counts_shows_its_charts_and_follows_the_rest(visit: Opener) -> None:
    seen = visit("index.html")
    number = section(seen).locator("td[data-s=better][data-a=''] button")
    count = int(number.evaluate("each => each.firstChild.data"))
    number.click()
    expect(number).to_have_attribute("aria-pressed", "true")
    expect(said(seen)).to_contain_text(f"{count} of ")
    expect(said(seen)).to_contain_text("(got better)")
    assert rows(seen).count() == count
    seen.page.get_by_label("Where", exact=True).select_option("linnet")
    expect(said(seen)).to_contain_text("Linnet ward; got better")
    assert int(number.evaluate("each => each.firstChild.data")) == rows(seen).count() < count
    number.click()
    expect(number).to_have_attribute("aria-pressed", "false")


def test_what_is_chosen_stands_in_the_address_and_opens_again(visit: Opener) -> None:
    seen = visit("index.html")
    seen.page.get_by_label("Search").fill("violence & more")
    seen.page.get_by_label("Where", exact=True).select_option("kestrel")
    seen.page.get_by_role("button", name="Sort by measure").click()
    expect(said(seen)).to_contain_text("1 of ")
    kept = seen.page.url.partition("index.html")[2]
    assert kept.startswith("#everywhere?q=violence")
    again = visit("index.html")
    again.page.goto(again.page.url + kept)
    again.page.reload()
    expect(said(again)).to_have_text(said(seen).inner_text())
    assert again.page.get_by_label("Where", exact=True).input_value() == "kestrel"


def test_a_unit_s_page_leads_back_to_its_own_rows(visit: Opener) -> None:
    seen = visit("units/linnet.html")
    seen.page.get_by_role("link", name="Every measure at every unit").click()
    expect(said(seen)).to_contain_text("(Linnet ward)")
    assert set(column(seen, 0)) == {"Linnet ward"}
    assert not seen.complaints


def test_an_address_that_names_what_is_not_there_shows_everything(visit: Opener) -> None:
    seen = visit("index.html")
    every = rows(seen).count()
    seen.page.goto(seen.page.url + "#everywhere?unit=nowhere&sort=colour&stand=bad")
    seen.page.reload()
    expect(said(seen)).to_have_text(f"{every} charts, worse first, then better.")
    assert not seen.complaints


def test_without_scripts_the_whole_table_stands_there_with_no_dead_controls(visit: Opener) -> None:
    seen, live = visit("index.html", scripts=False), visit("index.html")
    assert rows(seen).count() == rows(live).count() > 50
    assert section(seen).locator("button:visible, input:visible, select:visible").count() == 0
    expect(said(seen)).to_contain_text("worse first, then better.")
    assert section(seen).locator(".stand").is_visible()


def test_on_a_telephone_rows_are_cards_and_still_a_table(visit: Opener) -> None:
    seen = visit("index.html", width=390)
    assert rows(seen).first.evaluate("each => getComputedStyle(each).display") == "grid"
    table = section(seen).get_by_role("table").last
    assert table.get_by_role("rowheader", name="Curlew ward").first.is_visible()
    assert seen.page.get_by_role("button", name="Sort by where").count() == 0, "the list sorts here"
    seen.page.get_by_label("Sort by", exact=True).select_option("unit")
    expect(said(seen)).to_contain_text("by unit")
    for field in section(seen).locator("input:visible, select, form button").all():
        box = field.bounding_box()
        assert box is not None
        assert box["height"] >= 24


def test_print_shows_what_is_shown_and_says_what_was_chosen(visit: Opener) -> None:
    seen = visit("index.html")
    seen.page.get_by_label("Where", exact=True).select_option("heron")
    expect(said(seen)).to_contain_text("Heron ward")
    count = rows(seen).count()
    seen.page.emulate_media(media="print")
    assert rows(seen).count() == count
    assert said(seen).is_visible()
    assert section(seen).locator("form").is_hidden()
    assert section(seen).locator(".sort:visible").count() == 0


@pytest.mark.parametrize("path", NEW)
@pytest.mark.parametrize("width", [1280, 390])
def test_each_measure_of_a_unit_and_each_unit_of_a_measure_is_drawn_once(
    path: str, width: int, visit: Opener
) -> None:
    seen = visit(path, width=width)
    figures = seen.page.locator("main figure")
    assert figures.count() >= 4
    for figure in figures.all():
        picture = figure.locator("svg[role=img]")
        assert picture.count() == 1
        box = picture.bounding_box()
        assert box is not None
        assert 280 < box["width"] < 500
        assert box["height"] > 150
        assert figure.get_by_role("heading", level=3).count() == 1
        assert re.match(r"\S", picture.locator("title").first.text_content() or "")


@pytest.mark.parametrize("path", NEW)
def test_print_keeps_every_chart_whole(path: str, visit: Opener) -> None:
    seen = visit(path)
    seen.page.emulate_media(media="print")
    for figure in seen.page.locator("main figure").all():
        assert figure.locator("svg[role=img]").is_visible()
        assert figure.evaluate("each => getComputedStyle(each).breakInside") == "avoid"
    assert seen.page.locator(".notice").is_visible()
    assert seen.page.locator(".trail").is_hidden()
