"""A policy says what it does, a trust can add its own, and nobody can show the public everything."""

from __future__ import annotations

from pathlib import Path

import pytest

from qmf.disclosure import SUPPRESSED, Suppressed, audiences, policies
from qmf.errors import ParameterError

OWN = """policies:
  - id: ten
    version: 2
    suppress_to: 9
    zero: shown
    round_to: 10
    says: Numbers under 10 are not shown; others are rounded to the nearest 10.
    source: Our information governance group.
audiences:
  public: ten
  board: none
"""


def own(folder: Path, text: str) -> Path:
    (folder / "policies.yaml").write_text(text, encoding="utf-8")
    return folder


def refused(folder: Path, text: str) -> str:
    with pytest.raises(ParameterError) as error:
        audiences(own(folder, text))
    return str(error.value)


def test_every_policy_of_the_kit_names_its_version_its_sentence_and_its_source():
    assert list(policies()) == ["none", "under-5", "1-7", "1-4"]
    for policy in policies().values():
        assert policy.version >= 1 and policy.says.endswith(".") and len(policy.source) > 20


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("under-5", {0: "*", 4: "*", 5: 5.0, 7: 5.0, 8: 10.0, 12: 10.0, 13: 15.0}),
        ("1-7", {0: 0.0, 1: "*", 7: "*", 8: 10.0, 12: 10.0, 13: 15.0}),
        ("1-4", {0: 0.0, 1: "*", 4: "*", 5: 5.0, 8: 10.0}),
        ("none", {0: 0.0, 1: 1.0, 13: 13.0}),
    ],
)
def test_a_count_is_suppressed_or_rounded(name, shown):
    for count, expected in shown.items():
        found = policies()[name].mask(count)
        assert found == expected if isinstance(expected, float) else str(found) == "*"


def test_a_suppressed_count_is_no_number():
    assert isinstance(policies()["under-5"].mask(3), Suppressed)
    with pytest.raises(TypeError):
        SUPPRESSED + 1


def test_a_trust_adds_a_policy_and_an_audience_and_the_kits_stay(tmp_path):
    found = audiences(own(tmp_path, OWN))
    assert {name: policy.id for name, policy in found.items()} == {
        "team": "none",
        "public": "ten",
        "board": "none",
    }
    assert str(found["public"].mask(9)) == "*" and found["public"].mask(16) == 20
    assert audiences(tmp_path / "nothing-here")["public"].id == "under-5"


def test_the_public_never_sees_everything(tmp_path):
    said = refused(tmp_path, "audiences:\n  public: none\n")
    assert "the public would see every number" in said and "suppresses small numbers" in said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("audiences:\n  public: under5\n", "Did you mean 'under-5'?"),
        (
            OWN.replace("id: ten", "id: under-5").replace(": ten", ": under-5"),
            "there is a policy called 'under-5'",
        ),
        (OWN.replace("    round_to: 10\n", ""), "small counts are suppressed and the others are exact"),
        (OWN.replace("    suppress_to: 9\n", ""), "none is suppressed"),
        (OWN.replace("suppress_to: 9", "suppress_to: 1"), "rounded to zero"),
        (OWN.replace("zero: shown", "zero: maybe"), "line 5"),
        (OWN.replace("version: 2", "version: 0"), "line 3"),
        ("policy: []\n", "policy"),
    ],
)
def test_a_file_with_a_fault_is_refused_in_words(tmp_path, text, said):
    assert said in refused(tmp_path, text)
