"""A secret in a parameter file is refused in words that do not show it; what only sounds like one is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from qmf.errors import ParameterError
from qmf.framework import load_priority, priority_from
from qmf.framework.faults import dotted
from qmf.framework.secrets import secret_kind, secrets_in
from qmf.framework.strict_yaml import read_yaml
from tests.report.small import PRIORITY, add_priority

ROOT = Path(__file__).resolve().parents[2]

VALUES = {
    "AKIAIOSFODNN7EXAMPLE": "an access key",
    "-----BEGIN OPENSSH PRIVATE KEY-----": "a private key",
    "postgresql://reader:hunter2@warehouse/quality": "an address with a password in it",
    "Server=warehouse;User Id=reader;Password=hunter2;": "a connection string with a password in it",
    "DefaultEndpointsProtocol=https;AccountKey=abc123==": "a connection string with a password in it",
    "ask for it; the password: hunter2": "a password",
    "ghp_16C7e42F292c6912E7710c838347Ae178B4a": "an access token",
    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2ln": "an access token",
    "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY": "a key",
}
HARMLESS = [
    "A token economy: points for joining in, kept by each person",
    "The key to the ward's quiet room is with the nurse in charge",
    "Keep the secret ballot of the votes",
    "violence-and-aggression-on-acute-wards-for-adults-of-working-age",
    "Read https://www.england.nhs.uk/publication/making-data-count/ first",
    "Read https://example.org/Uploads/2024/05/MakingDataCountGuideVersion3.pdf first",
    "Falls/1,000 bed days = falls x 1000 / bed days",
    "People aged 18-65, 2025/26: 123456789012345678901234567890123456",
]


@pytest.mark.parametrize(("value", "kind"), VALUES.items())
def test_a_value_that_looks_like_a_secret_is_refused_and_not_shown(value, kind, tmp_path):
    path = add_priority(tmp_path, "falls")
    text = path.read_text(encoding="utf-8").replace("Leads the work.", f"'{value}'")
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ParameterError) as refused:
        load_priority(path)
    (fault,) = refused.value.faults
    assert fault.what == f"this looks like {kind}"
    assert fault.where == "parameters/2025-26/falls.yaml, line 7, people[0].what"
    assert "secrets come from the environment" in fault.mend
    assert value not in str(refused.value) and "hunter2" not in str(refused.value)


@pytest.mark.parametrize(
    "line",
    [
        "password: hunter2",
        "api-key: hunter2",
        "dbToken: hunter2",
        "key: hunter2",
        "secrets: [hunter2]",
        "connection_string: hunter2",
    ],
)
def test_a_name_that_sounds_like_a_secret_is_refused_without_its_value(line, tmp_path):
    path = add_priority(tmp_path, "falls")
    path.write_text(f"{path.read_text(encoding='utf-8')}{line}\n", encoding="utf-8")
    with pytest.raises(ParameterError) as refused:
        load_priority(path)
    (fault,) = refused.value.faults
    assert fault.what == "this looks like a secret, by its name"
    assert fault.where.endswith(line.partition(":")[0])
    assert "hunter2" not in str(refused.value)


def test_a_secret_as_a_name_is_not_shown_either(tmp_path):
    path = add_priority(tmp_path, "falls")
    path.write_text(f"{path.read_text(encoding='utf-8')}AKIAIOSFODNN7EXAMPLE: 1\n", encoding="utf-8")
    with pytest.raises(ParameterError, match="this looks like an access key") as refused:
        load_priority(path)
    assert "AKIA" not in str(refused.value)


def test_a_notebook_refuses_one_too():
    with pytest.raises(ParameterError) as refused:
        priority_from({"id": "falls", "year": "2025-26", "aim": {"who": "postgres://a:hunter2@b"}})
    assert str(refused.value).startswith("aim.who: this looks like an address with a password in it.")
    assert "hunter2" not in str(refused.value)


@pytest.mark.parametrize("text", [*HARMLESS, PRIORITY])
def test_what_only_sounds_like_a_secret_passes(text):
    assert secret_kind(text) is None


@pytest.mark.parametrize("path", sorted((ROOT / "parameters").rglob("*.yaml")), ids=lambda path: path.stem)
def test_the_samples_own_parameters_pass(path):
    document = read_yaml(path.read_text(encoding="utf-8"))
    assert list(secrets_in(document.values, dotted)) == []
