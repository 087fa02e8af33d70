"""`qmf chart`: one file in, one chart out, or a refusal in words."""

import xml.etree.ElementTree as ET
from contextlib import chdir
from io import StringIO

import pandas as pd
import pytest
from typer.testing import CliRunner

from qmf.cli import app
from qmf.report.one_chart import MOST
from qmf.spc import control_chart

MONTHS = pd.date_range("2024-01-01", periods=20, freq="MS")
FALLS = pd.DataFrame({"month": MONTHS, "falls": [8, 10] * 6 + [12] * 8, "days": 400})


@pytest.fixture
def folder(tmp_path):
    FALLS.to_csv(tmp_path / "falls.csv", index=False)
    wards = pd.concat([FALLS.assign(ward="Heron"), FALLS.assign(ward="<b>Wren & co</b>")])
    wards.to_csv(tmp_path / "wards.csv", index=False)
    with chdir(tmp_path):
        yield tmp_path


def call(*words):
    return CliRunner().invoke(app, ["chart", *words], env={"COLUMNS": "300"})


def made(*words):
    done = call(*words)
    assert done.exit_code == 0, done.output
    return done.stdout


def refused(folder, *words):
    before = sorted(folder.iterdir())
    done = call(*words)
    assert done.exit_code == 2 and isinstance(done.exception, SystemExit), done.output
    assert sorted(folder.iterdir()) == before, "nothing is made"
    return done.stderr


def test_the_numbers_are_those_of_control_chart(folder):
    words = made(
        "falls.csv", "--x", "month", "--y", "falls", "--n", "days", "--multiply", "1000", "--baseline", "12",
        "--improvement", "decrease", "--target", "20", "--out", "out.csv",
    )  # fmt: skip
    chart = control_chart(
        FALLS, x="month", y="falls", n="days", multiply=1000, baseline=12, improvement="decrease", target=20
    )
    found = pd.read_csv(folder / "out.csv", parse_dates=["x"])
    assert found["ucl"].tolist() == chart.points["ucl"].tolist()
    assert found["signal"].fillna("").tolist() == chart.points["signal"].fillna("").tolist()
    assert "7.5 above their earlier average of 22.5" in words


def test_targets_have_names_where_there_are_two(folder):
    some = ("falls.csv", "--x", "month", "--y", "falls", "--improvement", "decrease", "--target", "local=12")
    words = made(*some, "--target", "national=30", "--out", "out.csv")
    assert "its local target of 12" in words and "its national target of 30" in words
    found = pd.read_csv(folder / "out.csv")
    assert found["target"].eq(12).all() and found["target_national"].eq(30).all()
    said = refused(folder, *some, "--target", "30", "--out", "other.csv")
    assert "--target: there are several targets without a name of their own" in said


def test_a_picture_is_well_formed_and_says_what_it_shows(folder):
    made(
        "falls.csv",
        "--x",
        "month",
        "--y",
        "falls",
        "--title",
        "Falls with harm",
        "--unit",
        "falls",
        "--out",
        "f.svg",
    )
    root = ET.parse(folder / "f.svg").getroot()  # noqa: S314 - our own drawing
    assert "Falls with harm" in root[0].text and "average" in root[1].text
    first = (folder / "f.svg").read_bytes()
    made(
        "falls.csv",
        "--x",
        "month",
        "--y",
        "falls",
        "--title",
        "Falls with harm",
        "--unit",
        "falls",
        "--out",
        "f.svg",
    )
    assert (folder / "f.svg").read_bytes() == first, "the same bytes"


def test_a_page_holds_every_series_and_lets_no_text_become_markup(folder):
    made("wards.csv", "--x", "month", "--y", "falls", "--by", "ward", "--out", "w.html")
    page = (folder / "w.html").read_text()
    assert page.count("<svg ") == 2 and page.count("<tr>") == 2 * 21
    assert "<b>Wren" not in page and "&lt;b&gt;Wren &amp; co" in page
    plain = page.replace("http://www.w3.org/2000/svg", "").replace("http-equiv", "")
    assert "http" not in plain, "it asks nothing of a network"


def test_british_dates_commas_and_windows_text(folder):
    text = "Mon\u00e5t,Falls,Out\n" + "".join(
        f'{d:%d/%m/%Y},"1,{v:03}",{"yes" if i == 3 else "no"}\n'
        for i, (d, v) in enumerate(zip(MONTHS, FALLS["falls"], strict=True))
    )
    (folder / "gb.csv").write_bytes(text.encode("cp1252"))
    made(
        "gb.csv",
        "--x",
        "Mon\u00e5t",
        "--y",
        "Falls",
        "--exclude",
        "Out",
        "--phase",
        "01/01/2025",
        "--out",
        "gb_out.csv",
    )
    found = pd.read_csv(folder / "gb_out.csv")
    assert found["x"].tolist() == [f"{d:%Y-%m-%d}" for d in MONTHS]
    assert found["y"].tolist() == (FALLS["falls"] + 1000).tolist()
    assert found["phase"].tolist() == [1] * 12 + [2] * 8 and found["excluded"].sum() == 1


