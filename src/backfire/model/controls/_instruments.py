"""Money for plants (grants, loans, joint projects, recycling) and guarantees to producers."""

from __future__ import annotations

import equinox as eqx
import numpy as np
from typing_extensions import override

from backfire.units import WEEKS_PER_YEAR

from ._control import AbstractControl, Span
from ._policy import Policy, PolicyShape


class Funding(eqx.Module):
    """Money for plants: when, for what, where, and how much of it builds what else would not be."""

    span: Span
    """When it is spent, evenly."""
    processes: tuple[int, ...] = eqx.field(static=True)
    """Positions of the processes, among which it is split evenly."""
    places: tuple[int, ...] = eqx.field(static=True)
    """Positions of the places, likewise."""
    usd: float = eqx.field(static=True)
    """Sum over the whole span."""
    additional: float = eqx.field(static=True)
    """Share of the capacity that would not be built without it."""

    def on(self, shape: PolicyShape, paid: float, invested: float) -> Policy:
        """The policy of a payer: each USD costs ``paid`` and builds plants for ``invested`` USD."""
        weekly = self.span.in_force(shape.weeks)
        years = (self.span.ends - self.span.starts) / WEEKS_PER_YEAR
        rate = self.usd * weekly / years
        split = 1 / (len(self.processes) * len(self.places))
        where = np.zeros((shape.processes, shape.places))
        where[np.ix_(self.processes, self.places)] = split
        return shape.free().but(
            funding=self.additional * invested * rate[:, None, None] * where, outlay=paid * rate
        )


class Subsidy(AbstractControl):
    """Public money for plants, as a grant or a loan, with the private money that comes with it."""

    funding: Funding
    """When, for what and where."""
    grant_share: float = eqx.field(static=True, default=1.0)
    """Part that is a gift in present value: 1 for a grant, less for a loan that is paid back."""
    private: float = eqx.field(static=True, default=0.0)
    """Private dollars that come with each public one."""

    @override
    def weeks(self, shape: PolicyShape) -> Policy:
        return self.funding.on(shape, paid=self.grant_share, invested=1 + self.private)


class JointProject(AbstractControl):
    """Several payers build plants in each other's territory."""

    funding: Funding
    """When, for what and where."""
    private: float = eqx.field(static=True, default=0.0)
    """Private dollars that come with each public one."""

    @override
    def weeks(self, shape: PolicyShape) -> Policy:
        return self.funding.on(shape, paid=1.0, invested=1 + self.private)


class Recycling(AbstractControl):
    """Plants that recover goods from scrap: supply that no ore and no sender can hold back."""

    funding: Funding
    """When, for what and where."""

    @override
    def weeks(self, shape: PolicyShape) -> Policy:
        return self.funding.on(shape, paid=1.0, invested=1.0)


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
