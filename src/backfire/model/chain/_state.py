"""What moves from week to week and from quarter to quarter."""

from __future__ import annotations

from typing import Annotated

import equinox as eqx
from jaxtyping import Array, Float

from backfire.units import LOG_RATIO, RATIO, SHARE, TONNE, TONNE_PER_YEAR, USD_PER_TONNE, YEAR

GoodPlace = Float[Array, "good place draw"]
"""One value for every good, place and draw."""
ProcessPlace = Float[Array, "process place draw"]
"""One value for every process, place and draw."""


class Structure(eqx.Module):
    """Plants that run, are built, ramp up or stand idle, and the activity of users."""

    capacity: Annotated[Float[Array, "process place draw"], TONNE_PER_YEAR]
    """Nameplate capacity of all plants that are open."""
    able: Annotated[Float[Array, "process place draw"], TONNE_PER_YEAR]
    """What they can put out now: nameplate less what young plants do not reach yet."""
    young: Annotated[Float[Array, "process place draw"], TONNE_PER_YEAR]
    """Part of the capacity that is still ramping up."""
    indebted: Annotated[Float[Array, "process place draw"], TONNE_PER_YEAR]
    """Part of the capacity that still pays for having been built."""
    building: Annotated[Float[Array, "process place stage draw"], TONNE_PER_YEAR]
    """Capacity on its way, by stage of the pipeline."""
    idle: Annotated[Float[Array, "process place draw"], TONNE_PER_YEAR]
    """Mothballed capacity."""
    cash: Annotated[Float[Array, "process place draw"], YEAR]
    """How long owners can pay for processing without earning."""
    demand: Annotated[Float[Array, "good place draw"], RATIO]
    """Activity of end users, over the baseline."""


class State(eqx.Module):
    """Stocks, prices and beliefs of every draw of a batch, with the draw as innermost axis."""

    producer_stock: Annotated[Float[Array, "good place draw"], TONNE]
    """Finished goods at those who make them."""
    buyer_stock: Annotated[Float[Array, "good place bin draw"], TONNE]
    """Goods at those who use them, by bin of cover."""
    leaving: Annotated[Float[Array, "good place draw"], TONNE]
    """Imports in the first half of their way to a place."""
    arriving: Annotated[Float[Array, "good place draw"], TONNE]
    """Imports in the second half of their way to a place."""
    orders: Annotated[Float[Array, "good place draw"], TONNE_PER_YEAR]
    """Orders that a producer may ship or that wait for a licence, smoothed."""
    slow_price: Annotated[Float[Array, "good place draw"], LOG_RATIO]
    """Slow part of the origin price."""
    premium: Annotated[Float[Array, "good place draw"], LOG_RATIO]
    """What the spot quote at a destination adds for the fear of running out."""
    contract: Annotated[Float[Array, "good place draw"], LOG_RATIO]
    """Contract price at a destination."""
    recent: Annotated[Float[Array, "good place draw"], LOG_RATIO]
    """Delivered price at a destination over about three months."""
    earned: Annotated[Float[Array, "good place draw"], LOG_RATIO]
    """What producers earned a tonne over about three months."""
    risk: Annotated[Float[Array, "good sender place draw"], SHARE]
    """A buyer's perceived annual probability that a sender interrupts."""
    leak: Annotated[Float[Array, "good sender place draw"], SHARE]
    """Share of blocked orders that arrives all the same."""
    quota_left: Annotated[Float[Array, "pool draw"], TONNE]
    """Licence tonnes left in each quota pool."""
    licence_price: Annotated[Float[Array, "pool draw"], USD_PER_TONNE]
    """Price of a licence tonne, one for all goods of a pool."""
    reserve: Annotated[Float[Array, "good place draw"], TONNE]
    """Strategic stock of a place, apart from what buyers hold."""
    qualified: Annotated[Float[Array, "good place draw"], RATIO]
    """Capacity of an origin that buyers have come to accept, over its baseline."""
    preference: Annotated[Float[Array, "good place draw"], LOG_RATIO]
    """Weight that an origin has won or lost with buyers by its price over the years."""
    preference_sender: Annotated[Float[Array, "good sender place draw"], LOG_RATIO]
    """The same of a sender with each place, from what its controls add to the price there."""
    intensity: Annotated[Float[Array, "good place draw"], LOG_RATIO]
    """Material in a unit of final use: lasting thrift and substitution."""
    relocated: Annotated[Float[Array, "good sender place draw"], SHARE]
    """Share of a place's final use that has moved into a sender's territory."""
    agreed: Annotated[Float[Array, "good place draw"], LOG_RATIO]
    """What a tonne sold under contract earned at each origin over about a year."""
    billed: Annotated[Float[Array, "good place draw"], LOG_RATIO]
    """What contracts cost buyers over the same time."""
    structure: Structure
    """What moves from quarter to quarter."""
