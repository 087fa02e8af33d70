"""A plotly figure that keeps to itself: no button of it sends the chart, and with it the data, elsewhere."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go
import plotly.io as pio

__all__ = ["CONFIG", "REMOVED", "LocalFigure"]

CONFIG: dict[str, Any] = {"displaylogo": False, "showSendToCloud": False}
"""How plotly shows a figure: without the button, there by default, that sends it to a server elsewhere."""


REMOVED = ("zoom", "pan", "select", "lasso", "zoomIn", "zoomOut", "autoScale")
"""Buttons that a chart of one message does not need."""


class LocalFigure(go.Figure):  # type: ignore[misc] # plotly has no types
    """A figure that is shown, and written as HTML, with :data:`CONFIG` unless it is told otherwise.

    A figure's own layout cannot say this: plotly keeps it apart, with whoever shows the figure.

    Examples
    --------
    >>> '"showSendToCloud": false' in LocalFigure().to_html(include_plotlyjs=False)
    True
    """

    def show(self, *args: Any, config: dict[str, Any] | None = None, **options: Any) -> Any:
        """Show the figure; see `plotly.graph_objects.Figure.show`."""
        return super().show(*args, config=_kept(config), **options)

    def to_html(self, *args: Any, config: dict[str, Any] | None = None, **options: Any) -> Any:
        """Give the figure as HTML; see `plotly.graph_objects.Figure.to_html`."""
        return super().to_html(*args, config=_kept(config), **options)

    def write_html(self, *args: Any, config: dict[str, Any] | None = None, **options: Any) -> Any:
        """Write the figure as an HTML file; see `plotly.graph_objects.Figure.write_html`."""
        return super().write_html(*args, config=_kept(config), **options)

    def _repr_mimebundle_(self, *args: Any, config: dict[str, Any] | None = None, **options: Any) -> Any:
        return super()._repr_mimebundle_(*args, config=_kept(config), **options)

    def _ipython_display_(self) -> None:
        if pio.renderers.render_on_display and pio.renderers.default:
            self.show()
        else:
            super()._ipython_display_()


def _kept(config: dict[str, Any] | None) -> dict[str, Any]:
    return CONFIG | (config or {})
