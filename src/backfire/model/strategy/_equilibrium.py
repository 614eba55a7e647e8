"""The verb, the concept it follows, and what comes out."""

from __future__ import annotations

import math
from typing import Annotated

import equinox as eqx
import jax
import jax.numpy as jnp
from jaxtyping import Array, Float, Int

from backfire.errors import SolveError
from backfire.units import PURE

from ._game import ThreatGame
from ._round import Round, play


class AgentLogit(eqx.Module):
    """Agent quantal response: at each node the better action is taken more often, not always."""

    precision: Annotated[Float[Array, ""], PURE]
    """Logit precision ``lambda`` over the unit of the payoffs: noise at 0, best response far up."""


class Equilibrium(eqx.Module):
    """What each side does in every round, after every history of outcomes."""

    rounds: tuple[Round, ...]
    """One for each round; its histories run over the outcomes of the earlier ones, last fastest."""

    @property
    def residual(self) -> Float[Array, ""]:
        """Largest distance of a log probability from the logit response to it."""
        return jnp.stack([each.residual.max() for each in self.rounds]).max()

    @property
    def several(self) -> Int[Array, ""]:
        """How many nodes may have more than one answer."""
        return jnp.stack([(~each.monotone).sum() for each in self.rounds]).sum()


def solve(game: ThreatGame, concept: AgentLogit) -> Equilibrium:
    """What each side does, in equilibrium.

    Beliefs follow the rule of Bayes at every node, and each round is solved at the beliefs that the
    one before it leaves (McKelvey and Palfrey 1998).

    Parameters
    ----------
    game
        Rounds of a threat.
    concept
        How sharply the better action is preferred.

    Raises
    ------
    SolveError
        With every problem found: a belief or a share that is none, a payoff that is missing, a
        precision of zero or infinity.

    Examples
    --------
    A threat that costs the sender nothing to carry out, once, against one who is not resolute:

    >>> import jax.numpy as jnp
    >>> from backfire.model.strategy import AgentLogit, ThreatGame, solve
    >>> sender = jnp.array([[0.0, 2.0, 0.0, 0.0]])[..., None].repeat(2, -1)
    >>> target = jnp.array([[0.0, -1.0, -2.0, 0.0]])
    >>> once = ThreatGame(jnp.array(0.5), jnp.zeros(1), sender, target, jnp.zeros(4))
    >>> found = solve(once, AgentLogit(jnp.array(3.0))).rounds[0]
    >>> [round(float(each[0]), 3) for each in (found.threatens, found.carries_out, found.concedes)]
    [0.818, 0.5, 0.5]
    """
    problems = game.faults()
    precision = float(concept.precision)
    if not (math.isfinite(precision) and precision > 0):
        problems.append(f"precision: must be above zero and finite, got {precision}")
    if problems:
        where = "the game"
        raise SolveError(where, problems)
    return Equilibrium(_rounds(game, jnp.asarray(concept.precision, float)))


@eqx.filter_jit
def _rounds(game: ThreatGame, precision: Float[Array, ""]) -> tuple[Round, ...]:
    belief = jnp.reshape(jnp.asarray(game.prior, float), (1,))
    found: list[Round] = []
    for number in range(game.rounds):
        found.append(play(game, number, precision, belief))
        belief = jax.lax.stop_gradient(jnp.reshape(found[-1].after, (-1,)))
    return tuple(found)
