"""Capacity by quarters: who starts to build, who closes, who comes back, and at what pace."""

from __future__ import annotations

from typing import Annotated

import equinox as eqx
import jax
import jax.numpy as jnp
from jaxtyping import Array, Float

from backfire.model.chain import Chain, GoodPlace, ProcessPlace, State, Structure
from backfire.model.controls import Policy, Terms
from backfire.model.market import baseline_turnover, margins, top_up, turnover
from backfire.units import LOG_RATIO, PER_YEAR, PURE, RATIO, SHARE, TONNE_PER_YEAR, YEAR


class Pace(eqx.Module):
    """Behaviour of investors and owners, one value per draw.

    Field names are the rows of ``parameters.csv``, which holds priors and sources; the symbols of
    the equations are in ``docs/explanation/model.md``.
    """

    entry_rate: Annotated[Float[Array, "*axes draw"], PER_YEAR]
    """Plants started a year, over the world market, for each e-fold of what draws them."""
    entry_margin: Annotated[Float[Array, "*axes draw"], PURE]
    """Pull of the log margin, beyond the hurdle, on new plants."""
    entry_risk: Annotated[Float[Array, "*axes draw"], PURE]
    """Pull of buyers' perceived risk on new plants outside the sender."""
    entry_cap: Annotated[Float[Array, "*axes draw"], PER_YEAR]
    """Most that can be started in a year, over the world market."""
    entry_hurdle: Annotated[Float[Array, "*axes draw"], LOG_RATIO]
    """Log margin above the baseline at which a new plant outside the sender earns its capital."""
    lead_scale: Annotated[Float[Array, "*axes draw"], RATIO]
    """Factor on every lead time."""
    ramp_yield: Annotated[Float[Array, "*axes draw"], SHARE]
    """Share of nameplate that a young plant reaches."""
    ramp_time: Annotated[Float[Array, "*axes draw"], YEAR]
    """Time in which a plant stops being young."""
    debt_burden: Annotated[Float[Array, "*axes draw"], SHARE]
    """Debt service of new plants a year, over their processing cost."""
    cash_cover: Annotated[Float[Array, "*axes draw"], YEAR]
    """Losses that owners can carry, in years of processing cost."""
    refinancing: Annotated[Float[Array, "*axes draw"], YEAR]
    """Time in which owners win back their usual cash."""
    exit_rate: Annotated[Float[Array, "*axes draw"], PER_YEAR]
    """Hazard of closing a plant whose owners are far beyond their means."""
    restart_rate: Annotated[Float[Array, "*axes draw"], PER_YEAR]
    """Share of mothballed plants that reopens a year when margins are high."""
    own_growth: Annotated[Float[Array, "*axes draw"], RATIO]
    """Growth that the sender plans for its ore and separation, over that of what users need."""
    growth_scale: Annotated[Float[Array, "*axes draw"], RATIO]
    """Factor on the log growth of every end use."""

    def wide(self) -> Pace:
        """The pace with leading axes of length 1, to stand beside (process, place, draw)."""
        return jax.tree.map(lambda value: value[None, None, :], self)


class Outlook(eqx.Module):
    """Activity of users, named projects and a sender's own plans, with a leading quarter axis."""

    demand: Annotated[Float[Array, "*quarter good place"], RATIO]
    """Activity of end users over the baseline."""
    arrivals: Annotated[Float[Array, "*quarter process place draw"], TONNE_PER_YEAR]
    """Capacity of named projects that opens in the quarter, in the draws in which it does."""
    plan: Annotated[Float[Array, "*quarter process place"], PER_YEAR]
    """Growth of what users need, where a government plans for a part of it, ``own_growth``."""
    trend: Annotated[Float[Array, "*quarter process place"], PER_YEAR]
    """Growth of capacity where it follows what users need, whoever owns it."""

    @classmethod
    def still(cls, chain: Chain, quarters: int) -> Outlook:
        """Nothing grows and nothing comes."""
        kind = chain.capacity.dtype
        return cls(
            demand=jnp.ones((quarters, *chain.use.shape), kind),
            arrivals=jnp.zeros((quarters, *chain.capacity.shape, 1), kind),
            plan=jnp.zeros((quarters, *chain.capacity.shape), kind),
            trend=jnp.zeros((quarters, *chain.capacity.shape), kind),
        )


