"""What a reader of the SVG sees: the right mark at every point, gaps, nothing cut off, nothing over another."""

from __future__ import annotations

import math
import re
import time
import xml.etree.ElementTree as ET
from dataclasses import dataclass, replace

import numpy as np
import pytest

from qmf.charts import Drawing, Flag, figure, shape_key, svg
from qmf.charts.lettering import text_width
from qmf.errors import ChartError
from qmf.spc import Label, propose_phases

SHAPES = ("wide", "narrow", "alone")
NS = "{http://www.w3.org/2000/svg}"
FILLS = {
    "#00b0f0": "improvement",
    "#e46c0a": "concern",
    "#490092": "neutral",
    "#a6a6a6": "common",
    "#ffffff": "excluded",
}
COMMANDS = {"improvement": "Mlllz", "concern": "Mlhz", "neutral": "Mhvhz", "excluded": "MaazMlml"}
NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e-?\d+)?")


@dataclass(frozen=True)
class Box:
    """Where a text stands."""

    words: str
    left: float
    right: float
    top: float
    bottom: float

    def meets(self, other: Box) -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


def parsed(drawing: Drawing, shape: str = "wide") -> ET.Element:
    return ET.fromstring(svg(drawing, shape=shape, uid="t"))  # noqa: S314 - our own drawing


def view(root: ET.Element) -> tuple[float, float]:
    _, _, width, height = (float(v) for v in root.attrib["viewBox"].split())
    return width, height


def texts(element: ET.Element, down: float = 0.0) -> list[Box]:
    moved = re.fullmatch(r"translate\(0 (.*)\)", element.get("transform", ""))
    down += float(moved[1]) if moved else 0.0
    found = []
    for child in element:
        if child.tag == f"{NS}text":
            size, words = float(child.attrib["font-size"]), child.text or ""
            wide = text_width(words, size, bold=child.get("font-weight") == "700")
            x, y = float(child.attrib["x"]), float(child.attrib["y"]) + down
            left = x - {"middle": wide / 2, "end": wide}.get(child.get("text-anchor", ""), 0)
            found.append(Box(words, left, left + wide, y - 0.72 * size, y + 0.2 * size))
        found += texts(child, down)
    return found


def words(root: ET.Element) -> list[str]:
    return [box.words for box in texts(root)]


def markers(root: ET.Element) -> list[tuple[float, str]]:
    """x and meaning of every marker, read from its outline and its colour, which must agree."""
    found = []
    for group in root.iter(f"{NS}g"):
        kind = FILLS.get(group.get("fill", ""))
        for mark in group if kind else ():
            if mark.tag == f"{NS}circle":
                assert kind == "common"
                found.append((float(mark.attrib["cx"]), kind))
                continue
            d = mark.attrib["d"]
            assert re.sub(r"[^A-Za-z]", "", d) == COMMANDS[kind]
            start = float(NUMBER.search(d)[0])  # type: ignore[index]
            at = {"neutral": 5.2, "excluded": 4.2}.get(kind, 0.0)
            found.append((start + at, kind))
    return sorted(found)


def demanded(drawing: Drawing) -> list[str]:
    points = drawing.chart.points
    kinds = points["direction"].fillna("common").str.replace(r"_(high|low)$", "", regex=True)
    kinds[points["excluded"]] = "excluded"
    return kinds[points["value"].notna()].tolist()


def lines(root: ET.Element, **attributes: str) -> list[str]:
    wanted = {name.replace("_", "-"): value for name, value in attributes.items()}
    return [p.attrib["d"] for p in root.iter(f"{NS}path") if wanted.items() <= p.attrib.items()]


def data_line(root: ET.Element) -> str:
    return lines(root, stroke="#4c6272", stroke_linejoin="round", fill="none")[0]


@pytest.mark.parametrize("shape", ["wide", "narrow"])
def test_every_value_has_one_marker_of_the_shape_that_its_direction_demands(
    drawing: Drawing, shape: str
) -> None:
    found = markers(parsed(drawing, shape))
    assert [kind for _, kind in found] == demanded(drawing)


@pytest.mark.parametrize("shape", SHAPES)
def test_no_words_lie_over_others_and_none_leaves_the_picture(drawing: Drawing, shape: str) -> None:
    root = parsed(drawing, shape)
    width, height = view(root)
    boxes = texts(root)
    for box in boxes:
        assert box.left >= -0.5 and box.right <= width + 0.5, box
        assert box.top >= -0.5 and box.bottom <= height + 0.5, box
    over = [(a.words, b.words) for k, a in enumerate(boxes) for b in boxes[:k] if a.meets(b)]
    assert not over


