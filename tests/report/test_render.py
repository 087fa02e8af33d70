"""From an executed notebook to a page: what is taken, what is left out, what is never taken raw."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from hashlib import sha256
from html import unescape
from itertools import pairwise

import nbformat
import pytest
from nbformat import NotebookNode

from qmf.cycle import Findings
from qmf.report.blocks.plain import plain
from qmf.report.pages import priority_page
from qmf.report.render import render_notebook
from qmf.report.results import Kit
from tests.report.made import TITLES, VIOLENCE, executed, real, retitled, sample_findings


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Findings:
    return sample_findings(tmp_path_factory.mktemp("place"))[VIOLENCE]


def notebook(*cells: NotebookNode) -> NotebookNode:
    return nbformat.v4.new_notebook(cells=list(cells))


def code(*outputs: NotebookNode, source: str = "x = 1", tags: tuple[str, ...] = ()) -> NotebookNode:
    return nbformat.v4.new_code_cell(source, outputs=list(outputs), metadata={"tags": list(tags)})


def body(page: str) -> str:
    main = re.search(r"<main.*?</main>", page, re.DOTALL)
    assert main
    return main[0]


@pytest.mark.parametrize("stem", TITLES)
def test_a_template_notebook_becomes_a_page_with_one_h1_and_everything_it_showed(
    stem: str, found: Findings
) -> None:
    nb = executed(found, stem)
    page = render_notebook(nb, found, title=TITLES[stem])
    assert re.findall(r"<h1[^>]*>(.*?)</h1>", page) == [TITLES[stem]]
    shown = [
        o.metadata.qmf.figure
        for c in nb.cells
        for o in c.get("outputs", [])
        if o.metadata.qmf.part == "picture"
    ]
    assert re.findall(r'<figure class="fig" id="([^"]+)"', page) == shown
    for name in shown:
        figure = re.search(rf'<figure class="fig" id="{name}".*?</figure>', page, re.DOTALL)
        assert figure
        assert figure[0].count("<svg xmlns") == 2
        assert f'href="data/{name}.csv"' in figure[0]
        assert f'href="figures/{name}.svg"' in figure[0]
    headings = [int(level) for level in re.findall(r"<h([1-6])", body(page))]
    assert all(after - before <= 1 for before, after in pairwise(headings)), "no level is skipped"


@pytest.mark.parametrize("stem", TITLES)
def test_the_same_notebook_gives_the_same_bytes(stem: str, found: Findings) -> None:
    once = render_notebook(executed(found, stem), found, title=TITLES[stem])
    assert once == render_notebook(executed(found, stem), found, title=TITLES[stem])


def test_ids_are_unique_and_every_reference_has_its_target(found: Findings) -> None:
    page = render_notebook(executed(found, "1_understand"), found, title="Understand the problem")
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    for names in re.findall(r'aria-(?:labelledby|controls)="([^"]+)"', page):
        assert set(names.split()) <= set(ids)
    for name in re.findall(r'(?:href|xlink:href)="#([^"]+)"', page):
        assert name in ids


def test_a_page_asks_for_nothing_outside_the_bundle_and_has_no_inline_handler(found: Findings) -> None:
    page = render_notebook(executed(found, "1_understand"), found, title="Understand the problem")
    addresses = re.findall(r'\b(?:href|src)="([^"]+)"', page)
    assert addresses
    assert not [address for address in addresses if "://" in address or address.startswith("//")]
    assert not re.search(r"\son[a-z]+=", re.sub(r"<script type=.*?</script>", "", page, flags=re.DOTALL))
    assert not re.search(r"<[^>]*\sstyle=", re.sub(r"<script type=.*?</script>", "", page, flags=re.DOTALL))


def test_a_page_names_what_it_runs_and_paints_and_allows_nothing_else(found: Findings) -> None:
    page = render_notebook(executed(found, "1_understand"), found, title="Understand the problem")
    policy = unescape(re.findall(r'<meta http-equiv="Content-Security-Policy" content="([^"]+)">', page)[0])
    assert page.index("Content-Security-Policy") < page.index("<style"), "it holds from there on"
    assert "unsafe-inline" not in policy and "unsafe-eval" not in policy and "'self'" not in policy
    rules = {rule.split()[0]: rule.split()[1:] for rule in policy.split("; ")}
    assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == ["'none'"]
    for element, rule in (("style", "style-src"), ("script", "script-src")):
        for text in re.findall(rf"<{element}(?! type=)[^>]*>(.*?)</{element}>", page, flags=re.DOTALL):
            digest = b64encode(sha256(text.encode()).digest()).decode()
            assert f"'sha256-{digest}'" in rules[rule]


def test_a_page_without_charts_to_look_closer_at_loads_nothing_at_all(found: Findings) -> None:
    policy = re.findall(r'Policy" content="([^"]+)">', priority_page(found, []))[0]
    assert "script-src" not in policy and "img-src" not in policy and "strict-dynamic" not in policy


def test_the_plotly_figure_travels_as_json_without_what_the_page_says_around_it(found: Findings) -> None:
    page = render_notebook(executed(found, "3_aim_and_measures"), found, title="Aim and measures")
    drawn = [
        json.loads(text) for text in re.findall(r'<script type="application/json"[^>]*>(.*?)</script>', page)
    ]
    assert len(drawn) == len(found.priority.measures)
    for figure in drawn:
        assert figure["data"]
        assert "title" not in figure["layout"]
        assert "images" not in figure["layout"]
        assert figure["config"]["showSendToCloud"] is False


def test_a_measure_with_markup_for_a_name_is_text_on_the_page_and_in_its_json(found: Findings) -> None:
    evil = retitled(found, "</script><script>alert(1)</script><img src=x onerror=alert(1)>")
    for stem, title in TITLES.items():
        page = render_notebook(executed(evil, stem), evil, title=title)
        assert "<script>alert" not in page
        assert "<img" not in page
        assert "&lt;script&gt;alert" in page


def test_html_without_our_mark_is_never_taken(found: Findings) -> None:
    other = nbformat.v4.new_output(
        "display_data", data={"text/html": "<b onclick='x()'>raw</b>", "text/plain": "<raw> & text"}
    )
    page = render_notebook(notebook(code(other)), found, title="T")
    assert "onclick" not in page
    assert "<pre>&lt;raw&gt; &amp; text</pre>" in page


def test_the_code_is_not_shown_and_what_was_printed_is(found: Findings) -> None:
    out = nbformat.v4.new_output("stream", name="stdout", text="seen & said")
    err = nbformat.v4.new_output("stream", name="stderr", text="a warning nobody needs")
    page = render_notebook(notebook(code(out, err, source="secret_call()")), found, title="T")
    assert "<pre>seen &amp; said</pre>" in page
    assert "a warning" not in page
    assert "secret_call" not in page


def test_a_cell_that_failed_is_a_sentence(found: Findings) -> None:
    error = nbformat.v4.new_output(
        "error", ename="DataError", evalue="events.csv: <no> such column", traceback=["\x1b[0m"]
    )
    page = render_notebook(notebook(code(error)), found, title="T")
    assert "This part could not be made: events.csv: &lt;no&gt; such column." in page
    assert "\x1b" not in page


def test_printing_between_the_parts_of_a_figure_does_not_tear_it_apart(found: Findings) -> None:
    nb = executed(found, "3_aim_and_measures")
    cell = next(c for c in nb.cells if len(c.get("outputs", [])) > 3)
    cell.outputs.insert(1, nbformat.v4.new_output("stream", name="stdout", text="hello"))
    page = render_notebook(nb, found, title="Aim and measures")
    assert page.count('<figure class="fig"') == len(found.priority.measures)
    assert "<pre>hello</pre>" in page


def test_text_cells_are_prose_without_raw_html_or_pictures_from_elsewhere(found: Findings) -> None:
    text = "# Title\n\n# Second\n\nSome *words* <script>alert(1)</script>\n\n![x](https://example.org/x.png)"
    page = render_notebook(notebook(nbformat.v4.new_markdown_cell(text)), found, title="Title")
    assert page.count("<h1>") == 1
    assert "<h2>Second</h2>" in page
    assert "<em>words</em>" in page
    assert "<script>alert" not in page
    assert "<img" not in page


def test_cells_only_for_the_notebook_are_left_out(found: Findings) -> None:
    picker = code(nbformat.v4.new_output("stream", name="stdout", text="pick one"), tags=("notebook-only",))
    note = nbformat.v4.new_markdown_cell("Press *Run all*.", metadata={"tags": ["notebook-only"]})
    page = render_notebook(notebook(picker, note), found, title="T")
    assert "pick one" not in page
    assert "Run all" not in page


def test_every_page_says_what_its_data_are(found: Findings) -> None:
    page = render_notebook(notebook(), found, title="T")
    assert "<strong>Synthetic data.</strong>" in page
    assert "(synthetic data)</title>" in page
    assert 'class="report synthetic"' in page
    page = render_notebook(notebook(), real(found), title="T")
    assert "Real data. Counts are rounded to 5. Source: NHS England. Licence: OGL v3.0." in plain(page)
    assert "ynthetic" not in re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)


def test_the_foot_says_what_made_the_page_and_never_how_long_it_took(found: Findings) -> None:
    kit = Kit("9.9.9", changed=True, sha256="0123456789abcdef0123", verify="qmf verify reports")
    page = render_notebook(notebook(), found, title="T", kit=kit)
    assert "qmf 9.9.9, with local changes" in page
    assert "0123456789abcdef…" in page
    assert "<code>qmf verify reports</code>" in page
    assert "seconds" not in page
