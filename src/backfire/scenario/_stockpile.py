"""A public store."""

from __future__ import annotations

from typing import Literal

from ._fields import Positive, Share, SomeLabels
from ._instrument import Instrument


class Stockpile(Instrument):
    """Goods are bought for a public store, and released when buyers run short."""

    kind: Literal["stockpile"] = "stockpile"
    """The word that makes this instrument a stockpile."""
    where: SomeLabels
    """Places that keep a store, each for its own use."""
    goods: SomeLabels
    """Goods, or groups of goods, that are stored."""
    weeks_of_use: Positive
    """Size of the full store, in weeks of the place's use in calm times."""
    buying_weeks: Positive
    """Weeks in which it would be filled from nothing at normal supply."""
    releases_below: Share = 0.95
    """Share of use served below which goods are released."""
    admitted: Share
    """Share of its purchases from a sender under a licence regime that the sender lets through."""
