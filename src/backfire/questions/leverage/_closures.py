"""Losses by closure, side by side, for a control of today over 3, 12 and 36 months."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING

import equinox as eqx
import jax
import jax.numpy as jnp
import numpy as np

from backfire import data
from backfire.answers.leverage import CHANNELS, CLOSURES, INVENTORY, MONTHS, RECIPE, SUBSTITUTION
from backfire.model.economy import Inventory, Network, Recipe, Shortage, cost
from backfire.model.leverage import leverage, present
from backfire.questions.trajectories import ALONE, TABLES, counted, network_of, place_loss
from backfire.units import MONTHS_PER_YEAR, WEEKS_PER_YEAR

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jaxtyping import Array, Float
    from numpy.typing import NDArray

    from backfire.model.leverage import Ledger, Leverage
    from backfire.questions.trajectories import Economy, Ensemble

LEAST_SHORT = 1e-6
"""A shortage below this share of use is none."""
YEAR = MONTHS.index(MONTHS_PER_YEAR)


def weeks_of(months: int) -> float:
    """Weeks of some months."""
    return months * WEEKS_PER_YEAR / MONTHS_PER_YEAR


def closures(
    ensemble: Ensemble, today: Leverage, held: Ledger, free: Ledger
) -> dict[str, NDArray[np.float64]]:
    """Losses by closure, horizon and place, who pays and who gains; the draw last.

    What end uses without value added would lose is unknown (NaN).

    Parameters
    ----------
    today
        What the control of the curve does if it starts today.
    held, free
        The weeks of a control that lasts the longest horizon, and the same weeks without it.
    """
    reference_use = ensemble.context.reference_use
    found: list[Leverage] = []
    for horizon in map(weeks_of, MONTHS):
        weights = jnp.asarray(reference_use.weights(len(held.lost), horizon), held.lost.dtype)
        as_asked = horizon == reference_use.scenario.leverage.horizon_weeks
        found.append(today if as_asked else leverage(held, free, weights))
    year, sender = found[YEAR], reference_use.sender
    loss, channel = _losses(ensemble, found, held, free)
    return {
        "closure_loss": np.stack([loss[closure] for closure in CLOSURES]),
        "exposed_by_horizon": np.stack([np.asarray(each.exposed) for each in found]),
        "channel": channel,
        "producer_gain": np.asarray(year.earned),
        "users_bill": np.asarray(year.dearer),
        "sender_term": np.stack(
            [
                -np.asarray(year.earned[sender]),
                -np.asarray(year.processed[sender]),
                np.asarray(year.dumped),
                loss[SUBSTITUTION][YEAR, sender],
            ]
        ),
    }


def _losses(
    ensemble: Ensemble, found: list[Leverage], held: Ledger, free: Ledger
) -> tuple[dict[str, NDArray[np.float64]], NDArray[np.float64]]:
    """Losses by closure, each by horizon and place, and the ways of those under fixed recipes."""
    context = ensemble.context
    reference_use, places = context.reference_use, context.reference_use.labels.places
    valued = np.any(np.asarray(context.chain.value_added) > 0, axis=0)
    shape = len(MONTHS), len(places), ensemble.draws
    loss = {closure: np.full(shape, np.nan) for closure in CLOSURES}
    channel = np.full((len(CHANNELS), ensemble.draws), np.nan)
    for row, months in enumerate(MONTHS):
        for place in np.flatnonzero(valued):
            lost = place_loss(ensemble, found[row], int(place), weeks_of(months))
            loss[SUBSTITUTION][row, place] = np.asarray(lost)
    for place in (place for place in reference_use.targets if places[place] in TABLES):
        years = [counted(ensemble, weeks_of(months)) for months in MONTHS]
        whole = [recipe(context.economies[place], each.missing[:, place]) for each in found]
        for row, (total, _) in enumerate(whole):
            loss[RECIPE][row, place] = total * years[row]
        loss[INVENTORY][:, place] = inventory(ensemble, held, free, place, places[place])
        ways = _channels(found[YEAR], place, *(each * years[YEAR] for each in whole[YEAR]))
        channel = np.where(np.isnan(channel), 0.0, channel) + ways
    return loss, channel


def _channels(
    year: Leverage, place: int, total: NDArray[np.float64], direct: NDArray[np.float64]
) -> NDArray[np.float64]:
    """The ways in which a shortage reaches a product: costs as positive, gains as negative."""
    ways = {
        "users_cut": direct,
        "users_pay_more": np.asarray(year.dearer[place], dtype=float),
        "producers_expand": -np.asarray(year.processed[place], dtype=float),
        "producers_earn_more": -np.asarray(year.earned[place], dtype=float),
        "downstream_cut": total - direct,
    }
    return np.stack([ways[name] for name in CHANNELS])


def recipe(
    economy: Economy, missing: Float[Array, "good draw"]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Loss a year under fixed recipes, and the part of it at the users of the goods themselves.

    Draws that lack nothing are not solved.
    """
    network, uses = economy.network, np.asarray(economy.cost_share) > 0
    scale = float(economy.gdp / network.gdp)
    added = np.asarray(network.value_added)
    lacking = np.clip(np.asarray(missing, dtype=float), 0.0, 1.0)
    total, direct = np.zeros(lacking.shape[1]), np.zeros(lacking.shape[1])
    for number, column in enumerate(lacking.T):
        scarcest = np.where(uses, column[:, None], 0.0).max(0)
        direct[number] = scarcest @ added * scale
        if scarcest.max() <= LEAST_SHORT:
            continue
        short = Shortage(jnp.asarray(scarcest)[None], jnp.ones_like(network.value_added)[None])
        total[number] = float(cost(network, short, Recipe()).value_added) * scale
    return total, direct


