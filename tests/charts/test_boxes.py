"""A logic model as a reader meets it: every word there, one arrow a thought, gaps seen, wide and narrow."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest

from qmf.charts import Box, boxes

SVG = "{http://www.w3.org/2000/svg}"
HEADS = ("Need", "Change", "Harm")
ROWS = [
    [Box("People fall at night when nobody is near"), Box("A second round at 3", "Process"), Box("Less sleep")],
    [Box("People fall at night when nobody is near"), Box("A lamp by each bed", "Structure"), Box("")],
    [Box("Slippers are lost"), Box("A peg for slippers", "Structure"), Box("Less sleep")],
]  # fmt: skip


@pytest.fixture(params=["wide", "narrow"])
def drawing(request) -> ET.Element:
    return ET.fromstring(boxes(ROWS, HEADS, title="A plan", shape=request.param))  # noqa: S314 - our own


def test_it_is_a_picture_with_a_name_and_every_word_in_it(drawing):
    assert (drawing.get("role"), drawing.get("aria-label")) == ("img", "A plan")
    said = " ".join(each.text or "" for each in drawing.iter(f"{SVG}text"))
    for row in ROWS:
        for box in row:
            assert box.words in said
    assert "Nothing is named" in said


def test_equal_boxes_under_each_other_are_one_and_others_are_not(drawing):
    assert len(drawing.findall(f"{SVG}rect")) == 8


def test_nothing_stands_outside_or_over_another_box(drawing):
    width, height = map(float, drawing.get("viewBox").split()[2:])
    placed = [
        tuple(float(each.get(key)) for key in ("x", "y", "width", "height"))
        for each in drawing.findall(f"{SVG}rect")
    ]
    for x, y, w, h in placed:
        assert x > 0
        assert y > 0
        assert x + w < width
        assert y + h < height
    for one, (x, y, w, h) in enumerate(placed):
        for a, b, c, d in placed[:one]:
            assert x + w <= a or a + c <= x or y + h <= b or b + d <= y


def test_each_thought_has_its_arrows(drawing):
    heads = [each for each in drawing.findall(f"{SVG}path") if each.get("fill") != "none"]
    # wide: need to change three times, change to harm three times; narrow: the second need is not drawn again
    assert len(heads) == (6 if drawing.get("viewBox").split()[2] == "960" else 5)


def test_a_gap_is_dashed_and_not_told_by_colour_alone(drawing):
    dashed = [each for each in drawing.findall(f"{SVG}rect") if each.get("stroke-dasharray")]
    assert len(dashed) == 1


def test_text_is_text_and_the_bytes_are_the_same():
    rows = [[Box("<script>"), Box("a & b")]]
    assert "<script>" not in boxes(rows, ("A", "B"), title='"')
    assert boxes(rows, ("A", "B"), title="T") == boxes(rows, ("A", "B"), title="T")
    assert not re.search(r"<style|\sstyle=", boxes(ROWS, HEADS, title="T"))
