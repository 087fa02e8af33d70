"""Parameter files: found by year and id, read strictly, every fault of every file at once."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from qmf.errors import ParameterError, PlaceError
from qmf.framework import find_priority, load_priorities, load_priority, priority_from

PARAMETERS = Path(__file__).parents[2] / "parameters"
VIOLENCE = PARAMETERS / "2025-26" / "violence-and-aggression.yaml"
THERAPIES = PARAMETERS / "2025-26" / "talking-therapies.yaml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of parameters with one good file in it."""
    year = tmp_path / "parameters" / "2025-26"
    year.mkdir(parents=True)
    (year / VIOLENCE.name).write_bytes(VIOLENCE.read_bytes())
    return tmp_path / "parameters"


def spoilt(folder: Path, *changes: tuple[str, str]) -> Path:
    path = folder / "2025-26" / VIOLENCE.name
    text = path.read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text, "utf-8")
    return path


def said(error: pytest.ExceptionInfo[ParameterError]) -> list[str]:
    return [str(fault) for fault in error.value.faults]


def test_the_three_priorities_of_the_kit_are_sound() -> None:
    follow_up, therapies, violence = load_priorities(PARAMETERS, "2025-26")
    assert (therapies.id, violence.id) == ("talking-therapies", "violence-and-aggression")
    assert follow_up.method is not None
    assert (follow_up.id, follow_up.method.name) == (
        "follow-up-after-discharge",
        "Rapid improvement action plan",
    )
    assert [measure.role for measure in violence.measures] == [
        "outcome",
        "outcome",
        "process",
        "balancing",
        "balancing",
    ]
    assert violence.aim.units == ["heron", "kestrel", "linnet"]
    assert therapies.units == {"service": "talking-therapies"}
    assert all(measure.percent and measure.multiply == 100 for measure in therapies.measures)


@pytest.mark.parametrize("path", [VIOLENCE, THERAPIES], ids=lambda path: path.stem)
def test_plain_papermill_would_give_a_notebook_the_same_priority(path: Path) -> None:
    from papermill.cli import NoDatesSafeLoader

    for loader in (NoDatesSafeLoader, yaml.SafeLoader):
        assert priority_from(yaml.load(path.read_text("utf-8"), loader)) == load_priority(path)  # noqa: S506 - our own file


def test_faults_come_in_the_order_of_the_lines_with_file_and_path(folder: Path) -> None:
    path = spoilt(
        folder,
        ("year: 2025-26 ", "year: 2024-25 "),
        ("direction: decrease\n", "dirction: decrease\n"),
        ("target: {value: 80}", "target: {value: eighty}"),
        ("phases: []", "phases: []\ntitle: Again"),
    )
    with pytest.raises(ParameterError) as caught:
        load_priority(path)
    start = "parameters/2025-26/violence-and-aggression.yaml, line "
    assert all(text.startswith(start) for text in said(caught))
    lines = [int(text.removeprefix(start).split(",")[0].split(":")[0]) for text in said(caught)]
    assert lines == sorted(lines)
    report = "\n".join(said(caught))
    written = path.read_text("utf-8").splitlines()
    typo = next(number for number, line in enumerate(written, 1) if "dirction" in line)
    assert (
        f"line {typo}, measures[0].dirction: the key 'dirction' is not known. Did you mean 'direction'?"
        in report
    )
    assert "measures[0].direction: 'direction' is missing" in report
    assert "year: '2024-25' is not the name of the folder, '2025-26'" in report
    assert "measures[2].target.value: is text where a number is needed" in report
    assert "the key 'title' stands twice" in report
    assert len(said(caught)) == 5


