"""The two histories of the card, never used and used from today, and leverage along them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import jax.numpy as jnp
import numpy as np

from backfire.model.leverage import Value, value_of_use
from backfire.numerics import annuity
from backfire.units import WEEKS_PER_YEAR

from ._control_loss import loss_of_control
from ._policy_paths import STRETCH, WEEKS
from ._reference_use import THREE_YEARS

if TYPE_CHECKING:
    from jaxtyping import Array

    from backfire.model.chain import State
    from backfire.model.leverage import Ledger

    from ._control_loss import ControlLoss
    from ._policy_paths import Ensemble, PolicyPath, Trajectory
    from ._reference_use import ReferenceUse

QUARTERS_PER_YEAR = 4


@dataclass(frozen=True)
class History:
    """One history as it went: from which quarter of the run, along which course."""

    policy_path: PolicyPath
    trajectory: Trajectory
    quarter: int

    def state(self, quarter: int) -> State:
        """State at the start of a quarter of the run."""
        return self.trajectory.state(quarter - self.quarter)

    def weeks(self, quarter: int, quarters: int = STRETCH) -> Ledger:
        """Money of some quarters of the run."""
        return self.trajectory.weeks(quarter - self.quarter, quarters)


def unused(ensemble: Ensemble, policy_path: PolicyPath, last: int | None = None) -> History:
    """The card is never played: the scenario's own moves, from the start of the run.

    Parameters
    ----------
    last
        The last start at which leverage is asked for; the last of all unless told.
    """
    reference_use = ensemble.context.reference_use
    needed = quarters_of(reference_use) if last is None else _end(reference_use, last)
    trajectory = ensemble.travel(policy_path, ensemble.rest(), 0, -(-needed // STRETCH))
    return History(policy_path, trajectory, 0)


def quarters_of(reference_use: ReferenceUse) -> int:
    """Quarters that a history needs: for the last control, and for today's of 36 months."""
    longest = reference_use.quarter + _stretches(reference_use, THREE_YEARS) * STRETCH
    return max(_end(reference_use, len(reference_use.starts) - 1), longest)


def _end(reference_use: ReferenceUse, number: int) -> int:
    """Quarter at which a control of one of the starts is no longer counted."""
    return (
        reference_use.quarter_of(number)
        + _stretches(reference_use, reference_use.scenario.leverage.horizon_weeks) * STRETCH
    )


def _stretches(reference_use: ReferenceUse, weeks: float) -> int:
    """Stretches that a horizon needs from the start of the quarter in which it begins."""
    return -(-int(np.ceil(reference_use.offset + weeks)) // WEEKS)


def used(
    ensemble: Ensemble, before: History, number: int = 0, stretches: int | None = None
) -> History:
    """The card is played at one of its starts for as long as an earlier use lasts."""
    reference_use = ensemble.context.reference_use
    begin = reference_use.week_of(number)
    policy_path = before.policy_path.with_use(begin, begin + reference_use.earlier_use)
    quarter = reference_use.quarter_of(number)
    last = _end(reference_use, len(reference_use.starts) - 1)
    length = stretches or -(-(last - quarter) // STRETCH)
    return History(
        policy_path, ensemble.travel(policy_path, before.state(quarter), quarter, length), quarter
    )


def leverage_at(
    ensemble: Ensemble, history: History, number: int, state: State | None = None
) -> ControlLoss:
    """What the control would cost if it started at one of the starts.

    Parameters
    ----------
    state
        To start from in place of the history's own, also for the path without the control.
    """
    reference_use = ensemble.context.reference_use
    asked = reference_use.scenario.leverage
    quarter, begin = reference_use.quarter_of(number), reference_use.week_of(number)
    policy_path = history.policy_path.with_use(begin, begin + asked.weeks)
    stretches = _stretches(reference_use, asked.horizon_weeks)
    if state is None:
        free = history.weeks(quarter, stretches * STRETCH)
    else:
        free = ensemble.travel(history.policy_path, state, quarter, stretches).ledger
    begun = history.state(quarter) if state is None else state
    held = ensemble.travel(policy_path, begun, quarter, stretches).ledger
    return loss_of_control(
        ensemble, held, free, asked.horizon_weeks, _earlier(history.policy_path, begin)
    )


def _earlier(policy_path: PolicyPath, begin: float) -> tuple[float, float]:
    """Years that the last use before a week lasted, and years since its end."""
    past = [(start, min(end, begin)) for start, end in policy_path.uses if start < begin]
    if not past:
        return 0.0, 0.0
    start, end = past[-1]
    return (end - start) / WEEKS_PER_YEAR, (begin - end) / WEEKS_PER_YEAR


def paths_of_three_years(ensemble: Ensemble, history: History) -> tuple[Ledger, Ledger]:
    """The weeks of a control of 36 months that starts today, and the same weeks without it."""
    reference_use = ensemble.context.reference_use
    policy_path = history.policy_path.with_use(reference_use.week, reference_use.week + THREE_YEARS)
    stretches = _stretches(reference_use, THREE_YEARS)
    free = history.weeks(reference_use.quarter, stretches * STRETCH)
    trajectory = ensemble.travel(
        policy_path, history.state(reference_use.quarter), reference_use.quarter, stretches
    )
    return trajectory.ledger, free


def value(
    reference_use: ReferenceUse,
    without: History,
    within: History,
    lost: Array,
    concession: Array,
    worth: Array,
    number: int = 0,
) -> Value:
    """Value of a use that began at one of the starts, at the end of each year after it.

    Parameters
    ----------
    lost
        Leverage without use less that with use, by year and future.
    concession, worth
        What a use obtains, USD a year, and what a dollar of leverage is worth, by future.
    """
    years = lost.shape[0]
    asked = reference_use.scenario.leverage
    quarter = reference_use.quarter_of(number)
    quarters = min(
        QUARTERS_PER_YEAR * years + 1,
        (len(within.trajectory.ledger.lost) // (WEEKS // STRETCH)) - (quarter - within.quarter),
    )
    then = within.weeks(quarter, quarters)
    weights = np.stack(
        [
            reference_use.weights(len(then.lost), (year + 1) * WEEKS_PER_YEAR)
            for year in range(years)
        ]
    )
    reached = np.arange(1, years + 1, dtype=float)
    later = (1 + asked.discount_rate) ** -reached
    lasting = asked.conceded.years if asked.conceded else 1.0
    obtained = np.array([annuity(min(year, lasting), asked.discount_rate) for year in reached])
    kind = lost.dtype
    return value_of_use(
        used=then,
        unused=without.weeks(quarter, quarters),
        weights=jnp.asarray(weights, kind),
        sender=reference_use.sender,
        concessions=jnp.asarray(obtained, kind)[:, None] * concession[None, :],
        leverage_lost=jnp.asarray(later, kind)[:, None] * worth[None, :] * lost,
    )
