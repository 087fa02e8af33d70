"""The impact assessments of changes: when, by whom, the screening for privacy, the look-back, the signatures."""

from __future__ import annotations

from qmf.data.schemas import SOURCE, Column, Table

TABLE = Table(
    "impact_assessments",
    "One assessment of what a change does to quality, equality and privacy. What it found is in `impact_effects`.",
    key=("assessment",),
    same="the same assessment",
    needed=False,
    in_order=(
        ("assessed", "expires"),
        ("assessed", "looked_back"),
        ("assessed", "signed_medical"),
        ("assessed", "signed_nursing"),
    ),
    columns=(
        Column("assessment", "code", "The assessment's short name.", filled=True),
        Column("change", "code", "What it assesses.", filled=True, names="changes"),
        Column(
            "depth",
            "choice",
            "full, or rapid where a change cannot wait: a rapid one expires and is looked back on.",
            filled=True,
            allowed=("full", "rapid"),
        ),
        Column("assessed", "date", "The day it was made.", filled=True),
        Column("assessed_by", "text", "The role that made it.", filled=True),
        Column("expires", "date", "The last day it holds; a rapid one needs it."),
        Column("look_back_due", "date", "The day by which to look back; a rapid one needs it."),
        Column("looked_back", "date", "The day somebody looked back; empty until then."),
        Column("look_back", "text", "What the look-back found."),
        Column(
            "privacy",
            "choice",
            "What the screening for privacy found: no personal data, a low risk or a high one.",
            allowed=("none", "low", "high"),
        ),
        Column("dpia", "date", "The day a full data protection impact assessment was done."),
        Column("privacy_advice", "text", "What the data protection officer advised, and when."),
        Column("signed_medical", "date", "The day the medical director signed."),
        Column("signed_nursing", "date", "The day the director of nursing signed."),
        SOURCE,
    ),
)
