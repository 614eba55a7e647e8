"""Contests small enough to be solved in a test, all of one shape, so that one program serves."""

from __future__ import annotations

from dataclasses import replace

import equinox as eqx
import jax.numpy as jnp
import numpy as np
from benchmarks.made_up_contest import Size, made_up

from backfire.model.strategy import AgentLogit
from backfire.model.strategy.contest import Contest, Postures, Solution, solve

SIZE = Size(
    term=2, capacity=2, pipeline=2, stock=2, fear=2, coalition=2, target=3, sender=3, quarters=6
)
POSTURES = Postures(SIZE.term)
CALM = 0


def contest() -> Contest:
    """Beliefs about the target do not lie evenly, and choices are sharp at a precision of 30."""
    plain = made_up(SIZE)
    beliefs = eqx.tree_at(lambda each: each.target, plain.beliefs, jnp.array([0.0, 0.4, 1.0]))
    unit = jnp.array([10.0, 8.0])
    return replace(plain, beliefs=beliefs, unit=unit, unit_of_building=jnp.array(2.0))


def solved(contest: Contest, precision: float) -> Solution:
    return solve(contest, AgentLogit(jnp.array(precision)))


def lasting(contest: Contest, *meetings: bool) -> Contest:
    """The same over as many quarters as there are words about meetings."""
    return eqx.tree_at(lambda each: each.meetings, contest, jnp.array(meetings))


def alone(contest: Contest) -> Contest:
    """The same where no truce brings anything, and nobody hits back."""
    bare = np.where(POSTURES.in_truce, CALM, [POSTURES.open(each, 0) for each in POSTURES.rung])

    def paid(each: Contest):
        return each.payoffs.flow, each.payoffs.after

    return eqx.tree_at(paid, contest, replace_fn=lambda table: table[:, bare])


def still(contest: Contest) -> Contest:
    """The same without anything that nobody decides."""
    nature = contest.nature
    where = ("accident", "kill", "closure", "stock", "fear", "coalition")

    def same(matrix):
        return jnp.broadcast_to(jnp.eye(matrix.shape[-1]), matrix.shape)

    for name in where:
        nature = eqx.tree_at(lambda each, name=name: getattr(each, name), nature, replace_fn=same)
    waves, built = nature.arrival.shape[:2]
    stays = jnp.eye(waves * built).reshape(nature.arrival.shape)
    nature = eqx.tree_at(
        lambda each: (each.starts, each.arrival, each.admitted),
        nature,
        (jnp.zeros_like(nature.starts), stays, jnp.ones_like(nature.admitted)),
    )
    return eqx.tree_at(lambda each: each.nature, contest, nature)
