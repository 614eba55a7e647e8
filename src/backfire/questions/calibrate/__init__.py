"""Uncertain parameters fitted to what was observed."""

from ._calibrate import calibrate
from ._observations import Observation, compare, observations

__all__ = [
    "Observation",
    "calibrate",
    "compare",
    "observations",
]