@dataclass(frozen=True)
class Summary:
    """A place by the industries of which stocks and critical inputs are known."""

    network: Network
    closure: Inventory
    covered: Mapping[str, NDArray[np.float64]]
    """Part of each industry that lies in an end use."""


@cache
def summary(place: str) -> Summary:
    """The summary table of a place, with the stocks that each industry holds."""
    _, name = TABLES[place]
    table, bridge, figures = (
        data.read_input_output(name),
        data.read_bridge(name),
        data.read_elasticities(),
    )
    network = network_of(table)
    cover = jnp.asarray([figures.of("cover", code).central for code in table.industries])
    others = {key: figures.of(key).central for key in ("restock", "needed", "most", "speed_up")}
    closure = Inventory.uniform(network, jnp.asarray(data.read_critical(name)), **others)
    closure = eqx.tree_at(lambda part: part.cover, closure, cover)
    return Summary(network, closure, {use: bridge.coverage(use, table) for use in bridge.uses})


def inventory(
    ensemble: Ensemble, held: Ledger, free: Ledger, place: int, name: str
) -> NDArray[np.float64]:
    """Loss by horizon and draw where stocks run down week by week."""
    reference_use, chain, known = (
        ensemble.context.reference_use,
        ensemble.context.chain,
        summary(name),
    )
    uses = np.asarray(chain.final_use[:, :, place]) > 0
    covered = np.zeros((len(uses), len(known.network.value_added)))
    for use, part in known.covered.items():
        if use in reference_use.labels.uses:
            covered += uses[:, reference_use.labels.uses.index(use)][:, None] * part[None]
    horizon = weeks_of(max(MONTHS))
    first, last = int(reference_use.offset), int(reference_use.offset + horizon) + 1
    calm, under = (each.final[first:last, :, place] for each in (free, held))
    missing = jnp.clip(1 - jnp.where(calm > 0, under / jnp.where(calm > 0, calm, 1.0), 1.0), 0, 1)
    goods = np.flatnonzero(covered.any(1))
    lost = _weekly(
        known.network,
        known.closure,
        jnp.asarray(missing[:, goods], float),
        jnp.asarray(np.minimum(covered[goods], 1.0)),
    )
    scale = float(ensemble.context.economies[place].gdp / known.network.gdp)
    weights = [reference_use.weights(last, weeks_of(months))[first:last] for months in MONTHS]
    return scale * np.stack([np.asarray(present(lost, jnp.asarray(row))) for row in weights])


@partial(jax.jit, compiler_options=ALONE)
def _weekly(
    network: Network,
    closure: Inventory,
    missing: Float[Array, "week good draw"],
    covered: Float[Array, "good industry"],
) -> Float[Array, "week draw"]:
    """Value added that is not made in each week, as a yearly rate."""

    def one(lacking: Float[Array, "week good"]) -> Float[Array, " week"]:
        short = (lacking[:, :, None] * covered[None]).max(1)
        return (1 - closure.path(network, short)) @ network.value_added

    return jax.lax.map(one, jnp.moveaxis(missing, -1, 0)).T
