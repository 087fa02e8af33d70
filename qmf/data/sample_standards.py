"""The sample trust's standards: the regulator's, by their short titles, and places for the trust's own."""

from __future__ import annotations

__all__ = ["STANDARDS"]

# The fundamental standards by the short titles the Care Quality Commission gives regulations 9 to 20A of SI 2014/2936.
_FUNDAMENTAL = {
    "person-centred-care": "Person-centred care",
    "dignity-and-respect": "Dignity and respect",
    "consent": "Consent",
    "safety": "Safety",
    "safeguarding": "Safeguarding from abuse",
    "food-and-drink": "Food and drink",
    "premises-and-equipment": "Premises and equipment",
    "complaints": "Complaints",
    "good-governance": "Good governance",
    "staffing": "Staffing",
    "fit-and-proper-staff": "Fit and proper staff",
    "duty-of-candour": "Duty of candour",
    "display-of-ratings": "Display of ratings",
}
_AREAS = 20

STANDARDS: tuple[tuple[str, ...], ...] = (
    *((code, title, "fundamental-standards") for code, title in _FUNDAMENTAL.items()),
    *(
        (
            f"focus-area-{number:02d}",
            f"Key focus area {number} (placeholder: the trust's own stands here)",
            "key-focus-areas",
        )
        for number in range(1, _AREAS + 1)
    ),
)
"""The rows of the standards table: standard, title, the set it belongs to."""
