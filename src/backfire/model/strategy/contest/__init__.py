"""The contest over a chokepoint, quarter by quarter: who acts, who answers, and what it tells."""

from ._chance import (
    CommonRandomNumbers,
    accidents,
    arrivals,
    between_levels,
    chained,
    step_down,
    thinned,
    up_and_down,
)
from ._contest import AXES, SIDES, Beliefs, Contest, Nature, Payoffs, Start
from ._paths import Paths, begun, walk
from ._postures import LEVELS, OPEN, PACKAGES, RUNGS, Act, Build, Postures, Reply
from ._quarter import Plan, Worth
from ._solve import Solution, Valuation, solve, value_at
from ._step import Move, Place, Step, after

__all__ = [
    "AXES",
    "LEVELS",
    "OPEN",
    "PACKAGES",
    "RUNGS",
    "SIDES",
    "Act",
    "Beliefs",
    "Build",
    "CommonRandomNumbers",
    "Contest",
    "Move",
    "Nature",
    "Paths",
    "Payoffs",
    "Place",
    "Plan",
    "Postures",
    "Reply",
    "Solution",
    "Start",
    "Step",
    "Valuation",
    "Worth",
    "accidents",
    "after",
    "arrivals",
    "begun",
    "between_levels",
    "chained",
    "solve",
    "step_down",
    "thinned",
    "up_and_down",
    "value_at",
    "walk",
]
