"""What changes from quarter to quarter: plants are decided, built, ramp up, fail and restart."""

from ._capacity import Outlook, Pace, advance

__all__ = ["Outlook", "Pace", "advance"]
