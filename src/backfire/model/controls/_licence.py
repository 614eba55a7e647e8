"""A licence regime: applications in, approvals out."""

from __future__ import annotations

import equinox as eqx
import numpy as np
from numpy.typing import NDArray
from typing_extensions import override

from ._control import AbstractControl, Leakage, Reach, Span
from ._policy import Policy, PolicyShape


class ApprovalPath(eqx.Module):
    """Share of applications granted, by week from the start of the run, linear in between.

    Nothing is granted before the first of its weeks.
    """

    week: tuple[float, ...] = eqx.field(static=True)
    """Weeks at which the share is given."""
    low: tuple[float, ...] = eqx.field(static=True)
    """Low branch, share."""
    central: tuple[float, ...] = eqx.field(static=True)
    """Central branch, share."""
    high: tuple[float, ...] = eqx.field(static=True)
    """High branch, share."""

    def at(
        self, week: NDArray[np.float64]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
        """Low, central and high share in the middle of each week.

        Examples
        --------
        >>> path = ApprovalPath((0.0, 10.0), (0.0, 0.4), (0.0, 0.5), (0.0, 1.0))
        >>> [float(branch[0]) for branch in path.at(np.array([5.0]))]
        [0.2, 0.25, 0.5]
        """
        return (
            np.interp(week, self.week, self.low, left=0.0),
            np.interp(week, self.week, self.central, left=0.0),
            np.interp(week, self.week, self.high, left=0.0),
        )


class Licence(AbstractControl):
    """Exports need a licence, which takes time and is not always granted.

    The licensed share is ``covered x approved + (1 - covered) x (1 - friction)``: what needs a
    licence waits for it, and the rest is slowed at customs for a while. Goods cleared before the
    start go out during ``grace`` weeks.
    """

    span: Span
    """When."""
    reach: Reach
    """What, to whom."""
    covered: tuple[float, float, float] = eqx.field(static=True)
    """Low, central and high share of the flow that needs a licence."""
    approvals: ApprovalPath
    """Share of applications granted."""
    approvals_by: tuple[tuple[int, ApprovalPath], ...] = ()
    """Paths of single destinations, which replace ``approvals`` there."""
    delay: float = eqx.field(static=True, default=0.0)
    """Weeks from approval to shipment."""
    friction: float = eqx.field(static=True, default=0.0)
    """Share of the flow without licence that customs hold up at first."""
    friction_weeks: float = eqx.field(static=True, default=1.0)
    """Weeks in which friction fades to nothing."""
    grace: float = eqx.field(static=True, default=0.0)
    """Weeks in which goods cleared before still go out."""
    declared_use: bool = eqx.field(static=True, default=True)
    """Whether an application must declare its end use."""
    leakage: Leakage = Leakage()
    """What arrives all the same."""

    @override
    def weeks(self, shape: PolicyShape) -> Policy:
        mask = self.reach.mask(shape)
        force = self.span.in_force(shape.weeks, self.grace)[:, None, None, None] * mask
        low, central, high = (
            1 - force * (1 - branch[:, None, None, :]) for branch in self._licensed(shape)
        )
        pending = self.span.pending(shape.weeks)[:, None, None, None] * mask
        policy = shape.free().but(
            licensed_low=low,
            licensed=central,
            licensed_high=high,
            standing=np.ceil(force),
            declared=force * self.covered[1] * float(self.declared_use),
            threat=pending * self.covered[1],
        )
        return self.leakage.on(policy, mask)

    def _licensed(self, shape: PolicyShape) -> list[NDArray[np.float64]]:
        middle = np.arange(shape.weeks, dtype=np.float64) + 0.5
        since = (middle - self.span.starts) / self.friction_weeks
        free = 1 - self.friction * np.clip(1 - since, 0.0, 1.0)
        paths = [self.approvals] * shape.places
        for place, path in self.approvals_by:
            paths[place] = path
        approved = np.array(
            [path.at(np.subtract(middle, self.delay, dtype=np.float64)) for path in paths]
        )
        worst_first = (self.covered[2], self.covered[1], self.covered[0])
        return [
            covered * approved[:, branch].T + (1 - covered) * free[:, None]
            for branch, covered in enumerate(worst_first)
        ]
