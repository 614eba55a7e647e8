"""How sure: fitting to what was seen, and comparing with it."""

from ._calibrate import calibrate
from ._seen import Seen, compare, observations

__all__ = ["Seen", "calibrate", "compare", "observations"]
