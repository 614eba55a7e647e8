"""What every control has in common."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

import equinox as eqx
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Frame:
    """The size of a run's policy arrays, and who controls.

    Examples
    --------
    >>> frame = Frame(weeks=2, goods=3, places=4, processes=5, senders=(0,), pools=0)
    >>> frame.free().licensed.shape
    (2, 3, 1, 4)
    """

    weeks: int
    goods: int
    places: int
    processes: int
    senders: tuple[int, ...]
    pools: int

    def free(self) -> Sheet:
        """Free trade in every week."""
        route = (self.weeks, self.goods, len(self.senders), self.places)
        pool = (self.weeks, self.pools)
        local = (self.weeks, self.goods, self.places)
        zero, one = np.zeros(route), np.ones(route)
        return Sheet(
            licensed_low=one,
            licensed=one,
            licensed_high=one,
            leak_low=one,
            leak=one,
            leak_high=one,
            standing=zero,
            declared=zero,
            duty=zero,
            threat=zero,
            output_cap=np.ones((self.weeks, self.processes, self.places)),
            blocked=np.zeros((self.weeks, self.goods, self.places)),
            tranche=np.zeros(pool),
            lapse=np.zeros(pool),
            pool_open=np.zeros(pool),
            time_left=np.ones(pool),
            expected=np.zeros(pool),
            discount=zero,
            floor=np.zeros(local),
            floor_cover=np.zeros(local),
            floor_tonnes=np.zeros(local),
            reserve_target=np.zeros(local),
            reserve_pace=np.zeros(local),
            reserve_below=np.zeros(local),
            reserve_admitted=np.zeros(local),
            funding=np.zeros((self.weeks, self.processes, self.places)),
            outlay=np.zeros(self.weeks),
        )

    def spots(self, goods: tuple[int, ...], places: tuple[int, ...]) -> NDArray[np.float64]:
        """1 where one of the goods meets one of the places, with shape (good, place)."""
        spots = np.zeros((self.goods, self.places))
        spots[np.ix_(goods, places)] = 1.0
        return spots


@dataclass(frozen=True)
class Sheet:
    """Policy arrays of all weeks while they are put together, in NumPy; see ``Policy``."""

    licensed_low: NDArray[np.float64]
    licensed: NDArray[np.float64]
    licensed_high: NDArray[np.float64]
    leak_low: NDArray[np.float64]
    leak: NDArray[np.float64]
    leak_high: NDArray[np.float64]
    standing: NDArray[np.float64]
    declared: NDArray[np.float64]
    duty: NDArray[np.float64]
    threat: NDArray[np.float64]
    output_cap: NDArray[np.float64]
    blocked: NDArray[np.float64]
    tranche: NDArray[np.float64]
    lapse: NDArray[np.float64]
    pool_open: NDArray[np.float64]
    time_left: NDArray[np.float64]
    expected: NDArray[np.float64]
    discount: NDArray[np.float64]
    floor: NDArray[np.float64]
    floor_cover: NDArray[np.float64]
    floor_tonnes: NDArray[np.float64]
    reserve_target: NDArray[np.float64]
    reserve_pace: NDArray[np.float64]
    reserve_below: NDArray[np.float64]
    reserve_admitted: NDArray[np.float64]
    funding: NDArray[np.float64]
    outlay: NDArray[np.float64]

    def but(self, **changes: NDArray[np.float64]) -> Sheet:
        """The same sheet with some arrays replaced."""
        return replace(self, **changes)

    def differs(self, other: Sheet) -> NDArray[np.bool_]:
        """Weeks in which any array is not the same."""
        pairs = ((getattr(self, field.name), getattr(other, field.name)) for field in fields(self))
        apart = [(mine != theirs).reshape(len(mine), -1).any(1) for mine, theirs in pairs]
        return np.asarray(np.logical_or.reduce(apart))

    def joined(self, other: Sheet) -> Sheet:
        """Both sheets in force at once: shares multiply, the stricter or larger of the rest holds.

        Two licensed shares multiply because an order needs both permissions; duties add up as
        factors; of two leaks the smaller holds, since the tighter border decides. Money adds up;
        of two guarantees at a
        place the one of the higher level holds with its own cover, of two stockpiles the larger.
        """
        product = ("licensed_low", "licensed", "licensed_high", "output_cap")
        smaller = ("leak_low", "leak", "leak_high", "time_left")
        guarantee = ("floor", "floor_cover", "floor_tonnes")
        merged: dict[str, NDArray[np.float64]] = {}
        for field in fields(self):
            mine, theirs = getattr(self, field.name), getattr(other, field.name)
            if field.name in product:
                merged[field.name] = mine * theirs
            elif field.name in smaller:
                merged[field.name] = np.minimum(mine, theirs)
            elif field.name in ("funding", "outlay"):
                merged[field.name] = mine + theirs
            elif field.name in guarantee:
                merged[field.name] = self._of_higher(other, mine, theirs)
            elif field.name == "duty":
                merged[field.name] = (1 + mine) * (1 + theirs) - 1
            else:
                merged[field.name] = np.maximum(mine, theirs)
        return Sheet(**merged)

    def _of_higher(
        self, other: Sheet, mine: NDArray[np.float64], theirs: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """What belongs to the higher guarantee; of two equally high ones the larger."""
        higher = np.where(self.floor > other.floor, mine, theirs)
        return np.where(self.floor == other.floor, np.maximum(mine, theirs), higher)


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
    """Position of the sender among those of the frame."""
    goods: tuple[int, ...] = eqx.field(static=True)
    """Positions of the goods."""
    places: tuple[int, ...] = eqx.field(static=True)
    """Positions of the destinations."""

    def mask(self, frame: Frame) -> NDArray[np.float64]:
        """1 on the routes that the control is about, with shape (good, sender, place)."""
        mask = np.zeros((frame.goods, len(frame.senders), frame.places))
        mask[np.ix_(self.goods, (self.sender,), self.places)] = 1.0
        mask[:, self.sender, frame.senders[self.sender]] = 0.0
        return mask


class Leakage(eqx.Module):
    """Most of the blocked orders that can still arrive, as a band."""

    low: float = eqx.field(static=True, default=0.0)
    """Low branch, share."""
    central: float = eqx.field(static=True, default=0.0)
    """Central branch, share."""
    high: float = eqx.field(static=True, default=0.0)
    """High branch, share."""

    def on(self, sheet: Sheet, mask: NDArray[np.float64]) -> Sheet:
        """The sheet with this leakage on the masked routes, in the weeks in which it stands."""
        routes = (sheet.standing > 0) & (mask > 0)
        return sheet.but(
            leak_low=np.where(routes, self.low, sheet.leak_low),
            leak=np.where(routes, self.central, sheet.leak),
            leak_high=np.where(routes, self.high, sheet.leak_high),
        )


class AbstractControl(eqx.Module):
    """What an actor can do to a chain."""

    @abstractmethod
    def weeks(self, frame: Frame) -> Sheet:
        """Policy arrays of every week, as if this control stood alone."""


def _overlap(weeks: int, begin: float, end: float) -> NDArray[np.float64]:
    week = np.arange(weeks, dtype=np.float64)
    return np.clip(np.minimum(end, week + 1) - np.maximum(begin, week), 0.0, 1.0)
