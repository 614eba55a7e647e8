"""What postures pay the two sides beside the control itself."""

from __future__ import annotations

from ._amount_band import Cost, Money
from ._closed import Closed
from ._fields import Text


class BothSides(Closed):
    """One amount for each side: above zero for a gain, below for a loss."""

    sender: Money
    """What it is worth to the sender."""
    target: Money
    """What it is worth to the target."""
    note: Text = ""
    """What is counted, and what is left out."""


class BothCosts(Closed):
    """One cost for each side."""

    sender: Cost
    """What it costs the sender."""
    target: Cost
    """What it costs the target."""
    note: Text = ""
    """What is counted, and what is left out."""


class Retaliation(Closed):
    """What each level of retaliation is worth to both sides while it stands."""

    proportional: BothSides
    """Hurting the sender about as much as it hurts, in USD a year."""
    maximal: BothSides
    """Hurting the sender as much as the target can, in USD a year."""
