"""The pages keep their promises: links lead somewhere, commands parse, examples run, the public is documented."""

from __future__ import annotations

import ast
import contextlib
import importlib
import inspect
import io
import re
import shlex
import subprocess
import sys
import textwrap
import typing
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

import nbformat
import pydantic
import pytest
import yaml
from typer.testing import CliRunner

from qmf.cli import app
from qmf.cycle import find
from qmf.data import check_measures, open_place
from qmf.errors import QmfError
from qmf.framework import (
    Aim,
    Answers,
    Design,
    Measure,
    MeasureData,
    Method,
    PDSACycle,
    Person,
    Phase,
    Priority,
    load_priority,
    priority_from,
)

ROOT = Path(__file__).resolve().parent.parent
GUIDE = ROOT / "docs" / "guide"
EXAMPLE = GUIDE / "example" / "2025-26" / "falls-with-harm.yaml"
PAGES = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")])
MADE_LATER = ("reports/", ".venv", "<", "docs/api")
"""How paths begin that a page may name though no checkout holds them: what a command makes."""
NOT_HERE = {
    "parameters/2025-26/falls-with-harm.yaml",  # the reader makes it
    "parameters/policies.yaml",  # a trust writes it
    "parameters/2026-27",
    "priority/notebook",  # a form, not a path
    "03/04/2026",
    "shared/",  # beside the checkout, where it is at all
}
ROOMS = {
    name: importlib.import_module(name)
    for name in (
        "qmf.spc", "qmf.framework", "qmf.data", "qmf.improvement", "qmf.planning", "qmf.cycle", "qmf.year",
        "qmf.disclosure", "qmf.charts",
        "qmf.report.blocks", "qmf.errors",
    )
}  # fmt: skip


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def prose(text: str) -> str:
    """The page without its fenced blocks."""
    return re.sub(r"^ *```.*?^ *```$", "", text, flags=re.S | re.M)


def fences(text: str, *languages: str) -> list[str]:
    found = re.findall(r"^( *)```(\w*)\n(.*?)^\1```$", text, flags=re.S | re.M)
    return [textwrap.dedent(block) for _, language, block in found if language in languages]


# Links and paths


def links(page: Path) -> Iterator[str]:
    for target in re.findall(r"\]\(([^)\s]+)\)", prose(page.read_text(encoding="utf-8"))):
        if "://" not in target and not target.startswith("#"):
            yield target.partition("#")[0]


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_link_leads_to_a_file(page):
    assert [target for target in links(page) if not (page.parent / target).exists()] == []


def paths(page: Path) -> Iterator[str]:
    """What stands in backticks and looks like a path of the project: words joined by '/', or a file at its root."""
    for code in re.findall(r"`([^`\n]+)`", prose(page.read_text(encoding="utf-8"))):
        word = code.removeprefix(".venv/bin/python ").strip()
        if re.fullmatch(r"[\w.-]+(/[\w.*{}-]+)*/?", word) and (
            "/" in word or (ROOT / word).suffix in (".md", ".toml")
        ):
            yield word


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_path_that_is_named_is_there(page):
    missing = [
        word
        for word in paths(page)
        if word not in NOT_HERE
        and not word.startswith(MADE_LATER)
        and not any(page.parent.glob(word))
        and not any(ROOT.glob(word))
    ]
    assert missing == []


# Commands


def commands(page: Path) -> Iterator[list[str]]:
    """Every `qmf ...` of a page, in a fenced block or in backticks, up to what the shell takes."""
    text = page.read_text(encoding="utf-8")
    lines = [line for block in fences(text, "", "bash", "sh") for line in block.splitlines()]
    lines += re.findall(r"`([^`\n]+)`", prose(text))
    for line in lines:
        for said in re.findall(
            r"(?:^|&& |[\\/\s])qmf(?:\.exe)? ((?:report|check|import|version|[a-z]+)\b[^#;]*)", line
        ):
            words = re.split(r"\s(?:>>|\||&&|2>)", said)[0].replace('"', "")
            yield shlex.split(words)


def refusal(words: list[str]) -> str:
    """Say why the command line would refuse these words: what it says, or nothing where it takes them."""
    done = CliRunner().invoke(app, [*words, "--help"], env={"COLUMNS": "200"})
    return "" if done.exit_code == 0 else done.output


def test_every_command_of_the_pages_parses():
    said = [(named(page), words) for page in PAGES for words in commands(page)]
    assert len(said) > 15
    assert [(page, words, refusal(words)) for page, words in said if refusal(words)] == []


@pytest.mark.parametrize("words", [["reprot"], ["report", "--worker", "2"], ["check", "--out", "x"]])
def test_a_command_that_does_not_parse_is_found(words):
    assert "No such" in refusal(words)


