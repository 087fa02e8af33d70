"""What a trust is told of its impact assessments: which are missing or open, who decides, and which harm has come."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qmf.data import Place, open_place, write_sample
from qmf.errors import ParameterError
from qmf.framework.impact import Change, ImpactAssessment, ImpactEffect, Risk
from qmf.planning import Impact, impact_findings, impacts, policy, read_policy
from qmf.planning.impact_gaps import gaps
from qmf.planning.impact_rating import rate
from qmf.planning.impact_state import state_of

AS_AT = date(2026, 3, 31)
ROOT = Path(__file__).parents[2]
POLICY = ROOT / "qmf/planning/impact.yaml"
MATRIX = ROOT.parent / "shared" / "data" / "reference_facts" / "risk_matrix_5x5.csv"
risks = st.builds(Risk, st.integers(1, 5), st.integers(1, 5))


@pytest.fixture(scope="module")
def found(place: Place) -> dict[str, Impact]:
    return {each.change.id: each for each in impacts(place, AS_AT)}


@pytest.fixture
def changed(tmp_path: Path) -> Callable[[Mapping[str, Callable[[str], str]]], dict[str, Impact]]:
    """Give what is found in the sample trust after some of its files were edited as a person would."""

    def edit(edits: Mapping[str, Callable[[str], str]]) -> dict[str, Impact]:
        folder = write_sample(tmp_path / "place")
        for name, how in edits.items():
            text = (folder / name).read_text(encoding="utf-8")
            assert how(text) != text
            (folder / name).write_text(how(text), encoding="utf-8")
        return {each.change.id: each for each in impacts(open_place(folder), AS_AT)}

    return edit


def assessment(*effects: ImpactEffect, **more: object) -> ImpactAssessment:
    made = ImpactAssessment("a", "full", date(2026, 1, 5), "Service lead", privacy="none", effects=effects)
    return replace(made, **more)


def harm(before: Risk | None, after: Risk | None = None, **more: object) -> ImpactEffect:
    said = {"measure": "falls", "mitigation": "A second round at night" if after else "", **more}
    return ImpactEffect("quality", "safe", "harm", "More people fall", before=before, after=after, **said)


def change(*assessments: ImpactAssessment, kind: str = "cost-saving") -> Change:
    return Change("c", "C", kind, ("heron",), "", date(2026, 2, 1), 0.0, "Director", assessments)


# what the sample trust forgot


def test_a_change_without_an_assessment_is_shown_and_one_that_needs_none_is_not_blamed(found):
    assert found["plover-closes"].state == "none"
    assert found["plover-closes"].sentence == (
        "No impact assessment has been made, and a service change needs one. It started on 1 July 2025."
    )
    assert found["memory-clinic-rooms"].state == "not-needed"


def test_a_rapid_assessment_runs_out_and_has_to_be_looked_back_on(found, place):
    remote = found["remote-first-appointments"]
    assert (remote.state, remote.assessment.depth) == ("expired", "rapid")
    earlier = {
        day: {each.change.id: each.state for each in impacts(place, day)}["remote-first-appointments"]
        for day in (date(2025, 4, 30), date(2025, 10, 13), date(2025, 10, 20), date(2025, 10, 31))
    }
    assert list(earlier.values()) == ["in-order", "in-order", "look-back", "look-back"]
    assert found["crisis-text-line"].state == "in-order"
    assert "Looked back on 24 November 2025." in found["crisis-text-line"].sentence


def test_a_feared_harm_that_came_is_said_where_it_came(found):
    huddles = found["safety-huddles"]
    assert huddles.state == "in-order"
    assert huddles.harmed
    told = {each.unit: each for each in huddles.watched if each.measure == "restraint"}
    assert told["linnet"].state == "worse"
    assert told["linnet"].first >= date(2025, 5, 1)
    assert told["kestrel"].state == "quiet"
    assert "Linnet ward: worse than usual in " in told["linnet"].words
    assert told["linnet"].words.endswith("and in the latest.")


def test_one_bad_month_long_ago_is_told_and_not_counted_as_harm(found):
    heron = next(
        each
        for each in found["safety-huddles"].watched
        if (each.measure, each.unit) == ("restraint", "heron")
    )
    assert (heron.state, heron.showed, heron.moved) == ("was-worse", 1, False)
    assert {each.unit for each in found["safety-huddles"].moved} == {"all-together", "linnet"}


def test_nothing_else_in_the_sample_shows_harm(found):
    assert {name for name, each in found.items() if each.harmed} == {"safety-huddles"}


def test_a_harm_that_has_come_stands_before_any_paper(place):
    order = [each.change.id for each in impacts(place, AS_AT)]
    assert order[:3] == ["safety-huddles", "plover-closes", "remote-first-appointments"]
    assert order[-1] == "memory-clinic-rooms"


def test_a_change_that_has_not_started_is_not_judged(found):
    falls = [each for each in found["fewer-night-bank-shifts"].watched]
    assert {each.state for each in falls} == {"early"}
    assert "the change has not started" in falls[0].words


def test_what_was_written_later_was_not_known_then(place):
    before = {each.change.id: each for each in impacts(place, date(2025, 11, 23))}
    assert before["crisis-text-line"].assessment.looked_back is None
    assert before["crisis-text-line"].assessment.look_back == ""
    early = {each.change.id: each for each in impacts(place, date(2024, 9, 3))}
    assert early["safety-huddles"].unsigned == ("Director of nursing",)
    assert early["fewer-night-bank-shifts"].assessment is None


def test_what_is_open_is_a_table_for_whoever_sets_priorities(place):
    table = impact_findings(impacts(place, AS_AT))
    assert set(table["kind"]) == {"none", "expired", "unfinished", "gap", "moved"}
    assert table.loc[table["kind"] == "moved", "change"].unique().tolist() == ["safety-huddles"]
    assert (table["what"] != "").all()


def test_a_place_without_these_tables_has_nothing_to_say(tmp_path):
    folder = write_sample(tmp_path / "place")
    for name in ("changes", "impact_assessments", "impact_effects"):
        (folder / f"{name}.csv").unlink()
    assert impacts(open_place(folder), AS_AT) == ()


# who decides


@given(st.lists(risks, min_size=1, max_size=4), st.lists(risks, max_size=4))
def test_benefits_never_make_a_harm_smaller(harms, goods):
    feared = [harm(risk) for risk in harms]
    benefits = [ImpactEffect("quality", "safe", "benefit", "Better", before=risk) for risk in goods]
    alone, beside = rate(assessment(*feared), policy()), rate(assessment(*feared, *benefits), policy())
    assert alone == beside
    assert alone.before.score == max(risk.score for risk in harms)


def test_a_saving_is_shown_and_counts_against_no_harm(changed):
    found = changed({"changes.csv": lambda text: text.replace(",240000,", ",,")})
    dear = found["fewer-night-bank-shifts"]
    assert (dear.change.saving, dear.worst_before.score, dear.route.name) == (0, 16, "Quality impact panel")


@pytest.mark.parametrize(
    ("before", "after", "band", "who", "signatures"),
    [
        (Risk(1, 3), Risk(1, 3), "low", "Directorate", 1),
        (Risk(2, 3), Risk(1, 3), "moderate", "Directorate", 1),
        (Risk(2, 4), Risk(1, 4), "high", "Quality impact panel", 2),
        (Risk(4, 4), Risk(3, 4), "extreme", "Quality impact panel", 2),
        (Risk(5, 4), Risk(3, 5), "extreme", "Quality committee and board", 2),
    ],
)
def test_thresholds_decide_the_route_and_the_two_clinical_signatures(before, after, band, who, signatures):
    route = policy().route(before.score, after.score)
    assert (policy().band(before.score), route.name, len(route.signatures)) == (band, who, signatures)


@pytest.mark.reference
@pytest.mark.skipif(not MATRIX.is_file(), reason="the reference facts are not beside this checkout")
def test_the_bands_are_those_of_the_reference_matrix():
    rows = list(csv.DictReader(MATRIX.read_text(encoding="utf-8").splitlines()))
    assert len(rows) == 25
    for row in rows:
        risk = Risk(int(row["likelihood"]), int(row["consequence"]))
        assert policy().band(risk.score) == row["band_1_3_6_12"]
        words = policy().in_words(risk)
        assert words.startswith(f"{row['likelihood_label'].lower()}, {row['consequence_label'].lower()}: ")
    other = POLICY.read_text(encoding="utf-8")
    start, end = other.index("  - {name: low"), other.index("likelihood:")
    theirs = "  - {name: low, from: 1}\n  - {name: high, from: 9}\n  - {name: extreme, from: 15}\n"
    airedale = read_policy(other[:start] + theirs + other[end:], "theirs.yaml")
    for row in rows:
        assert airedale.band(int(row["score"])) == row["band_airedale_qia"]


def test_a_missing_signature_is_named(changed):
    found = changed(
        {"impact_assessments.csv": lambda text: text.replace("2024-09-02,2024-09-04", "2024-09-02,")}
    )
    huddles = found["safety-huddles"]
    assert (huddles.state, huddles.unsigned) == ("unsigned", ("Director of nursing",))
    assert huddles.sentence == "Director of nursing has not signed the assessment of 12 August 2024."
    assert huddles.early


def test_a_change_that_started_before_its_signatures_is_told(changed):
    found = changed(
        {
            "impact_assessments.csv": lambda text: text.replace(
                "2024-09-02,2024-09-04", "2024-09-02,2024-11-04"
            )
        }
    )
    assert (found["safety-huddles"].state, found["safety-huddles"].early) == ("in-order", True)


# what an assessment leaves out


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (assessment(), "It names no effect at all."),
        (assessment(harm(None)), "Safe: a harm is named and not scored."),
        (assessment(harm(Risk(3, 3), measure="")), "Safe: no measure would show the harm."),
        (assessment(harm(Risk(3, 3), mitigation="Watch")), "and the risk with it is not scored"),
        (assessment(harm(Risk(3, 3), Risk(1, 3), mitigation="")), "falls, and no mitigation is named"),
        (assessment(privacy=""), "Nobody has screened it for privacy."),
        (assessment(privacy="high", privacy_advice="Yes"), "no full data protection impact assessment is done"),
        (assessment(privacy="low"), "no advice of the data protection officer is written down"),
        (assessment(harm(Risk(1, 1)), depth="rapid"), "names no day by which to look back"),
        (assessment(ImpactEffect("equality", "race", "none", "No difference")), "Race: no evidence is given"),
        (assessment(ImpactEffect("equality", "age", "not-known", "?")), "Age: the effect is not known yet."),
    ],
)  # fmt: skip
def test_what_is_left_out_is_named(made, said):
    assert any(said in each for each in gaps(made, policy()))


def test_a_group_of_people_that_nobody_looked_at_is_named(changed):
    found = changed(
        {"impact_effects.csv": lambda text: "".join(
            line for line in text.splitlines(keepends=True) if not ("huddles-1" in line and ",sex," in line)
        )}
    )  # fmt: skip
    assert found["safety-huddles"].gaps == ("Not looked at, of the groups of people: Sex.",)
    assert found["safety-huddles"].state == "unfinished"


def test_a_whole_assessment_leaves_nothing_out(found):
    assert found["safety-huddles"].gaps == ()
    assert state_of(change(), (), (), AS_AT, policy()) == "none"


def test_a_rapid_assessment_without_a_last_day_runs_out_by_the_policy(place):
    made = assessment(
        harm(Risk(1, 1)), depth="rapid", assessed=date(2025, 9, 1), looked_back=date(2025, 12, 1)
    )
    assert state_of(change(made), (), (), date(2026, 3, 3), policy()) == "in-order"
    assert state_of(change(made), (), (), date(2026, 3, 4), policy()) == "ended"


# the policy


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("from: 4}", "from: 9}", "the bands do not rise"),
        ("{name: low, from: 1}", "{name: low, from: 2}", "the lowest band does not start at 1"),
        ("before: 1\n", "before: 3\n", "no route counts for the lowest scores"),
        ("after: 15", "after: 1", "a route above it always counts first"),
        ("signatures: [nursing]", "signatures: [nurse]", "'nurse' is none of the signatures"),
        ("needed: false", "neded: false", "'neded' is not known"),
    ],
)
def test_a_policy_that_leads_nowhere_is_refused(old, new, what):
    text = POLICY.read_text(encoding="utf-8")
    assert old in text
    with pytest.raises(ParameterError, match=what):
        read_policy(text.replace(old, new), "ours.yaml")
