"""What a sweep varies, and the point of it that is nearest to each published figure."""

from __future__ import annotations

import math

from pydantic import BaseModel, ConfigDict

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


class Extent(BaseModel):
    """Lowest and highest of some amounts above zero, in USD."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    lowest: float
    highest: float

    @property
    def orders(self) -> float:
        """Orders of magnitude between them.

        Examples
        --------
        >>> Extent(lowest=1e6, highest=1e9).orders
        3.0
        """
        return math.log10(self.highest / self.lowest)


class Point(BaseModel):
    """The point of a sweep that is nearest to a figure."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    closure: str
    """Way of counting."""
    elasticity: float | None
    """Elasticity between the goods and all else; none where the way of counting ignores it."""
    cost_share: float | None
    """Bill of the goods over gross domestic product; none where the way of counting ignores it."""
    cost_level: str | None
    """What is taken for that bill."""
    months: float
    """Horizon."""
    severity: float
    """Share of supply missing."""
    loss_there: float
    """What the point costs, USD, at the size of the figure's place."""
    distance: float
    """Decimal logarithm of `loss_there` over the figure."""


class Placed(BaseModel):
    """A published figure, and where it lies among all that the sweep of its goods gives."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    id: str
    """Identifier in the table of published figures."""
    study: str
    """The study, in words."""
    place: str
    """Place it is about."""
    what: str
    """What is cut off."""
    counts: str
    """What is counted."""
    counted: str
    """How the study counted, as the table of published figures has it."""
    usd: float
    """The figure as published, USD of the year of the study."""
    usd_low: float | None
    """Low end of its own band."""
    usd_high: float | None
    """High end of its own band."""
    share_of_gdp: float
    """The figure over the product in a year of the places in `gdp_of`."""
    gdp_of: tuple[str, ...]
    """Places whose product it is compared with."""
    at_home: bool
    """Whether it is about the place of the sweep."""
    goods: tuple[str, ...]
    """Goods cut off on a sweep of its own; empty where it is the goods of the reference use."""
    other_goods: tuple[str, ...]
    """What the study cuts off and its sweep does not."""
    nearest: Point
    """The nearest point among those that count as it does."""
    reached: bool
    """Whether such points lie on both sides of the figure or of its band."""
    reached_by: tuple[str, ...]
    """Ways of counting whose points do."""
    severity_stated: bool
    """Whether its study states how much is missing, so that it was not searched for."""
    needed: float | None
    """Share missing at which a figure below all points would be reached, in proportion."""
    taken_whole: tuple[str, ...]
    """Industries that fixed recipes stop whole where that sets the nearest point above it."""
    instead: Point | None
    """The nearest point with substitution, for one counted with fixed recipes and not reached."""
    extents: dict[str, Extent]
    """What the sweep of its goods gives by way of counting, at the severity that it states."""
    tag: str
    """Kind of evidence."""
    source: str
    """Key of the source."""
    why: str
    """Why it lies where it does, in words."""
