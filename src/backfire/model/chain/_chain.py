"""The supply network, fixed for a run, the labels of its arrays, and its state that moves."""

from __future__ import annotations

from typing import Annotated

import equinox as eqx
from jaxtyping import Array, Float

from backfire.units import (
    LOG_RATIO,
    RATIO,
    SHARE,
    TONNE,
    TONNE_PER_TONNE,
    TONNE_PER_YEAR,
    USD,
    USD_PER_TONNE,
    USD_PER_TONNE_PER_YEAR,
    YEAR,
)


class Axes(eqx.Module):
    """Names of the goods, places, processes and end uses, in the order of the arrays.

    Examples
    --------
    >>> axes = Axes(goods=("oxide",), places=("CHN", "USA"), processes=("mine",), uses=("cars",))
    >>> axes.places.index("USA")
    1
    """

    goods: tuple[str, ...] = eqx.field(static=True)
    """A material at a stage, such as ``dy_oxide``."""
    places: tuple[str, ...] = eqx.field(static=True)
    """ISO alpha-3 codes and named blocs."""
    processes: tuple[str, ...] = eqx.field(static=True)
    """Ways of making goods from goods."""
    uses: tuple[str, ...] = eqx.field(static=True)
    """End uses."""


class Chain(eqx.Module):
    """A multi-stage supply network: who can make what, from what, and for whom.

    All flows are those of the balanced baseline, at which nothing moves. The same chain serves
    every draw of a batch, so no field carries the draw axis.
    """

    price: Annotated[Float[Array, " good"], USD_PER_TONNE]
    """Baseline price."""
    input: Annotated[Float[Array, "good process"], TONNE_PER_TONNE]
    """Tonnes of a good that a unit of activity takes in."""
    additive: Annotated[Float[Array, "good process"], SHARE]
    """1 where an input can be thrifted, as dysprosium in a magnet; 0 where it is the product."""
    output: Annotated[Float[Array, "good process"], TONNE_PER_TONNE]
    """Tonnes of a good that a unit of activity yields; several goods are joint products."""
    kept: Annotated[Float[Array, "good place"], SHARE]
    """Share of output that is sold; the rest is discarded because of the balance problem."""
    capacity: Annotated[Float[Array, "process place"], TONNE_PER_YEAR]
    """Most activity that each place can carry out."""
    utilisation: Annotated[Float[Array, "process place"], SHARE]
    """Baseline activity over capacity; 0 where a place does not have the process."""
    processing_cost: Annotated[Float[Array, " process"], USD_PER_TONNE]
    """Cost of a unit of activity beside its inputs."""
    supply_response: Annotated[Float[Array, " process"], SHARE]
    """How far activity answers its margin: 1 for a main product, near 0 for a by-product."""
    share: Annotated[Float[Array, "good destination origin"], SHARE]
    """Baseline share of each origin in what a destination buys; sums to 1 where it buys."""
    use: Annotated[Float[Array, "good place"], TONNE_PER_YEAR]
    """Baseline use, in processes and in end uses together."""
    final_use: Annotated[Float[Array, "good use place"], TONNE_PER_YEAR]
    """Baseline use by end use."""
    cover: Annotated[Float[Array, "good place bin"], YEAR]
    """Stock of each bin of buyers, in years of its use: the distribution of cover."""
    transit: Annotated[Float[Array, " place"], YEAR]
    """Mean time that an import is under way to each place."""
    thin: Annotated[Float[Array, " good"], SHARE]
    """1 where spot trade outside the sender is a thin market, else 0."""
    lead: Annotated[Float[Array, "process place"], YEAR]
    """Time from the decision to build a plant to its first output."""
    affinity: Annotated[Float[Array, "process place"], SHARE]
    """Share of the new plants of a process that investors would put in each place."""
    plant_cost: Annotated[Float[Array, "process place"], USD_PER_TONNE_PER_YEAR]
    """Cost of building a tonne a year of activity."""
    value_added: Annotated[Float[Array, "use place"], USD]
    """Value added of each end use in a year; 0 where there is no figure."""
    axes: Axes
    """Labels, for reading results back."""

    @property
    def buys(self) -> Float[Array, "good place"]:
        """1 where a place uses a good, else 0."""
        return (self.use > 0).astype(self.use.dtype)

    @property
    def activity(self) -> Float[Array, "process place"]:
        """Baseline activity, t/yr."""
        return self.capacity * self.utilisation

    @property
    def sales(self) -> Float[Array, "good place"]:
        """Baseline sales of each place, at home and abroad, t/yr."""
        return (self.share * self.use[:, :, None]).sum(1)

    @property
    def makes(self) -> Float[Array, "good place"]:
        """1 where a place sells a good, else 0."""
        return (self.sales > 0).astype(self.use.dtype)


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
