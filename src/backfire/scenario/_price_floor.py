"""A guaranteed price."""

from __future__ import annotations

from typing import Literal

from ._fields import Price, Share, SomeLabels
from ._instrument import Instrument


class PriceFloor(Instrument):
    """Producers are paid the difference whenever the price is below a guaranteed one."""

    kind: Literal["price_floor"] = "price_floor"
    """The word that makes this instrument a price floor."""
    where: SomeLabels
    """Places whose producers are guaranteed the price."""
    goods: SomeLabels
    """Goods, or groups of goods, whose price is guaranteed."""
    floor_usd_per_kg: Price
    """The guaranteed price in USD/kg; of two floors on one good in one place the higher holds."""
    covered: Share = 1.0
    """Share of the producers' output that is guaranteed."""
