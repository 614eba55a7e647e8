"""The answer of ``spread``: why published figures disagree."""

from ._axes import (
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
from ._kind import KIND, Facts, by_size, extents, given, moved_by, published
from ._placed import Extent, Placed, Point

__all__ = [
    "AXES",
    "COST_SHARE",
    "ELASTICITY",
    "EXPERT",
    "EXPOSURE",
    "IMPORTS",
    "INVENTORY",
    "KIND",
    "LEVELS",
    "RECIPE",
    "SEVERITY",
    "SUBSTITUTION",
    "WAYS",
    "Extent",
    "Facts",
    "Placed",
    "Point",
    "answering",
    "by_size",
    "depends_on",
    "extents",
    "given",
    "moved_by",
    "published",
]
