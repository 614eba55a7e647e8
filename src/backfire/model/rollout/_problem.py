"""All that a path needs."""

from __future__ import annotations

import equinox as eqx

from backfire.model.adaptation import Outlook, Pace
from backfire.model.chain import Chain
from backfire.model.controls import Schedule
from backfire.model.market import AbstractSupply, MeritOrder, Rules, Shortage

WEEKS_PER_QUARTER = 13
"""The slow clock: a quarter is 13 weeks."""


class Problem(eqx.Module):
    """A chain, what is allowed on it, and how markets behave."""

    chain: Chain
    """The network at its balanced baseline."""
    schedule: Schedule
    """Policy of every week."""
    rules: Rules
    """Behaviour, one value per future."""
    pace: Pace | None = None
    """How fast plants come and go, one value per future; None keeps every plant as it is."""
    outlook: Outlook | None = None
    """What is known to come, by quarter; None if nothing grows and no project is named."""
    supply: AbstractSupply = MeritOrder()
    """How activity answers its margin."""
    short: Shortage = Shortage()
    """When a place counts as short."""
    steps_per_week: int = eqx.field(static=True, default=1)
    """Numerical steps in a week; the answer does not depend on it."""
    turn_weeks: int = eqx.field(static=True, default=WEEKS_PER_QUARTER)
    """Weeks between two turns of the slow clock, which ``outlook`` follows; likewise."""
