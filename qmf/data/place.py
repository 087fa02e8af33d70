"""A place: the data of one organisation, and the questions that every report asks of it first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pandas as pd

from qmf.data.about import About
from qmf.data.cells import is_plain
from qmf.data.further import read_further
from qmf.data.periods import period_ends
from qmf.data.tables import FURTHER
from qmf.data.tree import under
from qmf.errors import DataError, Fault
from qmf.framework import nearest, one_of

__all__ = ["Place"]


@dataclass(frozen=True)
class Place:
    """The data of one organisation, as its folder holds them.

    Parameters
    ----------
    folder
        Where it was read.
    about
        What place.yaml says of it.
    units, observations, events, pdsa_cycles
        The tables, with the columns of ``data/DICTIONARY.md``; the index is the row as a spreadsheet shows it. `units`
        is in tree order.
    seal
        The SHA-256 of every file that was read, by its name: a further table's from when it is first asked for.
    """

    folder: Path
    about: About
    units: pd.DataFrame = field(repr=False)
    observations: pd.DataFrame = field(repr=False)
    events: pd.DataFrame = field(repr=False)
    pdsa_cycles: pd.DataFrame = field(repr=False)
    seal: dict[str, str] = field(repr=False)
    _further: dict[str, pd.DataFrame] = field(default_factory=dict, init=False, repr=False, compare=False)

    def table(self, name: str) -> pd.DataFrame:
        """Read one of the further tables, the first time it is asked for.

        Parameters
        ----------
        name
            The table's name, like standards.

        Returns
        -------
        pandas.DataFrame
            Its rows, checked, with the columns of ``data/DICTIONARY.md``; none where the place has no such file.

        Raises
        ------
        DataError
            There is no such table, or it does not hold what it should; all its faults at once.
        """
        if name not in FURTHER:
            raise DataError(self._unknown(name, "there is no table", sorted(FURTHER)))
        if name not in self._further:
            frame, seal = read_further(self.folder, FURTHER[name], self._known)
            self._further[name] = frame
            self.seal.update(seal)
        return self._further[name]

    def check_tables(self) -> None:
        """Read every further table that the place has.

        Raises
        ------
        DataError
            With the faults of all of them at once.
        """
        faults: list[Fault] = []
        for name in FURTHER:
            try:
                self.table(name)
            except DataError as error:
                faults += error.faults
        if faults:
            raise DataError(dict.fromkeys(faults))

    def _known(self, names: str) -> set[str] | None:
        if names == "units":
            return set(self.units["unit"])
        if names == "services":
            return {each for each in self.units["service"] if each}
        if names == "measures":
            return set(self.observations["measure"]) | set(self.events["kind"])
        table = self.table(names)
        return set(table[FURTHER[names].key[0]]) if self.file(names) in self.seal else None

    @property
    def name(self) -> str:
        """The organisation's name."""
        return self.about.name

    @property
    def synthetic(self) -> bool:
        """Whether everything in it is invented."""
        return self.about.synthetic

    @property
    def notice(self) -> str:
        """The sentence that every page shows."""
        return self.about.notice

    @property
    def source(self) -> str:
        """Where the data come from."""
        return self.about.source

    @property
    def licence(self) -> str:
        """Under what terms they may be used."""
        return self.about.licence

    @property
    def rounding(self) -> int:
        """What every count was rounded to before it came here; 1 where it was not."""
        return self.about.rounding

    def file(self, table: str) -> str:
        """Name the file that a table was read from.

        Parameters
        ----------
        table
            The table's name, like observations.
        """
        return next((name for name in self.seal if name.split(".")[0] == table), f"{table}.csv")

    def units_of(self, units: Sequence[str] | Mapping[str, str]) -> list[str]:
        """Find the wards and teams that are meant.

        Parameters
        ----------
        units
            Names of units (of a service, directorate or trust: all wards and teams under it), or ``{"service": kind}``.

        Returns
        -------
        list of str
            The wards and teams, in tree order.

        Raises
        ------
        DataError
            A unit or a kind of service is not in the tree; all faults at once.
        """
        leaves = self.units[self.units["kind"].isin(["ward", "team"])]
        if isinstance(units, Mapping):
            kind = units["service"]
            found = leaves.loc[leaves["service"] == kind, "unit"].tolist()
            if not found:
                kinds = sorted({each for each in leaves["service"] if each})
                raise DataError(self._unknown(kind, "no ward or team is of the service", kinds))
            return found
        known = self.units["unit"].tolist()
        faults = [self._unknown(unit, "there is no unit", known) for unit in units if unit not in known]
        if not units:
            faults = [Fault("no unit is named", self.file("units"), "Name one at least.")]
        wanted = under(self.units, units)
        found = [unit for unit in leaves["unit"] if unit in wanted]
        if not faults and not found:
            faults = [
                Fault(
                    "no ward or team is under the units named", self.file("units"), "Name a ward or a team."
                )
            ]
        if faults:
            raise DataError(faults)
        return found

    def _unknown(self, code: str, what: str, known: list[str]) -> Fault:
        near = nearest(code, known)
        mend = f"Is '{near}' meant?" if near else (f"Write {one_of(known)}." if 0 < len(known) <= 12 else "")
        return Fault(
            f"{what} '{code}'" if is_plain(code) else f"{what} that is named", self.file("units"), mend
        )

    def last_complete_period(self) -> date:
        """Find the end of the last complete month in the data: the day that reports are as at, where nobody says.

        Returns
        -------
        datetime.date
            The last day of the latest month that observations cover; of the month before the last event's, where
            there are none.

        Raises
        ------
        DataError
            There is no period in the data.
        """
        starts = self.observations["period_start"].dropna()
        if not starts.empty:
            months = starts[starts.dt.day == 1]
            whole = (
                period_ends(months, "month").max()
                if not months.empty
                else _month_before(starts.max() + pd.Timedelta(days=7))
            )
        elif not self.events.empty:
            whole = _month_before(self.events["date"].max() + pd.Timedelta(days=1))
        else:
            raise DataError(
                Fault("there is no period in the data", self.file("observations"), "Add rows to it.")
            )
        return date(whole.year, whole.month, whole.day)


def _month_before(day: pd.Timestamp) -> pd.Timestamp:
    return day.replace(day=1) - pd.Timedelta(days=1)
