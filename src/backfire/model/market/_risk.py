"""What buyers come to expect of a sender."""

from __future__ import annotations

from typing import TYPE_CHECKING

import jax.numpy as jnp
from jaxtyping import Array, Float

from . import _smooth
from ._limits import abroad_of

if TYPE_CHECKING:
    from backfire.model.chain import Chain, State
    from backfire.model.controls import Policy, Terms

    from ._limits import Limits, Toll
    from ._rules import Rules

OWN_EXPERIENCE = 0.7
"""Weight of what a buyer feels himself; the rest is what he sees done to others (model.md, 3)."""
PRICE_AS_HARM = 0.5
"""Harm of a wide price gap, against that of a blocked order (model.md, 3)."""


def risk_change(
    chain: Chain,
    rules: Rules,
    state: State,
    policy: Policy,
    terms: Terms,
    sender: int,
    tolled: Toll,
    bound: Limits,
) -> Float[Array, "good place draw"]:
    """Change of perceived risk a year: it grows while a control is felt and fades afterwards."""
    standing = policy.standing[:, sender, :, None]
    felt = standing * ((1 - bound.legal) + PRICE_AS_HARM * jnp.tanh(tolled.gap))
    felt = jnp.minimum(felt, 1.0)
    seen = felt.max(1, keepdims=True)
    imposed = OWN_EXPERIENCE * felt + (1 - OWN_EXPERIENCE) * seen
    threat = policy.threat[:, sender, :, None]
    severity = 1 - (1 - imposed) * (1 - threat)
    origin = terms.senders[sender]
    risk = state.risk[:, sender]
    grown = rules.risk_gain * severity * abroad_of(chain, origin) * (1 - risk)
    return grown - risk / rules.risk_memory


def leak_change(
    rules: Rules, state: State, policy: Policy, sender: int, tolled: Toll
) -> Float[Array, "good place draw"]:
    """Change a year of the share of blocked orders that arrives all the same."""
    most = _smooth.between(
        policy.leak_low[:, sender, :, None],
        policy.leak[:, sender, :, None],
        policy.leak_high[:, sender, :, None],
        rules.leak_rank,
    )
    most = most * policy.standing[:, sender, :, None]
    target = most * _smooth.leakable(tolled.gap, rules.leak_gap)
    return (target - state.leak[:, sender]) / rules.leak_lag
