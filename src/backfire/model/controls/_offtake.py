"""A contract to buy so many tonnes at a fixed price."""

from __future__ import annotations

from typing import TYPE_CHECKING

import equinox as eqx
from typing_extensions import override

from ._control import AbstractControl, Span

if TYPE_CHECKING:
    from ._control import Frame, Sheet


class Offtake(AbstractControl):
    """So many tonnes a year are taken at a fixed price, split over producers by their output.

    The buyer resells at the market's price, so that it costs him the difference and no more.
    """

    span: Span
    """When."""
    goods: tuple[int, ...] = eqx.field(static=True)
    """Positions of the goods."""
    places: tuple[int, ...] = eqx.field(static=True)
    """Positions of the places whose producers have the contract."""
    level: float = eqx.field(static=True)
    """Contract price, USD/t."""
    tonnes: float = eqx.field(static=True)
    """Tonnes a year, of each good and place."""

    @override
    def weeks(self, frame: Frame) -> Sheet:
        where = frame.spots(self.goods, self.places)
        stands = self.span.stands(frame.weeks)[:, None, None] * where
        return frame.free().but(floor=self.level * stands, floor_tonnes=self.tonnes * stands)
