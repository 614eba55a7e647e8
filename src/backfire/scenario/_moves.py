"""What the two sides, their firms and others can do in a game beside controls and answers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from ._bands import CERTAIN_ZERO, AboveZero, Band, BandOrShare, Cost, Money
from ._fields import Closed, Label, Slug, Sourced, Text, beside, must

_Waves = Annotated[int, Field(ge=2, le=8), must("must be a whole number from 2 to 8")]


class Preparation(Closed):
    """Stocks and plants that the target can pay for."""

    stockpile: Cost
    """What a quarter of buying for stocks costs, in USD."""
    plants: Cost
    """Public money for one wave of plants, in USD."""
    lead_quarters: AboveZero
    """Mean time from the decision to the output of a wave, in quarters."""
    waves: _Waves = 3
    """Waves that can be under way at once."""
    admitted: BandOrShare
    """Probability that a quarter's stock can be bought while licences stand."""


class Flooding(Closed):
    """Selling below cost, so that those who build elsewhere give up."""

    cost: Cost
    """What a quarter of it costs the sender, in USD."""
    gain: Money
    """What a quarter of it saves the users of the target, in USD."""
    kill: BandOrShare
    """Probability that a wave under way gives up in a quarter of it, without a price floor."""
    kill_with_floor: BandOrShare
    """The same where the target guarantees a price."""
    floor: bool = False
    """Whether the target guarantees a price."""
    closure: BandOrShare
    """Probability that a level of capacity that runs closes in a quarter of it."""

    @beside("kill_with_floor", "kill")
    def _helped_by_a_floor(floored: Band, bare: Band) -> Iterator[str]:
        if floored.central > bare.central:
            rule = f"must not be above game.flooding.kill ({bare.central}), got {floored.central}"
            yield f"kill_with_floor {rule}: a price that is guaranteed keeps nobody from building"


class ThirdParties(Closed):
    """Others who are drawn in: they join the target against the sender, or leave it."""

    join: BandOrShare
    """Probability, a quarter in which a control stands, that they come a step closer."""
    leave: BandOrShare
    """Probability, a quarter of calm, that they move a step away."""
    starts: BandOrShare
    """Probability that they add, a quarter, of a wave that begins by itself once they joined."""
    retaliation: BandOrShare
    """Share that they add to what retaliation costs the sender once they joined."""
    acts: Text
    """Who they are and what they do."""


class Starts(Closed):
    """Waves of plants that firms begin by themselves."""

    calm: BandOrShare
    """Probability a quarter in which no control stands."""
    used: BandOrShare
    """Probability a quarter in which a control stands."""


class Fear(Closed):
    """How buyers come to expect interruptions, and forget them."""

    learn: BandOrShare = CERTAIN_ZERO
    """Probability of a step up in a quarter in which a control stands."""
    forget: BandOrShare = CERTAIN_ZERO
    """Probability of a step down in a quarter of calm."""


class Lever(Sourced):
    """Goods on which a success may be repeated."""

    name: Slug
    """Short name, unique within the game."""
    title: Label
    """The goods, in words."""
    harm: Cost
    """What a full cut costs the target, in USD a year."""
    share: BandOrShare
    """Share of the supply of the goods that comes from the sender."""
