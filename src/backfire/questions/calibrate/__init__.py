"""Uncertain parameters fitted to what was observed."""

from ._calibrate import calibrate
from ._fit import Compared
from ._observations import Observation, compare, observations

__all__ = [
    "Compared",
    "Observation",
    "calibrate",
    "compare",
    "observations",
]
