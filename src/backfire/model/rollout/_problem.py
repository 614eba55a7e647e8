"""All that a run needs, and what it gives back."""

from __future__ import annotations

from typing import Annotated, Any

import equinox as eqx
from jaxtyping import Array, Bool

from backfire.model.adaptation import Outlook, Pace
from backfire.model.chain import Chain, State
from backfire.model.controls import Schedule
from backfire.model.market import AbstractSupply, MeritOrder, Rules, Shortage
from backfire.units import PURE, WEEKS_PER_QUARTER


class Problem(eqx.Module):
    """A chain, what is allowed on it, and how markets behave."""

    chain: Chain
    """The network at its balanced baseline."""
    schedule: Schedule
    """Policy of every week."""
    rules: Rules
    """Behaviour, one value per draw."""
    pace: Pace | None = None
    """How fast plants come and go, one value per draw; None keeps every plant as it is."""
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


class Path(eqx.Module):
    """The trajectory of each draw: every week's flows and every quarter's state."""

    flows: Any
    """What was recorded of the flows (``Flows`` if nothing else was asked for), with a leading week
    axis."""
    quarters: State
    """States with a leading quarter axis: the start of each quarter, to branch from."""
    final: State
    """State at the end."""
    sound: Annotated[Bool[Array, " draw"], PURE]
    """Whether a draw stayed finite and free of negative stocks."""
