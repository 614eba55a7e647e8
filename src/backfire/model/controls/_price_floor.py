"""A price that producers are guaranteed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import equinox as eqx
from typing_extensions import override

from ._control import AbstractControl, Span

if TYPE_CHECKING:
    from ._control import Frame, Sheet


class PriceFloor(AbstractControl):
    """Producers get at least so much a tonne; the payers make up the difference.

    Buyers pay the market's price, so that a floor keeps plants open without making goods dear.
    """

    span: Span
    """When."""
    goods: tuple[int, ...] = eqx.field(static=True)
    """Positions of the goods."""
    places: tuple[int, ...] = eqx.field(static=True)
    """Positions of the places whose producers are covered."""
    level: float = eqx.field(static=True)
    """Guaranteed price, USD/t."""
    covered: float = eqx.field(static=True, default=1.0)
    """Share of output that is guaranteed."""

    @override
    def weeks(self, frame: Frame) -> Sheet:
        where = frame.spots(self.goods, self.places)
        stands = self.span.stands(frame.weeks)[:, None, None] * where
        return frame.free().but(floor=self.level * stands, floor_cover=self.covered * stands)
