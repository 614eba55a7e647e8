"""Trajectories without the control and with its use today, and what they hold by year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import jax.numpy as jnp
import numpy as np

from backfire.questions.trajectories import (
    STRETCH,
    PolicyPath,
    leverage_at,
    paths_of_three_years,
    unused,
    used,
    value,
)
from backfire.units import QUARTERS_PER_YEAR

from ._closures import closures

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jaxtyping import Array
    from numpy.typing import NDArray

    from backfire.model.chain import Chain
    from backfire.questions.trajectories import ControlLoss, Ensemble, History, ReferenceUse


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


VALUE_YEARS = 10
"""Years after a use over which its value is added up."""


@dataclass(frozen=True)
class BranchPoint:
    """The first chunk of draws along both histories, for counterfactuals to branch from."""

    ensemble: Ensemble
    never: History
    once: History
    levels: Any
    """Leverage of the unused control at each start, by start and draw."""
    concession: Any
    worth: Any


def used_and_unused(
    ensemble: Ensemble, concession: Any, worth: Any
) -> tuple[dict[str, Any], BranchPoint]:
    """Both histories, their curves, and what a use today is worth.

    Names are those of the answer's quantities; the draw is the last axis. ``value_by_year`` and
    ``sound`` are read in `collect`.
    """
    reference_use = ensemble.context.reference_use
    starts = range(len(reference_use.starts))
    never = unused(ensemble, PolicyPath(reference_use.scenario.instruments))
    once = used(ensemble, never)
    free = [leverage_at(ensemble, never, number) for number in starts]
    spent = [
        leverage_at(ensemble, once, number) if number and not reference_use.stands(number) else None
        for number in starts
    ]
    both = _pair(free, spent, "target")
    target, after = both[:, 0], both[:, 1]
    horizon = min(VALUE_YEARS, len(starts) - 1)
    lost = (target - after)[1 : horizon + 1]
    terms = value(reference_use, never, once, lost, concession, worth)
    found = {
        "target_loss": both,
        "sender_loss": _pair(free, spent, "sender"),
        "exposed": _pair(free, spent, "exposed"),
        **closures(ensemble, free[0].effects, *paths_of_three_years(ensemble, never)),
        "place_use_lost": _use_lost(ensemble, never),
        "tonnes_at_risk": _tonnes_at_risk(ensemble, free[0]),
        "value_by_year": jnp.stack(
            [terms.concessions, terms.profit, terms.output_lost, terms.leverage_lost], 1
        ),
        "sound": never.trajectory.sound & once.trajectory.sound & jnp.isfinite(target).all(0),
        **yearly(reference_use, ensemble.context.chain, never, once),
    }
    arrays = {name: np.asarray(array) for name, array in found.items()}
    return arrays, BranchPoint(ensemble, never, once, target, concession, worth)


def _pair(free: Sequence[ControlLoss], spent: Sequence[ControlLoss | None], name: str) -> Any:
    """A loss by start, history and draw; NaN where the earlier use still stands."""
    nothing = jnp.full_like(getattr(free[0], name), jnp.nan)
    rows = [
        jnp.stack([getattr(mine, name), nothing if later is None else getattr(later, name)])
        for mine, later in zip(free, spent, strict=True)
    ]
    return jnp.stack(rows)


def _tonnes_at_risk(ensemble: Ensemble, today: ControlLoss) -> Any:
    """End use of each good that the targets go without in a control of today, at baseline use."""
    targets = list(ensemble.context.reference_use.targets)
    final = jnp.asarray(ensemble.context.chain.final_use).sum(1)[:, targets]
    return jnp.einsum("gtd,gt->gd", today.effects.missing[:, targets], final)


def _use_lost(ensemble: Ensemble, never: History) -> Any:
    """Largest share of its use of any of the goods that each place loses in a control of today."""
    reference_use = ensemble.context.reference_use
    begin, quarter = reference_use.week, reference_use.quarter
    policy_path = never.policy_path.with_use(begin, begin + reference_use.scenario.leverage.weeks)
    held = ensemble.travel(policy_path, never.state(quarter), quarter, 1).ledger.unmet
    free = never.weeks(quarter, STRETCH).unmet
    goods = jnp.array(reference_use.goods)
    return jnp.clip((held - free)[1:, goods].mean(0).max(0), 0.0, 1.0)
