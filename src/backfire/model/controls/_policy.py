"""What is allowed: week by week, and for good."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from functools import partial
from typing import Annotated, Any

import equinox as eqx
import numpy as np
from jaxtyping import Array, Float
from numpy.typing import NDArray

from backfire.units import (
    PER_YEAR,
    PURE,
    RATIO,
    SHARE,
    TONNE,
    TONNE_PER_YEAR,
    USD_PER_TONNE,
    USD_PER_YEAR,
    YEAR,
)

Combine = Callable[[Any, Any], Any]
GUARANTEE = ("floor", "floor_cover", "floor_tonnes")
"""What belongs to one guarantee and is never mixed with another's."""


def _array(*axes: str, free: float = 0.0, joined: Combine = np.maximum) -> Any:
    """A policy array: axes after the week, its value under free trade, and how two are joined."""
    return eqx.field(metadata={"axes": axes, "free": free, "joined": joined})


def _compound(one: Any, other: Any) -> Any:
    """Duties add up as factors."""
    return (1 + one) * (1 + other) - 1


_route = partial(_array, "goods", "senders", "places")
_licensed = partial(_route, free=1.0, joined=np.multiply)
_leak = partial(_route, free=1.0, joined=np.minimum)
_local = partial(_array, "goods", "places")
_plant = partial(_array, "processes", "places")
_pool = partial(_array, "pools")


class Policy(eqx.Module):
    """What is allowed in a week, or with a leading axis in every week, by good, sender and place.

    Where a licensed share is uncertain it comes as three values, between which each draw takes its
    own. The arrays are NumPy's while controls are put together, and JAX's in a ``Schedule``.
    """

    licensed_low: Annotated[Float[Array, "*week good sender place"], SHARE] = _licensed()
    """Share of orders that the sender lets go to a place: low branch."""
    licensed: Annotated[Float[Array, "*week good sender place"], SHARE] = _licensed()
    """Share of orders that the sender lets go to a place: central branch."""
    licensed_high: Annotated[Float[Array, "*week good sender place"], SHARE] = _licensed()
    """Share of orders that the sender lets go to a place: high branch."""
    leak_low: Annotated[Float[Array, "*week good sender place"], SHARE] = _leak()
    """Most of the blocked orders that can still arrive: low branch."""
    leak: Annotated[Float[Array, "*week good sender place"], SHARE] = _leak()
    """Most of the blocked orders that can still arrive: central branch."""
    leak_high: Annotated[Float[Array, "*week good sender place"], SHARE] = _leak()
    """Most of the blocked orders that can still arrive: high branch."""
    standing: Annotated[Float[Array, "*week good sender place"], SHARE] = _route()
    """Share of the week in which a control with a bite stands."""
    declared: Annotated[Float[Array, "*week good sender place"], SHARE] = _route()
    """Share of orders that must declare their end use, which rules out hoarding."""
    duty: Annotated[Float[Array, "*week good sender place"], RATIO] = _route(joined=_compound)
    """Duty on the price at origin, above what the baseline already holds."""
    threat: Annotated[Float[Array, "*week good sender place"], SHARE] = _route()
    """Severity of a measure that is announced and does not bind yet."""
    output_cap: Annotated[Float[Array, "*week process place"], SHARE] = _plant(
        free=1.0, joined=np.multiply
    )
    """Share of capacity that a supply order leaves."""
    blocked: Annotated[Float[Array, "*week good place"], SHARE] = _local()
    """Share of foreign goods with controlled content that may not go to a place."""
    tranche: Annotated[Float[Array, "*week pool"], TONNE] = _pool()
    """Licence tonnes handed out this week."""
    lapse: Annotated[Float[Array, "*week pool"], SHARE] = _pool()
    """1 in the week at whose start unused licences lapse."""
    pool_open: Annotated[Float[Array, "*week pool"], SHARE] = _pool()
    """Share of the week in which the pool binds."""
    time_left: Annotated[Float[Array, "*week pool"], YEAR] = _pool(free=1.0, joined=np.minimum)
    """Time until unused licences lapse."""
    expected: Annotated[Float[Array, "*week pool"], TONNE] = _pool()
    """Licence tonnes that buyers still expect before then."""
    discount: Annotated[Float[Array, "*week good sender place"], SHARE] = _route()
    """How far a sender's export price lies below its price at home, at its treasury's cost."""
    floor: Annotated[Float[Array, "*week good place"], USD_PER_TONNE] = _local()
    """Price that producers in a place are guaranteed; 0 where none is."""
    floor_cover: Annotated[Float[Array, "*week good place"], SHARE] = _local()
    """Share of their output for which it is guaranteed."""
    floor_tonnes: Annotated[Float[Array, "*week good place"], TONNE_PER_YEAR] = _local()
    """Tonnes a year for which it is guaranteed, where tonnes and not a share are."""
    reserve_target: Annotated[Float[Array, "*week good place"], YEAR] = _local()
    """Strategic stock that a place wants, in years of its use."""
    reserve_pace: Annotated[Float[Array, "*week good place"], PER_YEAR] = _local()
    """Share of what is missing from it that is ordered a year."""
    reserve_below: Annotated[Float[Array, "*week good place"], SHARE] = _local()
    """Share of use served below which it is released and no longer bought."""
    reserve_admitted: Annotated[Float[Array, "*week good place"], SHARE] = _local()
    """Share of its purchases that a sender under a licence regime lets through."""
    funding: Annotated[Float[Array, "*week process place"], USD_PER_YEAR] = _plant(joined=np.add)
    """Money for plants that would not be built without it."""
    outlay: Annotated[Float[Array, "*week"], USD_PER_YEAR] = _array(joined=np.add)
    """What payers spend on plants, whatever prices do."""
    alarm: Annotated[Float[Array, "*week group good"], SHARE] = _array("groups", "goods")
    """Weight of each good in the mean over goods that are controlled or threatened together."""

    def but(self, **changes: NDArray[np.float64]) -> Policy:
        """The same policy with some arrays replaced."""
        return replace(self, **changes)

    def differs(self, other: Policy) -> NDArray[np.bool_]:
        """Weeks in which any array is not the same."""
        pairs = ((getattr(self, field.name), getattr(other, field.name)) for field in fields(self))
        apart = [(mine != theirs).reshape(len(mine), -1).any(1) for mine, theirs in pairs]
        return np.asarray(np.logical_or.reduce(apart))

    def joined(self, other: Policy) -> Policy:
        """Both policies in force at once: shares multiply, else the stricter or larger holds.

        Two licensed shares multiply because an order needs both permissions; of two leaks the
        smaller holds, since the tighter border decides. Money adds up; of two guarantees at a place
        the one of the higher level holds with its own cover, of two stockpiles the larger.
        """
        merged = {
            field.name: field.metadata["joined"](
                getattr(self, field.name), getattr(other, field.name)
            )
            for field in fields(self)
        }
        return replace(self, **merged | {name: self._of_higher(other, name) for name in GUARANTEE})

    def _of_higher(self, other: Policy, name: str) -> NDArray[np.float64]:
        """What belongs to the higher guarantee; of two equally high ones the larger."""
        mine, theirs = np.asarray(getattr(self, name)), np.asarray(getattr(other, name))
        own, others = np.asarray(self.floor), np.asarray(other.floor)
        higher = np.where(own > others, mine, theirs)
        return np.where(own == others, np.maximum(mine, theirs), higher)


