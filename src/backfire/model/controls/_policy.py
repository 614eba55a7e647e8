"""What is allowed: week by week, and for good."""

from __future__ import annotations

from typing import Annotated

import equinox as eqx
from jaxtyping import Array, Float

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


class Policy(eqx.Module):
    """What is allowed in a week, or with a leading axis in every week, by good, sender and place.

    Where a licensed share is uncertain it comes as three values, between which each future
    takes its own.
    """

    licensed_low: Annotated[Float[Array, "*week good sender place"], SHARE]
    """Share of orders that the sender lets go to a place: low branch."""
    licensed: Annotated[Float[Array, "*week good sender place"], SHARE]
    """Share of orders that the sender lets go to a place: central branch."""
    licensed_high: Annotated[Float[Array, "*week good sender place"], SHARE]
    """Share of orders that the sender lets go to a place: high branch."""
    leak_low: Annotated[Float[Array, "*week good sender place"], SHARE]
    """Most of the blocked orders that can still arrive: low branch."""
    leak: Annotated[Float[Array, "*week good sender place"], SHARE]
    """Most of the blocked orders that can still arrive: central branch."""
    leak_high: Annotated[Float[Array, "*week good sender place"], SHARE]
    """Most of the blocked orders that can still arrive: high branch."""
    standing: Annotated[Float[Array, "*week good sender place"], SHARE]
    """Share of the week in which a control with a bite stands."""
    declared: Annotated[Float[Array, "*week good sender place"], SHARE]
    """Share of orders that must declare their end use, which rules out hoarding."""
    duty: Annotated[Float[Array, "*week good sender place"], RATIO]
    """Duty on the price at origin, above what the baseline already holds."""
    threat: Annotated[Float[Array, "*week good sender place"], SHARE]
    """Severity of a measure that is announced and does not bind yet."""
    output_cap: Annotated[Float[Array, "*week process place"], SHARE]
    """Share of capacity that a supply order leaves."""
    blocked: Annotated[Float[Array, "*week good place"], SHARE]
    """Share of foreign goods with controlled content that may not go to a place."""
    tranche: Annotated[Float[Array, "*week pool"], TONNE]
    """Licence tonnes handed out this week."""
    lapse: Annotated[Float[Array, "*week pool"], SHARE]
    """1 in the week at whose start unused licences lapse."""
    pool_open: Annotated[Float[Array, "*week pool"], SHARE]
    """Share of the week in which the pool binds."""
    time_left: Annotated[Float[Array, "*week pool"], YEAR]
    """Time until unused licences lapse."""
    expected: Annotated[Float[Array, "*week pool"], TONNE]
    """Licence tonnes that buyers still expect before then."""
    discount: Annotated[Float[Array, "*week good sender place"], SHARE]
    """How far a sender's export price lies below its price at home, at its treasury's cost."""
    floor: Annotated[Float[Array, "*week good place"], USD_PER_TONNE]
    """Price that producers in a place are guaranteed; 0 where none is."""
    floor_cover: Annotated[Float[Array, "*week good place"], SHARE]
    """Share of their output for which it is guaranteed."""
    floor_tonnes: Annotated[Float[Array, "*week good place"], TONNE_PER_YEAR]
    """Tonnes a year for which it is guaranteed, where tonnes and not a share are."""
    reserve_target: Annotated[Float[Array, "*week good place"], YEAR]
    """Strategic stock that a place wants, in years of its use."""
    reserve_pace: Annotated[Float[Array, "*week good place"], PER_YEAR]
    """Share of what is missing from it that is ordered a year."""
    reserve_below: Annotated[Float[Array, "*week good place"], SHARE]
    """Share of use served below which it is released and no longer bought."""
    reserve_admitted: Annotated[Float[Array, "*week good place"], SHARE]
    """Share of its purchases that a sender under a licence regime lets through."""
    funding: Annotated[Float[Array, "*week process place"], USD_PER_YEAR]
    """Money for plants that would not be built without it."""
    outlay: Annotated[Float[Array, "*week"], USD_PER_YEAR]
    """What payers spend on plants, whatever prices do."""
    alarm: Annotated[Float[Array, "*week group good"], SHARE]
    """Weight of each good in the mean over goods that are controlled or threatened together."""


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
