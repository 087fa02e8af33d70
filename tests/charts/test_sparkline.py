"""The little chart in a row: the same marks as the large one, small, hidden from screen readers."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

from qmf.charts import Drawing, sparkline

NS = "{http://www.w3.org/2000/svg}"


def test_it_fits_its_box_and_is_the_same_each_time(drawing: Drawing) -> None:
    drawn = sparkline(drawing.chart, label=drawing.label)
    assert drawn == sparkline(drawing.chart, label=drawing.label)
    assert "style" not in drawn and 'aria-hidden="true"' in drawn and " id=" not in drawn
    assert len(drawn) < 6000
    for x, y in re.findall(r"[ML](-?[\d.]+) (-?[\d.]+)", drawn):
        assert 0 <= float(x) <= 190 and 0 <= float(y) <= 54


def test_the_last_point_has_the_marker_of_its_verdict(violence: Drawing) -> None:
    root = ET.fromstring(sparkline(violence.chart, label=violence.label))  # noqa: S314 - our own drawing
    groups = list(root.iter("g"))
    assert groups[-1].attrib["fill"] == "#00b0f0" and len(groups[-1]) == 1
    signals = violence.chart.points["direction"].tail(24).eq("improvement").sum()
    assert sum(len(g) for g in groups) == signals


def test_it_shows_as_many_points_as_asked_for(violence: Drawing) -> None:
    for last in (6, 24, 500):
        line = re.search(
            r'<path d="([^"]+)" fill="none" stroke="#4c6272" stroke-width="1.5" stroke-l',
            sparkline(violence.chart, label=violence.label, last=last),
        )
        assert line is not None and len(re.findall("[ML]", line[1])) == min(last, 48)


def test_trial_limits_are_not_drawn(chart, draw, months) -> None:  # type: ignore[no-untyped-def]
    few = draw(chart(months(9), [4.0, 6, 5, 7, 4, 6, 5, 7, 4]))
    assert "#eef2f4" not in sparkline(few.chart, label=few.label)
