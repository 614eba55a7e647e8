"""Uncertain parameters fitted to what was observed."""

from ._calibrate import calibrate
from ._observations import Seen, compare, observations

__all__ = [
    "Seen",
    "calibrate",
    "compare",
    "observations",
]
