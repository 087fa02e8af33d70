"""A chart that is shown in a notebook, or written as a page, has no button that sends its data elsewhere."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pandas as pd
import plotly.io as pio
import pytest

from qmf.charts import LocalFigure
from qmf.spc import ControlChart, control_chart

PLOTLY = "application/vnd.plotly.v1+json"


@pytest.fixture
def chart() -> ControlChart:
    months = pd.date_range("2024-04-01", periods=24, freq="MS")
    return control_chart(pd.DataFrame({"month": months, "falls": [5, 7, 6, 4] * 6}), x="month", y="falls")


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """Collect what a notebook would be given."""
    given: list[dict[str, Any]] = []
    monkeypatch.setattr("IPython.display.display", lambda data, **_: given.append(data))
    monkeypatch.setattr(pio.renderers, "default", "plotly_mimetype")
    monkeypatch.setattr(pio.renderers, "render_on_display", True)
    return given


def test_shown_by_jupyter_it_sends_nothing(chart: ControlChart, shown: list[dict[str, Any]]) -> None:
    chart.figure()._ipython_display_()
    assert [data[PLOTLY]["config"]["showSendToCloud"] for data in shown] == [False]


def test_shown_by_hand_it_sends_nothing_and_keeps_what_it_is_told(
    chart: ControlChart, shown: list[dict[str, Any]]
) -> None:
    chart.figure().show()
    chart.figure().show(config={"scrollZoom": True})
    configs = [data[PLOTLY]["config"] for data in shown]
    assert [config["showSendToCloud"] for config in configs] == [False, False]
    assert configs[1]["scrollZoom"] is True


def test_as_a_mime_bundle_and_as_html_it_sends_nothing(chart: ControlChart, tmp_path: Path) -> None:
    figure = chart.figure()
    pages = [figure.to_html(include_plotlyjs=False)]
    figure.write_html(tmp_path / "falls.html", include_plotlyjs=False)
    pages.append((tmp_path / "falls.html").read_text(encoding="utf-8"))
    for page in pages:
        assert '"showSendToCloud": false' in page
        assert "plotlyServerURL" not in page


def test_changed_or_kept_it_is_still_such_a_figure(chart: ControlChart) -> None:
    assert isinstance(chart.figure().update_layout(height=400), LocalFigure)
    assert isinstance(copy.deepcopy(chart.figure()), LocalFigure)
