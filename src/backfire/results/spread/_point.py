"""A point of the surface in words."""

from __future__ import annotations

from dataclasses import dataclass

from backfire.results import words

from ._axes import COST_SHARE, ELASTICITY, depends_on


@dataclass(frozen=True)
class Point:
    """The point of a surface that is nearest to a figure.

    Attributes
    ----------
    closure, elasticity, cost_share, cost_level, months, severity
        Where it lies; nothing where its way of counting does not answer to it. `cost_share` is the
        bill of the goods over gross domestic product.
    loss_there
        What it costs, USD, carried to the size of the figure's place.
    distance
        Decimal logarithm of `loss_there` over the figure; how far off the point is.
    """

    closure: str
    elasticity: float | None
    cost_share: float | None
    cost_level: str | None
    months: float
    severity: float
    loss_there: float
    distance: float

    @property
    def point(self) -> str:
        """The point in words.

        Examples
        --------
        >>> Point("substitution", 0.1, 2e-5, "with magnets", 12, 0.5, 1e9, 0.0).point
        'substitution, 12 months, 50 % missing, elasticity 0.1, with magnets'
        """
        time = words.counted(round(self.months), "month")
        way, *assumed = self.assumed.split(", ")
        return ", ".join([way, time, f"{words.share(self.severity)} missing", *assumed])

    @property
    def assumed(self) -> str:
        """Its way of counting, and the elasticity and the bill where it answers to them."""
        parts = [self.closure]
        if depends_on(self.closure, ELASTICITY):
            parts.append(f"elasticity {self.elasticity:.2g}")
        if depends_on(self.closure, COST_SHARE):
            parts.append(str(self.cost_level))
        return ", ".join(parts)
