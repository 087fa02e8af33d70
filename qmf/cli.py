"""The command line: ``qmf report``, ``qmf verify``, ``qmf check``, ``qmf import``, ``qmf chart``.

Exit codes: 0 all done; 1 some reports failed (the rest are there), or a bundle is not what its seal says; 2 the input
was refused, wholly.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable
from datetime import date
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, ParamSpec, TypeVar

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

import qmf
from qmf.errors import Fault, ParameterError, QmfError

if TYPE_CHECKING:  # a command imports what it needs when it is called
    from qmf.report.plan import Plan
    from qmf.report.pools import Pool
    from qmf.report.sealing import Verified

__all__ = ["app", "main"]

app = typer.Typer(
    name="qmf",
    help="Quality-management analytics: SPC, families of measures, and reports that can be made again.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

MOST_WORKERS = 64

Priorities = Annotated[
    list[str] | None, typer.Argument(help="The priorities' ids; all of the year's if none.")
]
Year = Annotated[str | None, typer.Option(help="The NHS year, such as 2025-26; the one of --as-at if none.")]
AsAt = Annotated[
    str | None,
    typer.Option(
        "--as-at", metavar="DATE", help="The last day that counts; the end of the last whole month if none."
    ),
]
Data = Annotated[Path, typer.Option(help="The folder of the tables.")]
Workers = Annotated[int, typer.Option(help=f"How many notebooks run at once: 1 to {MOST_WORKERS}.")]
Parameters = Annotated[Path, typer.Option(help="The folder of the year folders.")]


P = ParamSpec("P")
R = TypeVar("R")


def polite(command: Callable[P, R]) -> Callable[P, R]:
    """Turn a refusal into its sentences and exit 2; a traceback is for our faults, not a user's."""

    @wraps(command)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(*args, **kwargs)
        except QmfError as error:
            _say(error, "Nothing was checked" if command.__name__ == "verify" else "Nothing was made")
            raise typer.Exit(2) from None

    return wrapped


def _day(text: str | None) -> date | None:
    from qmf.report.dates import read_day

    return None if text is None else read_day(text, "--as-at")


def _check_workers(workers: int) -> None:
    if not 1 <= workers <= MOST_WORKERS:
        mend = "One for each processor is right, as a rule."
        raise ParameterError(
            Fault(f"{workers} reports at once cannot be", "--workers", f"Give 1 to {MOST_WORKERS}. {mend}")
        )


def _stop(signum: int, frame: object) -> None:
    raise SystemExit(128 + signum)


def _say(error: QmfError, nothing: str) -> None:
    console = Console(stderr=True, soft_wrap=True, highlight=False, markup=False)
    count = len(error.faults)
    console.print(
        f"{nothing}: " + ("one thing needs mending." if count == 1 else f"{count} things need mending.")
    )
    for fault in error.faults:
        console.print(f"  • {fault}")


@app.command()
@polite
def report(
    priorities: Priorities = None,
    *,
    year: Year = None,
    as_at: AsAt = None,
    data: Data = Path("data"),
    parameters: Parameters = Path("parameters"),
    out: Annotated[Path, typer.Option(help="Where the bundles go.")] = Path("reports"),
    audience: Annotated[
        str | None,
        typer.Option(help="Whose reports, such as team or public; all that the priorities name if none."),
    ] = None,
    workers: Workers = 2,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Make everything again, also what is unchanged.")
    ] = False,
    kernel: Annotated[
        bool, typer.Option("--kernel", help="Run each notebook in a Jupyter kernel of its own; slower.")
    ] = False,
    zip_: Annotated[
        bool, typer.Option("--zip", help="Also write the bundle as one file to send, beside it.")
    ] = False,
) -> None:
    """Make the reports of some priorities, or of all: one bundle that opens in any browser."""
    from qmf.report.pools import opened

    _check_workers(workers)
    signal.signal(signal.SIGTERM, _stop)  # so that a run that is told to stop leaves nothing half made
    with opened(workers, kernel=kernel) as pool:  # it gets ready while the input is checked
        from qmf.report.plan import make_plans

        plans = make_plans(
            priorities=priorities or (),
            year=year,
            as_at=_day(as_at),
            data=data,
            parameters=parameters,
            out=out,
            audience=audience,
        )
        if not all([_made(plan, pool, fresh=fresh, zipped=zip_) for plan in plans]):
            raise typer.Exit(1)


