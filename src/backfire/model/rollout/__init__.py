"""Many weeks of trade for many draws at once."""

from backfire.units import WEEKS_PER_QUARTER

from ._problem import Path, Problem
from ._rollout import rollout

__all__ = ["WEEKS_PER_QUARTER", "Path", "Problem", "rollout"]
