"""An icon for every verdict, drawn in the sprite and told apart without colour or letters' fonts."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest

from qmf.charts import assurance_icon, icon, sprite, variation_icon
from qmf.charts.icons import icon_picture
from qmf.errors import ChartError
from qmf.spc.verdicts import ASSURANCES, VARIATIONS


@pytest.mark.parametrize("variation", [*VARIATIONS, None, float("nan")])
def test_every_variation_has_an_icon_of_the_sprite_and_words(variation: object) -> None:
    name, words = variation_icon(variation)
    assert f'id="i-{name}"' in sprite() and f"#i-{name}" in icon(name)
    assert words and words == words.lower()


@pytest.mark.parametrize("assurance", [*ASSURANCES, None, float("nan")])
def test_every_assurance_has_an_icon_of_the_sprite_and_words(assurance: object) -> None:
    name, words = assurance_icon(assurance)
    assert f'id="i-{name}"' in sprite() and f"#i-{name}" in icon(name)
    assert words


def test_no_two_verdicts_share_an_icon_or_words() -> None:
    marks = [variation_icon(v) for v in (*VARIATIONS, None)] + [
        assurance_icon(a) for a in (*ASSURANCES, None)
    ]
    assert len({name for name, _ in marks}) == len({words for _, words in marks}) == len(marks)


def test_words_beside_assurance_say_what_is_known() -> None:
    assert assurance_icon("passes", stable=False)[1] == "passes, not predictable yet"
    assert assurance_icon(None)[1] == "no target set"
    assert assurance_icon(None, target=True)[1] == "cannot be judged yet"


def test_an_unknown_verdict_or_icon_is_refused_with_the_nearest() -> None:
    with pytest.raises(ChartError, match="Did you mean 'improvement-low'"):
        icon("improvement-lo")
    with pytest.raises(ChartError, match="no such verdict"):
        variation_icon("better")
    with pytest.raises(ChartError, match="no such verdict"):
        assurance_icon("maybe")
    with pytest.raises(ChartError, match="this small"):
        icon("passes", 12)


def test_the_sprite_is_hidden_well_formed_and_needs_no_font_or_style() -> None:
    root = ET.fromstring(sprite())  # noqa: S314 - our own drawing
    assert root.attrib["aria-hidden"] == "true" and root.attrib["width"] == "0"
    assert "<text" not in sprite() and "style" not in sprite()


def test_an_icon_is_a_picture_of_its_own_too() -> None:
    names = re.findall(r'id="i-([a-z-]+)"', sprite())
    assert len(names) >= 13
    for name in names:
        assert ET.fromstring(icon_picture(name)).attrib["viewBox"] == "0 0 64 64"  # noqa: S314 - our own drawing
