"""A whole bundle, sealed and with its crate, without running a notebook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from qmf.report.bundle import finish, foot, own_pages
from qmf.report.making import keep_findings, make_pages, make_units
from qmf.report.plan import Plan
from qmf.report.render import render_notebook
from qmf.report.results import NotebookResult
from qmf.report.sealing import made_by


def bundle_of(
    plan: Plan,
    results: Sequence[NotebookResult] = (),
    notebooks: Mapping[tuple[str, str], NotebookNode] | None = None,
) -> Path:
    """Write the bundle of a plan; `notebooks` are those as if they had run, by priority and stem."""
    folder, by = plan.out.with_name("bundle"), made_by()
    folder.mkdir()
    kept = []
    for found in plan.findings:
        name = found.priority.id
        (folder / name).mkdir()
        kept.append(keep_findings(folder.with_name(f"{name}.findings"), found))
        make_pages(folder / name, kept[-1], foot(plan, by))
        for (priority, stem), notebook in (notebooks or {}).items():
            if priority == name:
                title = next(each.title for each in plan.templates if each.path.stem == stem)
                text = nbformat.writes(notebook) + "\n"
                (folder / name / f"{stem}.ipynb").write_text(text, encoding="utf-8")
                page = render_notebook(notebook, found, title=title, kit=foot(plan, by))
                (folder / name / f"{stem}.html").write_text(page, encoding="utf-8")
    make_units(folder, kept, foot(plan, by))
    finish(folder, plan, by, results, [], own_pages(plan, by, results, []))
    return folder
