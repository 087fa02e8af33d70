"""A bundle is checked against its seal, and made again."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

from qmf.cli import app
from qmf.errors import BundleError
from qmf.report.sealing import verify, write_seal
from qmf.report.sealing.zipped import write_zip
from tests.report.small import make_project


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """Make a folder that is sealed as a bundle is, with a priority's folder in it."""
    folder = tmp_path / "2026-03-31"
    (folder / "falls" / "data").mkdir(parents=True)
    (folder / "index.html").write_text("front", encoding="utf-8")
    (folder / "falls" / "data" / "falls--oak.csv").write_text("x,y\n2026-03-01,4\n", encoding="utf-8")
    write_seal(folder / "falls", {})
    write_seal(folder, {})
    return folder


def said(*words: object) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["verify", *map(str, words)])
    return done.exit_code, done.output


def tamper(folder: Path) -> None:
    (folder / "falls" / "data" / "falls--oak.csv").write_text("x,y\n2026-03-01,5\n", encoding="utf-8")
    (folder / "index.html").unlink()
    (folder / "falls" / "note to self.txt").write_text("!", encoding="utf-8")


NAMED = ["Changed: falls/data/falls--oak.csv", "Missing: index.html", "Extra: falls/note to self.txt"]


def test_a_bundle_that_nobody_touched_is_as_it_was_sealed(bundle):
    for one in (bundle, bundle / "falls", write_zip(bundle)):
        code, output = said(one)
        assert code == 0, output
        assert output.startswith("As it was sealed")
    assert verify(bundle).sha256 in said(bundle)[1]


def test_a_changed_a_missing_and_an_extra_file_are_named(bundle):
    tamper(bundle)
    code, output = said(bundle)
    assert code == 1
    assert output.splitlines()[:3] == NAMED
    assert said(bundle / "falls") == (
        1,
        "Changed: data/falls--oak.csv\nExtra: note to self.txt\n"
        f"Not as it was sealed: 2 files. The seal's own SHA-256 is {verify(bundle / 'falls').sha256}\n",
    )


def test_a_zip_is_checked_without_unpacking_it(bundle, tmp_path):
    tamper(bundle)
    before = sorted(tmp_path.rglob("*"))
    sent = write_zip(bundle)
    code, output = said(sent)
    assert (code, output.splitlines()[:3]) == (1, NAMED)
    assert sorted(tmp_path.rglob("*")) == sorted([*before, sent])


def test_a_zip_that_holds_a_file_twice_or_outside_its_folder_is_named(bundle):
    sent = write_zip(bundle)
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(sent, "a") as archive:
        archive.writestr("2026-03-31/index.html", "another front")
        archive.writestr("../outside.html", "!")
    code, output = said(sent)
    assert code == 1
    assert output.splitlines()[:2] == ["Changed: index.html", "Extra: ../outside.html"]


def test_a_link_is_no_file_of_a_bundle(bundle, tmp_path):
    shutil.copy(bundle / "index.html", tmp_path / "elsewhere.html")
    (bundle / "index.html").unlink()
    (bundle / "index.html").symlink_to(tmp_path / "elsewhere.html")
    assert list(verify(bundle).differences) == [("changed", "index.html")]


@pytest.mark.parametrize("what", ["nothing", "a folder", "a page", "a damaged seal", "a zip without a seal"])
def test_what_is_no_bundle_is_refused_and_says_what_to_give(what, tmp_path):
    path = tmp_path / "it"
    if what in ("a folder", "a damaged seal"):
        path.mkdir()
    if what == "a damaged seal":
        (path / "bundle.json").write_text('{"files"', encoding="utf-8")
    if what == "a page":
        path.write_text("<html>", encoding="utf-8")
    if what == "a zip without a seal":
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("index.html", "")
    code, output = said(path)
    assert code == 2
    assert output.startswith("Nothing was checked: one thing needs mending.")
    assert "Give the folder of a date" in output


def test_a_seal_that_does_not_say_what_was_asked_for_cannot_be_made_again(bundle):
    code, output = said(bundle, "--again")
    assert code == 2
    assert "the seal does not say what was asked for" in output


def test_the_same_bundle_gives_the_same_zip_wherever_and_whenever_its_files_were_written(bundle, tmp_path):
    first = write_zip(bundle).read_bytes()
    for path in bundle.rglob("*"):
        path.chmod(0o700)
        path.touch()
    assert write_zip(bundle).read_bytes() == first
    copy = Path(shutil.copytree(bundle, tmp_path / "elsewhere" / bundle.name))
    assert write_zip(copy).read_bytes() == first


def test_a_seal_that_names_a_file_elsewhere_never_opens_it(bundle):
    seal = json.loads((bundle / "bundle.json").read_text(encoding="utf-8"))
    seal["files"]["../../etc/passwd"] = "0" * 64
    (bundle / "bundle.json").write_text(json.dumps(seal), encoding="utf-8")
    assert list(verify(bundle).differences) == [("missing", "../../etc/passwd")]


def test_a_folder_that_is_not_there_raises(tmp_path):
    with pytest.raises(BundleError):
        verify(tmp_path / "not there")


@pytest.mark.kernel
def test_a_bundle_is_made_again_and_what_differs_is_named_with_its_reason(tmp_path, monkeypatch):
    project = make_project(tmp_path)
    monkeypatch.chdir(project)
    done = CliRunner().invoke(app, ["report", "--zip", "--workers", "1"])
    assert done.exit_code == 0, done.output
    made = Path("reports/2025-26/2026-03-31")
    assert said(made.with_suffix(".zip"))[0] == 0
    log = made.with_name(f"{made.name}.log.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(log[-1])["seal"] == verify(made).sha256

    code, output = said(made / "falls", "--again", "--workers", "1")
    assert code == 0, output
    assert output.endswith("Made again, to the byte.\n")

    data = Path("data/observations.csv")
    data.write_text(
        data.read_text(encoding="utf-8").replace("falls,oak,2026-03-01,", "falls,oak,2026-03-01,1")
    )
    code, output = said(made, "--again", "--workers", "1")
    assert code == 1
    assert "Came out otherwise: falls/data/falls--oak.csv\n" in output
    assert "data/falls--elm.csv" not in output, "its numbers are the same"
    assert output.endswith("Because of data/observations.csv: not the same as when the bundle was made\n"), (
        output
    )
    assert re.search(r"^As it was sealed", output, re.M), "the bundle itself was not touched"