@pytest.mark.parametrize("shape", SHAPES)
def test_the_same_drawing_gives_the_same_bytes_without_styles(drawing: Drawing, shape: str) -> None:
    drawn = svg(drawing, shape=shape, uid="a")
    assert drawn == svg(drawing, shape=shape, uid="a")
    assert "style" not in drawn
    assert not re.search(
        r"\d\.\d\d", re.sub(r"<(text|title|desc).*?</\1>|(stroke|fill)-[a-z]+=\"[^\"]*\"", "", drawn)
    )
    assert not re.search("nan|inf", re.sub(r"<(text|title|desc).*?</\1>", "", drawn), re.IGNORECASE)


def test_a_screen_reader_finds_name_and_description(violence: Drawing) -> None:
    root = ET.fromstring(svg(violence, uid="f1"))  # noqa: S314 - our own drawing
    assert root.attrib["role"] == "img"
    by_id = {e.attrib["id"]: e.text for e in root.iter() if "id" in e.attrib}
    assert [by_id[name] for name in root.attrib["aria-labelledby"].split()] == [
        violence.title,
        violence.description,
    ]


def test_two_drawings_of_a_page_share_no_id(violence: Drawing) -> None:
    ids = [set(re.findall(r' id="([^"]+)"', svg(violence, uid=uid))) for uid in ("a", "b")]
    assert ids[0] and not ids[0] & ids[1]


@pytest.mark.parametrize("uid", ["", "1a", "a b", 'a"', "<"])
def test_what_cannot_be_an_id_is_refused(violence: Drawing, uid: str) -> None:
    with pytest.raises(ChartError, match="cannot be an id"):
        svg(violence, uid=uid)


def test_an_unknown_shape_is_refused(violence: Drawing) -> None:
    with pytest.raises(ChartError, match="no such shape"):
        svg(violence, shape="square", uid="a")  # type: ignore[arg-type]


@pytest.mark.parametrize("shape", SHAPES)
def test_text_stays_text(violence: Drawing, shape: str) -> None:
    nasty = "<script>alert('x')</script> & \"quotes\" \x00\x0b]]>"
    drawing = replace(
        violence,
        label=Label(nasty, nasty),
        title=nasty,
        subtitle=nasty,
        description=nasty,
        source=nasty,
        baseline_note=nasty,
        flags=(Flag("2025-05-01", "<b>", nasty),),
    )
    root = parsed(drawing, shape)
    assert not list(root.iter(f"{NS}script"))
    assert root.findtext(f"{NS}title") == "<script>alert('x')</script> & \"quotes\" ]]>"


def test_a_gap_stays_a_gap(chart, draw, months) -> None:  # type: ignore[no-untyped-def]
    y = [5.0, 6, 7, np.nan, np.nan, 5, 6, np.nan, 8, 7, 6, 5, 6, 7, 8, 9]
    root = parsed(draw(chart(months(16), y)))
    assert data_line(root).count("M") == 3
    assert len(markers(root)) == 13


def test_a_month_without_a_row_is_a_gap_too(chart, draw, months) -> None:  # type: ignore[no-untyped-def]
    x = months(20).delete([7, 8])
    root = parsed(draw(chart(x, [float(5 + k % 3) for k in range(18)])))
    assert data_line(root).count("M") == 2
    apart = np.diff([x for x, _ in markers(root)])
    assert math.isclose(apart.max(), 3 * np.median(apart), abs_tol=0.3)


def test_limits_centre_and_target_are_named_at_the_right_edge(violence: Drawing) -> None:
    row, label = violence.chart.summary.iloc[0], violence.label
    said = words(parsed(violence))
    for start, value in (
        ("Upper limit", row["ucl"]),
        ("Lower limit", row["lcl"]),
        ("Earlier average", row["centre"]),
        ("Target", row["target"]),
        ("Mar 2026:", row["value"]),
    ):
        assert f"{start} {label.format(value)}" in said
    assert f"Latest {label.format(row['value'])}" in words(parsed(violence, "narrow"))


def test_the_latest_value_is_not_called_latest_where_a_later_month_is_missing(chart, draw, months) -> None:  # type: ignore[no-untyped-def]
    y = [5.0 + k % 3 for k in range(19)] + [np.nan]
    assert "Oct 2023: 5.0" in words(parsed(draw(chart(months(20), y)), "narrow"))


