"""What is wrong with a file is told whole: file, row, column, how to mend; and never who."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qmf.data import check_measures, open_place, series
from qmf.errors import DataError, PlaceError

HEADER = "measure,unit,period_start,numerator,denominator,value,suppressed\n"
GOOD = "huddles,heron,2026-01-01,20,31,,false\n"


def told(folder):
    with pytest.raises(DataError) as caught:
        open_place(folder)
    return caught.value


@pytest.mark.parametrize(
    ("cells", "where", "what", "mend"),
    [
        ("heron,2026-02-01,many,31,,", "row 3, numerator", "a text", "Give a number"),
        ("heron,2026-02-01,*,31,,", "row 3, numerator", "a mark", "suppressed"),
        ("heron,2026-02-01,<5,31,,", "row 3, numerator", "a bound", "suppressed"),
        ("heron,2026-02-01,inf,31,,", "row 3, numerator", "infinite", "count itself"),
        ("heron,2026-02-01,1e999,31,,", "row 3, numerator", "infinite", "count itself"),
        ("heron,2026-02-01,nan,31,,", "row 3, numerator", "a text", "empty"),
        ("heron,2026-02-01,-3,31,,", "row 3, numerator", "below zero", "0 or more"),
        ('heron,2026-02-01,"1,200",31,,', "row 3, numerator", "comma", "1200"),
        ("heron,2026-02-01,71%,31,,", "row 3, numerator", "percentage", "denominator"),
        ("heron,2026-02-01,20,-31,,", "row 3, denominator", "below zero", "0 or more"),
        ("heron,2026-02-01,,,twelve,", "row 3, value", "a text", "Give a number"),
        ("heron,03/04/2026,20,31,,", "row 3, period_start", "day first", "2026-04-03"),
        ("heron,3.4.26,20,31,,", "row 3, period_start", "day first", "2026-04-03"),
        ("heron,2026-02-30,20,31,,", "row 3, period_start", "no such day", "Check"),
        ("heron,February,20,31,,", "row 3, period_start", "no date", "2026-04-03"),
        ("heron,,20,31,,", "row 3, period_start", "empty", "Every row"),
        ("heron,2026-02-03,20,31,,", "row 3, period_start", "neither a month nor a week", "Monday"),
        ("heron,2026-01-01,21,31,,", "row 3", "already, in row 2", "Keep one"),
        ("herron,2026-02-01,20,31,,", "row 3, unit", "'herron' is not in the tree", "Is 'heron' meant?"),
        ("heron,2026-02-01,20,31,,yes", "row 3, suppressed", "neither true nor false", "Write true or false"),
        (
            "heron,2026-02-01,2,31,,true",
            "row 3, numerator",
            "suppressed and holds a number",
            "Take the number out",
        ),
        ("heron,2026-02-01,2,31,0.1,", "row 3, value", "a numerator and a value", "Keep"),
    ],
)
def test_a_wrong_cell_is_named_by_row_and_column(write, cells, where, what, mend):
    fault = told(write({"observations.csv": f"{HEADER}{GOOD}huddles,{cells}\n"})).faults[0]
    assert fault.where == f"observations.csv, {where}"
    assert what in fault.what
    assert mend in fault.mend


def test_all_faults_of_all_files_are_told_at_once(write):
    rows = "huddles,heron,01/02/2026,-1,x,,\nhuddles,robin,2026-03-01,5,31,,\n"
    error = told(
        write({"observations.csv": HEADER + GOOD + rows, "units.csv": None, "events.csv": "event\n1\n"})
    )
    wheres = [fault.where for fault in error.faults]
    assert "units.csv" in wheres
    assert {
        f"observations.csv, row 3, {column}" for column in ("period_start", "numerator", "denominator")
    } < set(wheres)
    assert sum(where == "events.csv, row 1" for where in wheres) == 3


def test_units_are_checked_once_the_tree_is_there(write):
    rows = "huddles,robin,2026-03-01,5,31,,\nhuddles,jay,2026-03-01,5,31,,\n"
    assert len(told(write({"observations.csv": HEADER + rows})).faults) == 2


@pytest.mark.parametrize("secret", ["Mrs Jane Smith", "smith, jane 943 476 5919", "1952-02-30", "04/05/1952"])
def test_no_message_repeats_what_could_name_a_person(write, secret):
    rows = f'"{secret}","{secret}","{secret}","{secret}","{secret}","{secret}","{secret}"\n'
    events = f'event,kind,unit,date,harm\n1,"{secret}","{secret}","{secret}","{secret}"\n'
    tree = f'unit,name,kind,parent,service,opened\ntrust,T,trust,,,\na,"{secret}","{secret}","{secret}",,"{secret}"\n'
    message = str(told(write({"observations.csv": HEADER + rows, "events.csv": events, "units.csv": tree})))
    assert "smith" not in message.lower()
    assert "1952" not in message
    assert "943" not in message


@pytest.mark.parametrize(
    ("row", "where", "what"),
    [
        ("robin,Robin ward,ward,acutte,,,", "row 5, parent", "is no unit"),
        ("robin,Robin ward,ward,,,,", "row 5, parent", "second root"),
        ("robin,Robin ward,ward,robin,,,", "row 5, parent", "loop"),
        ("robin,Robin ward,bay,acute,,,", "row 5, kind", "none of the allowed"),
        ("heron,Heron again,ward,acute,,,", "row 5", "already, in row 4"),
        ("robin,Robin ward,ward,acute,,2026-02-01,2026-01-01", "row 5, closed", "closes before it opens"),
    ],
)
def test_a_tree_that_is_none_is_refused(write, row, where, what):
    tree = "unit,name,kind,parent,service,opened,closed\ntrust,Trust,trust,,,,\nacute,Acute,directorate,trust,,,\n"
    fault = told(write({"units.csv": f"{tree}heron,Heron ward,ward,acute,,,\n{row}\n"})).faults[0]
    assert fault.where == f"units.csv, {where}"
    assert what in fault.what


def test_a_long_loop_is_told_of_every_unit_in_it(write):
    tree = "unit,name,kind,parent,service\nheron,H,trust,,\na,A,ward,b,\nb,B,ward,c,\nc,C,ward,a,\nunder,U,ward,a,\n"
    faults = told(write({"units.csv": tree})).faults
    assert [fault.where for fault in faults] == [f"units.csv, row {row}, parent" for row in (3, 4, 5)]


def test_a_tree_without_a_root_is_refused(write):
    tree = "unit,name,kind,parent,service\nheron,H,ward,b,\nb,B,trust,heron,\n"
    assert "no root" in told(write({"units.csv": tree})).faults[0].what


@pytest.mark.parametrize(
    ("files", "what", "mend"),
    [
        ({"units.csv": None}, "no such file", "Put units.csv"),
        ({"units.csv": None, "unit.csv": "unit\n"}, "no such file", "Is 'unit.csv' meant?"),
        ({"place.yaml": None}, "no such file", "synthetic"),
        ({"observations.csv": ""}, "empty", "Export"),
        ({"observations.csv": "\n\n"}, "empty", "Export"),
        ({"observations.csv": HEADER}, "no row under it", "Export"),
        (
            {"observations.csv": HEADER.replace("numerator", "numertor") + GOOD},
            "'numerator' is missing",
            "'numertor'",
        ),
        (
            {"observations.csv": HEADER.replace("suppressed", "supressed") + GOOD},
            "'suppressed' is missing",
            "'supressed'",
        ),
        (
            {"observations.csv": HEADER.replace("numerator,", "") + GOOD.replace(",20", "")},
            "'numerator' is missing",
            "Add a column",
        ),
        ({"observations.csv": HEADER.replace("value", "unit") + GOOD}, "same name", "Rename"),
        ({"observations.csv": HEADER + GOOD.strip() + ",,,\n"}, "", ""),
        ({"observations.csv": HEADER + GOOD.strip() + ",oh\n"}, "more cells", "quotation marks"),
        (
            {"observations.csv": HEADER + GOOD + 'huddles,heron,2026-02-01,"20\n'},
            "quotation mark",
            "double it",
        ),
        ({"observations.csv": (HEADER + GOOD).encode("utf-16")}, "UTF-16", "CSV UTF-8"),
        ({"observations.csv": HEADER.encode() + b"\x81\x8d\n"}, "encoding", "CSV UTF-8"),
        ({"observations.parquet": b"PAR0"}, "twice", "Keep one"),
        ({"observations.csv": None, "observations.parquet": b"PAR0"}, "no Parquet", "again"),
        ({"place.yaml": "name: [\n"}, "no YAML", "name: value"),
        ({"place.yaml": "- a\n"}, "no names", "name: value"),
        ({"place.yaml": "name: T\nsynthetic: 'yes'\nnotice: N\n"}, "true or false", "invented"),
        ({"place.yaml": "name: T\nsynthetic: true\n"}, "missing", "notice"),
        ({"place.yaml": "name: T\nsynthetic: true\nnotice: N\nlicense: L\n"}, "not known", "'licence'"),
        ({"place.yaml": "name: T\nsynthetic: true\nnotice: N\nrounding: no\n"}, "whole number", "5"),
        (
            {"place.yaml": "name: T\nsynthetic: true\nnotice: N\nweeks_start: mon\n"},
            "day of the week",
            "monday",
        ),
    ],
)
def test_a_wrong_file_is_told(write, files, what, mend):
    folder = write(files)
    if not what:
        open_place(folder)  # empty cells beyond the last column are a spreadsheet's habit
        return
    fault = told(folder).faults[0]
    assert what in fault.what
    assert mend in fault.mend


def test_no_folder_is_told(tmp_path):
    with pytest.raises(PlaceError, match="no such folder"):
        open_place(tmp_path / "nowhere")


def test_a_thousand_wrong_rows_are_counted_not_listed(write):
    rows = "".join(f"huddles,heron,{year}-01-01,x,31,,\n" for year in range(1000, 2000))
    faults = told(write({"observations.csv": HEADER + rows})).faults
    numerators = [fault for fault in faults if fault.where.endswith("numerator")]
    assert len(numerators) == 21
    assert "980 more rows" in numerators[-1].what


def test_pdsa_cycles_are_checked_too(write):
    header = "priority,cycle,title,start,end,units,prediction,result,decision\n"
    cycles = f"{header}p,1,t,2026-02-01,2026-01-01,heron;wrenn,x,,stop\n"
    whats = " ".join(fault.what for fault in told(write({"pdsa_cycles.csv": cycles})).faults)
    assert "ends before it starts" in whats
    assert "'wrenn'" in whats
    assert "allowed" in whats


def test_a_text_of_a_test_of_change_that_no_page_could_show_is_refused_and_not_repeated(write):
    header = "priority,cycle,title,start,end,units,prediction,result,decision\n"
    rows = f"p,1,Hud\u200bdle,2026-01-01,,heron,x,,\np,2,t,2026-02-01,,heron,x,{'y' * 5001},\n"
    faults = told(write({"pdsa_cycles.csv": header + rows})).faults
    assert [(fault.where, fault.what) for fault in faults] == [
        ("pdsa_cycles.csv, row 2, title", "holds a line break or another character that does not show"),
        ("pdsa_cycles.csv, row 3, result", "is longer than 5,000 characters"),
    ]


def test_months_among_weeks_are_refused(write):
    rows = "huddles,heron,2026-01-05,5,7,,\nhuddles,heron,2026-02-01,5,7,,\n"
    assert "month stands among the weeks" in told(write({"observations.csv": HEADER + rows})).faults[0].what


class Priority:
    """As much of a priority as the check reads."""

    id = "some-priority"

    def __init__(self, units, *measures):
        self.units, self.measures = units, measures


def check(folder, units, *measures):
    with pytest.raises(DataError) as caught:
        check_measures(open_place(folder), [Priority(units, *measures)])
    return caught.value.faults


def test_what_a_measure_needs_is_checked_before_it_is_charted(write, measure):
    rows = (
        HEADER
        + "huddles,heron,2026-01-01,32,31,,\nhuddles,heron,2026-02-01,0,0,,\nbeds,heron,2026-01-01,0,,,\n"
    )
    share = measure(data={"observations": "huddles"}, percent=True, multiply=100)
    rate = measure(data={"events": "violence", "denominator": "beds"}, multiply=1000)
    faults = check(write({"observations.csv": rows}), ["heron"], share, rate)
    assert [(fault.where, fault.what.split(",")[0]) for fault in faults] == [
        ("observations.csv, row 2, numerator", "the numerator is over the denominator"),
        ("observations.csv, row 3, denominator", "the denominator of the measure 'some-measure' is zero"),
        ("observations.csv, row 4, numerator", "the denominator of the measure 'some-measure' is zero"),
    ]


def test_a_proportion_of_two_observations_is_checked(write, measure):
    rows = HEADER + "held,heron,2026-01-01,32,,,\nplanned,heron,2026-01-01,31,,,\n"
    share = measure(data={"observations": "held", "denominator": "planned"}, percent=True, multiply=100)
    assert (
        check(write({"observations.csv": rows}), ["heron"], share)[0].where
        == "observations.csv, row 2, numerator"
    )


def test_a_rate_may_pass_one_and_a_place_that_rounds_may_pass_it_by_rounding(write, measure):
    rows = HEADER + "huddles,heron,2026-01-01,35,30,,\n"
    open_place(write({"observations.csv": rows}))
    rate, share = (
        measure(data={"observations": "huddles"}),
        measure(data={"observations": "huddles"}, percent=True, multiply=100),
    )
    as_at = pd.Timestamp("2026-01-31").date()
    assert series(open_place(write({"observations.csv": rows})), rate, ["heron"], as_at)[
        "value"
    ].tolist() == [35 / 30]
    rounded = write(
        {"observations.csv": rows, "place.yaml": "name: T\nsynthetic: false\nnotice: N\nrounding: 5\n"}
    )
    assert series(open_place(rounded), share, ["heron"], as_at)["numerator"].tolist() == [35]
    over = write(
        {
            "observations.csv": rows.replace("35", "36"),
            "place.yaml": "name: T\nsynthetic: false\nnotice: N\nrounding: 5\n",
        }
    )
    with pytest.raises(DataError, match="over the denominator"):
        series(open_place(over), share, ["heron"], as_at)


@pytest.mark.parametrize(
    ("data", "frequency", "what", "mend"),
    [
        ({"observations": "huddle"}, "month", "there is no 'huddle'", "Is 'huddles' meant?"),
        (
            {"events": "violense", "denominator": "occupied_bed_days"},
            "month",
            "there is no 'violense'",
            "Is 'violence' meant?",
        ),
        (
            {"events": "violence", "denominator": "bed_days"},
            "month",
            "there is no 'bed_days'",
            "Is 'occupied_bed_days' meant?",
        ),
        ({"observations": "huddles"}, "week", "counted by the month", "frequency: month"),
    ],
)
def test_a_measure_the_data_do_not_have_is_told(write, measure, data, frequency, what, mend):
    (fault,) = check(write(), ["heron"], measure(data=data, frequency=frequency))
    assert what in fault.what
    assert mend in fault.mend


def test_a_missing_events_file_is_told_where_a_measure_needs_it(write, measure):
    (fault,) = check(write({"events.csv": None}), ["heron"], measure(data={"events": "violence"}))
    assert fault.where == "events.csv"
    assert "no such file" in fault.what


def test_units_that_never_reported_are_told(write, measure):
    (fault,) = check(write(), ["wren"], measure(data={"observations": "huddles"}))
    assert "no row of 'huddles'" in fault.what


def test_a_priority_of_unknown_units_is_told_with_the_others(write, measure):
    faults = check(write(), ["herron", "trusst"], measure(data={"observations": "huddle"}))
    assert [fault.mend for fault in faults] == ["Is 'heron' meant?", "Is 'trust' meant?"]
    assert all("some-priority" in fault.what for fault in faults)
    (fault,) = check(write(), {"service": "acute-inpatents"}, measure(data={"observations": "huddle"}))
    assert fault.mend == "Is 'acute-inpatient' meant?"


CELLS = st.sampled_from(
    [
        "",
        "huddles",
        "heron",
        "2026-01-01",
        "2026-01-05",
        "01/02/2026",
        "5",
        "-1",
        "1e999",
        "*",
        "true",
        "maybe",
        "é",
        '"',
        "a,b",
        "\n",
        "0",
    ]
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.lists(CELLS, max_size=9), max_size=6))
def test_whatever_the_cells_it_opens_or_says_what_is_wrong(write, rows):
    folder = write({"observations.csv": HEADER + "".join(",".join(row) + "\n" for row in rows)})
    try:
        place = open_place(folder)
    except DataError as error:
        assert all(fault.where.startswith("observations.csv") for fault in error.faults)
    else:
        assert place.observations["period_start"].notna().all()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    content=st.binary(max_size=200),
    name=st.sampled_from(["units.csv", "observations.csv", "events.csv", "place.yaml"]),
)
def test_whatever_the_bytes_it_opens_or_says_what_is_wrong(write, content, name):
    folder = write({name: content})
    try:
        open_place(folder)
    except DataError as error:
        assert str(error)
