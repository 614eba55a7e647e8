"""Money for plants: grants, loans, joint projects and recycling."""

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