def _made(plan: Plan, pool: Pool, *, fresh: bool, zipped: bool) -> bool:
    """Make one audience's bundle and say how it went; False where a report failed."""
    from qmf.report.run import run
    from qmf.report.sealing.zipped import zip_of

    with _bar() as bar:
        task = bar.add_task("Making reports", total=len(plan.findings) * len(plan.templates))
        outcome = run(plan, pool=pool, fresh=fresh, zipped=zipped, progress=lambda done: bar.advance(task))
    console = Console(soft_wrap=True, highlight=False, markup=False)
    for result in outcome.failed:
        file = "" if result.title == result.notebook else f" ({result.notebook}.ipynb)"
        console.print(f"Failed: {result.priority}, {result.title}{file}: {result.error}")
    made = len(outcome.results) - len(outcome.failed)
    before = f" ({outcome.unchanged} of them unchanged since before)" if outcome.unchanged else ""
    console.print(
        f"{made} of {len(outcome.results)} reports made{before}. Open {outcome.bundle / 'index.html'}"
    )
    if zipped:
        console.print(f"To send: {zip_of(outcome.bundle)}")
    if outcome.failed:
        console.print(f"The notebooks that failed are in {outcome.bundle}.failed; the log is {outcome.log}")
    return not outcome.failed


def _bar() -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=Console(stderr=True), transient=not sys.stderr.isatty())


@app.command()
@polite
def verify(
    bundle: Annotated[Path, typer.Argument(help="The folder of a date, of a priority in it, or a zip.")],
    *,
    again: Annotated[bool, typer.Option("--again", help="Also make it again, and compare.")] = False,
    data: Data = Path("data"),
    parameters: Parameters = Path("parameters"),
    workers: Workers = 2,
) -> None:
    """Check that a bundle is what its seal says: every file that was changed, is missing or is extra is named."""
    _check_workers(workers)
    from qmf.report.sealing import verify

    found = verify(bundle)
    for what, name in found.differences:
        print_line(f"{what.capitalize()}: {name}")
    whole = found.differences.same
    print_line(
        f"{'As it was sealed' if whole else 'Not as it was sealed'}: {len(found.files)} files. "
        f"The seal's own SHA-256 is {found.sha256}"
    )
    if again:
        whole = _again(found, data, parameters, workers) and whole
    if not whole:
        raise typer.Exit(1)


def _again(found: Verified, data: Path, parameters: Path, workers: int) -> bool:
    from qmf.report.sealing.again import make_again

    with _bar() as bar:
        task = bar.add_task("Making it again", total=None)
        made = make_again(
            found, data=data, parameters=parameters, workers=workers, progress=lambda done: bar.advance(task)
        )
    words = {"changed": "Came out otherwise", "missing": "Did not come out", "extra": "Came out anew"}
    for what, name in made.differences:
        print_line(f"{words[what]}: {name}")
    if made.differences.same:
        print_line("Made again, to the byte.")
        return True
    for reason in made.reasons:
        print_line(f"Because of {reason}")
    if not made.reasons:
        print_line("Everything it was made from is the same: please report this as a fault of the kit.")
    return False


@app.command()
@polite
def check(
    priorities: Priorities = None,
    *,
    year: Year = None,
    as_at: AsAt = None,
    data: Data = Path("data"),
    parameters: Parameters = Path("parameters"),
) -> None:
    """Check the parameter files and the data, and make nothing."""
    from qmf.report.plan import make_plans

    plans = make_plans(
        priorities=priorities or (),
        year=year,
        as_at=_day(as_at),
        data=data,
        parameters=parameters,
    )
    each = {found.priority.id: len(found.measures) for plan in plans for found in plan.findings}
    names, day, number = ", ".join(sorted(each)), plans[0].as_at.isoformat(), sum(each.values())
    measures = f"{number} measure{'' if number == 1 else 's'}"
    print_line(f"All is well: {names}; {measures}; data as at {day}.")


