"""The contest over a chokepoint, quarter by quarter: who acts, who answers, and what it tells."""

from ._contest import AXES, SIDES, Beliefs, Contest, Nature, Payoffs
from ._luck import Luck
from ._paths import Paths, Start, walk
from ._postures import LEVELS, OPEN, PACKAGES, RUNGS, Act, Build, Postures, Reply
from ._quarter import Plan, Worth
from ._solve import Solution, solve
from ._stand import Stand, stand

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
    "Contest",
    "Luck",
    "Nature",
    "Paths",
    "Payoffs",
    "Plan",
    "Postures",
    "Reply",
    "Solution",
    "Stand",
    "Start",
    "Worth",
    "solve",
    "stand",
    "walk",
]
