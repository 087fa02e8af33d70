"""The page of the framework keeps to the tree: every file, notebook, test and table it names is there."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "framework.md").read_text(encoding="utf-8")
HEAD = ["what", "code", "notebook", "test", "sample data"]


def rows() -> list[list[str]]:
    found = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in PAGE.splitlines() if line[:1] == "|"
    ]
    return [row for row in found if row != HEAD and not set("".join(row)) <= set("-")]


ROWS = rows()


def code(cell: str) -> str:
    assert cell[:1] == cell[-1:] == "`", cell
    return cell[1:-1]


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_what_a_row_names_is_there(row):
    assert len(row) == len(HEAD)
    if row[1].startswith("out of scope, because "):
        return
    for cell in (row[1], row[2], row[4]):
        assert (ROOT / code(cell)).is_file(), cell
    assert row[1].startswith("`qmf/")
    assert row[2].startswith("`notebooks/")
    file, _, name = code(row[3]).partition("::")
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    assert name in {each.name for each in tree.body if isinstance(each, ast.FunctionDef)}, row[3]


def test_no_row_stands_twice_and_every_table_has_the_same_head():
    assert len({row[0] for row in ROWS}) == len(ROWS) > 15
    heads = [line for line in PAGE.splitlines() if line.startswith("| what")]
    assert heads == ["| what | code | notebook | test | sample data |"] * PAGE.count("\n## ")


def test_every_further_table_that_planning_reads_has_a_row():
    named = {Path(code(row[4])).stem for row in ROWS}
    read = {"feedback", "learning", "population", "projects", "reporting", "reviews", "risks", "votes"}
    assert read <= named
