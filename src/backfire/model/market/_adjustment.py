"""How prices follow stocks, and how expectations and habits follow over months and years."""

from __future__ import annotations

from typing import Annotated

import equinox as eqx
import jax.numpy as jnp
from jaxtyping import Array, Float

from backfire.model.chain import GoodPlace
from backfire.units import LOG_RATIO

from . import _smooth
from ._border import Borders, BorderTerms, Limits, abroad_of
from ._demand import Orders
from ._sourcing import Choice, Trade
from ._supply import baseline_turnover, turnover
from ._week import Week

RECENT = 0.25
"""Years over which recent prices and earnings are averaged: three months (model.md, 2.7)."""
LEAST_INDEX = 0.2
"""Cheaper inputs take off at most four fifths of a price."""


class Quotes(eqx.Module):
    """Prices of the week at origin, as log ratios to the baseline, and the stock behind them."""

    origin: Annotated[Float[Array, "good place draw"], LOG_RATIO]
    """At the gate of the producer."""
    missing: Annotated[Float[Array, "good place draw"], LOG_RATIO]
    """Log of the stock that a producer should hold over the stock held."""


def quote(week: Week) -> Quotes:
    """Price at origin: in proportion to missing stock, with a slow part that integrates it.

    Contracts for metals and magnets are indexed to what goes into them, so that dearer inputs are
    on the price before stocks have felt them.
    """
    chain, rules, state = week.chain, week.rules, week.state
    idle = (1 - chain.makes)[:, :, None]
    wanted = rules.producer_cover * state.orders + idle
    missing = _smooth.scarcity(wanted, state.producer_stock + idle)
    price = state.slow_price + rules.price_stiffness * missing + _indexed(week)
    return Quotes(origin=price * chain.makes[:, :, None], missing=missing)


def _indexed(week: Week) -> GoodPlace:
    """Log of what dearer inputs add to a price, over all processes that make the good."""
    chain, state = week.chain, week.state
    _, bought = turnover(chain, state.intensity, jnp.exp(state.earned), jnp.exp(state.recent))
    sold_at_rest, bought_at_rest = baseline_turnover(chain)
    exists = sold_at_rest > 0
    dearer = jnp.where(exists, bought - bought_at_rest, 0.0) / jnp.where(exists, sold_at_rest, 1.0)
    made = chain.output[:, :, None] * chain.activity[None]
    whole = made.sum(1, keepdims=True)
    part = made / (whole + (whole <= 0))
    added = jnp.einsum("cko,kon->con", part, dearer)
    return jnp.log(jnp.maximum(1 + week.rules.pass_through * added, LEAST_INDEX))


def premium_change(week: Week, orders: Orders) -> GoodPlace:
    """Change a year of what the spot quote adds for the fear of running out.

    Fear looks at the stock on the shelf and under way: a quote jumps when ships stop leaving, not
    when the last one arrives.
    """
    chain, rules = week.chain, week.rules
    thin = chain.thin[:, None, None]
    stiffness = thin * rules.spot_stiffness_thin + (1 - thin) * rules.spot_stiffness_deep
    level = stiffness * _smooth.scarcity(orders.wanted, orders.position)
    return (level * chain.buys[:, :, None] - week.state.premium) / rules.spot_lag


OWN_EXPERIENCE = 0.7
"""Weight of what a buyer feels; the rest is what it sees done to others (model.md, 3)."""
PRICE_AS_HARM = 0.5
"""Harm of a wide price gap, against that of a blocked order (model.md, 3)."""
INVESTORS_LOOK_BACK = 1.0
"""Years over which investors average what contracts earn (model.md, section 3)."""
LEAST_CHOICE = 1e-3
"""Weight that held-up goods keep in a comparison, so that it exists where nothing else is sold."""


def risk_change(week: Week, sender: int, border: BorderTerms, limits: Limits) -> GoodPlace:
    """Change of perceived risk a year: it grows while a control is felt and fades afterwards."""
    rules, policy = week.rules, week.policy
    standing = policy.standing[:, sender, :, None]
    felt = standing * ((1 - limits.legal) + PRICE_AS_HARM * jnp.tanh(border.gap))
    felt = jnp.minimum(felt, 1.0)
    seen = felt.max(1, keepdims=True)
    imposed = OWN_EXPERIENCE * felt + (1 - OWN_EXPERIENCE) * seen
    threat = policy.threat[:, sender, :, None]
    severity = 1 - (1 - imposed) * (1 - threat)
    origin = week.terms.senders[sender]
    risk = week.state.risk[:, sender]
    grown = rules.risk_gain * severity * abroad_of(week.chain, origin) * (1 - risk)
    return grown - risk / rules.risk_memory


