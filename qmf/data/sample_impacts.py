"""The sample trust's changes and their impact assessments; one of each way in which a trust forgets one is planted."""

from __future__ import annotations

from collections.abc import Iterator

__all__ = ["ASSESSMENTS", "CHANGES", "effects"]

_HUDDLES = "heron;kestrel;linnet"
_OLDER = "hazel;juniper;rowan"

CHANGES: tuple[tuple[object, ...], ...] = (
    ("safety-huddles", "Safety huddles on three acute wards", "improvement-programme", _HUDDLES,
     "violence-and-aggression", "2024-10-01", None, "Matron, acute wards"),
    ("remote-first-appointments", "First appointments by video", "digital-change", "tt-coast;tt-east;tt-west",
     "talking-therapies", "2025-05-01", None, "Service lead, talking therapies"),
    ("plover-closes", "Plover ward closes", "service-change", "plover;curlew;dunlin;wren", "", "2025-07-01", 1_150_000,
     "Director, acute and crisis care"),
    ("fewer-night-bank-shifts", "Fewer bank shifts at night", "cost-saving", _OLDER, "", "2026-05-04", 240_000,
     "Director, older people's mental health"),
    ("crisis-text-line", "A text line of the crisis teams", "digital-change", "crisis-north;crisis-south", "",
     "2025-09-01", None, "Manager, crisis teams"),
    ("eating-disorders-team", "A team for children with eating disorders", "new-service", "eating-disorders", "",
     "2023-04-01", None, "Director, children and young people"),
    ("follow-up-after-discharge", "Follow-up after discharge, by wards and crisis teams together",
     "improvement-programme", "crisis-north;crisis-south", "follow-up-after-discharge",
     "2025-08-01", None, "Service manager, crisis teams"),
    ("memory-clinic-rooms", "The memory clinic's rooms are painted", "other", "memory-clinic", "", "2025-11-10", None,
     "Manager, memory clinic"),
)  # fmt: skip
"""The rows of the changes table."""

ASSESSMENTS: tuple[tuple[object, ...], ...] = (
    ("eating-disorders-1", "eating-disorders-team", "full", "2022-12-05", "Service lead", None, None, None, "",
     "high", "2023-01-16", "December 2022: record sharing with schools only with consent", "2023-02-01", "2023-02-03"),
    ("huddles-1", "safety-huddles", "full", "2024-08-12", "Matron, acute wards", None, None, None, "",
     "low", None, "August 2024: names stay on the sheet and off the wall", "2024-09-02", "2024-09-04"),
    ("remote-1", "remote-first-appointments", "rapid", "2025-04-14", "Service lead, talking therapies", "2025-10-31",
     "2025-10-13", None, "", "low", None, "April 2025: the trust's own video system only", "2025-04-24", "2025-04-25"),
    ("text-line-1", "crisis-text-line", "rapid", "2025-08-18", "Manager, crisis teams", "2026-06-30", "2025-12-01",
     "2025-11-24", "A third of those who wrote had never rung. Nobody waited longer on the telephone.",
     "high", "2025-08-22", "August 2025: texts are kept in the record, and nowhere else", "2025-08-26", "2025-08-27"),
    ("night-shifts-1", "fewer-night-bank-shifts", "full", "2026-02-09", "Director, older people's mental health",
     None, None, None, "", "none", None, "", None, "2026-03-02"),
    ("follow-up-1", "follow-up-after-discharge", "rapid", "2025-07-07", "Service manager, crisis teams", "2026-06-30",
     "2026-05-29", None, "", "low", None, "July 2025: the notice goes through the record, not by e-mail", "2025-07-10",
     "2025-07-11"),
)  # fmt: skip
"""The rows of the impact_assessments table."""

