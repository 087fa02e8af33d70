"""How priorities are chosen is read strictly: every candidate has every mark, and no group overrules the unknown."""

from __future__ import annotations

import pytest

from qmf.errors import ParameterError
from qmf.framework import Choosing, read_model

GOOD = """year: 2026-27
most: 1
criteria:
  - {id: harm, title: Harm, weight: 2}
  - {id: fair, title: Fair, weight: 1}
scores:
  - {candidate: calm, by: Workshop, on: 2026-02-12, marks: {harm: 4, fair: 2}}
overrules:
  - {candidate: calm, group: staff, verdict: out, reason: Too soon, on: 2026-02-26}
"""


def read(tmp_path, text):
    file = tmp_path / "choosing.yaml"
    file.write_text(text, encoding="utf-8")
    return read_model(file, Choosing)


def test_it_is_read(tmp_path):
    made = read(tmp_path, GOOD)
    assert made.scores[0].marks == {"harm": 4, "fair": 2}
    assert made.ask == ["staff", "service users", "carers", "governors", "board"]


@pytest.mark.parametrize(
    ("old", "new", "what", "line"),
    [
        ("fair: 2}}", "fare: 2}}", "'fare' is no criterion", 7),
        (", fair: 2}}", "}}", "there is no mark for 'fair'", 7),
        ("harm: 4", "harm: 6", "is no mark", 7),
        ("weight: 2", "weight: 0", "is no weight", 4),
        ("id: fair", "id: harm", "'harm' stands twice", 5),
        ("{candidate: calm, group", "{candidate: clam, group", "'clam' has no marks", 9),
        ("group: staff", "group: doctors", "'doctors' is none of the words", 9),
        ("verdict: out", "verdict: maybe", "'maybe' is none of the words", 9),
        ("most: 1", "most: 0", "is not a whole number of 1 or more", 2),
    ],
)
def test_what_is_wrong_is_told_with_its_line(tmp_path, old, new, what, line):
    with pytest.raises(ParameterError) as caught:
        read(tmp_path, GOOD.replace(old, new, 1))
    told = [fault for fault in caught.value.faults if what in fault.what]
    assert told, caught.value
    assert f"choosing.yaml, line {line}" in told[0].where
