"""Expectations and habits: what moves over months and years and is cheap to move every week."""

from __future__ import annotations

import jax.numpy as jnp
from jaxtyping import Array, Float

from backfire.model.chain import GoodPlace

from . import _smooth
from ._border import Borders, BorderTerms, Limits, abroad_of
from ._prices import Quotes
from ._sourcing import Choice, Trade
from ._week import Week

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
