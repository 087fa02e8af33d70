"""From what was asked on the command line to what will be run: every check of the input, before a kernel starts."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import nbformat

from qmf import cycle
from qmf.data import Place, check_measures, open_place
from qmf.disclosure import FILE, TEAM, Policy, audiences, policies
from qmf.errors import DataError, Fault, ParameterError, PlaceError
from qmf.framework import Priority, find_priority, load_priority, shown
from qmf.framework.slugs import is_year
from qmf.report.audience import asked_audiences, folder_name, passed
from qmf.report.sealing.digests import digest
from qmf.report.yearly import NOTEBOOK, planning_files, planning_of
from qmf.year import Planning

__all__ = ["Plan", "Template", "make_plan", "make_plans"]


@dataclass(frozen=True)
class Template:
    """A notebook that makes a report: its file, and the title its first heading gives."""

    path: Path
    title: str


@dataclass(frozen=True)
class Plan:
    """A run that has been checked: nothing in it can be refused any more.

    ``read`` has the SHA-256 of each parameter file and notebook as it was when it was read. ``planning`` is the year's,
    and ``yearly`` its notebook; None where the strategy or the topics are not there.
    """

    place: Place
    year: str
    as_at: date
    out: Path
    parameters: Path
    findings: tuple[cycle.Findings, ...]
    templates: tuple[Template, ...]
    read: Mapping[Path, str]
    planning: Planning | None = None
    yearly: Template | None = None
    audience: str = TEAM
    policy: Policy = field(default_factory=lambda: policies()["none"])

    @property
    def target(self) -> Path:
        """The folder that the bundle will be."""
        return self.out / self.year / folder_name(self.as_at.isoformat(), self.audience)

    def parameter_file(self, priority: str) -> Path:
        """Give the file that describes a priority."""
        return find_priority(self.parameters, self.year, priority)


def make_plan(
    *,
    priorities: Sequence[str] = (),
    year: str | None = None,
    as_at: date | None = None,
    data: Path = Path("data"),
    parameters: Path = Path("parameters"),
    out: Path = Path("reports"),
    notebooks: Path | None = None,
    audience: str = TEAM,
) -> Plan:
    """Check everything a run for one audience needs, and compute its findings.

    Parameters
    ----------
    priorities, year, as_at, data, parameters, out, notebooks
        As for :func:`make_plans`.
    audience
        Whose reports.
    """
    plans = make_plans(
        priorities=priorities, year=year, as_at=as_at, data=data, parameters=parameters, out=out,
        notebooks=notebooks, audience=audience,
    )  # fmt: skip
    return plans[0]


def make_plans(
    *,
    priorities: Sequence[str] = (),
    year: str | None = None,
    as_at: date | None = None,
    data: Path = Path("data"),
    parameters: Path = Path("parameters"),
    out: Path = Path("reports"),
    notebooks: Path | None = None,
    audience: str | None = None,
) -> tuple[Plan, ...]:
    """Check everything a run needs, and compute its findings: one plan an audience, each with its own bundle.

    Parameters
    ----------
    priorities
        The ids to report; all of the year's where empty.
    year
        The NHS financial year, such as ``2025-26``; the one that holds ``as_at`` where None.
    as_at
        The last day that counts; the end of the data's last complete month where None.
    data, parameters, out
        Folders; relative ones start where the command was called.
    notebooks
        The folder of the template notebooks; the one beside ``parameters``, else the kit's own, where None.
    audience
        Whose reports; those of all that the priorities name, where None.

    Raises
    ------
    PlaceError
        A folder is missing.
    ParameterError
        A parameter file is wrong, or no such priority, year or audience is there.
    DataError
        A table is wrong, or holds nothing up to ``as_at``; or priorities side by side would give small numbers away.
    """
    place = open_place(data)
    last = place.last_complete_period()
    as_at = as_at or last
    if as_at > last:
        mend = f"Give --as-at a day up to {last.isoformat()}, or add the newer data."
        raise DataError(
            Fault(f"the data end on {last.isoformat()}, before {as_at.isoformat()}", str(data), mend)
        )
    year = year or financial_year(as_at)
    notebooks = notebooks or notebooks_beside(parameters)
    files = (parameters / year).glob("*.yaml") if is_year(year) else ()
    planned = planning_files(parameters) if (notebooks / NOTEBOOK).is_file() else []
    own = parameters / FILE
    read = _noted([*files, *notebooks.glob("*.ipynb"), *planned, own])
    loaded = _load(parameters, year, priorities)
    known = audiences(parameters)
    asked = asked_audiences(known, loaded, audience, by_name=bool(priorities))
    templates = find_templates(notebooks)
    place.check_tables()
    check_measures(place, loaded, as_at)
    found = {priority.id: cycle.find(place, priority, as_at) for priority in loaded}
    whole = any(known[name].shows_all for name in asked)  # no policy masks planning
    planning = (
        planning_of(place, parameters, year, as_at, tuple(found.values())) if planned and whole else None
    )
    yearly = Template(notebooks / NOTEBOOK, _title(notebooks / NOTEBOOK)) if planning else None
    beside = [yearly.path, *planned, *(parameters / year).glob("*.yaml")] if yearly else []
    return tuple(
        Plan(
            place=place,
            year=year,
            as_at=as_at,
            out=out,
            parameters=parameters,
            findings=passed([found[priority.id] for priority in mine], known[name]),
            templates=templates,
            read=_used(
                read,
                [
                    own,
                    *(find_priority(parameters, year, each.id) for each in mine),
                    *(each.path for each in templates),
                    *(beside if known[name].shows_all else []),
                ],
            ),
            planning=planning if known[name].shows_all else None,
            yearly=yearly if known[name].shows_all else None,
            audience=name,
            policy=known[name],
        )
        for name, mine in asked.items()
    )


def financial_year(day: date) -> str:
    """Name the NHS financial year (April to March) that holds a day.

    Examples
    --------
    >>> financial_year(date(2026, 3, 31)), financial_year(date(2026, 4, 1))
    ('2025-26', '2026-27')
    """
    start = day.year - (day.month < 4)
    return f"{start}-{(start + 1) % 100:02d}"


def _noted(paths: Iterable[Path]) -> dict[Path, str]:
    """Give the SHA-256 of each file before it is read, so that one that is changed meanwhile is noticed."""
    return {path: digest(path) for path in paths if path.is_file()}


def _used(read: Mapping[Path, str], files: Sequence[Path]) -> dict[Path, str]:
    return {path: read[path] for path in files if path in read}


def _load(parameters: Path, year: str, wanted: Sequence[str]) -> list[Priority]:
    if not parameters.is_dir():
        raise PlaceError(
            Fault("there is no such folder", str(parameters), "Give --parameters the years' folder.")
        )
    years = sorted(path.name for path in parameters.iterdir() if path.is_dir())
    if year not in years:
        mend = f"The years there are: {', '.join(years) or 'none'}. Give one with --year, or make the folder."
        raise ParameterError(Fault(f"there is no folder for the year {year}", str(parameters), mend))
    ids = sorted(path.stem for path in (parameters / year).glob("*.yaml"))
    misnamed = [
        Fault(
            f"{shown(path.name)} is not read: it does not end with .yaml",
            f"{parameters}/{year}",
            "Name it so that it does.",
        )
        for path in sorted((parameters / year).iterdir())
        if path.suffix.lower() in (".yml", ".yaml") and path.suffix != ".yaml"
    ]
    if misnamed:
        raise ParameterError(misnamed)
    if not ids:
        raise ParameterError(
            Fault("it holds no priority", f"{parameters}/{year}", "Add a file such as falls.yaml.")
        )
    faults = [_unknown(name, ids, f"{parameters}/{year}") for name in wanted if name not in ids]
    if faults:
        raise ParameterError(faults)
    loaded = []
    for name in sorted(set(wanted)) or ids:
        try:
            loaded.append(load_priority(find_priority(parameters, year, name)))
        except ParameterError as error:
            faults.extend(error.faults)
    if faults:
        raise ParameterError(faults)
    return loaded


def _unknown(name: str, ids: Sequence[str], where: str) -> Fault:
    if not name.strip():
        return Fault("an empty name is no priority", where, f"Those there are: {', '.join(ids)}.")
    near = difflib.get_close_matches(name, ids, n=1, cutoff=0.5)
    mend = f"Did you mean {near[0]}?" if near else f"Those there are: {', '.join(ids)}."
    said = name if name.isprintable() and len(name) <= 60 else "that name"
    return Fault(f"there is no priority called {said}", where, mend)


def notebooks_beside(parameters: Path) -> Path:
    """Find the template notebooks: beside the parameters folder, else in the kit's own checkout."""
    beside = parameters.resolve().parent / "notebooks"
    return beside if beside.is_dir() else Path(__file__).resolve().parents[2] / "notebooks"


def find_templates(folder: Path) -> tuple[Template, ...]:
    """List the notebooks that make a report, one a step of the cycle, in the order of their numbers.

    Raises
    ------
    PlaceError
        There is none.
    """
    paths = sorted(folder.glob("[0-9]_*.ipynb"))
    if not paths:
        mend = "Call qmf where the notebooks folder is, or beside it."
        raise PlaceError(
            Fault("there are no template notebooks such as 1_understand.ipynb", str(folder), mend)
        )
    return tuple(Template(path, _title(path)) for path in paths)


def _title(path: Path) -> str:
    try:
        notebook = nbformat.read(path, as_version=4)
    except (OSError, ValueError, nbformat.ValidationError):
        return path.stem  # no notebook: it fails when it is run, and the others do not
    for cell in notebook.cells:
        for line in cell.source.splitlines() if cell.cell_type == "markdown" else ():
            if line.startswith("# "):
                return str(line[2:].strip())
    return path.stem
