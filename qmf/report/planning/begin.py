"""What the notebook shows first: the notice about its data, and the style of all blocks below."""

from __future__ import annotations

from markupsafe import Markup

from qmf import charts
from qmf.report.blocks.begin import scoped
from qmf.report.blocks.block import Section
from qmf.report.page import fragment, stylesheet
from qmf.year import Planning

__all__ = ["begin"]


def begin(plan: Planning) -> Section:
    """Show the notice about the data, and bring the style and the icons that the other blocks need.

    Parameters
    ----------
    plan
        The year's planning.
    """
    html = fragment(
        "planning/begin.html.j2",
        place=plan.place,
        disclosure=None,
        as_at=plan.as_at,
        style=Markup(scoped(stylesheet())),  # noqa: S704 - the kit's own stylesheet
        sprite=Markup(charts.sprite()),  # noqa: S704 - our own drawing
    )
    return Section(html, part="begin")
