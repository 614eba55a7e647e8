"""What the headline counts, and what a scenario of the past is judged by."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from ._fields import Count, Day, Labels, Positive, Share, Year
from ._leverage import WEEKS
from ._record import Closed, Sourced, Text


class Reference(Closed):
    """Which goods, from which day and over how many weeks the headline counts."""

    goods: Labels
    """Goods, or groups of goods, whose shortage and price the headline reports."""
    starts: Day
    """Day zero of every "days to the first shortage"."""
    horizon_weeks: Count = WEEKS
    """Weeks over which losses are added up."""


class Shortage(Closed):
    """A week is short when enough buyers of a place get too little of their use."""

    below: Share = 0.5
    """A buyer stops when it gets less than this share of its use."""
    buyers: Share = 0.05
    """A place is short when at least this share of its buyers stops."""


class Activity(Sourced):
    """Activity of end uses by year, in place of the growth that the edition expected.

    A backtest gives activity as it happened: what it judges is the chain, not a forecast of its
    users.
    """

    uses: Labels = ()
    """End uses of the edition; left out, all of them."""
    places: Labels = ()
    """Places whose users these are; left out, all of them."""
    ratio: Annotated[Mapping[Year, Positive], Field(min_length=1)]
    """Activity over that of the baseline year, by calendar year."""


class Backtest(Closed):
    """The table of what was observed, and the year up to which parameters may be fitted to it."""

    seen: Text
    """Name of a table of observations that comes with the package, or the path of one's own."""
    fitted_until: Year
    """Last year that parameters may be fitted to; what came later is held back."""
    traded: Labels = ()
    """Goods, or groups of goods with the weights of customs, that figures on trade count."""
