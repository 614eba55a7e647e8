"""Many weeks of trade for many draws at once."""

from backfire.units import WEEKS_PER_QUARTER

from ._rollout import Path, Problem, rollout

__all__ = ["WEEKS_PER_QUARTER", "Path", "Problem", "rollout"]
