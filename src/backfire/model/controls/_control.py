"""What every control has in common."""

from __future__ import annotations

from abc import abstractmethod

import equinox as eqx
import numpy as np
from numpy.typing import NDArray

from ._policy import Policy, PolicyShape


class Span(eqx.Module):
    """When a control is announced, starts, ends and rests, in weeks from the start of the run."""

    announced: float = eqx.field(static=True)
    """Week in which buyers learn of it."""
    starts: float = eqx.field(static=True)
    """Week in which it begins to bind."""
    ends: float = eqx.field(static=True)
    """Week in which it stops to bind; infinite if it stays."""
    suspended: tuple[tuple[float, float], ...] = eqx.field(static=True, default=())
    """Weeks from and until which it rests."""

    def in_force(self, weeks: int, grace: float = 0.0) -> NDArray[np.float64]:
        """Share of each week in which the control binds, after ``grace`` weeks.

        Examples
        --------
        >>> Span(0.0, 1.5, 3.0).in_force(4).tolist()
        [0.0, 0.5, 1.0, 0.0]
        """
        return self._share(weeks, self.starts + grace, self.ends)

    def pending(self, weeks: int) -> NDArray[np.float64]:
        """Share of each week in which the control is known, not set aside, and does not bind yet.

        Examples
        --------
        >>> Span(0.0, 3.0, 9.0, suspended=((1.0, 9.0),)).pending(4).tolist()
        [1.0, 0.0, 0.0, 0.0]
        """
        return self._share(weeks, self.announced, min(self.starts, self.ends))

    def stands(self, weeks: int) -> NDArray[np.float64]:
        """1 in every week in which the measure stands for any part of it."""
        return np.ceil(self.in_force(weeks))

    def _share(self, weeks: int, begin: float, end: float) -> NDArray[np.float64]:
        """Share of each week between two dates and outside every suspension."""
        share = _overlap(weeks, begin, end)
        for rest, again in self.suspended:
            share = share - _overlap(weeks, max(rest, begin), min(again, end))
        return np.clip(share, 0.0, 1.0)


class Reach(eqx.Module):
    """Which goods of which sender, to which places."""

    sender: int = eqx.field(static=True)
    """Position of the sender among those of the shape."""
    goods: tuple[int, ...] = eqx.field(static=True)
    """Positions of the goods."""
    places: tuple[int, ...] = eqx.field(static=True)
    """Positions of the destinations."""

    def mask(self, shape: PolicyShape) -> NDArray[np.float64]:
        """1 on the routes that the control is about, with shape (good, sender, place)."""
        mask = np.zeros((shape.goods, len(shape.senders), shape.places))
        mask[np.ix_(self.goods, (self.sender,), self.places)] = 1.0
        mask[:, self.sender, shape.senders[self.sender]] = 0.0
        return mask


class Leakage(eqx.Module):
    """Most of the blocked orders that can still arrive, as a band."""

    low: float = eqx.field(static=True, default=0.0)
    """Low branch, share."""
    central: float = eqx.field(static=True, default=0.0)
    """Central branch, share."""
    high: float = eqx.field(static=True, default=0.0)
    """High branch, share."""

    def on(self, policy: Policy, mask: NDArray[np.float64]) -> Policy:
        """The policy with this leakage on the masked routes, in the weeks in which it stands."""
        routes = (policy.standing > 0) & (mask > 0)
        return policy.but(
            leak_low=np.where(routes, self.low, policy.leak_low),
            leak=np.where(routes, self.central, policy.leak),
            leak_high=np.where(routes, self.high, policy.leak_high),
        )


class AbstractControl(eqx.Module):
    """What an actor can do to a chain."""

    @abstractmethod
    def weeks(self, shape: PolicyShape) -> Policy:
        """Policy arrays of every week, as if this control stood alone."""


def _overlap(weeks: int, begin: float, end: float) -> NDArray[np.float64]:
    week = np.arange(weeks, dtype=np.float64)
    return np.clip(np.minimum(end, week + 1) - np.maximum(begin, week), 0.0, 1.0)