@app.command(name="import")
@polite
def import_(
    kind: Annotated[str, typer.Argument(help="What the file is, such as talking-therapies.")],
    file: Annotated[Path, typer.Argument(help="The published file.")],
    *,
    org: Annotated[str, typer.Option(help="The organisation's code, such as RPG.")],
    out: Annotated[Path, typer.Option(help="The folder for the tables.")],
) -> None:
    """Turn a published file into the kit's tables."""
    from qmf.data import IMPORTERS

    if kind not in IMPORTERS:
        mend = f"Those there are: {', '.join(sorted(IMPORTERS))}."
        raise ParameterError(Fault("no such kind of file can be imported", "KIND", mend))
    IMPORTERS[kind](file, org=org, out=out)
    print_line(f"Written to {out}. Now: qmf report {kind} --data {out}")


@app.command()
@polite
def chart(
    file: Annotated[Path, typer.Argument(help="A CSV file: a header, then one row a point.")],
    *,
    x: Annotated[
        str, typer.Option(help="The column of dates, such as 2026-04-30 or 30/04/2026, or numbers.")
    ],
    y: Annotated[str, typer.Option(help="The column of values or numerators.")],
    n: Annotated[str | None, typer.Option(help="The column of denominators.")] = None,
    by: Annotated[
        list[str] | None, typer.Option(help="A column that tells series apart; may be repeated.")
    ] = None,
    kind: Annotated[str, typer.Option(help="The kind of chart, such as xmr, run, p or u.")] = "xmr",
    rules: Annotated[str, typer.Option(help="The rules, such as mdc or anhoej.")] = "mdc",
    improvement: Annotated[str, typer.Option(help="increase, decrease or neutral.")] = "neutral",
    target: Annotated[
        list[str] | None,
        typer.Option(help="A number, or the column of a trajectory; several as local=5, national=6."),
    ] = None,
    phase: Annotated[
        list[str] | None, typer.Option(help="Where a new phase starts (repeat it), or the column of phases.")
    ] = None,
    baseline: Annotated[int | None, typer.Option(help="How many first points set the limits.")] = None,
    exclude: Annotated[
        str | None, typer.Option(help="The column that says yes where a point is left out.")
    ] = None,
    run_length: Annotated[int | None, typer.Option(help="Length of a shift and a trend: 6, 7 or 8.")] = None,
    multiply: Annotated[float, typer.Option(help="100 for per cent, 1000 for a rate per 1,000.")] = 1.0,
    title: Annotated[str | None, typer.Option(help="What the measure is called.")] = None,
    unit: Annotated[str | None, typer.Option(help="Its unit in words.")] = None,
    out: Annotated[Path, typer.Option(help="What to write: .html, .svg or .csv.")],
) -> None:
    """Draw the control chart of a CSV file."""
    from qmf.report.one_chart import draw_file

    made = draw_file(
        file, out, x=x, y=y, n=n, by=by or (), kind=kind, rules=rules, improvement=improvement,
        target=target or (),
        phases=phase or (), baseline=baseline, exclude=exclude, run_length=run_length, multiply=multiply,
        title=title, unit=unit,
    )  # fmt: skip
    print_line(f"Written to {out}.")
    if len(made.series) == 1:
        print_line(made.words())


@app.command()
def version() -> None:
    """Say which version this is."""
    print_line(f"qmf {qmf.__version__}")


def print_line(text: str) -> None:
    """Write a line for a person to standard output."""
    Console(soft_wrap=True, highlight=False, markup=False).print(text)


def main() -> None:
    """Run the command line."""
    app()


if __name__ == "__main__":
    main()
