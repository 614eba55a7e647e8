"""Output, capacity and purchases year by year, along both histories."""

from __future__ import annotations

from typing import TYPE_CHECKING

import jax.numpy as jnp
import numpy as np

from backfire.units import QUARTERS_PER_YEAR

if TYPE_CHECKING:
    from jaxtyping import Array
    from numpy.typing import NDArray

    from backfire.model.chain import Chain
    from backfire.questions.trajectories import History, ReferenceUse

MAGNET_OXIDES = ("nd_oxide", "pr_oxide", "tb_oxide", "dy_oxide")
"""The magnet rare earths, which published shares of mining and refining are about."""
MAGNET_METALS = ("ndpr_metal", "dy_metal", "tb_metal")
NOTHING = 1e-12
"""Tonnes a year: less is no output, and the sender's share of no output is nothing."""


def years_of(reference_use: ReferenceUse) -> range:
    """Calendar years of the run that both histories cover."""
    first = reference_use.scenario.starts.year
    return range(first, reference_use.starts[-1].year + 1)


def yearly(
    reference_use: ReferenceUse, chain: Chain, never: History, once: History
) -> dict[str, Array]:
    """Quantities by year and history, the draw last; a used history repeats the past it shares."""
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
    stages = jnp.asarray(stage_weights(reference_use, chain)[1], chain.price.dtype)
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
    by_value = chain.final_use.sum(1) * chain.price[:, None]
    weight = by_value.at[:, sender].set(0.0)[goods]
    thrift = _states(never, history, "intensity")[at_years][:, goods]
    return {
        "sender_share": made[:, :, sender] / (world + (world <= 0)),
        "stage_share": by_stage[:, :, sender] / jnp.maximum(by_stage.sum(2), NOTHING),
        "outside_capacity": outside[at_years][:count],
        "bought_from_sender": (worth * sent[:, goods]).sum(1) / (purchases + (purchases <= 0)),
        "ramp": jnp.maximum(jnp.diff(ramping, axis=0), 0.0)[:count] / (market + (market <= 0)),
        "substitution": substituted(weight, thrift)[:count],
    }


def substituted(weight: Array, thrift: Array) -> Array:
    """Yearly fall of what users need for the same activity; zero where nothing is used directly.

    Parameters
    ----------
    weight
        Baseline value of direct use, by good and place.
    thrift
        Logarithm of use for the same activity over that of the baseline, by year, good, place and
        draw.
    """
    whole = weight.sum()
    need = jnp.einsum("cr,ycrn->yn", weight / (whole + (whole <= 0)), jnp.exp(thrift))
    return jnp.where(whole > 0, 1 - need[1:] / jnp.where(whole > 0, need[:-1], 1.0), 0.0)


def _separates(reference_use: ReferenceUse) -> NDArray[np.float64]:
    """Which processes yield separated goods; where none is called so, those of the stage oxide."""
    processes = reference_use.labels.processes
    named = np.array([name.startswith("separate_") for name in processes], float)
    oxide = np.array(reference_use.edition.tables["processes"]["stage"] == "oxide", float)
    return named if named.any() else oxide


def counted(reference_use: ReferenceUse) -> str:
    """What shares of a stage count."""
    return "magnet rare earths alone" if _magnets(reference_use) else "tonnes"


def _magnets(reference_use: ReferenceUse) -> bool:
    return bool(set(MAGNET_OXIDES) & set(reference_use.labels.goods))


def stage_weights(
    reference_use: ReferenceUse, chain: Chain
) -> tuple[tuple[str, ...], NDArray[np.float64]]:
    """Stages of the edition in its order, and what a tonne of each good counts in each.

    Where the edition has the magnet rare earths, these alone count; magnets count by tonne.
    """
    goods = reference_use.labels.goods
    of_good = list(reference_use.edition.tables["goods"]["stage"])
    stages = tuple(dict.fromkeys(of_good))
    weights = np.array([[float(own == stage) for own in of_good] for stage in stages])
    if _magnets(reference_use):
        parts = [_magnet_part(chain, goods, at, stage) for at, stage in enumerate(of_good)]
        weights = weights * np.array(parts)
    some = [at for at, row in enumerate(weights) if row.any()]
    return tuple(stages[at] for at in some), weights[some]


def _magnet_part(chain: Chain, goods: tuple[str, ...], at: int, stage: str) -> float:
    """Magnet rare earths in a tonne of a good."""
    if stage == "concentrate":
        magnets = [goods.index(name) for name in MAGNET_OXIDES if name in goods]
        users = np.asarray(chain.input)[at] > 0
        return float(np.asarray(chain.output)[magnets][:, users].sum())
    if stage == "magnet":
        return float(goods[at].startswith("ndfeb"))
    return float(goods[at] in (*MAGNET_OXIDES, *MAGNET_METALS))


def _quarters(never: History, history: History, name: str) -> Array:
    """A quarterly entry of the ledger from the start of the run along one history."""
    mine = getattr(history.trajectory.ledger, name)
    return jnp.concatenate([getattr(never.trajectory.ledger, name)[: history.quarter], mine])


def _states(never: History, history: History, name: str) -> Array:
    """A state variable, or one of the plants, at the start of every quarter along one history."""

    def of(history: History) -> Array:
        states = history.trajectory.states
        return getattr(states, name) if hasattr(states, name) else getattr(states.structure, name)

    return jnp.concatenate([of(never)[: history.quarter], of(history)])


def _years(quarterly: Array, count: int) -> Array:
    """Means of the four quarters of each year."""
    whole = quarterly[: count * QUARTERS_PER_YEAR]
    return whole.reshape(count, QUARTERS_PER_YEAR, *whole.shape[1:]).mean(1)
