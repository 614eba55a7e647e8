"""The two histories of the card, never used and used from today, and leverage along them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import jax.numpy as jnp
import numpy as np

from backfire.model.leverage import Value, value_of_use
from backfire.units import WEEKS_PER_YEAR

from ._control_loss import stake
from ._policy_paths import STRETCH, WEEKS
from ._reference_use import THREE_YEARS

if TYPE_CHECKING:
    from jaxtyping import Array

    from backfire.model.chain import State
    from backfire.model.leverage import Ledger

    from ._control_loss import Stake
    from ._policy_paths import Batch, Course, Trip
    from ._reference_use import Card

QUARTERS_PER_YEAR = 4


@dataclass(frozen=True)
class History:
    """One history as it went: from which quarter of the run, along which course."""

    course: Course
    trip: Trip
    quarter: int

    def state(self, quarter: int) -> State:
        """State at the start of a quarter of the run."""
        return self.trip.state(quarter - self.quarter)

    def weeks(self, quarter: int, quarters: int = STRETCH) -> Ledger:
        """Money of some quarters of the run."""
        return self.trip.weeks(quarter - self.quarter, quarters)


def unused(batch: Batch, course: Course, last: int | None = None) -> History:
    """The card is never played: the scenario's own moves, from the start of the run.

    Parameters
    ----------
    last
        The last start at which leverage is asked for; the last of all unless told.
    """
    card = batch.board.card
    needed = quarters_of(card) if last is None else _end(card, last)
    trip = batch.travel(course, batch.rest(), 0, -(-needed // STRETCH))
    return History(course, trip, 0)


def quarters_of(card: Card) -> int:
    """Quarters that a history needs: for the last control, and for today's of 36 months."""
    longest = card.quarter + _stretches(card, THREE_YEARS) * STRETCH
    return max(_end(card, len(card.starts) - 1), longest)


def _end(card: Card, number: int) -> int:
    """Quarter at which a control of one of the starts is no longer counted."""
    return (
        card.quarter_of(number) + _stretches(card, card.scenario.leverage.horizon_weeks) * STRETCH
    )


def _stretches(card: Card, weeks: float) -> int:
    """Stretches that a horizon needs from the start of the quarter in which it begins."""
    return -(-int(np.ceil(card.offset + weeks)) // WEEKS)


def used(batch: Batch, before: History, number: int = 0, stretches: int | None = None) -> History:
    """The card is played at one of its starts for as long as an earlier use lasts."""
    card = batch.board.card
    begin = card.week_of(number)
    course = before.course.with_use(begin, begin + card.earlier_use)
    quarter = card.quarter_of(number)
    last = _end(card, len(card.starts) - 1)
    length = stretches or -(-(last - quarter) // STRETCH)
    return History(course, batch.travel(course, before.state(quarter), quarter, length), quarter)


def leverage_at(batch: Batch, history: History, number: int, state: State | None = None) -> Stake:
    """What the control would cost if it started at one of the starts.

    Parameters
    ----------
    state
        To start from in place of the history's own, also for the path without the control.
    """
    card = batch.board.card
    asked = card.scenario.leverage
    quarter, begin = card.quarter_of(number), card.week_of(number)
    course = history.course.with_use(begin, begin + asked.weeks)
    stretches = _stretches(card, asked.horizon_weeks)
    if state is None:
        free = history.weeks(quarter, stretches * STRETCH)
    else:
        free = batch.travel(history.course, state, quarter, stretches).ledger
    begun = history.state(quarter) if state is None else state
    held = batch.travel(course, begun, quarter, stretches).ledger
    return stake(batch, held, free, asked.horizon_weeks, _earlier(history.course, begin))


def _earlier(course: Course, begin: float) -> tuple[float, float]:
    """Years that the last use before a week lasted, and years since its end."""
    past = [(start, min(end, begin)) for start, end in course.uses if start < begin]
    if not past:
        return 0.0, 0.0
    start, end = past[-1]
    return (end - start) / WEEKS_PER_YEAR, (begin - end) / WEEKS_PER_YEAR


def paths_of_three_years(batch: Batch, history: History) -> tuple[Ledger, Ledger]:
    """The weeks of a control of 36 months that starts today, and the same weeks without it."""
    card = batch.board.card
    course = history.course.with_use(card.week, card.week + THREE_YEARS)
    stretches = _stretches(card, THREE_YEARS)
    free = history.weeks(card.quarter, stretches * STRETCH)
    trip = batch.travel(course, history.state(card.quarter), card.quarter, stretches)
    return trip.ledger, free


def value(
    card: Card,
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
    asked = card.scenario.leverage
    quarter = card.quarter_of(number)
    quarters = min(
        QUARTERS_PER_YEAR * years + 1,
        (len(within.trip.ledger.lost) // (WEEKS // STRETCH)) - (quarter - within.quarter),
    )
    then = within.weeks(quarter, quarters)
    weights = np.stack(
        [card.weights(len(then.lost), (year + 1) * WEEKS_PER_YEAR) for year in range(years)]
    )
    reached = np.arange(1, years + 1, dtype=float)
    later = (1 + asked.discount_rate) ** -reached
    lasting = asked.conceded.years if asked.conceded else 1.0
    obtained = np.array([_annuity(min(year, lasting), asked.discount_rate) for year in reached])
    kind = lost.dtype
    return value_of_use(
        used=then,
        unused=without.weeks(quarter, quarters),
        weights=jnp.asarray(weights, kind),
        sender=card.sender,
        concessions=jnp.asarray(obtained, kind)[:, None] * concession[None, :],
        leverage_lost=jnp.asarray(later, kind)[:, None] * worth[None, :] * lost,
    )


def _annuity(years: float, rate: float) -> float:
    """Present value of a dollar a year, paid evenly."""
    force = np.log1p(rate)
    return float(years if force == 0 else -np.expm1(-force * years) / force)
