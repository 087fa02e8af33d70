"""The priority picker: inert without a person, the choice of a kernel with one."""

from __future__ import annotations

import shutil
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import nbformat
import pytest

from qmf.errors import PlaceError
from qmf.report import cells, picker
from qmf.report.execute import Job, execute

ROOT = Path(__file__).resolve().parents[2]
FOLLOW_UP, THERAPIES, VIOLENCE = "follow-up-after-discharge", "talking-therapies", "violence-and-aggression"


@pytest.fixture
def parameters(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "parameters", tmp_path / "parameters")
    return tmp_path / "parameters"


def test_priorities_are_listed_by_title(parameters: Path) -> None:
    assert list(picker.titles(parameters, "2025-26").items()) == [
        ("Follow-up after discharge", FOLLOW_UP),
        ("Talking therapies: waits and recovery", THERAPIES),
        ("Violence and aggression", VIOLENCE),
    ]


def test_a_file_with_a_fault_keeps_nobody_from_the_others(parameters: Path) -> None:
    path = parameters / "2025-26" / f"{VIOLENCE}.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("direction: decrease", "direction: down"), encoding="utf-8"
    )
    assert picker.titles(parameters, "2025-26")[f"{VIOLENCE} (its file has a fault)"] == VIOLENCE


def test_two_priorities_of_one_title_are_both_there(parameters: Path) -> None:
    path = parameters / "2025-26" / f"{VIOLENCE}.yaml"
    twin = path.read_text(encoding="utf-8").replace(f"id: {VIOLENCE}", "id: wards")
    (path.parent / "wards.yaml").write_text(twin, encoding="utf-8")
    assert sorted(picker.titles(parameters, "2025-26").values()) == [FOLLOW_UP, THERAPIES, VIOLENCE, "wards"]


def test_a_year_that_is_not_there_is_a_sentence(parameters: Path) -> None:
    with pytest.raises(PlaceError, match="no parameters for the year 2031-32"):
        picker.titles(parameters, "2031-32")


def test_nothing_is_shown_where_nobody_can_choose(capsys: pytest.CaptureFixture[str]) -> None:
    assert cells.frontend() is None
    picker.pick(id=VIOLENCE, year="2025-26")
    assert capsys.readouterr().out == ""


class Shell:
    """IPython's shell in a kernel, as far as the picker asks it: what ran, where its outputs went, in order."""

    def __init__(self) -> None:
        self.user_ns: dict[str, Any] = {}
        self.heard: list[Any] = []
        self.log: list[tuple[str, Any]] = []
        self.fails: set[str] = set()
        self.request: dict[str, Any] = {}
        self.kernel = SimpleNamespace(
            get_parent=self.get_parent, io_loop=SimpleNamespace(add_callback=lambda do: do())
        )
        self.events = SimpleNamespace(
            register=lambda _, hear: self.heard.append(hear),
            unregister=lambda _, hear: self.heard.remove(hear),
        )
        self.display_pub = SimpleNamespace(clear_output=lambda wait: self.log.append(("clear", self.where())))

    def get_parent(self) -> dict[str, Any]:
        return self.request

    def set_parent(self, request: dict[str, Any]) -> None:
        self.request = request

    def where(self) -> str:
        return str(self.request["metadata"]["cellId"])

    def run_cell(self, source: str, *, store_history: bool, cell_id: str) -> SimpleNamespace:
        self.log.append((source, self.where()))
        info = SimpleNamespace(cell_id=cell_id, raw_cell=source)
        result = SimpleNamespace(info=info, success=source not in self.fails)
        for hear in list(self.heard):
            hear(result)
        return result

    def ask(self, cell: str, source: str) -> None:
        """Run a cell as JupyterLab asks for it."""
        self.set_parent({"metadata": {"cellId": cell}})
        self.run_cell(source, store_history=True, cell_id=cell)


@pytest.fixture
def shell(monkeypatch: pytest.MonkeyPatch, parameters: Path) -> Shell:
    made = Shell()
    made.set_parent({"metadata": {"cellId": "pick"}})
    monkeypatch.setattr(picker, "frontend", lambda: made)
    monkeypatch.setattr(picker, "_CHOICES", {})
    monkeypatch.setenv("QMF_PARAMETERS", str(parameters))
    return made


def choose(id: str, written: str = VIOLENCE) -> Any:
    """Run the picker's cell, and choose."""
    picker.pick(id=written, year="2025-26")
    choice = picker._CHOICES["2025-26"]
    if id:
        choice.list.value = id
    return choice


def test_another_choice_runs_the_cells_below_again_each_in_its_place(shell: Shell) -> None:
    choice = choose("")
    shell.ask("a", "one")
    shell.ask("b", "two")
    before = shell.request
    shell.log.clear()
    choice.list.value = THERAPIES
    assert shell.log == [("clear", "a"), ("one", "a"), ("clear", "b"), ("two", "b")]
    assert shell.user_ns["id"] == THERAPIES and not shell.user_ns["measures"]
    assert shell.request is before
    assert choice.says.value == "Shown below: Talking therapies: waits and recovery."
    assert not choice.list.disabled


def test_cells_after_one_that_failed_are_emptied(shell: Shell) -> None:
    choice = choose("")
    for cell, source in (("a", "one"), ("b", "two"), ("c", "three")):
        shell.ask(cell, source)
    shell.fails, shell.log = {"two"}, []
    choice.list.value = THERAPIES
    assert shell.log[-2:] == [("two", "b"), ("clear", "c")]
    assert choice.says.value == "It could not be shown; the reason stands below."


def test_a_choice_outlives_run_all_until_another_id_is_written(shell: Shell) -> None:
    assert choose(THERAPIES).says.value == "Now choose Run > Run All Cells."
    shell.user_ns["id"] = VIOLENCE  # the parameters cell ran again
    assert choose("").list.value == THERAPIES
    assert shell.user_ns["id"] == THERAPIES
    assert choose("", written=THERAPIES).list.value == THERAPIES
    assert choose("", written=VIOLENCE).list.value == VIOLENCE
    assert len(shell.heard) == 1, "only the last run of the cell listens"


def test_an_id_without_a_file_is_shown_as_such(shell: Shell) -> None:
    assert choose("", written="falls").list.label == "falls (there is no such file)"


@pytest.mark.kernel
def test_under_papermill_the_picker_leaves_no_trace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out.ipynb"
    template = ROOT / "notebooks" / "2_choose_method.ipynb"
    folders = {"QMF_DATA": str(ROOT / "data"), "QMF_PARAMETERS": str(ROOT / "parameters")}
    for (
        name,
        value,
    ) in folders.items():  # a job sets them for its own process; here they are put back afterwards
        monkeypatch.setenv(name, value)
    given = {"id": THERAPIES, "year": "2025-26"}
    assert execute(Job(THERAPIES, template, out, given, folders)).error is None
    done = nbformat.read(out, as_version=4)
    (cell,) = (each for each in done.cells if "notebook-only" in each.metadata.get("tags", []))
    assert not cell.outputs and "widgets" not in done.metadata
    assert "Talking therapies: waits and recovery" in str(done.cells[4].outputs)


def test_cells_that_a_fault_kept_from_running_are_asked_for(shell: Shell) -> None:
    choice = choose("")
    shell.fails = {"one"}
    shell.ask("a", "one")  # Run All Cells stops here: the cells below never ran, and nobody knows them
    shell.fails = set()
    choice.list.value = THERAPIES
    assert choice.says.value == "Talking therapies: waits and recovery: now choose Run > Run All Cells."