def leak_change(week: Week, sender: int, border: BorderTerms) -> GoodPlace:
    """Change a year of the share of blocked orders that arrives all the same."""
    policy, rules = week.policy, week.rules
    most = _smooth.between(
        policy.leak_low[:, sender, :, None],
        policy.leak[:, sender, :, None],
        policy.leak_high[:, sender, :, None],
        rules.leak_rank,
    )
    most = most * policy.standing[:, sender, :, None]
    target = most * _smooth.leakable(border.gap, rules.leak_gap)
    return (target - week.state.leak[:, sender]) / rules.leak_lag


def slow_changes(
    week: Week,
    quotes: Quotes,
    choice: Choice,
    borders: Borders,
    limits: tuple[Limits, ...],
    sent: Trade,
) -> dict[str, Float[Array, "..."]]:
    """Change a year of qualification, preference, thrift, relocation and contract earnings."""
    rules, state = week.rules, week.state
    extra = rules.source_elasticity_long - rules.source_elasticity
    dear = (quotes.origin - _rivals(week, choice, borders, limits)) * week.chain.makes[:, :, None]
    added = jnp.stack([jnp.log(border.cost) for border in borders], axis=1)
    by_sender = rules.source_lag[:, :, None, :], extra[:, :, None, :]
    return {
        "qualified": (_accepted(week) - state.qualified) / rules.qualification_time,
        "preference": (-extra * dear - state.preference) / rules.source_lag,
        "preference_sender": (-by_sender[1] * added - state.preference_sender) / by_sender[0],
        "intensity": _thrift(week),
        "relocated": _relocation(week, borders),
        "agreed": (sent.agreed - state.agreed) / INVESTORS_LOOK_BACK,
        "billed": (state.contract - state.billed) / INVESTORS_LOOK_BACK,
    }


def _accepted(week: Week) -> GoodPlace:
    """Capacity for each good over its baseline; 1 where a place does not make it."""
    chain = week.chain
    now = jnp.einsum("ck,krn->crn", chain.output, week.state.structure.able)
    before = (chain.output @ chain.capacity)[:, :, None]
    makes = chain.makes[:, :, None] > 0
    return jnp.where(makes, now, 1.0) / jnp.where(makes, before, 1.0)


def _rivals(week: Week, choice: Choice, borders: Borders, limits: tuple[Limits, ...]) -> GoodPlace:
    """Log cost of what an origin's customers can get elsewhere.

    Goods that are held up compete with nobody.
    """
    chain = week.chain
    total = choice.total
    cost = jnp.exp(choice.delivered) * choice.total
    for sender, origin in enumerate(week.terms.senders):
        weight = chain.share[:, :, origin, None] * choice.appeal[:, origin, None, :]
        held_up = weight * choice.penalty[sender] * (1 - limits[sender].passes)
        total = total - held_up
        cost = cost - held_up * choice.level[:, origin, None, :] * borders[sender].cost
    least = LEAST_CHOICE * choice.total
    price = jnp.log((cost + least * jnp.exp(choice.delivered)) / (total + least))
    sold = chain.share * chain.use[:, :, None]
    whole = chain.sales + (1 - chain.makes)
    return (jnp.swapaxes(sold, 1, 2) @ price) / whole[:, :, None]


def _thrift(week: Week) -> GoodPlace:
    """Intensity falls within years of dear contracts and comes back more slowly."""
    rules, state = week.rules, week.state
    extra = rules.demand_elasticity_long - rules.demand_elasticity
    missing = -extra * state.contract - state.intensity
    return missing / jnp.where(missing < 0, rules.demand_lag, rules.thrift_memory)


def _relocation(week: Week, borders: Borders) -> Float[Array, "good sender place draw"]:
    """Users move to the sender while a control makes goods dearer abroad than there."""
    rules, state = week.rules, week.state
    stay = 1 - state.relocated.sum(1)
    moves = [
        rules.relocation_rate
        * week.policy.standing[:, s, :, None]
        * jnp.tanh(borders[s].gap)
        * stay
        * week.chain.buys[:, origin, None, None]
        for s, origin in enumerate(week.terms.senders)
    ]
    return jnp.stack(moves, axis=1) - state.relocated / rules.thrift_memory[:, :, None, :]
