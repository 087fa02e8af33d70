"""Small multiples: one measure at many units, each its own small drawing, all on one y scale and one time axis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from qmf.charts.axes import grid, x_axis
from qmf.charts.drawing import Drawing
from qmf.charts.ends import centre_words, written
from qmf.charts.flags import pennants, staffs
from qmf.charts.frame import Frame, frame
from qmf.charts.labels import end_labels
from qmf.charts.lines import data, levels
from qmf.charts.scene import Scene, on_one_scale, scene
from qmf.charts.svg import check_uid, element
from qmf.charts.tokens import SMALL
from qmf.errors import ChartError, Fault

__all__ = ["multiples"]

_PARTS = (grid, levels, x_axis, staffs, data, end_labels, pennants)
"""Back to front. What a baseline is and why there are no limits yet, the words beside a small drawing say."""
_SHORT = {"Average": "av.", "Median": "med.", "Centre": "centre", "Given": "given"}


def multiples(drawings: Sequence[Drawing], *, uids: Sequence[str]) -> list[str]:
    """Draw charts small, so that they can be compared: the same height everywhere is the same value.

    Parameters
    ----------
    drawings
        The charts, of one measure; their own `x_from` and `x_to` are put aside for those of all together, and
        their proposals for the drawing that has room for them.
    uids
        Start of the ids in each drawing.

    Returns
    -------
    list of str
        One ``<svg>`` element of 358 by 216 units a drawing, with a title and a description. The latest value, the
        centre line and the target are named at the right edge, the limits are not.

    Raises
    ------
    ChartError
        If there are not as many uids as drawings, one cannot be an id, or the time axes are of different sorts.

    Examples
    --------
    >>> import pandas as pd
    >>> from qmf.spc import Label, control_chart
    >>> months = list(pd.date_range("2024-04-01", periods=24, freq="MS"))
    >>> wards, falls = ["Elm"] * 24 + ["Oak"] * 24, [4, 6] * 12 + [8, 19] * 12
    >>> data = pd.DataFrame({"ward": wards, "month": months * 2, "falls": falls})
    >>> charts = control_chart(data, x="month", y="falls", by=["ward"])
    >>> elm, oak = (Drawing(charts.select(ward=ward), Label("Falls"), ward) for ward in ("Elm", "Oak"))
    >>> [">30</text>" in drawn for drawn in multiples([elm, oak], uids=["elm", "oak"])]
    [True, True]
    """
    if len(drawings) != len(uids):
        raise ChartError(Fault("each drawing needs its own uid", "multiples, uids", "Give one a drawing."))
    for uid in uids:
        check_uid(uid)
    if not drawings:
        return []
    scenes = [_brief(shown) for shown in on_one_scale([scene(one) for one in _on_one_axis(drawings)])]
    frames = _alike([frame(shown, SMALL) for shown in scenes])
    return [
        element(drawing, uid, area.width, area.height, "".join(part(shown, area) for part in _PARTS))
        for drawing, uid, shown, area in zip(drawings, uids, scenes, frames, strict=True)
    ]


def _on_one_axis(drawings: Sequence[Drawing]) -> list[Drawing]:
    xs = [pd.concat([d.chart.points["x"], d.chart.ahead["x"]]) for d in drawings]
    try:
        first, last = min(x.min() for x in xs), max(x.max() for x in xs)
    except TypeError as fault:
        mend = "Draw dates with dates, and numbers with numbers."
        raise ChartError(
            Fault("the charts have different sorts of x", "multiples, drawings", mend)
        ) from fault
    return [replace(drawing, x_from=first, x_to=last, proposal=None) for drawing in drawings]


def _brief(shown: Scene) -> Scene:
    """Leave out what has no room, and shorten what is named at the right edge."""
    label = shown.drawing.label
    chart = shown.drawing.chart
    _, centre = centre_words(chart.kind, frozen=False, given=chart.given)
    lead = {"centre": f"{_SHORT[centre]} ", "target": "target ", "value": ""}
    several = len(shown.reading.goals) > 1  # then their short words have their names
    kept = [
        end
        if several and end.line == "target"
        else replace(end, short=lead[end.line] + written(label, end.value))
        for end in shown.ends
        if end.line in lead
    ]
    return replace(shown, ends=kept, baseline=None, notes=[])


def _alike(frames: Sequence[Frame]) -> list[Frame]:
    """Give all the same plotting area: the least of them."""
    left, right = max(area.left for area in frames), min(area.right for area in frames)
    top, bottom = max(area.top for area in frames), min(area.bottom for area in frames)
    return [replace(area, left=left, right=right, top=top, bottom=bottom) for area in frames]
