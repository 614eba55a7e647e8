"""From a balanced baseline to the arrays of a chain."""

from __future__ import annotations

from typing import TYPE_CHECKING

import jax.numpy as jnp
import numpy as np
from scipy.special import ndtri

from backfire.model.chain import Axes, Chain
from backfire.units import WEEKS_PER_YEAR

from ._seed_capacity import trade_plan, with_pilots

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jax.typing import DTypeLike
    from numpy.typing import NDArray

    from backfire.data import Baseline, Edition

    from ._labels import Labels
    from ._seed_capacity import TradePlan

BINS = 8
"""Bins of buyers, each an equal share of use (model.md, 2.10)."""
SHORTEST_COVER = 2.0
"""Weeks: a shorter stock cannot be told from the last days before the shelf is empty."""
ADDITIVE = 0.1
"""Tonnes in a tonne of magnet below which a metal is an additive, as dysprosium at 0.02."""
FULLEST = 0.97
"""Highest utilisation of a plant over a year."""


def assemble(
    edition: Edition,
    baseline: Baseline,
    labels: Labels,
    fixed: Mapping[str, float],
    dtype: DTypeLike,
) -> Chain:
    """The chain whose rest is the balanced baseline.

    Parameters
    ----------
    fixed
        Parameters that are the same in every future: ``utilisation_unknown``,
        ``byproduct_response``.
    """
    affinity = _affinity(edition, baseline, labels)
    plan = with_pilots(trade_plan(baseline), baseline, affinity, _stages(edition))
    final = plan.final
    use, share, kept = plan.use, plan.share, plan.kept
    capacity = _capacity(edition, plan.activity, labels, fixed["utilisation_unknown"])
    utilisation = np.divide(
        plan.activity, capacity, out=np.zeros_like(capacity), where=capacity > 0
    )
    lead = _by_process(edition, labels, "lead_times")
    arrays = {
        "price": baseline.price,
        "input": baseline.input,
        "additive": _additives(edition, baseline),
        "output": baseline.output,
        "kept": kept,
        "capacity": capacity,
        "utilisation": utilisation,
        "processing_cost": _processing_cost(baseline, plan),
        "supply_response": _response(baseline, fixed["byproduct_response"], labels),
        "share": share,
        "use": use,
        "final_use": final,
        "cover": cover_weeks(edition, labels) / WEEKS_PER_YEAR,
        "transit": _transit_weeks(edition, labels) / WEEKS_PER_YEAR,
        "thin": np.array(edition.tables["goods"]["market"] == "thin", dtype=float),
        "lead": lead,
        # Where nobody knows how long building takes, nobody is said to build.
        "affinity": np.where(lead > 0, affinity, 0.0),
        "plant_cost": _by_process(edition, labels, "capex"),
        "value_added": _value_added(edition, labels),
    }
    axes = Axes(labels.goods, labels.places, labels.processes, labels.uses)
    return Chain(**{name: jnp.asarray(array, dtype) for name, array in arrays.items()}, axes=axes)


def _additives(edition: Edition, baseline: Baseline) -> NDArray[np.float64]:
    """Inputs of magnets that make up less than a tenth of them and can be thrifted."""
    magnets = np.array(_stages(edition)) == "magnet"
    small = (baseline.input > 0) & (baseline.input < ADDITIVE)
    return (small & magnets[None, :]).astype(float)


def _affinity(edition: Edition, baseline: Baseline, labels: Labels) -> NDArray[np.float64]:
    """Where new plants would go: as those that stand and those that are announced.

    A process that one place has to itself, with nothing announced elsewhere, would spread as its
    stage has: who makes one metal can learn to make another.
    """
    weight = np.array(baseline.activity, dtype=float)
    rows = edition.tables["projects"].select("process", "place", "value").iter_rows()
    for process, place, value in rows:
        weight[labels.processes.index(process), labels.places.index(place)] += value
    own = _shares(weight)
    stages = np.array(_stages(edition))
    mines = np.array(edition.tables["processes"]["deposit"].is_not_null()) & (
        stages == "concentrate"
    )
    alone = ((own > 0).sum(1) == 1) & ~mines
    spread = [own[(stages == stage) & ~alone] for stage in stages]
    pooled = np.stack([rows.mean(0) if len(rows) else own[n] for n, rows in enumerate(spread)])
    return np.where(alone[:, None], pooled, own)


