"""Bans, tariffs, dumping, orders to producers, rules that reach third places, and threats."""

from __future__ import annotations

import equinox as eqx
import numpy as np
from typing_extensions import override

from ._control import AbstractControl, Leakage, Reach, Span
from ._policy import Policy, PolicyShape


class Ban(AbstractControl):
    """A share of orders is refused."""

    span: Span
    """When."""
    reach: Reach
    """What, to whom."""
    withheld: float = eqx.field(static=True)
    """Share of orders refused."""
    leakage: Leakage = Leakage()
    """What arrives all the same."""

    @override
    def weeks(self, shape: PolicyShape) -> Policy:
        mask = self.reach.mask(shape)
        force = self.span.in_force(shape.weeks)[:, None, None, None] * mask
        licensed = 1 - self.withheld * force
        bite = float(self.withheld > 0)
        pending = self.span.pending(shape.weeks)[:, None, None, None] * mask
        policy = shape.free().but(
            licensed_low=licensed,
            licensed=licensed,
            licensed_high=licensed,
            standing=bite * np.ceil(force),
            threat=self.withheld * pending,
        )
        return self.leakage.on(policy, mask)


class Extraterritorial(AbstractControl):
    """Foreign goods with controlled content need the sender's consent as well."""

    span: Span
    """When."""
    reach: Reach
    """What, to whom."""
    withheld: float = eqx.field(static=True)
    """Share of such goods refused."""
    content: tuple[tuple[int, float], ...] = eqx.field(static=True)
    """Good and share of foreign output with controlled content."""

    @override
    def weeks(self, shape: PolicyShape) -> Policy:
        force = self.span.in_force(shape.weeks)
        pending = self.span.pending(shape.weeks)
        mask = self.reach.mask(shape)
        places = shape.spots(self.reach.goods, self.reach.places)
        return shape.free().but(
            blocked=self.withheld * force[:, None, None] * places,
            threat=self.withheld * pending[:, None, None, None] * mask,
        )


class SupplyOrder(AbstractControl):
    """The sender caps what its own producers may make, as in the crackdown of 2010 to 2014."""

    span: Span
    """When."""
    place: int = eqx.field(static=True)
    """Position of the place that orders."""
    processes: tuple[int, ...] = eqx.field(static=True)
    """Positions of the processes."""
    output_cap: float = eqx.field(static=True)
    """Share of capacity that may run."""

    @override
    def weeks(self, shape: PolicyShape) -> Policy:
        force = self.span.in_force(shape.weeks)
        cap = np.ones((shape.weeks, shape.processes, shape.places))
        for process in self.processes:
            cap[:, process, self.place] = 1 - force * (1 - self.output_cap)
        return shape.free().but(output_cap=cap)


class Tariff(AbstractControl):
    """Goods of one origin pay a duty on their price at origin."""

    span: Span
    """When."""
    reach: Reach
    """What, from whom, into which places."""
    rate: float = eqx.field(static=True)
    """Duty above what the baseline already holds, ad valorem."""

    @override
    def weeks(self, shape: PolicyShape) -> Policy:
        force = self.span.in_force(shape.weeks)[:, None, None, None]
        return shape.free().but(duty=self.rate * force * self.reach.mask(shape))


class Dumping(AbstractControl):
    """The sender sells abroad below its price at home, so that plants elsewhere earn less.

    Its treasury makes the difference up to exporters.
    """

    span: Span
    """When."""
    reach: Reach
    """What, to whom."""
    price_cut: float = eqx.field(static=True)
    """How far the export price lies below that at home, as a share of it."""

    @override
    def weeks(self, shape: PolicyShape) -> Policy:
        force = self.span.in_force(shape.weeks)[:, None, None, None]
        return shape.free().but(discount=self.price_cut * force * self.reach.mask(shape))


class Threat(AbstractControl):
    """Buyers hear of a measure that stops no shipment."""

    span: Span
    """When."""
    reach: Reach
    """What, to whom."""
    severity: float = eqx.field(static=True)
    """How bad the measure would be, as a share of supply stopped."""

    @override
    def weeks(self, shape: PolicyShape) -> Policy:
        known = np.clip(self.span.pending(shape.weeks) + self.span.in_force(shape.weeks), 0.0, 1.0)
        mask = self.reach.mask(shape)
        return shape.free().but(threat=self.severity * known[:, None, None, None] * mask)
