"""Licences: applications in and approvals out, and tradable licences under a quota."""

from __future__ import annotations

import equinox as eqx
import numpy as np
from numpy.typing import NDArray
from typing_extensions import override

from backfire.units import WEEKS_PER_YEAR

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


class QuotaPool(AbstractControl):
    """So many licence tonnes a year for all goods of the pool together.

    Licences are handed out in tranches and lapse at the end of the quota year; buyers expect the
    tranches still to come to be as large as the last one. The price of a licence is found by the
    market, not given.
    """

    span: Span
    """When."""
    reach: Reach
    """What, to whom."""
    pool: int = eqx.field(static=True)
    """Position among the pools of the shape."""
    tranches: tuple[tuple[float, float], ...] = eqx.field(static=True)
    """Week and licence tonnes of each hand-out, in order."""
    year_ends: tuple[float, ...] = eqx.field(static=True)
    """Weeks at which unused licences lapse, in order."""
    coverage: float = eqx.field(static=True, default=1.0)
    """Licence tonnes that a tonne of trade takes."""
    rent_to_seller: float = eqx.field(static=True, default=1.0)
    """Share of the licence rent that the sender's exporters keep."""
    leakage: Leakage = Leakage()
    """What arrives all the same."""

    @override
    def weeks(self, shape: PolicyShape) -> Policy:
        mask = self.reach.mask(shape)
        force = self.span.in_force(shape.weeks)
        free = shape.free()
        policy = free.but(
            standing=np.ceil(force)[:, None, None, None] * mask,
            tranche=self._in_pool(self._tranche(shape.weeks), shape),
            lapse=self._in_pool(self._lapse(shape.weeks), shape),
            pool_open=self._in_pool(force, shape),
            time_left=1 - self._in_pool(1 - self._time_left(shape.weeks), shape),
            expected=self._in_pool(self._expected(shape.weeks), shape),
        )
        return self.leakage.on(policy, mask)

    def _in_pool(self, series: NDArray[np.float64], shape: PolicyShape) -> NDArray[np.float64]:
        column = np.zeros((shape.weeks, shape.pools))
        column[:, self.pool] = series
        return column

    def _tranche(self, weeks: int) -> NDArray[np.float64]:
        series = np.zeros(weeks)
        for week, tonnes in self.tranches:
            if 0 <= week < weeks:
                series[int(week)] += tonnes
        return series

    def _lapse(self, weeks: int) -> NDArray[np.float64]:
        series = np.zeros(weeks)
        for week in self.year_ends:
            if 0 <= week < weeks:
                series[int(week)] = 1.0
        return series

    def _time_left(self, weeks: int) -> NDArray[np.float64]:
        ends = np.array([*self.year_ends, np.inf])
        week = np.arange(weeks) + 0.5
        until = ends[np.searchsorted(ends, week, side="left")] - week
        return np.minimum(until / WEEKS_PER_YEAR, 1.0)

    def _expected(self, weeks: int) -> NDArray[np.float64]:
        series = np.zeros(weeks)
        ends = np.array([*self.year_ends, np.inf])
        for week in range(weeks):
            year_end = ends[np.searchsorted(ends, week + 0.5)]
            past = [tonnes for when, tonnes in self.tranches if when <= week + 1]
            to_come = [1 for when, _ in self.tranches if week + 1 < when < year_end]
            series[week] = past[-1] * len(to_come) if past else 0.0
        return series
