"""Why published figures disagree: what a sweep of assumptions gives, and where each figure lies."""

from backfire.results.spread._axes import (
    AXES,
    COST_SHARE,
    ELASTICITY,
    EXPERT,
    EXPOSURE,
    IMPORTS,
    INVENTORY,
    LEVELS,
    RECIPE,
    SEVERITY,
    SUBSTITUTION,
    WAYS,
    answering,
    depends_on,
)
from backfire.results.spread._placed import Placed
from backfire.results.spread._point import Point
from backfire.results.spread._spread import Extent, Spread, moved_by, spans

__all__ = [
    "AXES",
    "COST_SHARE",
    "ELASTICITY",
    "EXPERT",
    "EXPOSURE",
    "IMPORTS",
    "INVENTORY",
    "LEVELS",
    "RECIPE",
    "SEVERITY",
    "SUBSTITUTION",
    "WAYS",
    "Extent",
    "Placed",
    "Point",
    "Spread",
    "answering",
    "depends_on",
    "moved_by",
    "spans",
]
