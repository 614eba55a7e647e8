"""What a sweep varies, and which way of counting answers to what."""

from __future__ import annotations

from backfire.dims import CLOSURE, MONTHS_AFTER

ELASTICITY = "elasticity"
COST_SHARE = "cost_share"
SEVERITY = "severity"
AXES = (CLOSURE, ELASTICITY, COST_SHARE, MONTHS_AFTER, SEVERITY)
"""Axes of the surface, outermost first."""

IMPORTS, SUBSTITUTION, RECIPE, INVENTORY, EXPOSURE = WAYS = (
    "imports",
    "substitution",
    "recipe",
    "inventory",
    "exposure",
)
"""Ways of counting; the first and the last let nothing in the economy answer."""
EXPERT = "expert"
"""A published figure that does not say how it was counted."""
LEVELS = ("raw imports", "with magnets", "with embedded")
"""What is taken for the bill of the goods, the least first."""

_CLOSURES = (SUBSTITUTION, RECIPE, INVENTORY)
_ANSWERS = {SUBSTITUTION: (ELASTICITY, COST_SHARE), IMPORTS: (COST_SHARE,)}


def answering(counted: str) -> tuple[str, ...]:
    """Ways of counting to search for a figure that was counted in some way.

    Examples
    --------
    >>> answering("recipe"), answering("expert")
    (('recipe',), ('substitution', 'recipe', 'inventory'))
    """
    return _CLOSURES if counted == EXPERT else (counted,)


def depends_on(way: str, axis: str) -> bool:
    """Whether a way of counting answers to an axis of the sweep.

    Examples
    --------
    >>> depends_on("substitution", "elasticity"), depends_on("exposure", "elasticity")
    (True, False)
    """
    return axis not in (ELASTICITY, COST_SHARE) or axis in _ANSWERS.get(way, ())
