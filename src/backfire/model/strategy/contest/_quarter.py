"""One quarter of a contest, from what follows it to what comes before."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import equinox as eqx
import jax
import jax.numpy as jnp
from jaxtyping import Array, Bool, Float

from backfire.units import PURE, USD

from ._chance import PIPELINE, STOCK, expected, moved, shifted
from ._contest import Contest
from ._curve import Curve, OwnCurve
from ._node import Node
from ._node_solver import SolveStatistics, solved
from ._postures import Act, Reply

SENDER, TARGET = 0, 1
OF_TARGET, OF_SENDER = 6, 7
"""Axes of the two beliefs in a state."""
CAPACITY = 2
"""Axis of capacity in values, which have the side in front."""
LEAST = 1e-300
"""Probability that stands for none, as its logarithm must be a number."""


class Worth(eqx.Module):
    """What a state is worth to both sides, sender first: as they play, and at their best."""

    value: Annotated[Float[Array, "side *state"], USD]
    """To the strategic type of each side, as both play."""
    best: Annotated[Float[Array, "side *state"] | None, USD]
    """To the strategic type of each side if it alone were to choose the best at every node; nothing
    where that is not asked for."""


class Plan(eqx.Module):
    """What the strategic types do in a quarter, at every state in which they are to move."""

    act: Annotated[Float[Array, "act *state"], PURE]
    """Logarithm of the probability of each action of the sender."""
    reply: Annotated[Float[Array, "reply *state"], PURE]
    """Logarithm of the probability of each answer, by the posture that the sender has left."""
    build: Annotated[Float[Array, "build *state"], PURE]
    """The same of what the target puts money into, by the posture after its answer."""


def back(
    contest: Contest,
    precision: Float[Array, " side"],
    meeting: Bool[Array, ""],
    later: Worth,
    guess: Plan | None = None,
) -> tuple[Worth, Plan, SolveStatistics]:
    """Values and plans of a quarter, from the values of the next.

    Parameters
    ----------
    precision
        Logit precision of each side, over its unit.
    meeting
        Whether a truce can be renewed.
    later
        What the states of the next quarter are worth.
    guess
        Where to begin looking, such as the plan of the next quarter.
    """
    # One program serves every horizon, and a sender who is bound as well as one who is not.
    rules = replace(contest, meetings=meeting[None], bound=None)
    built, build = _invest(rules, precision, later)
    node, ways = _target(rules, precision, built)
    reply, first = solved(node, guess.reply if guess else None)
    answered = _mixed(node, reply, ways, TARGET)
    node, ways = _sender(rules, precision, answered)
    act, second = _decided(contest, node, guess)
    return _mixed(node, act, ways, SENDER), Plan(act, reply, build), first.joined(second)


@eqx.filter_jit
def _invest(
    contest: Contest, precision: Float[Array, " side"], later: Worth
) -> tuple[Worth, Float[Array, "build *state"]]:
    """What the target builds and buys for, given what it is worth once nature has moved."""

    def after(value: Array) -> Array:
        flow = contest.payoffs.flow[:, :, :, None, :, None, :, None, None]
        return flow + contest.discount * expected(contest.nature, value)

    def ways(value: Array) -> Array:
        admitted = contest.nature.admitted[None, :, None, None, None, None, None, None, None]
        bought = value + admitted * (shifted(value, STOCK) - value)
        each = [value, bought, shifted(value, PIPELINE), shifted(bought, PIPELINE)]
        cost = contest.payoffs.build[:, None, None, None, None, None, None, None, None]
        stacked = jnp.stack(each)
        return stacked.at[:, TARGET].add(cost)

    value = ways(after(later.value))
    sharp = precision[TARGET] * contest.building_over_answers
    log = jax.nn.log_softmax(sharp * value[:, TARGET], axis=0)
    mean = (jnp.exp(log)[:, None] * value).sum(0)
    if later.best is None:
        return Worth(mean, None), log
    best = ways(after(later.best))
    of_sender = (jnp.exp(log) * best[:, SENDER]).sum(0)
    return Worth(mean, jnp.stack([of_sender, best[:, TARGET].max(0)])), log


@eqx.filter_jit
def _target(contest: Contest, precision: Float[Array, " side"], later: Worth) -> tuple[Node, Worth]:
    """The node at which the target answers, and what each answer leads to."""
    postures = contest.postures
    goes = jnp.asarray(postures.after_reply.T)
    cost = jnp.moveaxis(contest.payoffs.reply, -1, 0)
    each = [_then(later, to, paid, ()) for to, paid in zip(goes, cost, strict=True)]
    ways = jax.tree.map(lambda *leaves: jnp.stack(leaves), *each)
    truce = jnp.asarray(postures.in_truce)[None]
    deal = jnp.arange(len(Reply))[:, None] == Reply.DEAL
    allowed = _wide(~(truce & deal) | contest.meetings[0])
    beliefs = contest.beliefs
    node = Node(
        curve=OwnCurve(precision[TARGET] * ways.value[:, TARGET], beliefs.target, OF_TARGET + 1),
        belief=_grid(beliefs.target, OF_TARGET),
        resolute=_wide(_left(beliefs.resolute_target.T, allowed[(..., *(0,) * 7)])),
        allowed=allowed,
        off_path=beliefs.off_path_target,
    )
    return node, ways


@eqx.filter_jit
def _sender(contest: Contest, precision: Float[Array, " side"], later: Worth) -> tuple[Node, Worth]:
    """The node at which the sender acts, and what each action leads to."""
    goes = jnp.asarray(contest.postures.after_act.T)
    cost = jnp.moveaxis(contest.payoffs.act, -1, 0)
    nature = contest.nature
    flood = ((nature.kill, PIPELINE), (nature.closure, CAPACITY))
    each = [
        _then(later, to, paid, flood if act == Act.FLOOD else ())
        for act, (to, paid) in enumerate(zip(goes, cost, strict=True))
    ]
    spent = contest.payoffs.flood[:, None, :, None, None, None, None, None, None]
    each[Act.FLOOD] = jax.tree.map(lambda leaf: leaf + spent, each[Act.FLOOD])
    ways = jax.tree.map(lambda *leaves: jnp.stack(leaves), *each)
    beliefs = contest.beliefs
    resolute = _wide(beliefs.resolute_sender.T)
    node = Node(
        curve=OwnCurve(precision[SENDER] * ways.value[:, SENDER], beliefs.sender, OF_SENDER + 1),
        belief=_grid(beliefs.sender, OF_SENDER),
        resolute=resolute,
        allowed=jnp.ones_like(resolute, bool),
        off_path=beliefs.off_path_sender,
    )
    return node, ways


@eqx.filter_jit
def _mixed(node: Node, log: Array, ways: Worth, mover: int) -> Worth:
    """Means over a move: the mover knows its type, the other side sees either of them."""
    posterior = node.posterior(log)
    own, seen = jnp.exp(log), node.seen(log)

    def at(values: Array, curve: type[Curve] | type[OwnCurve]) -> Array:
        return curve(values, node.curve.grid, node.curve.axis).at(posterior)[0]

    def both(values: Array, pick: bool) -> Array:
        mine = at(values[:, mover], OwnCurve)
        top = jnp.where(node.allowed, mine, -jnp.inf).max(0)
        mine = top if pick else (own * mine).sum(0)
        other = (seen * at(values[:, 1 - mover], Curve)).sum(0)
        return jnp.stack([mine, other] if mover == SENDER else [other, mine])

    best = None if ways.best is None else both(ways.best, pick=True)
    return Worth(both(ways.value, pick=False), best)


def _then(later: Worth, to: Array, paid: Array, moves: tuple[tuple[Array, int], ...]) -> Worth:
    """What an action leads to: another posture, what it costs by itself, and what it moves."""

    def of(value: Array) -> Array:
        value = value[:, to]
        for matrix, axis in moves:
            value = moved(value, matrix, axis)
        return value + paid[:, :, None, None, None, None, None, None, None]

    return jax.tree.map(of, later)


def _left(rule: Array, allowed: Array) -> Array:
    """A resolute type's rule without what cannot be done; the rest in proportion."""
    kept = jnp.where(allowed, rule, 0.0)
    total = kept.sum(0, keepdims=True)
    nothing = jnp.zeros_like(kept).at[Reply.HOLD].set(1.0)
    return jnp.where(total > 0, kept / jnp.where(total > 0, total, 1.0), nothing)


def _wide(table: Array) -> Array:
    """A table by action and posture, with the other axes of a state."""
    return table[(..., *(None,) * 7)]


def _grid(beliefs: Float[Array, " belief"], axis: int) -> Float[Array, "1 *state"]:
    shape = [1] * 9
    shape[axis + 1] = len(beliefs)
    return beliefs.reshape(shape)


def _decided(contest: Contest, node: Node, guess: Plan | None) -> tuple[Array, SolveStatistics]:
    """What the strategic sender does: a choice, or a rule that it is bound to."""
    if contest.bound is None:
        return solved(node, guess.act if guess else None)
    rule = jnp.log(jnp.maximum(contest.bound.T, LEAST))
    return jnp.broadcast_to(_wide(rule), node.curve.values.shape), SolveStatistics.none()
