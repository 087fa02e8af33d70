"""Plans of public bundles, and bundles of them: notebooks stand there as if they had been run."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from qmf.cycle import Findings
from qmf.data import Place
from qmf.disclosure import Policy
from qmf.report.plan import Plan, find_templates
from qmf.report.results import NotebookResult
from qmf.report.sealing.digests import digest
from tests.report.made import executed
from tests.report.whole import bundle_of

ROOT = Path(__file__).resolve().parents[2]


def plan_of(folder: Path, findings: Sequence[Findings], policy: Policy, place: Place) -> Plan:
    """Plan a public bundle of findings in ``folder``."""
    templates = find_templates(ROOT / "notebooks")
    return Plan(
        place=place,
        year=findings[0].priority.year,
        as_at=findings[0].as_at,
        out=folder / "reports",
        parameters=ROOT / "parameters",
        findings=tuple(findings),
        templates=templates,
        read={each.path: digest(each.path) for each in templates},
        audience="public",
        policy=policy,
    )


def written(plan: Plan) -> Path:
    """Write the plan's bundle."""
    each = [(found, template) for found in plan.findings for template in plan.templates]
    results = [
        NotebookResult(
            found.priority.id,
            template.path.stem,
            template.title,
            f"{found.priority.id}/{template.path.stem}.html",
            None,
            0.0,
        )
        for found, template in each
    ]
    notebooks = {
        (found.priority.id, template.path.stem): executed(found, template.path.stem)
        for found, template in each
    }
    return bundle_of(plan, results, notebooks)
