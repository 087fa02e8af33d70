"""The sample trust's actions: the plan of its must-do, and what followed from a review."""

from __future__ import annotations

__all__ = ["ACTIONS"]

_PLAN = "follow-up-after-discharge"
_BOTH = "crisis-north;crisis-south"
_SEEN = "followed_up_72_hours"

ACTIONS: tuple[tuple[object, ...], ...] = (
    ("follow-up-1", "Each ward tells the crisis team on the day before somebody leaves", _PLAN, "", _BOTH,
     "Ward managers, acute wards", "2025-07-31", "2025-07-28", "The notice is part of the discharge checklist",
     "discharge_notice_before"),
    ("follow-up-2", "Crisis team North agrees the visit with the person before they leave", _PLAN, "", "crisis-north",
     "Manager, Crisis team North", "2025-08-01", "2025-07-29", "Visits are in the diary before the person goes home",
     _SEEN),
    ("follow-up-3", "Each person is told in writing who will come, and when", _PLAN, "", _BOTH,
     "Discharge coordinators", "2025-09-12", "2025-09-10", "", ""),
    ("follow-up-4", "Crisis team South agrees the visit with the person before they leave", _PLAN, "", "crisis-south",
     "Manager, Crisis team South", "2025-09-30", None, "", _SEEN),
    ("follow-up-5", "A visit is possible at weekends, in both teams", _PLAN, "", _BOTH,
     "Service manager, crisis teams", "2025-10-31", "2025-11-14", "The weekend rota is in place", _SEEN),
    ("follow-up-6", "Look back on the rapid impact assessment", _PLAN, "follow-up-1", _BOTH,
     "Service manager, crisis teams", "2026-05-29", None, "", "crisis_seen_24_hours"),
)  # fmt: skip
"""The rows of the actions table."""