@dataclass(frozen=True)
class PolicyShape:
    """The size of a run's policy arrays, and who controls.

    Examples
    --------
    >>> shape = PolicyShape(weeks=2, goods=3, places=4, processes=5, senders=(0,), pools=0)
    >>> shape.free().licensed.shape
    (2, 3, 1, 4)
    """

    weeks: int
    goods: int
    places: int
    processes: int
    senders: tuple[int, ...]
    pools: int

    def free(self) -> Policy:
        """Free trade in every week."""
        sizes = {**vars(self), "senders": len(self.senders), "groups": 0}
        arrays: dict[str, Any] = {}
        for field in fields(Policy):
            size = self.weeks, *(sizes[axis] for axis in field.metadata["axes"])
            arrays[field.name] = np.full(size, field.metadata["free"])
        return Policy(**arrays)

    def spots(self, goods: tuple[int, ...], places: tuple[int, ...]) -> NDArray[np.float64]:
        """1 where one of the goods meets one of the places, with shape (good, place)."""
        spots = np.zeros((self.goods, self.places))
        spots[np.ix_(goods, places)] = 1.0
        return spots


class Terms(eqx.Module):
    """What the controls of a scenario are about, the same in every week."""

    senders: tuple[int, ...] = eqx.field(static=True)
    """Positions of the places whose exports are controlled."""
    pool_senders: tuple[int, ...] = eqx.field(static=True)
    """Position in ``senders`` of the place that runs each pool."""
    extraterritorial: bool = eqx.field(static=True)
    """Whether any rule reaches goods made in third places."""
    pool_goods: Annotated[Float[Array, "pool good"], PURE]
    """1 where a good is in a pool."""
    pool_places: Annotated[Float[Array, "pool place"], PURE]
    """1 where deliveries to a place need a licence of the pool."""
    pool_coverage: Annotated[Float[Array, " pool"], RATIO]
    """Licence tonnes that a tonne of trade takes."""
    pool_scale: Annotated[Float[Array, " pool"], USD_PER_TONNE]
    """Scale of the licence price near zero: half the cheapest member's price or 500 USD/t."""
    rent_to_seller: Annotated[Float[Array, " pool"], SHARE]
    """Share of the licence rent that the sender's exporters keep."""
    content: Annotated[Float[Array, "good place"], SHARE]
    """Share of a place's output that holds controlled content."""


class Schedule(eqx.Module):
    """The policy of every week of a run, with what does not change."""

    weeks: Policy
    """Policy with a leading week axis."""
    terms: Terms
    """What the controls are about."""
