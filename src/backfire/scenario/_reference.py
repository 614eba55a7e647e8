"""The use of the chokepoint that the headline speaks of."""

from __future__ import annotations

from ._closed import Closed
from ._fields import Count, Day, Labels

WEEKS = 52
"""Weeks of the headline's horizon unless the scenario says otherwise: twelve months."""


class Reference(Closed):
    """Which goods, from which day and over how many weeks the headline counts."""

    goods: Labels
    """Goods, or groups of goods, whose shortage and price the headline reports."""
    starts: Day
    """Day zero of every "days to the first shortage"."""
    horizon_weeks: Count = WEEKS
    """Weeks over which losses are added up."""
