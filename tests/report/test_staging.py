"""A bundle appears whole or not at all."""

from __future__ import annotations

import pytest

from qmf.errors import PlaceError
from qmf.report.lock import only_one
from qmf.report.staging import staged


def names(folder):
    return sorted(p.name for p in folder.iterdir())


def test_a_run_that_fails_leaves_the_previous_bundle_as_it_was(tmp_path):
    target = tmp_path / "bundle"
    with staged(target) as folder:
        (folder / "index.html").write_text("first")
    with pytest.raises(RuntimeError), staged(target) as folder:
        (folder / "index.html").write_text("second, half made")
        raise RuntimeError
    assert (target / "index.html").read_text() == "first"
    assert names(tmp_path) == ["bundle"]


def test_a_new_bundle_takes_the_place_of_the_old_whole(tmp_path):
    target = tmp_path / "bundle"
    for text, extra in (("first", "old.html"), ("second", "new.html")):
        with staged(target) as folder:
            (folder / "index.html").write_text(text)
            (folder / extra).write_text(text)
    assert names(target) == ["index.html", "new.html"]
    assert names(tmp_path) == ["bundle"]


def test_what_a_killed_run_left_is_removed_by_the_next(tmp_path):
    (tmp_path / ".bundle.abc123").mkdir()
    with staged(tmp_path / "bundle"):
        pass
    assert names(tmp_path) == ["bundle"]


def test_a_folder_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(PlaceError, match="cannot be written"), only_one(tmp_path / "file"):
        pass
    with pytest.raises(PlaceError, match="cannot be written"), staged(tmp_path / "file" / "bundle"):
        pass