def _shares(weight: NDArray[np.float64]) -> NDArray[np.float64]:
    world = weight.sum(1, keepdims=True)
    return np.divide(weight, world, out=np.zeros_like(weight), where=world > 0)


def _stages(edition: Edition) -> tuple[str, ...]:
    """Stage of each process."""
    return tuple(edition.tables["processes"]["stage"])


def _by_process(edition: Edition, labels: Labels, table: str) -> NDArray[np.float64]:
    """A figure by process and place; the row of a place before that of ``*``, 0 where none is."""
    figures = np.zeros((len(labels.processes), len(labels.places)))
    rows = list(edition.tables[table].select("process", "place", "value").iter_rows())
    for process, place, value in sorted(rows, key=lambda row: row[1] != "*"):
        row = figures[labels.processes.index(process)]
        row[slice(None) if place == "*" else labels.places.index(place)] = value
    return figures


def _value_added(edition: Edition, labels: Labels) -> NDArray[np.float64]:
    """Value added of each end use and place in a year; 0 where it is a hole."""
    figures = np.zeros((len(labels.uses), len(labels.places)))
    for use, place, value in (
        edition.tables["value_added"].select("use", "place", "value").iter_rows()
    ):
        figures[labels.uses.index(use), labels.places.index(place)] = value
    return figures


def _capacity(
    edition: Edition, activity: NDArray[np.float64], labels: Labels, unknown: float
) -> NDArray[np.float64]:
    """Capacity as reported, or from a typical utilisation where none was."""
    capacity = activity / unknown
    for process, place, value in (
        edition.tables["capacity"].select("process", "place", "value").iter_rows()
    ):
        spot = (labels.processes.index(process), labels.places.index(place))
        capacity[spot] = max(value, activity[spot] / FULLEST)
    return np.where(activity > 0, capacity, 0.0)


def _processing_cost(baseline: Baseline, plan: TradePlan) -> NDArray[np.float64]:
    """As reported; where it is a hole, what is left of revenue after inputs, at least a tenth."""
    value = baseline.output * baseline.price[:, None]
    weight = plan.activity / np.maximum(plan.activity.sum(1, keepdims=True), 1e-9)
    revenue = np.einsum("ck,cr,kr->k", value, plan.kept, weight)
    inputs = (baseline.input * baseline.price[:, None]).sum(0)
    left_over = np.maximum(revenue - inputs, 0.1 * np.maximum(revenue, 1.0))
    reported = np.asarray(baseline.processing_cost, dtype=float)
    return np.where(np.isfinite(reported) & (reported > 0), reported, left_over)


def _response(baseline: Baseline, byproduct: float, labels: Labels) -> NDArray[np.float64]:
    """1 for main products; by-products of other industries hardly answer their own price.

    A process that takes in no good of the chain and is no mine lives on another industry's waste.
    """
    lives_on_waste = (baseline.input.sum(0) == 0) & ~np.array(
        [name.startswith("mine_") for name in labels.processes]
    )
    return np.where(lives_on_waste, byproduct, 1.0)


def cover_weeks(edition: Edition, labels: Labels) -> NDArray[np.float64]:
    """Stock of each bin of buyers in weeks: equal slices of a lognormal distribution.

    The most specific row of ``stocks`` holds: a good before a group, a place before ``*``.
    """
    slices = ndtri((np.arange(BINS) + 0.5) / BINS)
    weeks = np.full((len(labels.goods), len(labels.places), BINS), np.nan)
    rows = edition.tables["stocks"].select("holder", "good", "place", "value", "spread")
    buyers = [row for row in rows.iter_rows() if row[0] == "buyer"]
    for _, good, place, median, spread in sorted(buyers, key=lambda row: _detail(row, labels)):
        goods = labels.good_positions([good])
        places = range(len(labels.places)) if place == "*" else [labels.places.index(place)]
        weeks[np.ix_(goods, places)] = median * np.exp(spread * slices)
    return np.maximum(weeks, SHORTEST_COVER)


def _detail(row: tuple[str, str, str, float, float], labels: Labels) -> tuple[int, bool]:
    return (-len(labels.groups.get(row[1], (row[1],))), row[2] != "*")


def _transit_weeks(edition: Edition, labels: Labels) -> NDArray[np.float64]:
    rows = dict(edition.tables["transit"].select("place", "value").iter_rows())
    return np.array([rows[place] for place in labels.places], dtype=float)
