"""Output, capacity and purchases year by year, along both histories."""

from __future__ import annotations

from typing import TYPE_CHECKING

import jax.numpy as jnp
import numpy as np

from backfire.questions.trajectories import QUARTERS_PER_YEAR

if TYPE_CHECKING:
    from jaxtyping import Array
    from numpy.typing import NDArray

    from backfire.model.chain import Chain
    from backfire.questions.trajectories import History, ReferenceUse

MAGNET_OXIDES = ("nd_oxide", "pr_oxide", "tb_oxide", "dy_oxide")
"""The magnet rare earths, which published shares of mining and refining are about."""
STAGES = ("concentrate", "oxide", "metal", "magnet")
NOTHING = 1e-12
"""Tonnes a year: less is no output, and the sender's share of no output is nothing."""


def years_of(reference_use: ReferenceUse) -> range:
    """Calendar years of the run that both histories cover."""
    first = reference_use.scenario.starts.year
    return range(first, reference_use.starts[-1].year + 1)


def yearly(
    reference_use: ReferenceUse, chain: Chain, never: History, once: History
) -> dict[str, Array]:
    """Arrays with the year first and the future last; a used history repeats the past it shares."""
    both = [_along(reference_use, chain, never, never), _along(reference_use, chain, never, once)]
    return {name: jnp.stack([one[name] for one in both], axis=-2) for name in both[0]}


def _along(
    reference_use: ReferenceUse, chain: Chain, never: History, history: History
) -> dict[str, Array]:
    sender, count = reference_use.sender, len(years_of(reference_use))
    made = _years(_quarters(never, history, "made"), count)
    bought = _years(_quarters(never, history, "bought"), count)
    sent = _years(_quarters(never, history, "from_sender"), count)
    world = made.sum(2)
    stages = _stage_weights(reference_use, chain)
    by_stage = jnp.einsum("sc,ycrn->ysrn", stages, made)
    goods = jnp.array(reference_use.goods)
    worth = chain.price[goods][None, :, None, None]
    purchases = (worth * bought[:, goods]).sum(1)
    capacity = _states(never, history, "capacity")
    abroad = jnp.ones(capacity.shape[2]).at[sender].set(0.0)
    at_years = slice(0, count * QUARTERS_PER_YEAR + 1, QUARTERS_PER_YEAR)
    separates = jnp.asarray(_separates(reference_use), capacity.dtype)
    outside = jnp.einsum("qkrn,r->qkn", capacity, abroad)
    ramping = jnp.einsum("qkn,k->qn", outside, separates)[at_years]
    market = (chain.capacity.sum(1) * separates).sum()
    return {
        "sender_share": made[:, :, sender] / (world + (world <= 0)),
        "stage_share": by_stage[:, :, sender] / jnp.maximum(by_stage.sum(2), NOTHING),
        "outside_capacity": outside[at_years][:count],
        "bought_from_sender": (worth * sent[:, goods]).sum(1) / (purchases + (purchases <= 0)),
        "ramp": jnp.maximum(jnp.diff(ramping, axis=0), 0.0)[:count] / market,
        "substitution": _substitution(reference_use, chain, never, history, at_years)[:count],
    }


def _separates(reference_use: ReferenceUse) -> NDArray[np.float64]:
    """Which processes yield separated goods; where none is called so, those of the stage oxide."""
    named = np.array(
        [name.startswith("separate_") for name in reference_use.labels.processes], float
    )
    oxide = np.array(reference_use.edition.tables["processes"]["stage"] == "oxide", float)
    return named if named.any() else oxide


def _substitution(
    reference_use: ReferenceUse, chain: Chain, never: History, history: History, at_years: slice
) -> Array:
    """Yearly fall of what users outside the sender need for the same activity, by value."""
    goods = jnp.array(reference_use.goods)
    weight = (
        (chain.final_use.sum(1) * chain.price[:, None]).at[:, reference_use.sender].set(0.0)[goods]
    )
    thrift = _states(never, history, "intensity")[at_years][:, goods]
    need = jnp.einsum("cr,ycrn->yn", weight / weight.sum(), jnp.exp(thrift))
    return 1 - need[1:] / need[:-1]


def _stage_weights(reference_use: ReferenceUse, chain: Chain) -> Array:
    """Magnet rare earths in a tonne of each good, by stage; magnets count by tonne."""
    labels, tables = reference_use.labels, reference_use.edition.tables
    stage = dict(zip(tables["goods"]["good"], tables["goods"]["stage"], strict=True))
    weights = np.zeros((len(STAGES), len(labels.goods)))
    if not set(MAGNET_OXIDES) & set(labels.goods):
        weights[:] = [[stage[good] == name for good in labels.goods] for name in STAGES]
        return jnp.asarray(weights, chain.price.dtype)
    inputs, outputs = np.asarray(chain.input), np.asarray(chain.output)
    magnets = [labels.goods.index(name) for name in MAGNET_OXIDES if name in labels.goods]
    for number, good in enumerate(labels.goods):
        if stage[good] not in STAGES:
            continue
        row = STAGES.index(stage[good])
        if stage[good] == "concentrate":
            users = inputs[number] > 0
            weights[row, number] = outputs[magnets][:, users].sum()
        elif stage[good] == "oxide":
            weights[row, number] = float(good in MAGNET_OXIDES)
        elif stage[good] == "metal":
            weights[row, number] = float(good in ("ndpr_metal", "dy_metal", "tb_metal"))
        else:
            weights[row, number] = float(good.startswith("ndfeb"))
    return jnp.asarray(weights, chain.price.dtype)


def _quarters(never: History, history: History, name: str) -> Array:
    """A quarterly entry of the ledger from the start of the run along one history."""
    mine = getattr(history.trajectory.ledger, name)
    return jnp.concatenate([getattr(never.trajectory.ledger, name)[: history.quarter], mine])


def _states(never: History, history: History, name: str) -> Array:
    """A state variable, or one of the plants, at the start of every quarter along one history."""

    def of(trajectory: History) -> Array:
        states = trajectory.trajectory.states
        return getattr(states, name) if hasattr(states, name) else getattr(states.structure, name)

    return jnp.concatenate([of(never)[: history.quarter], of(history)])


def _years(quarterly: Array, count: int) -> Array:
    """Means of the four quarters of each year."""
    whole = quarterly[: count * QUARTERS_PER_YEAR]
    return whole.reshape(count, QUARTERS_PER_YEAR, *whole.shape[1:]).mean(1)
