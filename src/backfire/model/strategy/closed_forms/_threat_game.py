"""A threat repeated over a few rounds, against a target who alone knows its type."""

from __future__ import annotations

from enum import IntEnum
from typing import Annotated

import equinox as eqx
import jax
import jax.numpy as jnp
import numpy as np
from jaxtyping import Array, Bool, Float
from typing_extensions import override

from backfire.model.strategy import AbstractWorth, Signal, choose
from backfire.units import PURE, SHARE

CONCEDE, HOLD = 0, 1
"""Actions of the target."""
DRAWN = 17
"""Beliefs at which the shape of what follows is looked at."""


class Outcome(IntEnum):
    """How a round can end."""

    QUIET = 0
    """The sender does not threaten."""
    CONCEDED = 1
    """The target concedes to the threat."""
    CARRIED_OUT = 2
    """The target holds and the sender carries the threat out."""
    BACKED_DOWN = 3
    """The target holds and the sender does not."""


class ThreatGame(eqx.Module):
    """Rounds of a threat: the sender threatens, the target answers, the sender carries out or not.

    The target is resolute with a probability that both know, and knows its own type. A resolute
    target concedes with a given probability, whatever it costs; a strategic one weighs what it
    loses now against what the sender comes to believe of it.
    """

    prior: Annotated[Float[Array, ""], SHARE]
    """Probability that the target is resolute."""
    resolute_concedes: Annotated[Float[Array, " round"], SHARE]
    """Probability with which a resolute target concedes to a threat in each round."""
    sender: Annotated[Float[Array, "round outcome type"], PURE]
    """Payoff of the sender in each outcome, against a strategic and a resolute target."""
    target: Annotated[Float[Array, "round outcome"], PURE]
    """Payoff of a strategic target in each outcome, in the same unit."""
    goes_on: Annotated[Float[Array, " outcome"], SHARE]
    """Probability that another round follows each outcome."""

    @property
    def rounds(self) -> int:
        """How many rounds there are at most."""
        return self.target.shape[0]

    def expected(
        self, number: int, outcome: Outcome, belief: Float[Array, "..."]
    ) -> Float[Array, "..."]:
        """Payoff of the sender in a round's outcome, at a belief about the target."""
        strategic, resolute = self.sender[number, outcome]
        return (1 - belief) * strategic + belief * resolute

    def faults(self) -> list[str]:
        """What keeps the game from being played, one sentence each.

        Examples
        --------
        >>> import jax.numpy as jnp
        >>> gap = jnp.zeros((1, 4)).at[0, 2].set(jnp.nan)
        >>> certain = ThreatGame(
        ...     jnp.array(1.0), jnp.zeros(1), jnp.zeros((1, 4, 2)), gap, jnp.ones(4)
        ... )
        >>> print("; ".join(certain.faults()))
        prior: must lie between 0 and 1, got 1.0; target: must be a finite number for round 0,
        CARRIED_OUT, got nan
        """
        found: list[str] = []
        prior = float(self.prior)
        if not 0 < prior < 1:
            found.append(f"prior: must lie between 0 and 1, got {prior}")
        for name in ("resolute_concedes", "goes_on"):
            shares = np.atleast_1d(np.asarray(getattr(self, name)))
            wrong = shares[~((shares >= 0) & (shares <= 1))]
            if wrong.size:
                found.append(f"{name}: must be between 0 and 1, got {wrong[0]}")
        for name in ("sender", "target"):
            table = np.asarray(getattr(self, name))
            for place in np.argwhere(~np.isfinite(table)):
                where = f"round {place[0]}, {Outcome(place[1]).name}"
                got = f"got {table[tuple(place)]}"
                found.append(f"{name}: must be a finite number for {where}, {got}")
        return found


class Round(eqx.Module):
    """What each side does in a round, and what it is worth to be there, at each belief."""

    belief: Annotated[Float[Array, "*history"], SHARE]
    """Probability that the target is resolute, before the round."""
    threatens: Annotated[Float[Array, "*history"], SHARE]
    """Probability that the sender threatens."""
    concedes: Annotated[Float[Array, "*history"], SHARE]
    """Probability that a strategic target concedes to the threat."""
    carries_out: Annotated[Float[Array, "*history"], SHARE]
    """Probability that the sender carries it out once the target holds."""
    after: Annotated[Float[Array, "*history outcome"], SHARE]
    """Probability that the target is resolute after each outcome."""
    sender: Annotated[Float[Array, "*history"], PURE]
    """Value to the sender of this round and what follows."""
    target: Annotated[Float[Array, "*history"], PURE]
    """Value to a strategic target."""
    residual: Annotated[Float[Array, "*history"], PURE]
    """Largest distance of the target's log probabilities from the logit response to them."""
    monotone: Annotated[Bool[Array, "*history"], PURE]
    """Whether the target's value rises with its reputation, so that there is one answer."""


