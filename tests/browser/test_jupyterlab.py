"""A nurse and an analyst in JupyterLab: open a notebook, run it, choose another priority, read what the chart says."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

ROOT = Path(__file__).resolve().parents[2]
VIOLENCE, THERAPIES = "Violence and aggression", "Talking therapies: waits and recovery"
SECONDS = 40
pytestmark = [pytest.mark.browser, pytest.mark.kernel, pytest.mark.xdist_group("jupyterlab")]


@dataclass(frozen=True)
class Lab:
    """A JupyterLab on this machine, over a copy of the project."""

    folder: Path
    url: str
    token: str

    def ask(self, method: str, path: str) -> bytes:
        """Ask the server."""
        headers = {"Authorization": f"token {self.token}"}
        request = urllib.request.Request(f"{self.url}api/{path}", method=method, headers=headers)  # noqa: S310
        with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310 - our own server
            content: bytes = answer.read()
        return content


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory, chromium: Browser) -> Iterator[Lab]:
    """Start one server for all tests; `chromium` first, so that none is started where there is no browser."""
    folder = tmp_path_factory.mktemp("project")
    for name in ("notebooks", "parameters", "data"):
        shutil.copytree(ROOT / name, folder / name)
    own = tmp_path_factory.mktemp("jupyter")
    homes = {
        f"{name}_DIR": str(own / name)
        for name in (
            "JUPYTER_CONFIG",
            "JUPYTER_DATA",
            "JUPYTER_RUNTIME",
            "JUPYTERLAB_SETTINGS",
            "JUPYTERLAB_WORKSPACES",
        )
    }
    env = {name: value for name, value in os.environ.items() if not name.startswith(("QMF_", "JUPYTER"))}
    news = (
        own
        / "JUPYTERLAB_SETTINGS"
        / "@jupyterlab"
        / "apputils-extension"
        / "notification.jupyterlab-settings"
    )
    news.parent.mkdir(parents=True)
    news.write_text('{"fetchNews": "false", "checkForUpdates": false}', encoding="utf-8")
    options = ["--no-browser", "--ip=127.0.0.1", "--port=0", "--allow-root", f"--ServerApp.root_dir={folder}"]
    with (own / "log").open("w") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "jupyterlab", *options],
            cwd=folder,
            env={**env, **homes, "IPYTHONDIR": str(own)},
            stdout=log,
            stderr=log,
        )
        try:
            yield _ready(folder, own, server)
        finally:
            server.terminate()
            server.wait(timeout=30)


def _ready(folder: Path, own: Path, server: subprocess.Popen[bytes]) -> Lab:
    until = time.monotonic() + 2 * SECONDS
    while time.monotonic() < until and server.poll() is None:
        for path in (own / "JUPYTER_RUNTIME").glob("jpserver-*.json"):
            try:
                said = json.loads(path.read_text(encoding="utf-8"))
                made = Lab(folder, said["url"], said["token"])
                made.ask("GET", "status")
            except (urllib.error.URLError, ValueError, OSError):
                continue
            return made
        time.sleep(0.1)
    raise AssertionError((own / "log").read_text(encoding="utf-8")[-2000:])


Opened = Callable[[str], Page]


@pytest.fixture
def opened(lab: Lab, chromium: Browser) -> Iterator[Opened]:
    """Open a notebook, wait for its kernel; afterwards end the kernel."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    context.set_default_timeout(1000 * SECONDS)

    def open_one(name: str) -> Page:
        page = context.new_page()
        page.goto(f"{lab.url}lab/tree/notebooks/{name}.ipynb?token={lab.token}&reset")
        page.get_by_text(re.compile(r"\| Idle$")).wait_for()
        return page

    yield open_one
    context.close()
    for session in json.loads(lab.ask("GET", "sessions")):
        lab.ask("DELETE", f"sessions/{session['id']}")


def run_all(page: Page) -> None:
    """Choose Run > Run All Cells, and wait until the last cell shows something."""
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    last = page.locator(".jp-Notebook .jp-CodeCell").last
    last.scroll_into_view_if_needed()  # JupyterLab draws a cell when it is first seen
    last.locator(".jp-OutputArea-output").first.wait_for(state="attached")


def picker(page: Page) -> Locator:
    return page.get_by_label("Priority", exact=True)


def pick(page: Page, title: str) -> None:
    """Choose a priority, and wait until the page says that it is shown."""
    picker(page).select_option(label=title)
    expect(page.get_by_text(f"Shown below: {title}.")).to_be_attached(timeout=1000 * SECONDS)


def figures(page: Page) -> list[str]:
    """Read what the figures of the last cell say in words, as a screen reader would; wait for the first."""
    page.locator(".jp-Notebook .jp-CodeCell").last.scroll_into_view_if_needed()
    page.locator(".jp-Notebook .js-plotly-plot").first.wait_for(state="attached")
    said: list[str] = page.eval_on_selector_all(
        ".jp-Notebook .js-plotly-plot", "all => all.map(each => each.layout.meta.description)"
    )
    return said