def test_the_look_of_the_lines(violence: Drawing) -> None:
    root = parsed(violence)
    assert len(lines(root, stroke="#4c6272", stroke_width="1.5", stroke_dasharray="7 5")) == 1
    assert len(lines(root, stroke="#212b32", stroke_width="1.75")) == 1
    assert len(lines(root, stroke="#d5281b", stroke_width="2", stroke_dasharray="12 4 2 4")) == 1
    assert len(lines(root, fill="#eef2f4")) == 1


def test_the_months_of_the_nhs_year(violence: Drawing) -> None:
    said = words(parsed(violence))
    assert [w for w in said if w in ("Apr", "Oct", "Jan", "Jul")] == ["Apr", "Oct"] * 4
    assert [w for w in said if re.fullmatch(r"20\d\d", w)] == ["2022", "2023", "2024", "2025"]


def test_under_13_points_there_are_no_limits_and_the_chart_says_so(chart, draw, months) -> None:  # type: ignore[no-untyped-def]
    y = [4.0, 6, 5, 7, 4, 6, 5, 7, 4, 6, 5, 7, 5]
    for shape in SHAPES:
        few, enough = (parsed(draw(chart(months(k), y[:k])), shape) for k in (12, 13))
        assert "Limits are shown from 13 points; there are 12 so far" in words(few)
        assert not lines(few, stroke_dasharray="7 5") and not lines(few, fill="#eef2f4")
        assert len(markers(few)) == 12 + (shape == "alone")  # and one in its key
        assert lines(enough, stroke_dasharray="7 5") and not any("shown from" in w for w in words(enough))


def test_a_young_phase_has_no_limits_while_the_one_before_keeps_its_own(chart, draw, months) -> None:  # type: ignore[no-untyped-def]
    drawing = draw(chart(months(30), [5.0 + k % 4 for k in range(30)], phases=["2024-04-01"]))
    root = parsed(drawing)
    assert "New limits are shown from 13 points; there are 6 so far" in words(root)
    assert not any(w.startswith(("Upper", "Lower")) for w in words(root))
    (limits,) = lines(root, stroke_dasharray="7 5")
    ends = [float(v) for v in re.findall(r"H([\d.]+)", limits)]
    assert max(ends) < markers(root)[24][0]


def test_limits_step_where_a_phase_starts_and_a_dotted_line_says_so(chart, draw, months) -> None:  # type: ignore[no-untyped-def]
    y = [5.0 + k % 4 for k in range(20)] + [15.0 + k % 4 for k in range(20)]
    root = parsed(draw(chart(months(40), y, phases=["2023-12-01"])))
    (limits,) = lines(root, stroke_dasharray="7 5")
    assert limits.count("M") == 4
    (dotted,) = lines(root, stroke_dasharray="2 3")
    at = float(NUMBER.search(dotted)[0])  # type: ignore[index]
    xs = [x for x, _ in markers(root)]
    assert xs[19] < at < xs[20]
    assert "New limits" in words(root)


def test_a_phase_flag_says_who_accepted_it(chart, draw, months) -> None:  # type: ignore[no-untyped-def]
    who = "New limits, accepted by the matron on 14 May 2026"
    made = chart(months(40), [5.0 + k % 4 for k in range(40)], phases=["2023-12-01"])
    said = words(parsed(draw(made, flags=(Flag("2023-12-01", "N", who, "phase"),))))
    assert who in said and "N" in said and "New limits" not in said


def test_flags_stand_at_the_point_whose_month_holds_them(violence: Drawing) -> None:
    root = parsed(violence)
    (staffs,) = lines(root, stroke="#003087", stroke_opacity="0.55")
    ends = [float(part.split("V")[0].split("L")[-1].split()[0].lstrip("M")) for part in staffs.split("M")[1:]]
    x = [x for x, _ in markers(root)]
    assert ends == pytest.approx([x[30], x[33], x[33], x[37]], abs=0.11)
    tags = [b for b in texts(root) if b.top < 30 and b.words in ("1", "2", "3", "4")]
    assert [b.words for b in sorted(tags, key=lambda b: b.left)] == ["1", "2", "3", "4"]


