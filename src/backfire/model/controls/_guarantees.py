"""What payers guarantee producers, and what they store: floors, offtake contracts, stockpiles."""

from __future__ import annotations

import equinox as eqx
from typing_extensions import override

from ._control import AbstractControl, Span
from ._policy import Policy, PolicyShape


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
    def weeks(self, shape: PolicyShape) -> Policy:
        where = shape.spots(self.goods, self.places)
        stands = self.span.stands(shape.weeks)[:, None, None] * where
        return shape.free().but(floor=self.level * stands, floor_cover=self.covered * stands)


class Offtake(AbstractControl):
    """So many tonnes a year are taken at a fixed price, split over producers by their output.

    The buyer resells at the market's price, so that the contract costs the difference and no more.
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
    def weeks(self, shape: PolicyShape) -> Policy:
        where = shape.spots(self.goods, self.places)
        stands = self.span.stands(shape.weeks)[:, None, None] * where
        return shape.free().but(floor=self.level * stands, floor_tonnes=self.tonnes * stands)


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
    def weeks(self, shape: PolicyShape) -> Policy:
        where = shape.spots(self.goods, self.places)
        stands = self.span.stands(shape.weeks)[:, None, None] * where
        return shape.free().but(
            reserve_target=self.target * stands,
            reserve_pace=stands / self.buying,
            reserve_below=self.below * stands,
            reserve_admitted=self.admitted * stands,
        )
