"""Where the payoffs of a game are taken from."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag

from ._amount_band import Cost, Money
from ._band import BandOrShare
from ._closed import Closed
from ._fields import Text, must

_ORIGINS = must("must be supply_model or ranges")


class Harms(Closed):
    """What each control that the sender can put in force costs the target."""

    licence_delay: Cost
    """While every order waits for a licence, in USD a year."""
    quota: Cost
    """While a part of the orders is refused, in USD a year."""
    partial_ban: Cost
    """While some goods are refused whole, in USD a year."""
    full_ban: Cost
    """While all goods are refused, and foreign goods that contain them, in USD a year."""
    note: Text = ""
    """How the rungs were set beside each other."""


class Rents(Closed):
    """What each control brings the sender, below zero where sales are lost."""

    licence_delay: Money
    """While every order waits for a licence, in USD a year."""
    quota: Money
    """While a part of the orders is refused, in USD a year."""
    partial_ban: Money
    """While some goods are refused whole, in USD a year."""
    full_ban: Money
    """While all goods are refused, and foreign goods that contain them, in USD a year."""
    note: Text = ""
    """How the rungs were set beside each other."""


class SupplyPayoffs(Closed):
    """Harm and rent come from rollouts of the supply model of the scenario."""

    from_: Annotated[Literal["supply_model"], _ORIGINS] = Field(alias="from")
    """The words ``supply_model``."""


class RangePayoffs(Closed):
    """Harm and rent are ranges, for goods that the supply model does not hold.

    Every answer that rests on them says so.
    """

    from_: Annotated[Literal["ranges"], _ORIGINS] = Field(alias="from")
    """The word ``ranges``."""
    harm: Harms
    """What each control costs the target, with nothing built outside and stocks empty."""
    rent: Rents
    """What each control brings the sender in prices less lost sales, in the same state."""
    rent_level: Money
    """What the sender earns in calm from the lack of other suppliers, in USD a year."""
    cushion: BandOrShare
    """Share of the harm that is left where stocks are full."""
    built: BandOrShare
    """Share of harm and rent that is left where outside capacity is at its highest level."""
    pace: Cost
    """Levels of outside capacity added in a year in which no control stands; the highest level of
    six counts as 5."""
    pace_used: Cost
    """The same in a year in which a control stands."""
    drain: Cost
    """Quarters that full stocks last under a full ban."""
    note: Text = ""
    """What the goods are, and what the ranges leave out."""


def _origin(value: Any) -> str:
    told = value.get("from") if isinstance(value, dict) else getattr(value, "from_", None)
    return "<RangePayoffs>" if told == "ranges" else "<SupplyPayoffs>"


GamePayoffs = Annotated[
    Annotated[SupplyPayoffs, Tag("<SupplyPayoffs>")]
    | Annotated[RangePayoffs, Tag("<RangePayoffs>")],
    Discriminator(_origin),
]
"""Where harm and rent are taken from."""
