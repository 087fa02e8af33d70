"""A place and a priority whose every text tries to become something else, and the bundle that is made of them."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import yaml

from qmf.report.plan import make_plan
from qmf.report.results import NotebookResult
from tests.report.made import TITLES, executed
from tests.report.small import PRIORITY, make_project
from tests.report.whole import bundle_of

ROOT = Path(__file__).resolve().parents[2]

SCRIPT = "</script><script>window.hit=1</script>"
IMAGE = """'"><img src=x onerror=window.hit=2>"""
LINK = "[a link](javascript:window.hit=3) <javascript:window.hit=3>"
ENDS = "]]> --> <!-- {{ 7*7 }} {% raw %} </title></style></svg> & &lt; \\u003c"
FORMULA = "=HYPERLINK(0)"
UNSEEN = "\u202e\u2028\u2066\u200b"
"""Turns the direction of what follows, ends a line in JavaScript, opens an isolate, has no width."""
EVERYTHING = f"{SCRIPT} {IMAGE} {LINK} {ENDS}"


def hostile_project(folder: Path) -> Path:
    """Write a project whose texts are hostile wherever a person may write any."""
    project = make_project(folder)
    for name in TITLES:
        (project / "notebooks" / f"{name}.ipynb").write_bytes(
            (ROOT / "notebooks" / f"{name}.ipynb").read_bytes()
        )
    (project / "notebooks" / "1_works.ipynb").unlink()
    about = {
        "name": f"Trust {EVERYTHING}{UNSEEN}",
        "synthetic": False,
        "notice": f"Notice {EVERYTHING}{UNSEEN}",
        "source": f"Source {EVERYTHING}{UNSEEN}",
        "licence": f"Licence {EVERYTHING}{UNSEEN}",
    }
    (project / "data" / "place.yaml").write_text(yaml.safe_dump(about), encoding="utf-8")
    _units(project / "data" / "units.csv")
    _cycles(project / "data" / "pdsa_cycles.csv")
    _priority(project / "parameters" / "2025-26" / "falls.yaml")
    return project


def hostile_bundle(folder: Path) -> Path:
    """Write the bundle of a hostile project, its notebooks filled without a kernel."""
    project = hostile_project(folder / "project")
    plan = make_plan(data=project / "data", parameters=project / "parameters", out=folder / "reports")
    (found,) = plan.findings
    stems = [template.path.stem for template in plan.templates]
    *ran, failed = [
        NotebookResult("falls", stem, TITLES[stem], f"falls/{stem}.html", None, 1.0) for stem in stems
    ]
    results = [*ran, replace(failed, path=None, error=f"cell 1: {EVERYTHING}")]
    return bundle_of(plan, results, {("falls", one.notebook): executed(found, one.notebook) for one in ran})


def _units(file: Path) -> None:
    rows = list(csv.DictReader(file.read_text(encoding="utf-8").splitlines()))
    for row in rows:
        row["name"] = f"{row['name']} {EVERYTHING}{UNSEEN}"
    _write(file, rows)


def _cycles(file: Path) -> None:
    row = {
        "priority": "falls",
        "cycle": "1",
        "title": f"Huddle {SCRIPT}",
        "start": "2025-04-01",
        "end": "2025-06-30",
        "units": "oak",
        "prediction": f"Fewer falls {EVERYTHING}",
        "result": f"Fewer falls {EVERYTHING}",
        "decision": "adopt",
        "source": f"Notes {IMAGE}",
    }
    _write(file, [row])


def _write(file: Path, rows: list[dict[str, str]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def _priority(file: Path) -> None:
    values = yaml.safe_load(PRIORITY.format(id="falls", title="Falls"))
    values["title"] = f"Falls {SCRIPT}"
    values["aim"]["who"] = f"people {EVERYTHING}"
    values["people"][0] |= {"role": f"Matron {IMAGE}", "what": f"Leads {EVERYTHING}"}
    measure = values["measures"][0]
    measure |= {key: f"{measure[key]} {EVERYTHING}" for key in ("definition", "source")}
    measure["owner"] = f"Matron {IMAGE}"
    measure |= {"title": f"Falls {IMAGE} {LINK}", "unit": f"falls {SCRIPT}", "numerator": f"Falls {IMAGE}"}
    file.write_text(yaml.safe_dump(values, allow_unicode=True, sort_keys=False), encoding="utf-8")
