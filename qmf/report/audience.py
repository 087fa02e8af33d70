"""Whose bundle it is: which audiences a run is for, what each may be shown of, and that nothing else reaches a page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from qmf.cycle import Findings
from qmf.disclosure import TEAM, Policy, check_apart, disclose, policy_of
from qmf.errors import BundleError, Fault, ParameterError
from qmf.framework import Priority, nearest, one_of, shown

__all__ = ["asked_audiences", "check_passed", "folder_name", "passed"]


def asked_audiences(
    known: Mapping[str, Policy], priorities: Sequence[Priority], wanted: str | None, *, by_name: bool
) -> dict[str, list[Priority]]:
    """Say which priorities to report to which audiences.

    Parameters
    ----------
    known
        The policy of each audience there is.
    priorities
        The priorities of the run.
    wanted
        The audience asked for; all that the priorities name, where None.
    by_name
        Whether the priorities were asked for by name: then none may be left out in silence.

    Raises
    ------
    ParameterError
        There is no such audience, or a priority is not for the one that was asked for.
    """
    where = {each.id: f"parameters/{each.year}/{each.id}.yaml, audiences" for each in priorities}
    faults = [
        Fault(f"there is no audience {shown(name)}", where[each.id], _instead(name, known))
        for each in priorities
        for name in each.audiences
        if name not in known
    ]
    if wanted is not None and wanted not in known:
        faults.append(Fault("no report is made for that audience", "--audience", _instead(wanted, known)))
    if faults:
        raise ParameterError(faults)
    if wanted is None:
        found = {name: [each for each in priorities if name in each.audiences] for name in known}
        return {name: some for name, some in found.items() if some}
    mine = [each for each in priorities if wanted in each.audiences]
    rest = [each for each in priorities if each not in mine]
    if rest and (by_name or not mine):
        mend = f"Write 'audiences: [team, {wanted}]' in it, if it may be shown to them."
        raise ParameterError(
            Fault(f"it is not for the audience '{wanted}'", where[each.id], mend) for each in rest
        )
    return {wanted: mine}


def passed(findings: Iterable[Findings], policy: Policy) -> tuple[Findings, ...]:
    """Let an audience's policy pass findings, and refuse those that would give numbers away side by side.

    Parameters
    ----------
    findings
        What was found, in exact numbers.
    policy
        The audience's policy.

    Raises
    ------
    DataError
        Two priorities count the same over different units together.
    """
    found = tuple(disclose(each, policy=policy) for each in findings)
    check_apart(found)
    return found


def check_passed(findings: Iterable[Findings], policy: Policy) -> None:
    """Refuse to write what the audience's policy has not passed.

    Parameters
    ----------
    findings
        What is to be written.
    policy
        The audience's policy.

    Raises
    ------
    BundleError
        Findings stand there in exact numbers, or under another policy.
    DataError
        Two priorities count the same over different units together.
    """
    findings = list(findings)
    faults = [
        Fault(
            "its numbers have not passed the disclosure policy",
            each.priority.id,
            f"Disclose it under {policy.id}.",
        )
        for each in findings
        if not policy.shows_all and policy_of(each) != policy
    ]
    if faults:
        raise BundleError(faults)
    check_apart(findings)


def folder_name(as_at: str, audience: str) -> str:
    """Name the folder of a bundle.

    Examples
    --------
    >>> folder_name("2026-03-31", "team"), folder_name("2026-03-31", "public")
    ('2026-03-31', '2026-03-31-public')
    """
    return as_at if audience == TEAM else f"{as_at}-{audience}"


def _instead(name: str, known: Mapping[str, Policy]) -> str:
    near = nearest(name, known)
    return f"Did you mean '{near}'?" if near else f"Those there are: {one_of(known)}."