LOAN = 10.0
"""Years over which a plant is paid for: the term of the floor of 2025 (mp_dod2025)."""
SHORTEST_LEAD = 0.25
"""Years: nothing is built within a quarter."""
MOST_PULL = 4.0
"""Log pull at which more margin or fear starts no more plants: the cap has long decided."""
WIDEST_SURPLUS = 2.0
"""Yearly surplus or loss, in processing costs, beyond which cash moves no faster."""


def advance(
    chain: Chain,
    pace: Pace,
    state: State,
    policy: Policy,
    terms: Terms,
    coming: Outlook,
    years: float,
) -> State:
    """Decide, build, open, ramp up, close and restart plants for a quarter.

    Investors and owners look at what contracts earn, smoothed over a year, so that a spike of the
    spot quote neither builds nor bankrupts anyone.

    Parameters
    ----------
    pace
        Behaviour, widened to stand beside (process, place, draw).
    policy, terms
        What payers guarantee and fund, and who controls.
    coming
        What opens and who grows in this quarter, whatever prices do.
    years
        Length of the quarter; projects arrive whole in it, and the rest does not depend on it.
    """
    earned = jnp.exp(state.agreed)
    earned = earned + top_up(chain, state, policy, earned)
    paid = jnp.exp(state.billed)
    margin = margins(chain, state, earned, paid)
    old = state.structure
    begun = _starts(chain, pace, state, policy, terms, margin)
    building, opened = _pipeline(chain, pace, old.building, begun, years)
    opened = opened + coming.arrivals
    grown = _planned(pace, old, coming, years)
    failing = jnp.exp(-years * _closing(pace, old))
    closed = old.indebted * (1 - failing)
    back = old.idle * -jnp.expm1(-years * _reopening(pace, margin))
    young_left = old.young * jnp.exp(-years / pace.ramp_time)
    capacity = old.capacity + opened + grown + back - closed
    young = young_left * failing + opened + back
    indebted = old.indebted * jnp.exp(-years / LOAN) * failing + opened
    structure = Structure(
        capacity=capacity,
        able=capacity - (1 - pace.ramp_yield) * young,
        young=young,
        indebted=indebted,
        building=building,
        idle=old.idle + closed - back,
        cash=old.cash + years * _cash_change(chain, pace, state, earned, paid),
        demand=jnp.exp(pace.growth_scale * jnp.log(coming.demand)[:, :, None]),
    )
    return eqx.tree_at(lambda moving: moving.structure, state, structure)


def _planned(pace: Pace, old: Structure, coming: Outlook, years: float) -> ProcessPlace:
    """Capacity that governments plan or that follows users; named projects are a part of it."""
    needed = coming.trend[:, :, None] + pace.own_growth * coming.plan[:, :, None]
    wanted = old.capacity * jnp.expm1(pace.growth_scale * needed * years)
    return jnp.maximum(wanted - coming.arrivals, 0.0)


def _pipeline(
    chain: Chain,
    pace: Pace,
    building: Float[Array, "process place stage draw"],
    begun: ProcessPlace,
    years: float,
) -> tuple[Float[Array, "process place stage draw"], ProcessPlace]:
    """What is under construction afterwards, and what opened."""
    stages = building.shape[2]
    lead = jnp.maximum(chain.lead[:, :, None] * pace.lead_scale, SHORTEST_LEAD)
    # What is begun in a quarter counts from its end, so that a stage takes lead / stages.
    leaves = jnp.minimum(years * stages / lead, 1.0)
    entering = begun * years
    after: list[ProcessPlace] = []
    for stage in range(stages):
        leaving = building[:, :, stage] * leaves
        after.append(building[:, :, stage] - leaving + entering)
        entering = leaving
    return jnp.stack(after, axis=2), entering


