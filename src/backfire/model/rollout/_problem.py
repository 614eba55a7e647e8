"""All that a path needs."""

from __future__ import annotations

import equinox as eqx

from backfire.model.chain import Chain
from backfire.model.controls import Schedule
from backfire.model.market import AbstractSupply, MeritOrder, Rules, Shortage


class Problem(eqx.Module):
    """A chain, what is allowed on it, and how markets behave."""

    chain: Chain
    """The network at its balanced baseline."""
    schedule: Schedule
    """Policy of every week."""
    rules: Rules
    """Behaviour, one value per future."""
    supply: AbstractSupply = MeritOrder()
    """How activity answers its margin."""
    short: Shortage = Shortage()
    """When a place counts as short."""
    steps_per_week: int = eqx.field(static=True, default=1)
    """Numerical steps in a week; the answer does not depend on it."""
