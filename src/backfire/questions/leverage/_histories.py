"""Trajectories without the control and with its use today, and what hangs on them."""

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

from ._closures import closures
from ._yearly import yearly

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backfire.questions.trajectories import ControlLoss, Ensemble, History

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
