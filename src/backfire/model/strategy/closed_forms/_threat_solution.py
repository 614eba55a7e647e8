"""The threat game solved, and how much each side could gain if the other went on as before."""

from __future__ import annotations

from typing import Annotated

import equinox as eqx
import jax
import jax.numpy as jnp
from jaxtyping import Array, Float, Int

from backfire.errors import SolveError
from backfire.model.strategy import AgentLogit
from backfire.units import PURE

from ._threat_game import Outcome, Round, ThreatGame, play


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
    >>> from backfire.model.strategy import AgentLogit
    >>> from backfire.model.strategy.closed_forms import ThreatGame, solve
    >>> sender = jnp.array([[0.0, 2.0, 0.0, 0.0]])[..., None].repeat(2, -1)
    >>> target = jnp.array([[0.0, -1.0, -2.0, 0.0]])
    >>> once = ThreatGame(jnp.array(0.5), jnp.zeros(1), sender, target, jnp.zeros(4))
    >>> found = solve(once, AgentLogit(jnp.array(3.0))).rounds[0]
    >>> [round(float(each[0]), 3) for each in (found.threatens, found.carries_out, found.concedes)]
    [0.818, 0.5, 0.5]
    """
    problems = [*game.faults(), *concept.faults()]
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


class Regret(eqx.Module):
    """What a side gets by the best of all plans against the other's, and what it gets now."""

    best: Annotated[Float[Array, ""], PURE]
    """Value of the best plan, in the unit of the payoffs."""
    value: Annotated[Float[Array, ""], PURE]
    """Value of what it does."""

    @property
    def share(self) -> Float[Array, ""]:
        """What is forgone, over the value of what it does."""
        return (self.best - self.value) / jnp.abs(self.value)


def regret(game: ThreatGame, found: Equilibrium) -> tuple[Regret, Regret]:
    """What the sender and a strategic target forgo, exactly.

    The best plan is found backwards over all histories; the other side goes on to do, after each
    of them, what the equilibrium says. Nothing is taken from the values that the solver found.

    Returns
    -------
    tuple
        That of the sender, and that of a strategic target.

    Examples
    --------
    >>> import jax.numpy as jnp
    >>> from backfire.model.strategy import AgentLogit
    >>> from backfire.model.strategy.closed_forms import ThreatGame, regret, solve
    >>> sender = jnp.array([[1.0, 2.0, 0.0, 1.0]])[..., None].repeat(2, -1)
    >>> target = jnp.array([[0.0, -1.0, -2.0, 0.0]])
    >>> once = ThreatGame(jnp.array(0.5), jnp.zeros(1), sender, target, jnp.zeros(4))
    >>> noisy, sharp = (solve(once, AgentLogit(jnp.array(each))) for each in (1.0, 100.0))
    >>> bool(regret(once, noisy)[0].share > 10 * regret(once, sharp)[0].share)
    True
    """
    value, best = _from_the_end(game, found)
    return Regret(best[0], value[0]), Regret(best[1], value[1])


@eqx.filter_jit
def _from_the_end(
    game: ThreatGame, found: Equilibrium
) -> tuple[Float[Array, " side"], Float[Array, " side"]]:
    value = best = jnp.zeros((2, 4 ** len(found.rounds)))
    for number in reversed(range(len(found.rounds))):
        value, best = _back(game, number, found.rounds[number], value, best)
    return value[:, 0], best[:, 0]


def _back(
    game: ThreatGame,
    number: int,
    played: Round,
    value: Float[Array, "side later"],
    best: Float[Array, "side later"],
) -> tuple[Float[Array, "side history"], Float[Array, "side history"]]:
    """Values of a round by what both do, and by the best that each can do, from those after it."""
    now = jnp.stack(
        [
            jnp.stack([game.expected(number, each, played.after[:, each]) for each in Outcome], -1),
            jnp.broadcast_to(game.target[number], played.after.shape),
        ]
    )
    on = jnp.broadcast_to(game.goes_on, now.shape)
    (sender, target), (sender_best, target_best) = (
        now + on * jnp.reshape(each, now.shape) for each in (value, best)
    )
    threat, concede, carry = played.threatens, played.concedes, played.carries_out
    resolute = game.resolute_concedes[number]
    seen = (1 - played.belief) * concede + played.belief * resolute

    def mixed(ends: Array, conceding: Array) -> Array:
        held = carry * ends[:, Outcome.CARRIED_OUT] + (1 - carry) * ends[:, Outcome.BACKED_DOWN]
        threatened = conceding * ends[:, Outcome.CONCEDED] + (1 - conceding) * held
        return threat * threatened + (1 - threat) * ends[:, Outcome.QUIET]

    held = jnp.maximum(sender_best[:, Outcome.CARRIED_OUT], sender_best[:, Outcome.BACKED_DOWN])
    threatened = seen * sender_best[:, Outcome.CONCEDED] + (1 - seen) * held
    sharpest = jnp.maximum(sender_best[:, Outcome.QUIET], threatened)
    either = (mixed(target_best, jnp.full_like(concede, each)) for each in (0.0, 1.0))
    return (
        jnp.stack([mixed(sender, seen), mixed(target, concede)]),
        jnp.stack([sharpest, jnp.maximum(*either)]),
    )