def test_every_make_target_of_the_pages_is_there():
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.M))
    for page in PAGES:
        for target in re.findall(r"(?:^|`)make ([a-z]+)", page.read_text(encoding="utf-8"), flags=re.M):
            assert target in targets, f"{named(page)}: make {target}"


# Examples


def test_the_readmes_example_runs_and_prints_words():
    (block,) = fences((ROOT / "README.md").read_text(encoding="utf-8"), "python")
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(block, "README.md", "exec"), {})  # noqa: S102 - the page's own example is what is tested
    assert re.search(r"\bFalls were 5 in March 2026\b.*\.\n$", out.getvalue(), flags=re.S)


def test_the_guides_example_loads_and_fits_the_sample_data():
    priority = load_priority(EXAMPLE)
    place = open_place(ROOT / "data")
    check_measures(place, [priority])
    found = find(place, priority, place.last_complete_period())
    assert {m.role for m in priority.measures} == {"outcome", "process", "balancing"}
    assert all(found.chart(m.id).summary["settled"].all() for m in priority.measures)


@pytest.mark.parametrize("page", sorted(GUIDE.glob("*.md")), ids=named)
def test_every_piece_of_a_parameter_file_in_the_guide_is_sound(page):
    """A piece is part of the example file; or the example loads with it: in its first measure, or in place of a key."""
    whole = EXAMPLE.read_text(encoding="utf-8")
    plain = re.sub(r"^ +", "", whole, flags=re.M)
    place, example = open_place(ROOT / "data"), load_priority(EXAMPLE).model_dump(mode="json")
    for piece in fences(page.read_text(encoding="utf-8"), "yaml"):
        if re.sub(r"^ +", "", piece, flags=re.M) in plain:
            continue
        said = yaml.safe_load(piece)
        if "data" in said:  # lines of a measure, instead of what its first has besides its words
            words = ("id", "title", "role", "definition", "numerator", "unit", "owner", "source")
            first = {key: example["measures"][0][key] for key in words}
            said = {"measures": [{**first, **said}], "aim": {**example["aim"], "start": None, "design": []}}
        priority = priority_from({**example, **said})
        find(place, priority, place.last_complete_period())


def test_the_guide_tells_every_line_of_a_parameter_file():
    pages = "\n".join(page.read_text(encoding="utf-8") for page in GUIDE.glob("*.md"))
    for model in (Priority, Aim, Design, Answers, Method, Person, Measure, MeasureData, PDSACycle, Phase):
        for field in model.model_fields:
            assert re.search(rf"`{field}`|\b{field}:(?=\s)", pages), f"{model.__name__}.{field}"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: Falls with harm on", "title: Falls: harm on"),
        ("  to: 3.5", "\tto: 3.5"),
        ("  to: 3.5", "  to: 3,5"),
        ('id: "1"', "id: 1"),
        ("    direction: decrease", "    directon: decrease"),
        ("part: owner", "part: partner"),
        ("end: 2025-08-31", "end: 2025-09-30"),
        ("start: 2025-11-03", "start: 2025-08-03"),
        ("direction: decrease", "direction: down"),
        ("id: falls-with-harm\nyear", "id: falls\nyear"),
    ],
)
def test_what_the_guide_says_of_a_refusal_is_what_the_kit_says(old, new, tmp_path):
    whole = EXAMPLE.read_text(encoding="utf-8")
    assert old in whole
    path = tmp_path / "2025-26" / EXAMPLE.name
    path.parent.mkdir()
    path.write_text(whole.replace(old, new), encoding="utf-8")
    with pytest.raises(QmfError) as refused:
        load_priority(path)
    page = (GUIDE / "when-check-refuses.md").read_text(encoding="utf-8")
    told = [row.split("|")[1].split(". ")[0].strip() for row in page.splitlines() if row.startswith("| ")]
    assert any(say and say in fault.what for fault in refused.value.faults for say in told)


def test_the_log_has_the_fields_that_the_schedule_page_tells():
    """Read from the code that writes them: the page and the log cannot part."""
    page = (
        (ROOT / "docs" / "schedule.md")
        .read_text(encoding="utf-8")
        .partition("## The log")[2]
        .partition("\n## ")[0]
    )
    tree = ast.parse((ROOT / "qmf" / "report" / "run.py").read_text(encoding="utf-8"))
    calls = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "write"
    ]
    written = {word.arg for call in calls for word in call.keywords if word.arg}
    assert {"user", "priorities", "as_at", "workers", "failed"} <= written
    assert {field for field in written if f"`{field}`" not in page} == set()


# What is public

NEEDS_NO_EXAMPLE = {
    "qmf.spc.Analysis": "a result: analyse() gives it, and shows it",
    "qmf.disclosure.Disclosed": "a result: disclose() gives it, and shows it",
}
"""Names without an example of their own, each with the reason; a name that has got one must leave this list."""


