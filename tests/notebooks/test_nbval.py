"""nbval over every notebook: the templates run and find what is planted; the learning notebooks show what they show.

nbval compares nothing where a notebook carries no outputs, as templates do not. So each template gets one more cell,
in a copy, that asserts what its figures and findings say: the assertions see the notebook's own variables, and the
notebook that a nurse opens stays free of them. A picture is never compared. Learning notebooks keep their outputs, and
all of those are.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = ROOT / "notebooks"
pytestmark = [pytest.mark.kernel, pytest.mark.xdist_group("nbval")]

FOUND = """
def words(block):
    return "\\n".join(output.data["text/plain"] for output in block.outputs())

def pictures(block):
    return {o.mark["figure"]: o.data for o in block.outputs() if o.mark.get("part") == "picture"}
"""
TRUE = {
    "1_understand": """
drawn = pictures(blocks.moved(found))
assert list(drawn)[0] == "restraint--linnet", "worse comes first"
assert "physical-violence--all-together" in drawn and "physical-violence--mallard" not in drawn
assert "Linnet ward" in drawn["restraint--linnet"]["text/plain"]
assert "Plover ward" in words(blocks.matrix(found))
""",
    "2_choose_method": """
assert found.priority.method.name in words(blocks.triage(found))
""",
    "3_aim_and_measures": """
drawn = pictures(blocks.figures(found))
assert list(drawn) == [f"{measure.id}--all-together" for measure in found.priority.measures]
for id, data in drawn.items():
    said = data["application/vnd.plotly.v1+json"]["layout"]["meta"]["description"]
    assert found.chart(id.partition("--")[0]).words(found.label(id.partition("--")[0])) in said
assert "down to 6.0 incidents per 1,000 occupied bed days by 31 March 2026" in words(blocks.aim(found))
assert all(measure.definition in words(blocks.family(found)) for measure in found.priority.measures)
""",
    "4_test_and_learn": """
assert all(cycle.prediction in words(blocks.cycles(found)) for cycle in found.cycles)
drawn = pictures(blocks.figures(found))["physical-violence--all-together"]
flags = [note["text"] for note in drawn["application/vnd.plotly.v1+json"]["layout"]["annotations"]]
assert all(any(cycle.id in text for text in flags) for cycle in found.cycles)
""",
    "5_impact_and_assurance": """
table = found.changes["physical-violence"].set_index("unit")
assert table.loc["all-together", "effect"] == "improvement"
assert -0.45 < table.loc["all-together", "change"] < -0.30, "a third was planted"
assert not table.loc["all-others", "effect"] and not table.loc["mallard", "effect"], "nothing was planted there"
assert "fell by 38% (95% interval 25% to 49%)" in words(blocks.changes(found))
assert "Matron, acute wards" in words(blocks.people(found))
""",
    "priority_setting": """
assert plan.choice.ranking.loc[plan.choice.ranking["chosen"], "candidate"].tolist() == [
    "safe-wards", "talking-therapies", "medicines"
]
assert "Carers were not asked." in words(planning.summary(plan))
assert "Do not take this as less harm." in words(planning.reporting(plan))
assert "Black, Black British, Caribbean or African: 7.4 of every 1,000" in words(planning.needs(plan))
assert "Serves no branch of the strategy." in words(planning.garden(plan))
assert "Heron ward carries 5 things at one time" in words(planning.thread(plan))
assert "Nobody watches it" in words(planning.risks(plan))
assert all(title in words(planning.assessments(plan)) for title in plan.impacts["title"])
""",
    "explore": """
assert explore(year="2025-26") is None
""",
}


def nbval(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Run nbval over a folder's notebooks, apart from this run's own options and warnings."""
    (folder / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    env = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "QMF_"))}
    env |= {
        "QMF_DATA": str(ROOT / "data"),
        "QMF_PARAMETERS": str(ROOT / "parameters"),
        "IPYTHONDIR": str(folder),
    }
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-c",
        "pytest.ini",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:xdist",
        "-q",
    ]
    command += ["--nbval-current-env", "--tb=short", *options, "."]
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)


def test_every_template_runs_and_says_what_is_planted(tmp_path: Path) -> None:
    templates = sorted(NOTEBOOKS.glob("*.ipynb"))
    assert [each.stem for each in templates] == sorted(TRUE), "each notebook has its assertions here"
    for path in templates:
        notebook = nbformat.read(path, as_version=4)
        assert not any(cell.get("outputs") for cell in notebook.cells), "a template carries no outputs"
        notebook.cells.append(nbformat.v4.new_code_cell(FOUND + TRUE[path.stem]))
        nbformat.write(notebook, tmp_path / path.name)
    done = nbval(tmp_path, "--nbval-lax")
    assert done.returncode == 0, done.stdout[-4000:]


def test_a_failed_assertion_is_seen(tmp_path: Path) -> None:
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("assert 1 == 2")])
    nbformat.write(notebook, tmp_path / "wrong.ipynb")
    done = nbval(tmp_path, "--nbval-lax")
    assert done.returncode == 1 and "1 failed" in done.stdout


def test_the_learning_notebooks_show_exactly_what_they_showed(tmp_path: Path) -> None:
    paths = sorted((NOTEBOOKS / "learn").glob("*.ipynb"))
    assert paths
    for path in paths:
        notebook = nbformat.read(path, as_version=4)
        assert all(cell.outputs for cell in notebook.cells[3:] if cell.cell_type == "code"), (
            f"{path.name}: run it"
        )
        (tmp_path / path.name).write_bytes(path.read_bytes())
    done = nbval(tmp_path, "--nbval")
    assert done.returncode == 0, (
        "If the change is meant: jupyter nbconvert --to notebook --execute --inplace "
        f"--ExecutePreprocessor.record_timing=False notebooks/learn/*.ipynb\n{done.stdout[-4000:]}"
    )
