"""What the two sides of a game, their firms and others can do, and what is believed of them."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Annotated, Self

from pydantic import Field, model_validator

from ._fields import (
    CERTAIN_ZERO,
    AboveZero,
    Band,
    BandOrShare,
    Cost,
    Label,
    Money,
    PriorOrShare,
    Share,
    Slug,
)
from ._record import Closed, Sourced, Text, beside, must, whole_sentence

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
    @staticmethod
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


_ROUNDING = 1e-9

Grid = Annotated[int, Field(ge=2, le=41), must("must be a whole number from 2 to 41")]
"""Points of a grid."""


class _Rule(Closed):
    """Probabilities of what a resolute type does; what is left out is never done (abstract)."""

    @model_validator(mode="after")
    def _whole(self) -> Self:
        total = math.fsum(getattr(self, name) for name in type(self).model_fields)
        if abs(total - 1) > _ROUNDING:
            sentence = f"must add up to 1 over what may be done, got {total}"
            raise whole_sentence(sentence)
        return self


class SenderRule(_Rule):
    """Probability of each action of a resolute sender; one that is left out is never taken."""

    hold: Share = 0.0
    """Do nothing, or lift what stands."""
    licence_delay: Share = 0.0
    """Let every order wait for a licence."""
    quota: Share = 0.0
    """Refuse a part of the orders."""
    partial_ban: Share = 0.0
    """Refuse some goods whole."""
    full_ban: Share = 0.0
    """Refuse all goods, and foreign goods that contain them."""
    flood: Share = 0.0
    """Sell below cost."""


class TargetRule(_Rule):
    """Probability of each answer of a resolute target; one that is left out is never given."""

    deal: Share = 0.0
    """Concede, or renew the truce."""
    hold: Share = 0.0
    """Answer nothing."""
    proportional: Share = 0.0
    """Hurt the sender about as much."""
    maximal: Share = 0.0
    """Hurt the sender as much as it can."""


class ResoluteSender(Sourced):
    """The rule that a resolute sender follows, by where the two sides stand."""

    in_truce: SenderRule
    """While a truce runs."""
    calm: SenderRule
    """Without a truce, while no retaliation stands."""
    answered: SenderRule
    """Without a truce, while retaliation stands."""


class ResoluteTarget(Sourced):
    """The rule that a resolute target follows, by where the two sides stand."""

    in_truce: TargetRule
    """While a truce runs."""
    calm: TargetRule
    """Without a truce, while no control stands."""
    pressed: TargetRule
    """Without a truce, while a control stands."""


class Priors(Closed):
    """What each side is believed to be when the game begins, and the grids of beliefs."""

    target_resolute: PriorOrShare
    """Probability that the target is resolute."""
    sender_resolute: PriorOrShare
    """Probability that the sender is resolute."""
    target_grid: Grid = 6
    """Points of the grid on which the belief about the target is followed."""
    sender_grid: Grid = 5
    """Points of the grid on which the belief about the sender is followed."""
    off_path_target: Share = 1.0
    """Belief that the target is resolute after what neither of its types would do."""
    off_path_sender: Share = 1.0
    """Belief that the sender is resolute after what neither of its types would do."""
