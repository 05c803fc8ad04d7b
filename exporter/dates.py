"""The date of an article, as precise as it is known, for the forms that want its parts."""

from __future__ import annotations

import re

DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


def parts(date: str | None) -> tuple[int, ...]:
    """Year, month and day of an ISO date, as many as it has: `2025-10` -> (2025, 10)."""
    match = DATE.match(date or "")
    return tuple(int(part) for part in match.groups() if part) if match else ()
