"""What moves over years and is cheap to move every week."""

from __future__ import annotations

from typing import TYPE_CHECKING

import jax.numpy as jnp
from jaxtyping import Array, Float

if TYPE_CHECKING:
    from backfire.model.chain import Chain, State
    from backfire.model.controls import Policy, Terms

    from ._limits import Limits, Toll
    from ._prices import Quotes
    from ._rules import Rules
    from ._sourcing import Choice, Trade

INVESTORS_LOOK_BACK = 1.0
"""Years over which investors average what contracts earn (model.md, section 3)."""
LEAST_CHOICE = 1e-3
"""Weight that held-up goods keep in a comparison, so that it exists where nothing else is sold."""


def slow_changes(
    chain: Chain,
    rules: Rules,
    state: State,
    policy: Policy,
    terms: Terms,
    quotes: Quotes,
    choice: Choice,
    tolls: tuple[Toll, ...],
    limits: tuple[Limits, ...],
    sent: Trade,
) -> dict[str, Float[Array, "..."]]:
    """Change a year of qualification, preference, thrift, relocation and contract earnings."""
    extra = rules.source_elasticity_long - rules.source_elasticity
    dear = (quotes.origin - _rivals(chain, terms, choice, tolls, limits)) * chain.makes[:, :, None]
    added = jnp.stack([jnp.log(bound.cost) for bound in tolls], axis=1)
    by_sender = rules.source_lag[:, :, None, :], extra[:, :, None, :]
    return {
        "qualified": (_accepted(chain, state) - state.qualified) / rules.qualification_time,
        "preference": (-extra * dear - state.preference) / rules.source_lag,
        "preference_sender": (-by_sender[1] * added - state.preference_sender) / by_sender[0],
        "intensity": _thrift(rules, state),
        "relocated": _relocation(chain, rules, state, policy, terms, tolls),
        "agreed": (sent.agreed - state.agreed) / INVESTORS_LOOK_BACK,
        "billed": (state.contract - state.billed) / INVESTORS_LOOK_BACK,
    }


def _accepted(chain: Chain, state: State) -> Float[Array, "good place draw"]:
    """Capacity for each good over its baseline; 1 where a place does not make it."""
    now = jnp.einsum("ck,krn->crn", chain.output, state.structure.able)
    before = (chain.output @ chain.capacity)[:, :, None]
    makes = chain.makes[:, :, None] > 0
    return jnp.where(makes, now, 1.0) / jnp.where(makes, before, 1.0)


def _rivals(
    chain: Chain,
    terms: Terms,
    choice: Choice,
    tolls: tuple[Toll, ...],
    limits: tuple[Limits, ...],
) -> Float[Array, "good place draw"]:
    """Log cost of what an origin's customers can get elsewhere.

    Goods that are held up compete with nobody.
    """
    total = choice.total
    cost = jnp.exp(choice.delivered) * choice.total
    for sender, origin in enumerate(terms.senders):
        weight = chain.share[:, :, origin, None] * choice.appeal[:, origin, None, :]
        held_up = weight * choice.penalty[sender] * (1 - limits[sender].passes)
        total = total - held_up
        cost = cost - held_up * choice.level[:, origin, None, :] * tolls[sender].cost
    least = LEAST_CHOICE * choice.total
    price = jnp.log((cost + least * jnp.exp(choice.delivered)) / (total + least))
    sold = chain.share * chain.use[:, :, None]
    whole = chain.sales + (1 - chain.makes)
    return (jnp.swapaxes(sold, 1, 2) @ price) / whole[:, :, None]


def _thrift(rules: Rules, state: State) -> Float[Array, "good place draw"]:
    """Intensity falls within years of dear contracts and comes back more slowly."""
    extra = rules.demand_elasticity_long - rules.demand_elasticity
    missing = -extra * state.contract - state.intensity
    return missing / jnp.where(missing < 0, rules.demand_lag, rules.thrift_memory)


def _relocation(
    chain: Chain,
    rules: Rules,
    state: State,
    policy: Policy,
    terms: Terms,
    tolls: tuple[Toll, ...],
) -> Float[Array, "good sender place draw"]:
    """Users move to the sender while a control makes goods dearer abroad than there."""
    stay = 1 - state.relocated.sum(1)
    moves = [
        rules.relocation_rate
        * policy.standing[:, s, :, None]
        * jnp.tanh(tolls[s].gap)
        * stay
        * chain.buys[:, origin, None, None]
        for s, origin in enumerate(terms.senders)
    ]
    return jnp.stack(moves, axis=1) - state.relocated / rules.thrift_memory[:, :, None, :]
