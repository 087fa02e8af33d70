"""The page of every kind: a picture each, small, with its source, and what the script makes of the published data."""

import importlib.util
import re
import sys
from pathlib import Path

import pytest

from qmf.spc import KINDS

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared" / "data"
PICTURES = ROOT / "docs" / "images" / "kinds"


def script():
    spec = importlib.util.spec_from_file_location("kinds_pictures", ROOT / "scripts" / "kinds.py")
    module = sys.modules[spec.name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_kind_has_a_small_picture_with_its_source():
    kinds = script()
    assert set(kinds.PICTURES) == set(KINDS) == {file.stem for file in PICTURES.glob("*.svg")}
    page = (ROOT / "docs" / "kinds.md").read_text(encoding="utf-8")
    for kind, what in kinds.PICTURES.items():
        drawn = (PICTURES / f"{kind}.svg").read_text(encoding="utf-8")
        assert len(drawn) < 15_000, kind
        assert what.source.replace("&", "&amp;") in drawn, kind
        picture = rf"!\[([^\]]+)\]\(images/kinds/{kind}\.svg\)"
        said = re.search(rf"{picture}\n\n`kind=\"{kind}\"`: (.+?)\n\*(.+?)\.\*", page, re.S)
        assert said, kind
        assert said[3] == re.sub(r" \([^)]*\)", "", what.source), kind


@pytest.mark.reference
@pytest.mark.skipif(not SHARED.is_dir(), reason="the published data are not beside this checkout")
def test_the_pictures_are_what_the_script_makes():
    kinds = script()
    for kind in KINDS:
        assert (PICTURES / f"{kind}.svg").read_text(encoding="utf-8") == kinds.draw(kind, SHARED), kind
