"""The rest point of the weeks under a policy that stays."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any

import equinox as eqx
import jax
import jax.numpy as jnp
from jax.flatten_util import ravel_pytree
from jaxtyping import Array, Bool, Float, Int

from backfire.model.chain import Chain, State
from backfire.model.controls import Policy, Terms
from backfire.model.market import (
    AbstractSupply,
    Flows,
    Rules,
    Shortage,
    Week,
    steady_state,
    step,
)
from backfire.units import PURE, YEAR_OF_ONE_WEEK

TOLERANCE = 1e-9
"""Largest relative change of any stock or log price a year at which a state counts as at rest."""
MOST_STEPS = 400
"""Newton steps before the search gives up."""
FIRST_STEP = 0.05
"""Years of the first implicit step; later ones grow until they are plain Newton steps."""
LONGEST_JUMP = 0.3
"""No stock or price may change by more than a third in one iteration."""
WORSE_AT_MOST = 2.0
"""An iteration that multiplies the residual by more is taken back and made shorter."""
GROWTH = 2.0
"""Largest growth of the implicit step from one iteration to the next."""


class Equilibrium(eqx.Module):
    """A state that the weeks leave as it is, with its flows."""

    state: State
    """Stocks, prices and beliefs."""
    flows: Flows
    """Flows a year."""
    residual: Annotated[Float[Array, ""], PURE]
    """Largest relative change a year that remains."""
    converged: Annotated[Bool[Array, ""], PURE]
    """Whether the residual is below the tolerance."""


def equilibrium(
    chain: Chain,
    rules: Rules,
    policy: Policy,
    terms: Terms,
    supply: AbstractSupply,
    horizon: float = 0.0,
) -> Equilibrium:
    """Find where the weeks would come to rest, without letting them settle.

    The equations are those of ``step``; thrift and preference, which move over years, are in the
    elasticities of the horizon, and plants stay as they are. The root is found by implicit Euler
    steps that grow into Newton's method (pseudo-transient continuation, Kelley and Keyes 1998),
    which follow the weeks to the rest point that they reach.

    Parameters
    ----------
    rules
        Of one draw.
    policy
        One week's policy, kept for ever; without quota pools, whose years never rest.
    horizon
        Years of adjustment that demand and sourcing have had.

    Returns
    -------
    Equilibrium
        With its residual; not converged is a value and not an error.
    """
    still = rules.at_horizon(horizon).wide()
    rest = steady_state(chain, still, terms)
    week = Week(chain, still, rest, policy, terms, supply, Shortage(), YEAR_OF_ONE_WEEK)
    moving = jnp.flatnonzero(ravel_pytree(_moving(rest))[0])
    motion = _Motion(week, moving)
    last, residual = _march(motion, motion.start[moving])
    state = motion.state(last)
    _, flows = step(replace(week, state=state))
    return Equilibrium(state, flows, residual, residual < TOLERANCE)


class _Motion(eqx.Module):
    """Change a year of the coordinates that can move.

    A module and not a closure: its arrays are then arguments of the compiled search, which is
    compiled once for all policies of a chain.
    """

    week: Week
    """A week that begins at rest."""
    moving: Annotated[Int[Array, " n"], PURE]
    """Positions of the coordinates that can move."""

    @property
    def start(self) -> Float[Array, " all"]:
        """Every coordinate at rest."""
        return ravel_pytree(_coordinates(self.week.state, self.week.state))[0]

    def state(self, part: Float[Array, " n"]) -> State:
        """The state at some values of the coordinates that can move."""
        rest = self.week.state
        flat, restore = ravel_pytree(_coordinates(rest, rest))
        return _tonnes(restore(flat.at[self.moving].set(part)), rest)

    def __call__(self, part: Float[Array, " n"]) -> Float[Array, " n"]:
        """Change a year of the coordinates that can move, at some values of theirs."""
        moved = _rates(replace(self.week, state=self.state(part)), self.week.state)
        return moved[self.moving]


@eqx.filter_jit
def _march(
    moves: _Motion, start: Float[Array, " n"]
) -> tuple[Float[Array, " n"], Float[Array, ""]]:
    slopes = jax.jacfwd(moves)
    one = jnp.eye(start.size, dtype=start.dtype)

    def unfinished(carry: tuple[Array, Array, Array, Array]) -> Array:
        _, residual, _, count = carry
        return (residual > TOLERANCE) & (count < MOST_STEPS)

    def advance(carry: tuple[Array, Array, Array, Array]) -> tuple[Array, Array, Array, Array]:
        point, residual, years, count = carry
        change = jnp.linalg.solve(one / years - slopes(point), moves(point))
        following = point + jnp.clip(change, -LONGEST_JUMP, LONGEST_JUMP)
        remaining = jnp.abs(moves(following)).max()
        better = remaining < WORSE_AT_MOST * residual
        ratio = jnp.clip(residual / jnp.maximum(remaining, 1e-300), 0.5, GROWTH)
        return (
            jnp.where(better, following, point),
            jnp.where(better, remaining, residual),
            jnp.where(better, jnp.minimum(years * ratio, 1e9), years / 4),
            count + 1,
        )

    first = jnp.abs(moves(start)).max()
    point, residual, _, _ = jax.lax.while_loop(
        unfinished, advance, (start, first, jnp.asarray(FIRST_STEP, start.dtype), jnp.asarray(0))
    )
    return point, residual


def _rates(week: Week, rest: State) -> Float[Array, " n"]:
    """Change a year of every coordinate."""
    state, years = week.state, 1e-3 * YEAR_OF_ONE_WEEK
    after, _ = step(replace(week, years=years))
    moved = jax.tree.map(lambda new, old: (new - old) / years, after, state)
    moved = eqx.tree_at(_held, moved, _over(_held(moved), _held(state)))
    moved = eqx.tree_at(_under_way, moved, _over(_under_way(moved), _under_way(rest)))
    return ravel_pytree(moved)[0]


def _held(state: State) -> tuple[Array, ...]:
    """What never runs out altogether, and so is searched for as a logarithm."""
    return (state.producer_stock, state.buyer_stock, state.orders)


def _under_way(state: State) -> tuple[Array, ...]:
    """What can end at zero, and so is searched for as a ratio to the baseline."""
    return (state.leaving, state.arriving)


def _slow(state: State) -> tuple[Any, ...]:
    """What the horizon stands for, and plants."""
    return (
        state.reserve,
        state.qualified,
        state.preference,
        state.preference_sender,
        state.intensity,
        state.relocated,
        state.agreed,
        state.billed,
        state.structure,
    )


def _coordinates(state: State, rest: State) -> State:
    logs = tuple(jnp.log(jnp.where(stock > 0, stock, 1.0)) for stock in _held(state))
    moved = eqx.tree_at(_held, state, logs)
    return eqx.tree_at(_under_way, moved, _over(_under_way(state), _under_way(rest)))


def _tonnes(coordinates: State, rest: State) -> State:
    """A state again; what a place does not hold at rest it never holds."""
    stocks = tuple(
        jnp.where(stock > 0, jnp.exp(log), 0.0)
        for log, stock in zip(_held(coordinates), _held(rest), strict=True)
    )
    moved = eqx.tree_at(_held, coordinates, stocks)
    under_way = tuple(
        ratio * stock
        for ratio, stock in zip(_under_way(coordinates), _under_way(rest), strict=True)
    )
    return eqx.tree_at(_under_way, moved, under_way)


def _over(above: tuple[Array, ...], below: tuple[Array, ...]) -> tuple[Array, ...]:
    return tuple(
        top / jnp.where(bottom > 0, bottom, 1.0) for top, bottom in zip(above, below, strict=True)
    )


def _moving(rest: State) -> State:
    """1 for every entry that can move."""
    marked = jax.tree.map(jnp.ones_like, rest)
    marked = eqx.tree_at(_slow, marked, jax.tree.map(jnp.zeros_like, _slow(rest)))
    for group in (_held, _under_way):
        present = tuple((stock > 0).astype(stock.dtype) for stock in group(rest))
        marked = eqx.tree_at(group, marked, present)
    return marked