def _starts(
    chain: Chain, pace: Pace, state: State, policy: Policy, terms: Terms, margin: ProcessPlace
) -> ProcessPlace:
    """Capacity started a year: drawn by margin and by fear of senders, or paid for.

    At rest nobody builds: the pull is counted from one. What the world can start of a process in
    a year has a limit, which all places share. ``margin`` is the log margin at contract prices over
    its baseline.
    """
    places = jnp.arange(chain.use.shape[1])
    abroad = (places != terms.senders[0]).astype(margin.dtype)[None, :, None]
    drawn = pace.entry_margin * (margin - pace.entry_hurdle * abroad)
    feared = pace.entry_risk * _perceived(chain, state, terms)
    pull = jnp.minimum(jnp.maximum(drawn, 0.0) + feared, MOST_PULL)
    world = chain.capacity.sum(1)[:, None, None]
    raw = pace.entry_rate * chain.affinity[:, :, None] * world * jnp.expm1(pull)
    most = pace.entry_cap * world
    total = raw.sum(1, keepdims=True)
    fits = most * jnp.tanh(total / (most + (most <= 0)))
    built = raw * jnp.where(total > 0, fits / jnp.where(total > 0, total, 1.0), 0.0)
    cost = jnp.where(chain.plant_cost > 0, chain.plant_cost, 1.0)
    paid = jnp.where(chain.plant_cost > 0, policy.funding / cost, 0.0)
    return built + paid[:, :, None]


def _perceived(chain: Chain, state: State, terms: Terms) -> ProcessPlace:
    """Risk of the worst other sender that buyers of a process's output perceive, by value of use.

    Who builds in a sender's own place gains from the fear of the others, not from that of it.
    """
    weight = chain.use * chain.price[:, None]
    total = jnp.einsum("ck,cr->k", chain.output, weight)[:, None]
    places = jnp.arange(chain.use.shape[1])
    worst = jnp.zeros((total.shape[0], len(places), state.risk.shape[-1]), weight.dtype)
    for sender, origin in enumerate(terms.senders):
        fear = jnp.einsum("ck,cr,crn->kn", chain.output, weight, state.risk[:, sender])
        fear = fear / (total + (total <= 0))
        elsewhere = (places != origin).astype(weight.dtype)[None, :, None]
        worst = jnp.maximum(worst, fear[:, None, :] * elsewhere)
    return worst


def _cash_change(
    chain: Chain, pace: Pace, state: State, earned: GoodPlace, paid: GoodPlace
) -> ProcessPlace:
    """Change a year of the cash of owners, in years of processing cost; 0 at rest.

    New plants carry debt and pay for capacity that does not run yet, which old ones do not: an
    entrant can fail while every operating margin in the market is positive. ``earned`` and ``paid``
    are what contracts earn and cost a tonne, over the baseline price, guarantees included.
    """
    structure = state.structure
    sold, bought = turnover(chain, state.intensity, earned, paid)
    sold_at_rest, bought_at_rest = baseline_turnover(chain)
    gain = (sold - bought) - (sold_at_rest - bought_at_rest)
    surplus = gain / chain.processing_cost[:, None, None]
    nameplate = structure.capacity + (structure.capacity <= 0)
    unready = structure.young * (1 - pace.ramp_yield)
    burden = (pace.debt_burden * structure.indebted + unready) / nameplate
    earns = WIDEST_SURPLUS * jnp.tanh(surplus / WIDEST_SURPLUS)
    return earns - burden - structure.cash / pace.refinancing


def _closing(pace: Pace, structure: Structure) -> ProcessPlace:
    """Hazard a year of closing a plant that is not paid for: 0 while owners can carry its losses.

    A plant that is paid for stands still when it earns too little, and is there when prices rise.
    """
    beyond = jnp.maximum(-structure.cash / pace.cash_cover - 1, 0.0)
    return pace.exit_rate * jnp.tanh(beyond)


def _reopening(pace: Pace, margin: ProcessPlace) -> ProcessPlace:
    """Share a year of mothballed plants that reopens."""
    return pace.restart_rate * jnp.tanh(jnp.maximum(margin, 0.0))