def test_a_phase_column_a_target_column_and_numbers_for_x(folder):
    data = pd.DataFrame(
        {"week": range(20), "y": [3, 4] * 10, "part": ["a"] * 9 + ["b"] * 11, "goal": [5] * 20}
    )
    data.to_csv(folder / "n.csv", index=False)
    made("n.csv", "--x", "week", "--y", "y", "--phase", "part", "--target", "goal", "--out", "n_out.csv")
    found = pd.read_csv(folder / "n_out.csv")
    assert found["phase"].tolist() == [1] * 9 + [2] * 11 and (found["target"] == 5).all()
    made("n.csv", "--x", "week", "--y", "y", "--phase", "4", "--phase", "9", "--out", "n_out.csv")
    assert pd.read_csv(folder / "n_out.csv")["phase"].max() == 3


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--y", "fals", "--out", "o.csv"], "Did you mean 'falls'"),
        (["--y", "falls", "--kind", "xmrr", "--rules", "mcd", "--out", "o.svg"], "Did you mean 'mdc'"),
        (["--y", "falls", "--out", "o.pdf"], "ends in .html, .svg or .csv"),
        (["--y", "falls", "--out", "nowhere/o.csv"], "Make it first"),
        (["--y", "falls", "--out", "falls.csv"], "the file that is read"),
        (["--y", "month", "--out", "o.csv"], "hold no number"),
        (["--y", "falls", "--target", "goal", "--out", "o.csv"], "no column 'goal'"),
        (["--y", "falls", "--phase", "2031-01-01", "--out", "o.csv"], "The nearest is 2025-08-01"),
        (["--y", "falls", "--exclude", "month", "--out", "o.csv"], "neither True nor False"),
    ],
)
def test_what_does_not_fit_is_refused_in_words(folder, words, says):
    assert says in refused(folder, "falls.csv", "--x", "month", *words)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("no.csv", None, "no such file"),
        ("empty.csv", b"", "no table with a header"),
        ("head.csv", b"month,falls\n", "nothing to draw"),
        ("zip.csv", b"PK\x03\x04\x00\x00", "no text"),
        ("wide.csv", b"month,falls\n1,2,3\n4,5,6\n", "more cells than the header has names"),
        ("book.xlsx", b"PK", "Save the sheet as CSV"),
        ("ragged.csv", b"month,falls\n1,2,3,4\n1\n5,6,7,8,9\n", "no table with a header"),
    ],
)
def test_a_file_that_is_no_table_is_refused_in_words(folder, name, content, says):
    if content is not None:
        (folder / name).write_bytes(content)
    assert says in refused(folder, name, "--x", "month", "--y", "falls", "--out", "o.svg")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("month,falls\n1,4\n2,four\n3,5\n", "row 3 holds no number"),
        ("month,falls\n1,4\n\n\n2,four\n3,five\n", "rows 5 and 6 hold no number"),
        ("\n\nmonth,falls\n1,4\n2,four\n", "row 5 holds no number"),
        ("month,falls\r\n1,4\r\n\r\n2,-1\r\n", "row 4: below 0"),
        ("month,falls\nsoon,4\n2025-01-01,5\n", "row 2: neither date nor number"),
        ("month,falls\n01/04/2025,4\n31/02/2025,5\n", "row 3: neither date nor number"),
        ("month,falls\n1,4\n2,5\nx,5\n", "row 4: neither date nor number"),
    ],
)
def test_a_fault_names_the_line_of_the_file(folder, content, says):
    (folder / "lines.csv").write_bytes(content.encode())
    assert says in refused(
        folder, "lines.csv", "--x", "month", "--y", "falls", "--kind", "c", "--out", "o.svg"
    )


def test_empty_lines_and_rows_are_no_points(folder):
    (folder / "gaps.csv").write_text("month,falls\n1,4\n\n,\n2,5\n3,\n", encoding="utf-8")
    made("gaps.csv", "--x", "month", "--y", "falls", "--out", "gaps_out.csv")
    assert pd.read_csv(folder / "gaps_out.csv")["x"].tolist() == [1, 2, 3]


def test_too_many_series_for_a_picture_or_a_page(folder):
    assert "one picture shows one series" in refused(
        folder, "wards.csv", "--x", "month", "--y", "falls", "--by", "ward", "--out", "o.svg"
    )
    many = pd.DataFrame({"x": [1] * (MOST + 1), "y": 1, "unit": range(MOST + 1)})
    many.to_csv(folder / "many.csv", index=False)
    words = ["many.csv", "--x", "x", "--y", "y", "--by", "unit", "--out"]
    assert "more than a page of 100" in refused(folder, *words, "o.html")
    made(*words, "o.csv")
    assert len(pd.read_csv(StringIO((folder / "o.csv").read_text()))) == MOST + 1
