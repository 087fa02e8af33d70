"""A bundle of the sample trust, made without kernels, and Debian's Chromium to open it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import plotly
import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from qmf.report.extra_pages import write_measure_pages, write_unit_pages
from qmf.report.pages import front_page, priority_page
from qmf.report.render import render_notebook
from qmf.report.yearly import render_planning
from qmf.year import plan_year
from tests.report.made import (
    AS_AT,
    ROOT,
    TITLES,
    VIOLENCE,
    executed,
    executed_planning,
    real,
    results_of,
    retitled,
    sample_findings,
)

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
NEW = (
    "units/linnet.html",
    "units/tt-west.html",
    "violence-and-aggression/measures/physical-violence.html",
    "talking-therapies/measures/second-wait-over-90-days.html",
)
PAGES = (
    "index.html",
    "violence-and-aggression/index.html",
    *(f"violence-and-aggression/{stem}.html" for stem in TITLES),
    "talking-therapies/index.html",
    "talking-therapies/1_understand.html",
    *NEW,
)


@pytest.fixture(scope="session")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the pages of a bundle: one priority's data called real, one report failed, one measure oddly named."""
    folder = tmp_path_factory.mktemp("bundle")
    both = sample_findings(tmp_path_factory.mktemp("place"))
    both = {
        name: retitled(found, "Violence <em>& more</em>") if name == VIOLENCE else real(found)
        for name, found in both.items()
    }
    results = [
        each
        for name in both
        for each in results_of(name, failed="" if name == VIOLENCE else "3_aim_and_measures")
    ]
    (folder / "assets").mkdir()
    shutil.copy(Path(plotly.__file__).parent / "package_data" / "plotly.min.js", folder / "assets")
    (folder / "index.html").write_text(front_page(list(both.values()), results), encoding="utf-8")
    for name, found in both.items():
        (folder / name).mkdir()
        (folder / name / "index.html").write_text(priority_page(found, results), encoding="utf-8")
        write_measure_pages(folder, found)
        for stem, title in TITLES.items():
            page = render_notebook(executed(found, stem), found, title=title)
            (folder / name / f"{stem}.html").write_text(page, encoding="utf-8")
    write_unit_pages(folder, list(both.values()))
    place = next(iter(both.values())).place
    year = plan_year(place, ROOT / "parameters", list(both.values()), AS_AT)
    title = "Choose what to work on"
    page = render_planning(executed_planning(year), year, list(both.values()), title=title)
    (folder / "planning").mkdir()
    (folder / "planning" / "index.html").write_text(page, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Start Debian's Chromium once a file: two of Playwright's own loops cannot run at the same time."""
    if not CHROMIUM.exists():
        pytest.skip("Debian's Chromium is not installed: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield browser
        browser.close()


@dataclass
class Visit:
    """A page that is open, and what it asked for and complained of."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def evaluate(self, script: str) -> object:
        """Ask the page."""
        answer: object = self.page.evaluate(script)
        return answer


class Opener:
    """Opens pages of the bundle, each in a browser context of its own, and closes them."""

    def __init__(self, browser: Browser, bundle: Path) -> None:
        self.browser, self.bundle = browser, bundle
        self.pages: list[Page] = []

    def __call__(self, path: str, *, width: int = 1280, scripts: bool = True) -> Visit:
        """Open a page."""
        context = self.browser.new_context(
            viewport={"width": width, "height": 900}, java_script_enabled=scripts
        )
        visit = Visit(context.new_page())
        self.pages.append(visit.page)
        visit.page.on("request", lambda request: visit.requests.append(request.url))
        visit.page.on("console", lambda message: visit.complaints.append(message.text))
        visit.page.on("pageerror", lambda error: visit.complaints.append(str(error)))
        visit.page.goto((self.bundle / path).as_uri())
        return visit


@pytest.fixture
def visit(chromium: Browser, bundle: Path) -> Iterator[Opener]:
    """Open a page of the bundle: ``visit("index.html", width=390)``."""
    opener = Opener(chromium, bundle)
    yield opener
    for page in opener.pages:
        page.context.close()
