"""What a reader of the plotly figure sees, and that it says the same as the SVG."""

from __future__ import annotations

import base64
import re
from dataclasses import replace

import pandas as pd
import plotly.graph_objects as go

from qmf.charts import Drawing, Flag, figure, svg
from qmf.charts.tokens import MARKS
from qmf.spc import Label, control_chart

SYMBOLS = {
    "improvement": "diamond",
    "concern": "triangle-up",
    "neutral": "square",
    "common": "circle",
    "excluded": "circle-x-open",
}


def markers(fig: go.Figure) -> list[tuple[str, float, str]]:
    """x, y and symbol of every point, in order of x."""
    found = [
        (str(x), y, trace.marker.symbol)
        for trace in fig.data
        if trace.mode == "markers"
        for x, y in zip(trace.x, trace.y, strict=True)
    ]
    numeric = all(re.fullmatch(r"[\d.]+", x) for x, _, _ in found)
    return sorted(found, key=lambda mark: float(mark[0]) if numeric else mark[0])


def written(fig: go.Figure) -> list[str]:
    return [re.sub(r"<[^>]+>", "", note.text) for note in fig.layout.annotations]


def trace(fig: go.Figure, name: str) -> go.Scatter | None:
    return next((t for t in fig.data if t.name == name), None)


def test_every_value_has_one_marker_of_the_shape_that_its_direction_demands(drawing: Drawing) -> None:
    points = drawing.chart.points
    kinds = points["direction"].fillna("common").str.replace(r"_(high|low)$", "", regex=True)
    kinds[points["excluded"]] = "excluded"
    shown = points["value"].notna()
    found = markers(figure(drawing))
    assert [symbol for _, _, symbol in found] == [SYMBOLS[kind] for kind in kinds[shown]]
    assert [y for _, y, _ in found] == points.loc[shown, "value"].tolist()
    if pd.api.types.is_datetime64_any_dtype(points["x"]):
        assert [x for x, _, _ in found] == points.loc[shown, "x"].dt.strftime("%Y-%m-%d").tolist()


def test_its_json_is_the_same_each_time(drawing: Drawing) -> None:
    first, second = figure(drawing).to_json(), figure(drawing).to_json()
    assert first == second
    uids = [trace.uid for trace in figure(drawing).data]
    assert all(uids) and len(uids) == len(set(uids))


def test_nothing_in_it_needs_a_network(drawing: Drawing) -> None:
    fig = figure(drawing)
    pictures = [image.source for image in fig.layout.images]
    verdicts = 1 + max(1, len(drawing.chart.targets))  # of variation, and of assurance by each target
    assert len(pictures) == verdicts and all(
        source.startswith("data:image/svg+xml;base64,") for source in pictures
    )
    held = fig.to_json() + "".join(base64.b64decode(s.split(",")[1]).decode() for s in pictures)
    assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)", held)


def test_it_says_what_the_svg_says_at_the_right_edge(drawing: Drawing) -> None:
    edge = [note for note in figure(drawing).layout.annotations if note.x == 1 and note.xref == "paper"]
    said = [re.sub("<[^>]+>", "", note.text) for note in edge]
    drawn = re.findall(
        r'<text x="([\d.]+)" y="[\d.]+" font-size="14" fill="[^"]+"[^>]*>([^<]+)</text>',
        svg(drawing, uid="a"),
    )
    beside = max((float(x) for x, words in drawn if words in said), default=0)
    assert said == [words for x, words in drawn if float(x) == beside]


def test_the_title_is_the_message(violence: Drawing) -> None:
    fig = figure(violence)
    assert re.sub(r"<br>", " ", re.sub(r"</?b>", "", fig.layout.title.text)) == violence.title
    assert fig.layout.title.text.count("<br>") == 1
    assert violence.subtitle in written(fig)
    assert fig.layout.meta["description"] == violence.description


def test_it_has_labels_and_no_legend(violence: Drawing) -> None:
    fig = figure(violence)
    assert fig.layout.showlegend is False
    row, said = violence.chart.summary.iloc[0], written(fig)
    for words, value in (("Upper limit", row["ucl"]), ("Earlier average", row["centre"]), ("Target", 6.0)):
        assert f"{words} {violence.label.format(value)}" in said


def test_lines_are_at_the_numbers_of_the_chart(violence: Drawing) -> None:
    fig, row = figure(violence), violence.chart.summary.iloc[0]
    for name, value in (
        ("Upper limit", "ucl"),
        ("Lower limit", "lcl"),
        ("Centre line", "centre"),
        ("Target", "target"),
    ):
        found = trace(fig, name)
        assert found is not None and set(found.y) == {row[value]}
    centre = trace(fig, "Centre line")
    assert centre is not None and (centre.x[0], centre.x[-1]) == fig.layout.xaxis.range
    (band,) = [s for s in fig.layout.shapes if s.type == "rect"]
    assert (band.y0, band.y1) == (row["lcl"], row["ucl"])


