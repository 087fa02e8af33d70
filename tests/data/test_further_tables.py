"""Further tables: none is needed, each is read when it is asked for, and each is held to what it names."""

from __future__ import annotations

import hashlib

import pytest

from qmf.data import open_place
from qmf.data.schemas import Column, Table
from qmf.data.tables import FURTHER
from qmf.errors import DataError

GARDEN = Table(
    "garden",
    "One bed of a ward's garden.",
    key=("bed",),
    same="the same bed",
    needed=False,
    columns=(
        Column("bed", "code", "Its short name.", filled=True),
        Column("unit", "code", "Whose it is.", filled=True, names="units"),
        Column("measures", "codes", "What it is watched by.", names="measures"),
        Column("standard", "code", "What it is held to.", names="standards"),
        Column("score", "count", "How it fares.", most=5),
        Column("dug", "date", "The day it was dug."),
        Column("sown", "date", "The day it was sown."),
        Column("plants", "count", "How many plants."),
        Column("roses", "count", "How many of them are roses."),
    ),
    in_order=(("dug", "sown"),),
    part_of=(("roses", "plants"),),
)
HEADER = ",".join(column.name for column in GARDEN.columns) + "\n"
GOOD = "bed-1,heron,huddles;violence,safety,4,2026-01-01,2026-02-01,12,3\n"
STANDARDS = "standard,title,belongs_to\nsafety,Safety,fundamental-standards\n"


@pytest.fixture(autouse=True)
def garden(monkeypatch):
    monkeypatch.setitem(FURTHER, "garden", GARDEN)


def test_a_place_without_them_has_them_empty(write):
    place = open_place(write())
    for name, table in FURTHER.items():
        assert list(place.table(name).columns) == [column.name for column in table.columns]
        assert place.table(name).empty
    assert set(place.seal) == {"place.yaml", "units.csv", "observations.csv", "events.csv"}


def test_a_table_is_read_and_sealed_when_it_is_asked_for(write):
    folder = write({"garden.csv": HEADER + GOOD, "standards.csv": STANDARDS})
    place = open_place(folder)
    assert "garden.csv" not in place.seal
    row = place.table("garden").iloc[0]
    assert (row["unit"], row["score"], f"{row['sown']:%B %Y}") == ("heron", 4, "February 2026")
    assert place.seal["garden.csv"] == hashlib.sha256((folder / "garden.csv").read_bytes()).hexdigest()
    assert place.file("garden") == "garden.csv"
    assert "standards.csv" in place.seal  # a row was checked against it


@pytest.mark.parametrize(
    ("row", "where", "what", "mend"),
    [
        ("b,herron,,,,,,,", "row 2, unit", "the unit 'herron' is not in the tree", "Is 'heron' meant?"),
        ("b,heron,violense,,,,,,", "row 2, measures", "the measure 'violense'", "Is 'violence' meant?"),
        ("b,heron,,safty,,,,,", "row 2, standard", "the standard 'safty'", "Is 'safety' meant?"),
        ("b,heron,,,6,,,,", "row 2, score", "the number is over 5", "Correct"),
        ("b,heron,,,,2026-02-01,2026-01-01,,", "row 2, sown", "before the one under 'dug'", "Correct"),
        ("b,heron,,,,,,3,4", "row 2, roses", "over the one under 'plants'", "Correct"),
        ("b,heron,,,many,,,,", "row 2, score", "a text stands", "Give a number"),
        ("b,,,,,,,,", "row 2, unit", "empty", "Every row"),
    ],
)
def test_what_is_wrong_is_named_by_row_and_column(write, row, where, what, mend):
    place = open_place(write({"garden.csv": f"{HEADER}{row}\n", "standards.csv": STANDARDS}))
    with pytest.raises(DataError) as caught:
        place.table("garden")
    (fault,) = caught.value.faults
    assert fault.where == f"garden.csv, {where}"
    assert what in fault.what
    assert mend in fault.mend


def test_a_table_that_is_not_there_can_be_named_from(write):
    assert len(open_place(write({"garden.csv": HEADER + GOOD})).table("garden")) == 1


def test_all_faults_of_all_tables_are_told_at_once(write):
    rows = "bed-1,robin,,,9,,,,\nbed-1,heron,,,,yesterday,,,\n"
    place = open_place(write({"garden.csv": HEADER + rows, "standards.csv": "standard\nsafety\n"}))
    with pytest.raises(DataError) as caught:
        place.check_tables()
    wheres = [fault.where for fault in caught.value.faults]
    assert wheres.count("standards.csv, row 1") == 2
    assert {"garden.csv, row 2, score", "garden.csv, row 3, dug", "garden.csv, row 3"} < set(wheres)


def test_no_message_repeats_what_could_name_a_person(write):
    person = '"Smith, Jane 943 476 5919"'
    rows = f"{HEADER}{','.join([person] * len(GARDEN.columns))}\n"
    with pytest.raises(DataError) as caught:
        open_place(write({"garden.csv": rows})).check_tables()
    assert "smith" not in str(caught.value).lower()
    assert "943" not in str(caught.value)


def test_a_table_nobody_knows_is_told(write):
    with pytest.raises(DataError, match="Is 'garden' meant"):
        open_place(write()).table("gardens")


def test_the_sample_fills_them(sample):
    sample.check_tables()
    empty = [name for name in FURTHER if name != "garden" and sample.table(name).empty]
    assert not empty
