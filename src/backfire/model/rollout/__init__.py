"""Many weeks of trade for many futures at once."""

from ._path import Path
from ._problem import WEEKS_PER_QUARTER, Problem
from ._rollout import rollout

__all__ = ["WEEKS_PER_QUARTER", "Path", "Problem", "rollout"]