def test_a_pointer_over_a_point_reads_plain_words(violence: Drawing) -> None:
    value = violence.label.format(violence.chart.summary.loc[0, "value"])
    texts = [text for t in figure(violence).data if t.mode == "markers" for text in t.text]
    assert f"March 2026: {value}, improvement" in texts
    assert len(texts) == 48


def test_cycles_are_flags_with_their_words(violence: Drawing) -> None:
    fig = figure(violence)
    tags = {
        note.hovertext: re.sub(r"<[^>]+>", "", note.text) for note in fig.layout.annotations if note.hovertext
    }
    assert tags == {flag.label: flag.tag for flag in violence.flags}
    staffs = [s.x0 for s in fig.layout.shapes if s.type == "line" and s.line.color == "#003087"]
    assert staffs == ["2024-10-01", "2025-01-01", "2025-01-01", "2025-05-01"]


def test_the_verdicts_stand_below_with_their_icons(violence: Drawing) -> None:
    fig = figure(violence)
    assert {"Variation: improvement, low", "Assurance: hit or miss, not predictable yet"} <= set(written(fig))
    assert [image.name for image in fig.layout.images] == written(fig)[-2:]


def test_trial_limits_have_no_verdict(chart, draw, months) -> None:  # type: ignore[no-untyped-def]
    fig = figure(draw(chart(months(9), [4.0, 6, 5, 7, 4, 6, 5, 7, 4], improvement="decrease", target=9)))
    said = written(fig)
    assert {"Variation: too few points to say yet", "Assurance: cannot be judged yet"} <= set(said)
    assert "Limits are shown from 13 points; there are 9 so far" in said
    assert trace(fig, "Upper limit") is None and trace(fig, "Centre line") is not None


def test_a_gap_stays_a_gap(chart, draw, months) -> None:  # type: ignore[no-untyped-def]
    y = [5.0, 6, 7, float("nan"), 5, 6, 7, 8, 5, 6, 7, 8, 5, 6]
    values = trace(figure(draw(chart(months(14), y))), "Values")
    assert values is not None and list(values.y).count(None) == 1 and values.connectgaps is False


def test_phases_part_the_limits(chart, draw, months) -> None:  # type: ignore[no-untyped-def]
    y = [5.0 + k % 4 for k in range(20)] + [15.0 + k % 4 for k in range(20)]
    made = chart(months(40), y, phases=["2023-12-01"])
    fig = figure(draw(made, flags=(Flag("2023-12-01", "N", "New limits", "phase"),)))
    centre = trace(fig, "Centre line")
    assert centre is not None
    assert [v for v in centre.y if v is not None] == [6.5, 6.5, 16.5, 16.5]
    assert centre.x[1] == centre.x[3] == "2023-11-16"


def test_text_stays_text(violence: Drawing) -> None:
    nasty = '<a href="javascript:alert(1)">x</a><script>'
    fig = figure(
        replace(
            violence, title=nasty, subtitle=nasty, label=Label(nasty), flags=(Flag("2025-05-01", "1", nasty),)
        )
    )
    held = [fig.layout.title.text, *(n.text for n in fig.layout.annotations)]
    held += [n.hovertext for n in fig.layout.annotations if n.hovertext]
    assert not any("<a" in text or "<script" in text for text in held)


def test_it_is_what_a_chart_shows_of_itself() -> None:
    frame = pd.DataFrame(
        {"month": pd.date_range("2024-01-01", periods=20, freq="MS"), "falls": [5, 6, 4, 7] * 5}
    )
    chart = control_chart(frame, x="month", y="falls", improvement="decrease")
    fig = chart.figure()
    assert isinstance(fig, go.Figure)
    assert re.sub(r"<br>", " ", re.sub(r"</?b>", "", fig.layout.title.text)) == chart.words(style="title")


def test_colours_are_those_of_the_svg(violence: Drawing) -> None:
    drawn = svg(violence, uid="a")
    for mark in (t.marker for t in figure(violence).data if t.mode == "markers"):
        meaning = next(m for m in MARKS.values() if m.symbol == mark.symbol)
        assert (mark.color, mark.line.color) == (meaning.fill, meaning.line)
        assert f'fill="{mark.color}" stroke="{mark.line.color}"' in drawn