class Answered(AbstractWorth):
    """What conceding and holding are worth to a strategic target, at what they lead to believe."""

    game: ThreatGame
    """The whole game."""
    number: int = eqx.field(static=True)
    """Which round it is, from 0."""
    precision: Annotated[Float[Array, ""], PURE]
    """Logit precision, over the unit of the payoffs."""

    def both(
        self, posterior: Float[Array, "*history action"]
    ) -> tuple[Float[Array, "*history"], Float[Array, "*history action"], Array]:
        """Probability that the threat is carried out, and values to the sender and the target."""
        game, number = self.game, self.number
        sender, target = _follows(game, number, self.precision, posterior)
        conceded, held = posterior[..., CONCEDE], posterior[..., HOLD]

        def worth(outcome: Outcome, action: int, belief: Array) -> tuple[Array, Array]:
            on = game.goes_on[outcome]
            now = game.expected(number, outcome, belief), game.target[number, outcome]
            return now[0] + on * sender[..., action], now[1] + on * target[..., action]

        concede = worth(Outcome.CONCEDED, CONCEDE, conceded)
        carry = worth(Outcome.CARRIED_OUT, HOLD, held)
        back = worth(Outcome.BACKED_DOWN, HOLD, held)
        does = jax.nn.sigmoid(self.precision * (carry[0] - back[0]))
        hold = tuple(
            does * one + (1 - does) * other for one, other in zip(carry, back, strict=True)
        )
        to_sender, to_target = (jnp.stack(pair, -1) for pair in zip(concede, hold, strict=True))
        return does, to_sender, to_target

    @override
    def value(self, posterior: Float[Array, "*history action"]) -> Float[Array, "*history action"]:
        return self.both(posterior)[2]

    @override
    def shape(
        self, least: Float[Array, "*history action"]
    ) -> tuple[Float[Array, "*history action point"], Float[Array, "*history action point"]]:
        """Value is smooth between them, so that a short fall can be overlooked."""
        part = jnp.linspace(0.0, 1.0, DRAWN)
        points = jnp.stack([least + (1 - least) * each for each in part])
        values = jax.vmap(self.value)(points)
        return jnp.moveaxis(points, 0, -1), jnp.moveaxis(values, 0, -1)


@eqx.filter_jit
def play(
    game: ThreatGame, number: int, precision: Float[Array, ""], belief: Float[Array, "*history"]
) -> Round:
    """Agent quantal response of a round, and of all that follow it.

    Parameters
    ----------
    number
        Which round it is, from 0.
    precision
        Logit precision, over the unit of the payoffs.
    belief
        Probability that the target is resolute, before the round.
    """
    concedes = jnp.broadcast_to(game.resolute_concedes[number], belief.shape)
    signal = Signal(belief, jnp.stack([concedes, 1 - concedes], -1))
    answered = Answered(game, number, precision)
    choice = choose(signal, answered, precision)
    does, to_sender, _ = answered.both(choice.posterior)
    sender, target = _follows(game, number, precision, belief)
    on = game.goes_on[Outcome.QUIET]
    quiet = game.expected(number, Outcome.QUIET, belief) + on * sender
    threat = (choice.seen * to_sender).sum(-1)
    threatens = jax.nn.sigmoid(precision * (threat - quiet))
    unmoved = game.target[number, Outcome.QUIET] + on * target
    held = choice.posterior[..., HOLD]
    return Round(
        belief=belief,
        threatens=threatens,
        concedes=choice.probability[..., CONCEDE],
        carries_out=does,
        after=jnp.stack([belief, choice.posterior[..., CONCEDE], held, held], -1),
        sender=threatens * threat + (1 - threatens) * quiet,
        target=threatens * choice.mean + (1 - threatens) * unmoved,
        residual=choice.residual,
        monotone=choice.monotone,
    )


def _follows(
    game: ThreatGame, number: int, precision: Float[Array, ""], belief: Float[Array, "..."]
) -> tuple[Float[Array, "..."], Float[Array, "..."]]:
    """Value to each side of the rounds after this one."""
    if number + 1 == game.rounds:
        return jnp.zeros_like(belief), jnp.zeros_like(belief)
    later = play(game, number + 1, precision, belief)
    return later.sender, later.target
