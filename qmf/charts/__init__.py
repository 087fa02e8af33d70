"""Pictures of control charts: SVG for pages and files, plotly for notebooks, and the icons of the verdicts."""

from qmf.charts.boxes import Box, boxes
from qmf.charts.drawing import Drawing, Flag
from qmf.charts.figure import figure
from qmf.charts.funnel import funnel_figure, funnel_svg
from qmf.charts.funnel_scene import FunnelDrawing
from qmf.charts.icons import icon, sprite
from qmf.charts.key import shape_key, swatch
from qmf.charts.local import CONFIG, LocalFigure
from qmf.charts.multiples import multiples
from qmf.charts.sparkline import sparkline
from qmf.charts.svg import svg
from qmf.charts.verdicts import assurance_icon, variation_icon

__all__ = [
    "CONFIG",
    "Box",
    "Drawing",
    "Flag",
    "FunnelDrawing",
    "LocalFigure",
    "assurance_icon",
    "boxes",
    "figure",
    "funnel_figure",
    "funnel_svg",
    "icon",
    "multiples",
    "shape_key",
    "sparkline",
    "sprite",
    "svg",
    "swatch",
    "variation_icon",
]
