"""The money side of a week."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import equinox as eqx
import jax.numpy as jnp
from jaxtyping import Array, Float

from backfire.model.chain import Chain, GoodPlace
from backfire.units import USD_PER_YEAR

from ._orders import Orders
from ._sourcing import Trade
from ._supply import top_up
from ._use import Used
from ._week import Week


class Accounts(eqx.Module):
    """What producers earn, what is processed, what users lose and what payers spend."""

    profit: Annotated[Float[Array, "place draw"], USD_PER_YEAR]
    """Sales of all producers of a place, less inputs and processing, guarantees left out."""
    processing: Annotated[Float[Array, "place draw"], USD_PER_YEAR]
    """Processing at baseline cost: wages and capital that stand idle when plants do."""
    lost: Annotated[Float[Array, "place draw"], USD_PER_YEAR]
    """Value added of end uses that stands still for want of its scarcest good, by recipe."""
    dearer: Annotated[Float[Array, "place draw"], USD_PER_YEAR]
    """What end users pay above baseline prices for what they use."""
    guarantees: Annotated[Float[Array, "place draw"], USD_PER_YEAR]
    """What floors and offtake contracts pay producers above the market."""
    storing: Annotated[Float[Array, "place draw"], USD_PER_YEAR]
    """What is paid for goods that go into strategic stocks."""
    dumping: Annotated[Float[Array, "sender draw"], USD_PER_YEAR]
    """What each sender's treasury makes up to exporters who sell below the price at home."""


def keep_accounts(
    week: Week, orders: Orders, sent: Trade, used: Used, kept: GoodPlace, paid: GoodPlace
) -> Accounts:
    """Book a week at its own prices.

    ``kept`` is output that is sold, t/yr: a guarantee pays for nothing else. ``paid`` is what a
    place pays on the mean of spot and contract, as a ratio to the baseline.
    """
    chain = week.chain
    price = chain.price[:, None, None]
    earned = jnp.exp(sent.earned)
    processing = (chain.processing_cost[:, None, None] * used.activity).sum(0)
    sales = (price * sent.shipped * earned).sum(0)
    inputs = (price * (used.use - used.final) * paid).sum(0)
    topped = top_up(chain, week.state, week.policy, earned) * kept
    wanted = orders.total + (1 - chain.buys)[:, :, None]
    received = sent.sent_home + sent.sent_abroad
    return Accounts(
        profit=sales - inputs - processing,
        processing=processing,
        lost=_lost(chain, used),
        dearer=(price * used.final * (paid - 1)).sum(0),
        guarantees=(price * topped).sum(0),
        storing=(price * paid * received * orders.for_reserve / wanted).sum(0),
        dumping=jnp.stack([*_made_up(week, sent, earned)]),
    )


def _made_up(week: Week, sent: Trade, earned: GoodPlace) -> Iterator[Float[Array, " draw"]]:
    for sender, origin in enumerate(week.terms.senders):
        worth = week.chain.price[:, None, None] * earned[:, origin, None] * sent.from_sender[sender]
        yield (week.policy.discount[:, sender, :, None] * worth).sum((0, 1))


def _lost(chain: Chain, used: Used) -> Float[Array, "place draw"]:
    """Each end use stands still in proportion to the good of its recipe that is scarcest."""
    unmet = jnp.clip(1 - used.served.mean(2), 0.0, 1.0)
    needs = (chain.final_use > 0).astype(unmet.dtype)
    scarcest = (needs[..., None] * unmet[:, None]).max(0)
    return (chain.value_added[:, :, None] * scarcest).sum(0)
