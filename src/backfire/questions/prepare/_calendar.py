"""Dates as the tables write them, and weeks of a run as years of the calendar."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

DAYS_PER_WEEK = 7
DAYS_PER_YEAR = 365.25
MIDDLE_OF_A_YEAR = (7, 1)


def day_of(when: str, *, middle: bool = False) -> date:
    """The day that a year, a month or a day stands for: its first, or of a year the middle."""
    parts = [int(part) for part in when.split("-")]
    if middle and len(parts) == 1:
        return date(parts[0], *MIDDLE_OF_A_YEAR)
    return date(*(*parts, 1, 1)[:3])


def calendar_year(starts: date, week: NDArray[np.float64]) -> NDArray[np.float64]:
    """The calendar year, with its fraction, in which a week of the run lies."""
    begin = starts.year + (starts - date(starts.year, 1, 1)).days / DAYS_PER_YEAR
    return begin + week * DAYS_PER_WEEK / DAYS_PER_YEAR
