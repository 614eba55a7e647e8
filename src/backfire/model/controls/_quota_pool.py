"""A tonnage quota over several goods, with tradable licences."""

from __future__ import annotations

import equinox as eqx
import numpy as np
from numpy.typing import NDArray
from typing_extensions import override

from backfire.units import WEEKS_PER_YEAR

from ._control import AbstractControl, Leakage, Reach, Span
from ._policy import Policy, PolicyShape


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
