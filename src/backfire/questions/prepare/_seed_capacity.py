"""Pilot plants where a process may come to a place that does not have it yet.

A place that makes none of a good has no price for it, no stock and no customers, and a first plant
would have to make all three from nothing. So every place in which a plant is announced holds a
pilot from the start, a hundred-thousandth of the world's activity: too little to move any figure,
and enough for prices, stocks and routes to be defined when real capacity arrives.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from backfire.data import Baseline

PILOT = 1e-5
"""Activity of a pilot over that of the world."""
UPSTREAM = ("magnet", "metal", "oxide", "concentrate")
"""Stages in the order in which demand is passed on."""


@dataclass(frozen=True)
class TradePlan:
    """Production, use and sourcing at rest; output kept is what is sold."""

    activity: NDArray[np.float64]
    """By process and place, t/yr."""
    final: NDArray[np.float64]
    """End use by good, end use and place, t/yr."""
    use: NDArray[np.float64]
    """By good and place, t/yr."""
    share: NDArray[np.float64]
    """By good, destination and origin."""
    kept: NDArray[np.float64]
    """Share of output that is sold, by good and place."""


def trade_plan(baseline: Baseline) -> TradePlan:
    """The balanced baseline as shares of each destination's purchases."""
    flow = np.moveaxis(baseline.flow, 1, 2)
    final = np.array(baseline.use, dtype=float)
    activity = np.array(baseline.activity, dtype=float)
    use = np.einsum("ck,kr->cr", baseline.input, activity) + final.sum(1)
    bought = flow.sum(2, keepdims=True)
    share = np.divide(flow, bought, out=np.zeros_like(flow), where=bought > 0)
    use = np.where(bought[:, :, 0] > 0, use, 0.0)
    return TradePlan(activity, final, use, share, _kept(baseline, activity, share, use))


def with_pilots(
    plan: TradePlan, baseline: Baseline, welcome: NDArray[np.float64], stages: Sequence[str]
) -> TradePlan:
    """Add a pilot wherever a process is welcome and not there, and balance upstream of it.

    Parameters
    ----------
    welcome
        Above 0 where a process may come to a place.
    stages
        Stage of each process.
    """
    activity, use, share = (array.copy() for array in (plan.activity, plan.use, plan.share))
    makes = np.einsum("ck,ko->co", baseline.output, activity) > 0
    pilots = np.where((welcome > 0) & (activity == 0), PILOT * activity.sum(1, keepdims=True), 0.0)
    of_world = _world(plan)
    on_waste = _on_waste(baseline, stages)
    moved = pilots.sum(1) / np.maximum(activity.sum(1), 1e-300)
    for stage in UPSTREAM:
        here = np.array([name == stage for name in stages])
        made_by = np.where(here, baseline.output, 0.0)
        new = np.einsum("ck,ko->co", made_by, pilots)
        _open_routes(share, use, new * plan.kept.max(1, keepdims=True))
        sold = np.einsum("cdo,cd->co", share, use)
        # There is no more waste than there is: a pilot that lives on it takes it from the others.
        waste = np.where(on_waste[:, None], activity * (1 - moved)[:, None], 0.0)
        main = np.where(on_waste[:, None], 0.0, activity)
        # A joint product that is partly discarded can be sold more of without making more.
        best = np.where(makes & (np.einsum("ck,ko->co", made_by, main) > 0), plan.kept, 0.0).max(0)
        before = np.einsum("ck,ko->co", made_by, main) * best
        asked = sold - np.einsum("ck,ko->co", made_by, waste) * plan.kept
        mine = makes & (before > 0)
        factor = np.where(mine, asked / np.where(before > 0, before, 1.0), 0.0).max(0)
        scaled = waste + main * np.where(factor > 0, factor, 1.0)
        grown = np.where(here[:, None], scaled, activity)
        added = grown - activity + np.where(here[:, None], pilots, 0.0)
        activity = activity + added
        taken = np.einsum("ck,kr->cr", baseline.input, added)
        first_time = (use <= 0) & (taken > 0)
        share = np.where(first_time[:, :, None], of_world[:, None, :], share)
        use = use + taken
    return TradePlan(activity, plan.final, use, share, _kept(baseline, activity, share, use))


def _open_routes(
    share: NDArray[np.float64], use: NDArray[np.float64], new: NDArray[np.float64]
) -> None:
    """Let every place that buys a good buy a little of each pilot's output."""
    world = use.sum(1, keepdims=True)
    part = np.divide(new, world, out=np.zeros_like(new), where=world > 0)
    buys = (use > 0)[:, :, None]
    share *= np.where(buys, 1 - part.sum(1)[:, None, None], 1.0)
    share += np.where(buys, part[:, None, :], 0.0)


def _on_waste(baseline: Baseline, stages: Sequence[str]) -> NDArray[np.bool_]:
    """Processes that take in what is made at their own stage or downstream of it."""
    made_at = np.full(baseline.output.shape[0], len(UPSTREAM))
    for process, stage in enumerate(stages):
        made = baseline.output[:, process] > 0
        made_at[made] = np.minimum(made_at[made], UPSTREAM.index(stage))
    return np.array(
        [
            bool((made_at[baseline.input[:, process] > 0] <= UPSTREAM.index(stage)).any())
            for process, stage in enumerate(stages)
        ]
    )


def _world(plan: TradePlan) -> NDArray[np.float64]:
    """Share of each origin in the world's sales."""
    sold = np.einsum("cdo,cd->co", plan.share, plan.use)
    total = sold.sum(1, keepdims=True)
    return np.divide(sold, total, out=np.zeros_like(sold), where=total > 0)


def _kept(
    baseline: Baseline,
    activity: NDArray[np.float64],
    share: NDArray[np.float64],
    use: NDArray[np.float64],
) -> NDArray[np.float64]:
    sales = np.einsum("cdo,cd->co", share, use)
    made = np.einsum("ck,ko->co", baseline.output, activity)
    return np.divide(sales, made, out=np.ones_like(sales), where=made > 0)