def test_an_id_that_is_not_the_files_name_is_refused(folder: Path) -> None:
    with pytest.raises(
        ParameterError, match="'violence' is not the name of the file, 'violence-and-aggression'"
    ):
        load_priority(spoilt(folder, ("id: violence-and-aggression", "id: violence")))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "the file is empty"),
        (b"# only a note\n", "the file is empty"),
        (b"- a\n- b\n", "does not start with a key"),
        (b"just words\n", "does not start with a key"),
        (
            b"title: a\nid: caf\xe9\n",
            "line 2: a letter here is not saved as UTF-8. Save the file again as UTF-8.",
        ),
        (b"title: [a, b\nid: x\n", "is not closed"),
        (b"\x00\x01", "does not show"),
        (b"x: " + b"y" * 300_000, "longer than 200,000 characters"),
    ],
)
def test_a_damaged_file_is_answered(folder: Path, content: bytes, said: str) -> None:
    path = folder / "2025-26" / "broken.yaml"
    path.write_bytes(content)
    with pytest.raises(ParameterError) as caught:
        load_priority(path)
    assert said in str(caught.value)
    assert "parameters/2025-26/broken.yaml, line " in str(caught.value)
    assert str(folder.parent) not in str(caught.value)


def test_a_file_with_a_byte_order_mark_is_read(folder: Path) -> None:
    path = folder / "2025-26" / VIOLENCE.name
    path.write_bytes(b"\xef\xbb\xbf" + VIOLENCE.read_bytes().replace(b"\n", b"\r\n"))
    assert load_priority(path) == load_priority(VIOLENCE)


def test_all_faults_of_all_files_come_at_once(folder: Path) -> None:
    spoilt(folder, ("title: Violence and aggression", "titel: Violence and aggression"))
    (folder / "2025-26" / "falls.yaml").write_text("id: falls\nyear: 2025-26\n")
    (folder / "2025-26" / "old.yml").write_text("id: old\n")
    with pytest.raises(ParameterError) as caught:
        load_priorities(folder, "2025-26")
    report = "\n".join(said(caught))
    assert "falls.yaml, line 1, measures: 'measures' is missing" in report
    assert "titel" in report
    assert "'old.yml' is not a name for a parameter file" in report


def test_a_priority_is_found_by_year_and_id(folder: Path) -> None:
    assert find_priority(folder, "2025-26", "violence-and-aggression") == folder / "2025-26" / VIOLENCE.name


@pytest.mark.parametrize(
    ("year", "id", "error", "said"),
    [
        ("2025-26", "violence-and-agression", PlaceError, "Did you mean 'violence-and-aggression'?"),
        (
            "2024-25",
            "violence-and-aggression",
            PlaceError,
            "no parameters for the year 2024-25. Did you mean '2025-26'?",
        ),
        ("2025-27", "violence-and-aggression", ParameterError, "not a financial year"),
        ("../2025-26", "violence-and-aggression", ParameterError, "not a financial year"),
        ("2025-26", "../2025-26/violence-and-aggression", ParameterError, "not the id of a priority"),
        ("2025-26", "Violence", ParameterError, "not the id of a priority"),
        ("2025-26", "", ParameterError, "not the id of a priority"),
    ],
)
def test_what_cannot_be_found_names_the_nearest(
    folder: Path, year: str, id: str, error: type[Exception], said: str
) -> None:
    with pytest.raises(error, match=None) as caught:
        find_priority(folder, year, id)
    assert said in str(caught.value)


def test_a_link_out_of_the_folder_is_refused(folder: Path, tmp_path: Path) -> None:
    outside = tmp_path / "elsewhere.yaml"
    outside.write_text("id: x\n")
    (folder / "2025-26" / "sly.yaml").symlink_to(outside)
    with pytest.raises(PlaceError, match="points outside"):
        find_priority(folder, "2025-26", "sly")


def test_missing_folders_and_files_are_answered(tmp_path: Path, folder: Path) -> None:
    with pytest.raises(PlaceError, match="no folder of parameters called 'nowhere'"):
        load_priorities(tmp_path / "nowhere", "2025-26")
    (folder / "2024-25").mkdir()
    with pytest.raises(PlaceError, match="no parameter file"):
        load_priorities(folder, "2024-25")
    with pytest.raises(PlaceError, match="is not there"):
        load_priority(folder / "2025-26" / "falls.yaml")


@pytest.mark.parametrize("path", [VIOLENCE, THERAPIES], ids=lambda path: path.stem)
def test_no_measure_is_defined_by_halves(path: Path) -> None:
    for measure in load_priority(path).measures:
        assert len(measure.definition.split()) > 15, measure.id
        assert measure.denominator or measure.data.between, measure.id
        assert measure.owner, measure.id
