"""A tree drawn: nothing overlaps, nothing runs out of the picture, and it says in words what it shows."""

from __future__ import annotations

import itertools
from xml.etree import ElementTree as xml

import pytest

from qmf.charts.lettering import text_width
from qmf.charts.tree import Twig, tree

TWIGS = [
    Twig("The plan for everyone who lives here and for everyone who works here", "National", 0),
    Twig("Safe & sound <wards>", "Priority", 1),
    Twig("No shift starts without knowing who may need extra help today", "Team", 2),
    Twig("Care that costs the planet less", "Building block", 1, "nothing hangs on it yet"),
    Twig("Goals that people set themselves", "Team", 0, "hangs on nothing"),
]


def drawn(width):
    drawing = tree(TWIGS, title="A title", words="What it says", width=width, uid="u")
    return xml.fromstring(drawing)  # noqa: S314 - our own drawing


def of(picture, name):
    return picture.findall(f".//{{http://www.w3.org/2000/svg}}{name}")


@pytest.mark.parametrize("width", [960, 358])
def test_every_line_of_text_is_inside_and_below_the_one_before(width):
    picture = drawn(width)
    height = float(picture.get("viewBox").split()[3])
    at = [float(each.get("y")) for each in of(picture, "text")]
    assert all(after - before >= 14 for before, after in itertools.pairwise(at))
    assert at[-1] < height
    for each in of(picture, "text"):
        bold = each.get("font-weight") == "700"
        assert float(each.get("x")) + text_width(each.text, 14, bold=bold) <= width


def test_what_is_wrong_has_a_shape_of_its_own_and_its_words():
    picture = drawn(960)
    assert len(of(picture, "circle")) == 3
    said = " ".join(each.text for each in of(picture, "text"))
    assert "nothing hangs on it yet" in said
    assert "Safe & sound <wards>" in said


def test_it_has_a_text_alternative_with_ids_of_its_own():
    picture = drawn(358)
    assert picture.get("role") == "img"
    assert picture.get("aria-labelledby") == "u-t u-d"
    assert of(picture, "title")[0].text == "A title"
    assert of(picture, "desc")[0].text == "What it says"


def test_each_branch_is_joined_to_the_one_it_hangs_on():
    picture = drawn(960)
    lines = [each for each in of(picture, "path") if each.get("fill") == "none"]
    assert len(lines) == 3  # two of the five hang on nothing
