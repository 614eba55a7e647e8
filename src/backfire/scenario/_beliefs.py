"""What resolute types do, and what is believed of both sides at first."""

from __future__ import annotations

import math
from typing import Annotated, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from ._bands import PriorOrShare
from ._fields import WHOLE_SENTENCE, Closed, Share, Sourced, must

_ROUNDING = 1e-9

Grid = Annotated[int, Field(ge=2, le=41), must("must be a whole number from 2 to 41")]
"""Points of a grid."""


class _Rule(Closed):
    """Probabilities of what a resolute type does; what is left out is never done (abstract)."""

    @model_validator(mode="after")
    def _whole(self) -> Self:
        total = math.fsum(getattr(self, name) for name in type(self).model_fields)
        if abs(total - 1) > _ROUNDING:
            sentence = "must add up to 1 over what may be done, got {total}"
            raise PydanticCustomError(WHOLE_SENTENCE, sentence, {"total": total})
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
