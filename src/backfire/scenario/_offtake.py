"""A promise to buy."""

from __future__ import annotations

from typing import Literal

from ._fields import Positive, Price, SomeLabels
from ._instrument import Instrument


class Offtake(Instrument):
    """So many tonnes a year are bought from producers at an agreed price."""

    kind: Literal["offtake"] = "offtake"
    """The word that makes this instrument an offtake."""
    where: SomeLabels
    """Places whose producers sell under the contract."""
    goods: SomeLabels
    """Goods, or groups of goods, that are bought."""
    tonnes_per_year: Positive
    """Tonnes that are bought in a year, of each good in each place."""
    price_usd_per_kg: Price
    """The agreed price in USD/kg."""
