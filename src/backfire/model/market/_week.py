"""All that a week of trade depends on."""

from __future__ import annotations

import equinox as eqx

from backfire.model.chain import Chain, State
from backfire.model.controls import Policy, Terms

from ._rules import Rules, Shortage
from ._supply import AbstractSupply


class Week(eqx.Module):
    """A chain, how its markets behave, where they stand, and what is allowed for a short while."""

    chain: Chain
    """The network at its balanced baseline."""
    rules: Rules
    """Behaviour, widened to stand beside (good, place, draw)."""
    state: State
    """Stocks in tonnes, prices as log ratios to the baseline, perceived risk a year."""
    policy: Policy
    """What is allowed this week."""
    terms: Terms
    """What the controls are about."""
    supply: AbstractSupply
    """How activity answers its margin."""
    short: Shortage
    """When a buyer has stopped and a place is short."""
    years: float
    """Length of the step; physics does not depend on it."""