def test_a_question_is_dotted_and_a_cycle_is_not(violence: Drawing) -> None:
    asked = replace(violence, flags=(Flag("2024-01-01", "A", "Question about the data", "question"),))
    assert lines(parsed(asked), stroke_dasharray="3 4") and not lines(
        parsed(violence), stroke_dasharray="3 4"
    )


def test_a_flag_outside_the_axis_is_left_out_and_a_wrong_one_refused(violence: Drawing) -> None:
    early = replace(violence, flags=(Flag("2019-01-01", "9"),))
    assert "9" not in [b.words for b in texts(parsed(early)) if b.top < 30]
    with pytest.raises(ChartError, match="does not fit the x axis"):
        parsed(replace(violence, flags=(Flag("soon", "1"),)))
    with pytest.raises(ChartError, match="no such kind"):
        Flag("2025-01-01", "1", kind="party")  # type: ignore[arg-type]


def test_a_baseline_is_bracketed_under_the_axis(violence: Drawing) -> None:
    assert "Limits set from these 30 months, before huddles" in words(parsed(violence))
    assert "Limits set from these 30 months" in words(parsed(violence, "narrow"))
    assert "Limits set from these 30 months" in words(parsed(replace(violence, baseline_note="")))


def test_limits_that_the_measure_cannot_reach_are_cut_and_said(chart, draw, months) -> None:  # type: ignore[no-untyped-def]
    low = parsed(draw(chart(months(20), [0.0, 6, 1, 5] * 5)))
    assert "Lower limit under 0" in words(low) and "Lower under 0" in words(
        parsed(draw(chart(months(20), [0.0, 6, 1, 5] * 5)), "narrow")
    )
    (limits,) = lines(low, stroke_dasharray="7 5")
    assert limits.count("M") == 1  # the upper one
    share = Label("Share", percent=True)
    assert "Upper limit over 100%" in words(parsed(draw(chart(months(20), [100.0, 90, 99, 91] * 5), share)))
    free = words(parsed(draw(chart(months(20), [-3.0, 6, 1, 5] * 5))))
    assert any(w.startswith("Lower limit −") for w in free)


def test_a_target_that_changes_is_stepped(chart, draw, months) -> None:  # type: ignore[no-untyped-def]
    y = [5.0 + k % 4 for k in range(20)]
    (target,) = lines(parsed(draw(chart(months(20), y, target=[9.0] * 10 + [7.0] * 10))), stroke="#d5281b")
    assert target.count("V") == 1 and target.count("M") == 1
    half = parsed(draw(chart(months(20), y, target=[np.nan] * 10 + [7.0] * 10)))
    (target,) = lines(half, stroke="#d5281b")
    assert float(NUMBER.search(target)[0]) > markers(half)[9][0]  # type: ignore[index]


def test_a_run_chart_has_a_median_and_no_limits(chart, draw, months) -> None:  # type: ignore[no-untyped-def]
    root = parsed(draw(chart(months(20), [5.0 + k % 4 for k in range(20)], kind="run")))
    assert any(w.startswith("Median ") for w in words(root))
    assert not lines(root, stroke_dasharray="7 5")


def test_a_chart_without_values_says_so(chart, draw, months) -> None:  # type: ignore[no-untyped-def]
    root = parsed(draw(chart(months(20), [np.nan] * 20)))
    assert "There are no values to show" in words(root) and not markers(root)


def test_a_picture_that_stands_alone_carries_its_words(violence: Drawing) -> None:
    root = parsed(violence, "alone")
    said = " ".join(words(root))
    for sentence in (violence.title, violence.subtitle, violence.source, "Improvement", "Common cause"):
        assert sentence in said
    ground = root.find(f"{NS}rect")
    assert ground is not None and ground.attrib["fill"] == "#ffffff"
    assert (ground.attrib["width"], ground.attrib["height"]) == (root.attrib["width"], root.attrib["height"])


def test_a_pointer_over_a_marker_shows_what_it_is(violence: Drawing) -> None:
    value = violence.label.format(violence.chart.summary.loc[0, "value"])
    assert f"<title>March 2026: {value}, improvement</title>" in svg(violence, uid="a")


def test_several_series_are_refused(months) -> None:  # type: ignore[no-untyped-def]
    import pandas as pd

    from qmf.spc import control_chart

    frame = pd.DataFrame({"x": list(months(14)) * 2, "y": [1.0, 2] * 14, "ward": ["a"] * 14 + ["b"] * 14})
    both = control_chart(frame, x="x", y="y", by="ward")
    with pytest.raises(ChartError, match="this chart has 2"):
        Drawing(both, Label("x"), "t")
    assert Drawing(both.select(ward="b"), Label("x"), "t").chart.points["ward"].unique().tolist() == ["b"]


