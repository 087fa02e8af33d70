"""What a funnel chart says, and that its drawing shows the same units."""

import json
import xml.etree.ElementTree as ET

import numpy as np
import pandas as pd
import pytest

from qmf.charts import FunnelDrawing, funnel_figure, funnel_svg
from qmf.errors import ChartError
from qmf.spc import Label, funnel_chart

TEAMS = pd.DataFrame(
    {
        "team": ["Ash", "Birch", "Cedar", "Elm", "<b>Oak</b>", "Yew"],
        "recovered": [100, 105, 140, 60, 250, 51],
        "finished": [200, 200, 200, 200, 500, 100],
    }
)
RECOVERED = Label("Recovered", "of people who finished", percent=True)


def chart(data=TEAMS, **more):
    options = {"unit": "team", "y": "recovered", "n": "finished", "improvement": "increase", "multiply": 100}
    return funnel_chart(data, **{**options, **more})


def quiet():
    return chart(TEAMS.assign(recovered=[100, 105, 98, 96, 250, 51]))


def test_it_names_who_stands_out_on_which_side_and_what_that_means():
    text = chart().words(RECOVERED)
    assert text.startswith(
        "Recovered: 6 teams compared with the average of them all, 50% of people who finished. "
        "Outside the 99.8% limits: Cedar (70%) above, better than chance explains; "
        "Elm (30%) below, worse than chance explains."
    )
    assert "The teams differ by more than chance alone (over-dispersion" in text
    assert chart().words(RECOVERED, "title") == "Recovered: Cedar and Elm stand out"
    assert "Cedar (70%) above, more than chance explains" in chart(improvement="neutral").words(RECOVERED)


def test_where_nobody_stands_out_it_says_so():
    found = quiet()
    assert found.words(RECOVERED, "title") == "Recovered: no team stands out from the 6, given its size"
    assert found.words(RECOVERED).endswith(
        "None lies outside the 99.8% limits: no team stands out, given its size."
    )


def test_over_dispersion_is_said_where_the_limits_allow_for_it():
    found = chart(overdispersion=True)
    assert "The limits allow for teams that differ by more than chance (over-dispersion)." in found.words(
        RECOVERED
    )
    assert "do not allow" not in found.words(RECOVERED)


def test_a_given_centre_is_no_average():
    found = chart(centre=55)
    assert "compared with a given centre, 55% of people who finished" in found.words(RECOVERED)
    assert ">Given centre 55%<" in found.svg(RECOVERED) and "Average" not in found.svg(RECOVERED)


def test_words_for_anyone_have_no_technical_words():
    for found in (chart(), quiet(), chart(overdispersion=True)):
        text = found.words(RECOVERED, "public")
        for word in ("limit", "chance explains", "dispersion", "centre", "sigma", "99.8", "average"):
            assert word not in text
    assert "Much higher than we expect: Cedar (70%)." in chart().words(RECOVERED, "public")


def test_nothing_and_unknown_styles():
    empty = chart(TEAMS.iloc[:0])
    assert empty.words() == "There are no data."
    for draw in (empty.figure, empty.svg):
        with pytest.raises(ChartError, match="there is no unit to draw"):
            draw()
    with pytest.raises(ChartError, match="Did you mean 'board'"):
        chart().words(style="bord")


def drawn(found, label=RECOVERED):
    return FunnelDrawing(found, label, found.words(label, "title"), "Recovered", found.words(label))


def test_the_picture_shows_every_unit_both_limits_and_the_names_of_those_outside():
    found = chart()
    picture = funnel_svg(drawn(found), uid="f")
    root = ET.fromstring(picture)  # noqa: S314 - our own
    said = [element.text for element in root.iter("{http://www.w3.org/2000/svg}text")]
    for words in ("Cedar", "Elm", "Upper 99.8% limit", "Lower 95% limit", "Average 50%"):
        assert words in said
    assert "Ash" not in said, "who does not stand out is not named on the picture"
    titles = [element.text for element in root.iter("{http://www.w3.org/2000/svg}title")][1:]
    assert sorted(t.partition(":")[0] for t in titles) == sorted(TEAMS["team"])
    assert "<b>Oak" not in picture and "<style" not in picture
    assert picture == funnel_svg(drawn(chart()), uid="f")
    for element in root.iter("{http://www.w3.org/2000/svg}text"):
        assert 0 <= float(element.get("x")) <= 960 and 0 <= float(element.get("y")) <= float(
            root.get("height")
        )


def test_the_figure_shows_the_same():
    figure = funnel_figure(drawn(chart()))
    marks = [trace for trace in figure.data if trace.mode == "markers"]
    assert sum(len(trace.x) for trace in marks) == 6
    by_name = {trace.name: trace for trace in marks}
    assert (list(by_name["Improvement"].y), list(by_name["Concern"].y)) == ([70.0], [30.0])
    words = [note.text for note in figure.layout.annotations]
    assert "<b>Cedar</b>" in words and "Upper 99.8% limit" in words
    assert "http" not in json.dumps(figure.to_plotly_json(), default=str)
    assert figure.layout.meta["description"] == chart().words(RECOVERED)


@pytest.mark.parametrize("kind", ["p", "u"])
@pytest.mark.parametrize("count", [1, 2, 200])
def test_any_number_of_units_can_be_drawn(kind, count):
    rng = np.random.default_rng(count)
    n = rng.integers(1, 900, count)
    data = pd.DataFrame({"team": range(count), "recovered": rng.binomial(n, 0.2), "finished": n})
    found = chart(data, kind=kind)
    ET.fromstring(found.svg())  # noqa: S314 - our own
    assert len(found.figure().data) >= 6
    assert isinstance(found.words(), str)
    still = chart(data.assign(recovered=0), kind=kind)
    ET.fromstring(still.svg())  # noqa: S314 - our own