def public(kind: str) -> list[tuple[str, object]]:
    found = []
    for room, module in ROOMS.items():
        names = getattr(module, "__all__", None) or [
            name for name, value in vars(module).items() if getattr(value, "__module__", "") == room
        ]
        for name in names:
            value = (
                inspect.unwrap(getattr(module, name))
                if callable(getattr(module, name))
                else getattr(module, name)
            )
            is_kind = "class" if inspect.isclass(value) else "function" if callable(value) else "value"
            if is_kind == kind:
                found.append((f"{room}.{name}", value))
    return found


FUNCTIONS, CLASSES = public("function"), public("class")


def doc(value: object) -> str:
    return inspect.getdoc(value) or ""


def is_block(name: str, value: object) -> bool:
    return name.startswith("qmf.report.blocks.") and list(inspect.signature(value).parameters) == ["found"]


@pytest.mark.parametrize(("name", "value"), FUNCTIONS, ids=[name for name, _ in FUNCTIONS])
def test_a_public_function_says_what_it_takes_and_gives(name, value):
    text, signature = doc(value), inspect.signature(value)
    assert text, name
    if signature.parameters:
        assert "\nParameters\n-" in text
    assert [each for each in signature.parameters if not re.search(rf"\b{each}\b", text)] == []
    if is_block(name, value):
        return  # its name and summary say what block it gives
    if signature.return_annotation not in ("None", None):
        assert "\nReturns\n-" in text or "\nYields\n-" in text


def calls_of_notebooks() -> set[str]:
    cells = [
        cell.source for path in (ROOT / "notebooks").rglob("*.ipynb") for cell in nbformat.read(path, 4).cells
    ]
    return set(re.findall(r"\bblocks\.(\w+)\(found", "\n".join(cells)))


@pytest.mark.parametrize(("name", "value"), FUNCTIONS, ids=[name for name, _ in FUNCTIONS])
def test_a_public_function_has_an_example_that_runs(name, value):
    """Doctests run with the suite. A block's example is the notebook that calls it: findings are too long for one."""
    if is_block(name, value):
        assert name.rpartition(".")[2] in calls_of_notebooks()
    elif name in NEEDS_NO_EXAMPLE:
        assert ">>>" not in doc(value), f"{name} has an example now: take it out of NEEDS_NO_EXAMPLE"
    else:
        assert ">>>" in doc(value)


def given() -> set[str]:
    """The classes that a public function gives, or that one of those holds: their example is that function's."""
    names: set[str] = set()
    for _, value in FUNCTIONS:
        names |= set(re.findall(r"\w+", str(inspect.signature(value).return_annotation)))
    for _, value in CLASSES:
        if is_dataclass(value) and value.__name__ in names:
            names |= set(re.findall(r"\w+", " ".join(str(each.type) for each in fields(value))))
    return names


@pytest.mark.parametrize(("name", "value"), CLASSES, ids=[name for name, _ in CLASSES])
def test_a_public_class_says_what_it_holds_and_has_an_example(name, value):
    text = doc(value)
    assert value.__doc__, name
    if issubclass(value, Exception):
        return  # made by the kit, never by its user
    if issubclass(
        value, pydantic.BaseModel
    ):  # written as a parameter file; the guide's example holds every one
        assert [key for key, field in value.model_fields.items() if not field.description] == []
        return
    if is_dataclass(value):
        assert re.search(r"\n(Parameters|Attributes)\n-", text)
        public = [each.name for each in fields(value) if each.name[0] != "_"]
        assert [name for name in public if not re.search(rf"\b{name}\b", text)] == []
    made_elsewhere = value.__name__ in given() or name in NEEDS_NO_EXAMPLE
    assert made_elsewhere or ">>>" in text or inspect.isabstract(value)


@pytest.mark.parametrize(("name", "value"), CLASSES, ids=[name for name, _ in CLASSES])
def test_every_public_method_has_a_docstring(name, value):
    bare = [
        key
        for key, each in vars(value).items()
        if not key.startswith("_")
        and isinstance(each, (typing.Callable, property, classmethod))
        and not doc(each)
    ]
    assert bare == []


def test_the_api_reference_has_every_public_name(tmp_path):
    pytest.importorskip("pdoc", reason="pdoc is not installed: make docs needs it")
    done = subprocess.run(
        [sys.executable, ROOT / "scripts" / "api.py", tmp_path], capture_output=True, text=True, cwd=tmp_path
    )
    assert done.returncode == 0, done.stderr
    for name, _ in [*FUNCTIONS, *CLASSES]:
        room, _, short = name.rpartition(".")
        page = (tmp_path / f"{room.replace('.', '/')}.html").read_text(encoding="utf-8")
        assert f'id="{short}"' in page, name
        assert " at 0x" not in page, "an address of memory: other bytes each time"
