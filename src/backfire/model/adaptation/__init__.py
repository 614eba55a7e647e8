"""What changes from quarter to quarter: plants are decided, built, ramp up, fail and restart."""

from ._advance import advance
from ._pace import Outlook, Pace

__all__ = ["Outlook", "Pace", "advance"]
