"""What a report needs, imported and used once: the fork server imports this, and its children find all of it ready.

Using counts as much as importing: plotly, pandas, jinja2, nbformat and IPython each put off much of their own work
until they are first used. Nothing here may leave a thread behind: a fork copies none.
"""

from __future__ import annotations

from contextlib import chdir
from pathlib import Path
from tempfile import TemporaryDirectory

import nbformat
import pandas as pd

from qmf import charts
from qmf.charts import Drawing
from qmf.report.execute import Job, execute
from qmf.report.making import Page  # and with it all that pages are made of
from qmf.report.page import environment
from qmf.report.picker import pick  # what every template's first cell imports
from qmf.spc import Label, control_chart

__all__ = ["warm"]

USED = (Page, pick)


def warm() -> None:
    """Render, draw and run the least there is."""
    for name in environment().list_templates(extensions=["j2"]):
        environment().get_template(name)
    months = pd.date_range("2024-01-01", periods=24, freq="MS")
    chart = control_chart(
        pd.DataFrame({"x": months, "y": [3, 5] * 12}), x="x", y="y", improvement="decrease", target=4
    )
    label = Label.of(chart)
    drawn = Drawing(chart, label, chart.words(label, "title"), "", chart.words(label))
    charts.svg(drawn, shape="wide", uid="warm")
    charts.figure(drawn).to_json(engine="json")
    with TemporaryDirectory(prefix="qmf-") as folder, chdir(folder):
        template = Path(folder) / "warm.ipynb"
        cell = nbformat.v4.new_code_cell("id = 1", metadata={"tags": ["parameters"]})
        nbformat.write(nbformat.v4.new_notebook(cells=[cell], metadata=KERNEL), template)
        done = execute(Job("warm", template, Path(folder) / "out.ipynb", {"id": 2}, {}))
    if done.error:
        raise RuntimeError(done.error)


KERNEL = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}

warm()
