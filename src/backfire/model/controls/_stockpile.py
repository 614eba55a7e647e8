"""A strategic stock."""

from __future__ import annotations

from typing import TYPE_CHECKING

import equinox as eqx
from typing_extensions import override

from ._control import AbstractControl, Span

if TYPE_CHECKING:
    from ._control import Frame, Sheet


class Stockpile(AbstractControl):
    """A place buys goods in calm times and releases them when its users run short.

    It is bought through the same orders as everybody's, so a licence regime can refuse it, and it
    is no longer bought while users are short. When it ends, what is left stays in store.
    """

    span: Span
    """When it is bought and released."""
    goods: tuple[int, ...] = eqx.field(static=True)
    """Positions of the goods."""
    places: tuple[int, ...] = eqx.field(static=True)
    """Positions of the places that hold it."""
    target: float = eqx.field(static=True)
    """Size, in years of use."""
    buying: float = eqx.field(static=True)
    """Years in which what is missing would be bought."""
    below: float = eqx.field(static=True, default=0.95)
    """Share of use served below which it is released."""
    admitted: float = eqx.field(static=True, default=1.0)
    """Share of its purchases that a sender under a licence regime lets through."""

    @override
    def weeks(self, frame: Frame) -> Sheet:
        where = frame.spots(self.goods, self.places)
        stands = self.span.stands(frame.weeks)[:, None, None] * where
        return frame.free().but(
            reserve_target=self.target * stands,
            reserve_pace=stands / self.buying,
            reserve_below=self.below * stands,
            reserve_admitted=self.admitted * stands,
        )