def test_it_is_small_and_quick(violence: Drawing) -> None:
    spent = []
    for _ in range(40):
        start = time.process_time_ns()
        drawn = svg(violence, uid="a")
        spent.append(time.process_time_ns() - start)
    assert len(drawn.encode()) < 16_000
    assert min(spent) < 3_000_000


def test_a_gap_on_an_axis_of_numbers_stays_one_too(chart, draw) -> None:  # type: ignore[no-untyped-def]
    y = [5.0, 6, 7, np.nan, 5, 6, 7, 8, 7, 6, 5, 6, 7, 8]
    assert data_line(parsed(draw(chart(range(14), y)))).count("M") == 2


def test_no_label_is_cut_short(drawing: Drawing) -> None:
    assert not any("…" in said for shape in SHAPES for said in words(parsed(drawing, shape)))


def test_the_key_has_the_shapes_of_the_chart_and_no_others(drawing: Drawing) -> None:
    meanings = {
        "improvement": "Improvement",
        "concern": "Concern",
        "neutral": "Change, neither better nor worse",
        "common": "Common cause",
        "excluded": "Left out",
    }
    items = ET.fromstring(shape_key(drawing.chart) or "<ul/>")  # noqa: S314 - our own drawing
    assert {"".join(item.itertext()) for item in items} == {meanings[kind] for kind in demanded(drawing)}
    assert shape_key(drawing.chart).count("<svg") == len(items)


def test_a_missing_point_has_no_place_in_the_key(chart, months) -> None:  # type: ignore[no-untyped-def]
    y = [1.0, 2, 1, 2, 1, 2, 1, 2, 9, 8, 9, 8, 9, 8, 9, np.nan]
    assert "Common cause" not in shape_key(chart(months(16), y))


def test_signals_are_drawn_over_common_cause(violence: Drawing) -> None:
    drawn = svg(violence, uid="a")
    assert drawn.index('<g fill="#a6a6a6"') < drawn.index('<g fill="#00b0f0"')


def test_a_series_that_has_ended_has_no_latest_value(chart, draw, months) -> None:  # type: ignore[no-untyped-def]
    closed = draw(chart(months(20), [5.0 + k % 3 for k in range(20)]), x_to="2026-03-01")
    root = parsed(closed, "narrow")
    assert "Nov 2023: 6.0" in words(root)
    (centre,) = lines(root, stroke="#212b32")
    assert float(re.findall(r"H([\d.]+)", centre)[-1]) < view(root)[0] * 0.5


def test_few_points_are_said_whatever_the_kind(chart, draw, months) -> None:  # type: ignore[no-untyped-def]
    one = words(parsed(draw(chart(months(1), [3.0]))))
    assert "Limits are shown from 13 points; there is 1 so far" in one
    for kind, start in (("run", "Change is judged"), ("xmr", "Limits are shown")):
        few = draw(chart(months(9), [3.0, 4, 5] * 3, kind=kind, rules="anhoej"))
        assert f"{start} from 10 points off the centre line; 6 so far" in words(parsed(few, "narrow"))


def test_a_proposal_is_two_blue_dotted_lines_a_flag_and_their_names(chart, draw, months) -> None:
    """It moves neither limits nor markers, and its lines are no band."""
    made = chart(months(36), [9.0, 11.0] * 9 + [4.0, 6.0] * 9, improvement="decrease")
    plain, waiting = draw(made), draw(made, proposal=propose_phases(made)["proposal"].iloc[0])
    before, after = svg(plain, uid="a"), svg(waiting, uid="a")
    assert 'stroke="#005eb8"' not in before
    dotted = re.findall(r'<path d="([^"]*)" fill="none" stroke="#005eb8"[^>]*>', after)
    assert len(dotted) == 1 and dotted[0].count("M") == 2
    for words in ("Proposed average 10.0", "Proposed average 5.0", "Proposed new limits", ">P<"):
        assert words in after and words not in before
    for kind in ("<circle", "#eef2f4", "7 5"):
        assert before.count(kind) == after.count(kind)
    shown = figure(waiting)
    trace = next(trace for trace in shown.data if trace.name == "Proposed centre line")
    assert [y for y in trace.y if y is not None] == [10, 10, 5, 5]
