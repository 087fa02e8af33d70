"""Whose bundle it is: what a run is asked for, what the priorities allow, and where each audience's bundle stands."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from qmf.disclosure import policy_of
from qmf.errors import DataError, ParameterError
from qmf.report.plan import Plan, make_plans
from tests.report.small import add_priority, make_project, observations

OWN = """policies:
  - {id: two, version: 1, suppress_to: 1, zero: shown, round_to: 2, says: Ones are not shown., source: Ours.}
audiences: {public: two, board: none}
"""


def project(folder: Path, *audiences: str) -> Path:
    make_project(folder)
    for_audiences(folder, "falls", *audiences)
    return folder


def for_audiences(folder: Path, name: str, *audiences: str) -> None:
    file = folder / "parameters" / "2025-26" / f"{name}.yaml"
    text = file.read_text(encoding="utf-8").replace(
        "audiences: [team]", f"audiences: [{', '.join(audiences)}]"
    )
    file.write_text(text, encoding="utf-8")


def with_a_small_ward(folder: Path) -> Path:
    """Leave Elm ward one fall a month: too few by itself, and all that is left of both wards less Oak ward."""
    rows = observations()
    rows.loc[rows["unit"] == "elm", "numerator"] = "1"
    rows.to_csv(folder / "data" / "observations.csv", index=False)
    return folder


def plans(folder: Path, **asked: object) -> tuple[Plan, ...]:
    return make_plans(data=folder / "data", parameters=folder / "parameters", out=folder / "reports", **asked)


def refused(folder: Path, error: type[Exception] = ParameterError, **asked: object) -> str:
    with pytest.raises(error) as caught:
        plans(folder, **asked)
    return str(caught.value)


def test_every_audience_that_a_priority_names_gets_a_bundle_of_its_own(tmp_path):
    team, public = plans(project(tmp_path, "team", "public"))
    assert (team.target.name, public.target.name) == ("2026-03-31", "2026-03-31-public")
    assert policy_of(team.findings[0]) is None
    assert policy_of(public.findings[0]).id == "under-5"
    assert public.findings[0].levels == {"falls": "quarter"}  # two to five falls a month


def test_a_priority_that_does_not_name_an_audience_is_not_for_it(tmp_path):
    folder = project(tmp_path, "team", "public")
    add_priority(folder, "more-falls", title="More falls")
    assert [len(plan.findings) for plan in plans(folder)] == [2, 1]
    said = refused(folder, audience="public", priorities=["more-falls"])
    assert "not for the audience 'public'" in said and "audiences: [team, public]" in said
    (only,) = plans(folder, audience="public")
    assert [found.priority.id for found in only.findings] == ["falls"]


def test_nothing_for_the_public_is_told_so(tmp_path):
    assert "not for the audience 'public'" in refused(project(tmp_path, "team"), audience="public")


def test_an_audience_that_nobody_knows_is_refused_wherever_it_is_named(tmp_path):
    folder = project(tmp_path, "team", "publick")
    said = refused(folder, audience="boards")
    assert (
        "there is no audience 'publick'" in said and "Did you mean 'public'?" in said and "--audience" in said
    )


def test_a_trusts_own_policy_passes_its_public_bundle(tmp_path):
    folder = project(tmp_path, "public", "board")
    (folder / "parameters" / "policies.yaml").write_text(OWN, encoding="utf-8")
    public, board = plans(folder)
    assert (
        policy_of(public.findings[0]).says == "Ones are not shown." and policy_of(board.findings[0]) is None
    )
    counts = public.findings[0].observations["falls"]["numerator"].dropna()
    assert len(counts) and (counts % 2 == 0).all()
    assert board.target.name == "2026-03-31-board"


def test_priorities_that_give_each_other_away_are_refused_before_anything_is_made(tmp_path):
    folder = with_a_small_ward(project(tmp_path, "public"))
    add_priority(folder, "oak-falls", title="Falls on Oak ward")
    file = folder / "parameters" / "2025-26" / "oak-falls.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("units: {service: older-inpatient}", "units: [oak]"), encoding="utf-8")
    assert len(plans(folder, audience="public")) == 1  # the team's alone: both may be shown everything
    for_audiences(folder, "oak-falls", "public")
    said = refused(folder, DataError)
    assert "the difference would give small numbers away" in said and "keep one of the two" in said


@pytest.mark.kernel
def test_a_public_bundle_of_a_small_place(tmp_path):
    """The whole way, to a chart of quarters for both wards together, and none for either."""
    folder = with_a_small_ward(project(tmp_path, "team", "public"))
    command = Path(sys.executable).with_name("qmf")
    done = subprocess.run(
        [command, "report", "--audience", "public"], cwd=folder, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr
    bundle = folder / "reports" / "2025-26" / "2026-03-31-public"
    assert "2026-03-31-public" in done.stdout and not (bundle.parent / "2026-03-31").exists()
    seal = json.loads((bundle / "bundle.json").read_text(encoding="utf-8"))
    assert seal["inputs"]["audience"] == "public" and seal["command"].endswith("--audience public")
    page = (bundle / "falls" / "index.html").read_text(encoding="utf-8")
    assert "Numbers under 5 are not shown" in page and "quarterly, October 2023 to March 2026" in page
    oak = (bundle / "units" / "oak.html").read_text(encoding="utf-8")
    assert "its numbers are too small to show" in oak and '<div class="pic"></div>' in oak
    again = subprocess.run(
        [command, "verify", bundle], cwd=folder, capture_output=True, text=True, timeout=60
    )
    assert again.returncode == 0, again.stdout
