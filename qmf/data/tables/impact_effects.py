"""What the impact assessments found: each harm, benefit or absence of one, and what would show it."""

from __future__ import annotations

from qmf.data.schemas import SOURCE, Column, Table

TABLE = Table(
    "impact_effects",
    "One effect that an assessment names or rules out: on a domain of quality, or on a group of people.",
    key=("assessment", "effect"),
    same="the same effect of an assessment",
    needed=False,
    columns=(
        Column("assessment", "code", "The assessment.", filled=True, names="impact_assessments"),
        Column("effect", "code", "The effect's number in the assessment.", filled=True),
        Column("part", "choice", "Which part it is of.", filled=True, allowed=("quality", "equality")),
        Column(
            "about",
            "code",
            "The domain of quality or the group of people, as the policy calls it.",
            filled=True,
        ),
        Column(
            "direction",
            "choice",
            "Harm, benefit, none, or not known.",
            filled=True,
            allowed=("harm", "benefit", "none", "not-known"),
        ),
        Column("what", "text", "What happens to whom, in a sentence.", filled=True),
        Column("evidence", "text", "How that is known; for equality, always."),
        Column("likelihood", "count", "How likely it is, before mitigation: 1 to 5.", most=5),
        Column("consequence", "count", "How much it matters, before mitigation: 1 to 5.", most=5),
        Column("mitigation", "text", "What is done so that it does not happen, or matters less."),
        Column("likelihood_after", "count", "How likely it is with the mitigation: 1 to 5.", most=5),
        Column("consequence_after", "count", "How much it matters with the mitigation: 1 to 5.", most=5),
        Column("measure", "code", "What would show it: a measure, or a kind of event.", names="measures"),
        Column("per", "code", "What that is counted out of, where its rows do not say.", names="measures"),
        Column(
            "worse", "choice", "Which way the measure moves if it happens.", allowed=("increase", "decrease")
        ),
        Column("called", "text", "What the measure is called, in words."),
        SOURCE,
    ),
)
