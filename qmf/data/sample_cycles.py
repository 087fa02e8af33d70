"""The sample trust's tests of change: what teams tried, what they expected, and what came of it."""

from __future__ import annotations

__all__ = ["CYCLES"]

_HUDDLES = "heron;kestrel;linnet"

CYCLES: tuple[tuple[str, ...], ...] = (
    (
        "violence-and-aggression",
        "1",
        "A safety huddle each morning at 9",
        "2024-10-01",
        "2024-12-31",
        _HUDDLES,
        "Three huddles in four are held by December, and staff say that they know who may need extra help today",
        "Staff said that it helped. Handover often ran past nine, and then the huddle began late or not at all",
        "adapt",
    ),
    (
        "violence-and-aggression",
        "2",
        "Huddle moved to 9.15",
        "2025-01-06",
        "2025-03-31",
        _HUDDLES,
        "With a quarter of an hour after handover, four huddles in five are held",
        "Fewer late starts; the weekends were the hardest to keep",
        "adopt",
    ),
    (
        "violence-and-aggression",
        "3",
        "A patient representative joins the huddle",
        "2025-05-01",
        "2025-07-31",
        _HUDDLES,
        "What people on the ward worry about is named before it turns into an incident",
        "The representatives named things that staff had not seen, such as noise in the evening on two of the wards",
        "adopt",
    ),
    (
        "talking-therapies",
        "1",
        "A text message the day before an appointment",
        "2025-05-06",
        "2025-09-30",
        "tt-east",
        "One in five fewer people miss their appointment",
        "No change that is more than chance",
        "adapt",
    ),
    (
        "talking-therapies",
        "2",
        "The text message names the therapist and says how to rearrange",
        "2025-11-03",
        "",
        "tt-east",
        "One in five fewer people miss their appointment",
        "",
        "",
    ),
    (
        "falls",
        "1",
        "The falls plan moves to the admission checklist",
        "2025-06-02",
        "2025-08-29",
        "rowan",
        "Nineteen people in twenty have a falls plan within 24 hours",
        "No change: the checklist is filled in on the second day",
        "abandon",
    ),
    (
        "physical-health",
        "1",
        "A health-check clinic on Saturdays",
        "2025-02-01",
        "2025-04-26",
        "harbour-cmht",
        "Thirty more people a month have their full health check",
        "Nine people came in three months",
        "abandon",
    ),
)