_HARMS: dict[str, tuple[tuple[object, ...], ...]] = {
    "eating-disorders-1": (
        ("quality", "effective", "harm", "Other teams lose staff with experience to the new team",
         "Vacancies of both teams in 2022", 3, 3, "Two posts are filled from outside first", 2, 3,
         "staff_sickness", "", "increase", "staff sickness"),
    ),
    "huddles-1": (
        ("quality", "safe", "harm", "Staff step in sooner, and hold people more often", "Two trusts that began huddles",
         3, 4, "Each use of restraint is talked through at the next huddle", 2, 4,
         "restraint", "occupied_bed_days", "increase", "restraint"),
        ("quality", "well-led", "harm", "Half an hour more each day wears staff out", "Staff of the three wards, asked",
         3, 2, "The huddle replaces ten minutes of handover", 2, 2, "staff_sickness", "", "increase", "staff sickness"),
    ),
    "remote-1": (
        ("quality", "experience", "harm", "Some people give up before their treatment begins",
         "Calls to the booking team in spring 2025", 3, 3, "Anyone may ask to be seen in person", 2, 3,
         "tt_ended_before_treatment", "", "increase", "referrals that ended before treatment"),
        ("equality", "no-internet", "harm", "People without the internet cannot take part",
         "One person in nine said so when asked", 3, 3, "A room with a screen at each base", 2, 3,
         "tt_did_not_attend", "", "increase", "appointments missed"),
    ),
    "text-line-1": (
        ("quality", "safe", "harm", "People who ring wait longer while staff write", "Trial week of July 2025",
         2, 4, "Two people on the line at all times", 1, 4, "crisis_seen_24_hours", "", "decrease",
         "people seen within 24 hours"),
    ),
    "follow-up-1": (
        ("quality", "safe", "harm", "The crisis teams see others later", "The teams' diaries of spring 2025", 3, 4,
         "Two visits a day are kept free", 2, 4, "crisis_seen_24_hours", "", "decrease", "people seen within 24 hours"),
        ("quality", "well-led", "harm", "Weekends wear staff out", "Staff of both teams, asked", 3, 3,
         "The rota is agreed six weeks ahead", 2, 3, "staff_sickness", "", "increase", "staff sickness"),
    ),
    "night-shifts-1": (
        ("quality", "safe", "harm", "More people fall at night with harm", "Falls by shift, 2022 to 2025",
         4, 4, "A sensor mat for everyone at risk, and a second round at 3", 3, 4,
         "fall_with_harm", "occupied_bed_days", "increase", "falls with harm"),
        ("quality", "experience", "harm", "People wait longer for help at night",
         "Community meetings of the wards", 3, 2, "Call bells are answered by the whole team", 2, 2, "", "", "", ""),
        ("equality", "disability", "not-known", "Whether people who cannot call for help wait longer", "",
         None, None, "", None, None, "", "", "", ""),
    ),
}  # fmt: skip
_BENEFITS: dict[str, tuple[tuple[str, str, int, int], ...]] = {
    "eating-disorders-1": (("safe", "Urgent referrals are seen within a week", 4, 4),),
    "huddles-1": (
        ("safe", "Fewer people are hit", 4, 4),
        ("experience", "People feel that they are asked", 3, 3),
    ),
    "remote-1": (("effective", "A shorter wait for the first appointment", 4, 3),),
    "text-line-1": (("equitable", "People who cannot speak on the telephone get help", 4, 4),),
    "follow-up-1": (("safe", "Nobody is left alone in the first days at home", 4, 5),),
    "night-shifts-1": (("sustainable", "Nights are staffed by people who know the ward", 5, 5),),
}
_QUALITY = ("safe", "effective", "experience", "well-led", "sustainable", "equitable")
_GROUPS = (
    "age", "disability", "gender-reassignment", "marriage-and-civil-partnership", "pregnancy-and-maternity", "race",
    "religion-or-belief", "sex", "sexual-orientation", "carers", "homeless-people", "people-in-poverty", "no-internet",
    "language",
)  # fmt: skip
_RAPID = ("follow-up-1", "remote-1", "text-line-1")
_NOTHING = (None, None, "", None, None, "", "", "", "")


def effects() -> Iterator[tuple[object, ...]]:
    """Give the rows of the impact_effects table: harms, benefits, and what was looked at and has no effect."""
    for assessment, harms in _HARMS.items():
        benefits = [
            ("quality", about, "benefit", what, "Wards and teams that did the same", size, chance, "", None, None, "",
             "", "", "")
            for about, what, size, chance in _BENEFITS[assessment]
        ]  # fmt: skip
        rows: list[tuple[object, ...]] = [*harms, *benefits]
        seen = {row[1] for row in rows}
        if assessment not in _RAPID:
            rows += [
                ("quality", each, "none", "Nothing changes", "Looked at with staff and people who use the service",
                 *_NOTHING)
                for each in _QUALITY if each not in seen
            ]  # fmt: skip
            rows += [
                ("equality", each, "none", "No difference is expected", "Records and complaints of the last two years",
                 *_NOTHING)
                for each in _GROUPS if each not in seen
            ]  # fmt: skip
        yield from ((assessment, str(number), *row) for number, row in enumerate(rows, 1))