def height(page: Page) -> float:
    box = page.locator(".jp-Notebook .js-plotly-plot").first.bounding_box()
    return box["height"] if box else 0


@pytest.mark.parametrize("name", ["1_understand", "3_aim_and_measures", "4_test_and_learn"])
def test_a_figure_follows_the_picker(name: str, opened: Opened) -> None:
    page = opened(name)
    run_all(page)
    expect(picker(page).locator("option")).to_have_text(["Follow-up after discharge", THERAPIES, VIOLENCE])
    before = figures(page)
    assert any("Physical violence" in words for words in before)
    assert height(page) > 300
    pick(page, THERAPIES)
    expect(page.locator(".jp-Notebook")).to_contain_text("Assessed within 28 days")
    after = figures(page)
    assert any("Assessed within 28 days" in words for words in after)
    assert not set(before) & set(after)


def blocks(page: Page, words: str) -> Locator:
    return page.locator(".jp-Notebook .jp-OutputArea .qmf").filter(has_text=words)


def test_a_page_without_figures_follows_the_picker(opened: Opened) -> None:
    page = opened("5_impact_and_assurance")
    run_all(page)
    expect(blocks(page, "Matron, acute wards").first).to_be_attached()
    pick(page, THERAPIES)
    expect(blocks(page, "Service lead, talking therapies").first).to_be_attached()
    expect(blocks(page, "Matron, acute wards")).to_have_count(0)


def test_a_choice_outlives_run_all_and_a_fault_in_a_file_is_a_sentence(lab: Lab, opened: Opened) -> None:
    page = opened("2_choose_method")
    run_all(page)
    expect(blocks(page, VIOLENCE).first).to_be_attached()
    pick(page, THERAPIES)
    expect(blocks(page, THERAPIES).first).to_be_attached()
    run_all(page)
    expect(page.get_by_text("Choose another, and the page below follows.")).to_be_attached()
    expect(picker(page).locator("option:checked")).to_have_text(THERAPIES)
    expect(blocks(page, VIOLENCE)).to_have_count(0)
    file = lab.folder / "parameters" / "2025-26" / "violence-and-aggression.yaml"
    right = file.read_text(encoding="utf-8")
    file.write_text(right.replace("direction: decrease", "direction: down", 1), encoding="utf-8")
    try:
        picker(page).select_option(label=VIOLENCE)
        expect(page.get_by_text("It could not be shown; the reason stands below.")).to_be_attached()
    finally:
        file.write_text(right, encoding="utf-8")
    notebook = page.locator(".jp-Notebook")
    expect(notebook).to_contain_text("Write increase, decrease or neutral.")
    expect(blocks(page, "")).to_have_count(0)
    expect(notebook).not_to_contain_text("Traceback")


def test_the_explorer_answers_and_gives_code_and_files(opened: Opened) -> None:
    page = opened("explore")
    run_all(page)
    picker(page).select_option(label=VIOLENCE)
    expect(page.locator(".jp-Notebook")).to_contain_text(
        "Physical violence (Heron, Kestrel and Linnet wards together)"
    )
    page.get_by_label("Units").select_option(label=["Linnet ward"])
    page.get_by_label("Kind").select_option(label="U chart (u)")
    page.get_by_label("New phases").select_option(label=["February 2025"])
    expect(page.locator(".jp-Notebook")).to_contain_text("The limits start afresh from February 2025.")
    expect(page.get_by_label("Measures")).to_be_visible()
    (words,) = figures(page)
    assert words.startswith("Physical violence (Linnet ward)")
    assert height(page) > 300
    page.get_by_role("tab", name="Copy as code").click()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy", exact=True).click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    code = str(page.evaluate("navigator.clipboard.readText()"))
    assert 'kind="u",' in code and 'phases=["2025-02-01"],' in code
    for link, start in (
        ("physical-violence.csv", b"unit,x,y,n,value,"),
        ("physical-violence--linnet.svg", b"<svg"),
    ):
        with page.expect_download() as saved:
            page.get_by_role("link", name=link).click()
        assert saved.value.path().read_bytes().startswith(start)
    with page.expect_download() as saved:
        page.locator(".jp-Notebook .modebar-btn[data-title*='ownload']").first.click()
    assert saved.value.suggested_filename == "physical-violence--linnet.png"
    assert saved.value.path().read_bytes().startswith(b"\x89PNG")


def test_a_question_of_the_learning_notebook_checks_itself(opened: Opened) -> None:
    page = opened("learn/reading-an-spc-chart")
    expect(page.locator("details").first).to_be_attached()  # the saved copy asks without a kernel
    run_all(page)
    question = page.locator(".jp-Notebook .widget-radio-box").first
    question.scroll_into_view_if_needed()
    question.get_by_label("Move the limits up").check()
    expect(page.get_by_role("status").filter(has_text="Not quite.")).to_be_visible()
    question.get_by_label("Nothing special: it is a normal day").check()
    expect(page.get_by_role("status").filter(has_text="That is right.")).to_be_visible()
