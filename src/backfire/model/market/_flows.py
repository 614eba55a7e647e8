"""What happened in a week of trade, and its money."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import reduce
from operator import add
from typing import Annotated

import equinox as eqx
import jax
import jax.numpy as jnp
from jaxtyping import Array, Float

from backfire.model.chain import Chain, GoodPlace
from backfire.units import (
    LOG_RATIO,
    PURE,
    SHARE,
    TONNE,
    TONNE_PER_YEAR,
    USD_PER_TONNE,
    USD_PER_YEAR,
)

from ._demand import Orders, Used
from ._sourcing import Trade
from ._supply import top_up
from ._week import Week

AT_FIRST = ("unmet", "stopped", "weakest", "spot", "contract", "licence_price", "quota_left")
"""What is read off the state at the start rather than summed over the week."""


class Flows(eqx.Module):
    """Trade, use and prices of one week, as yearly rates; the draw is the innermost axis.

    Tonnes are means over the week; prices and what stocks can serve are those at its start.
    """

    use: Annotated[Float[Array, "good place draw"], TONNE_PER_YEAR]
    """Use in processes and end uses."""
    final: Annotated[Float[Array, "good place draw"], TONNE_PER_YEAR]
    """End use."""
    unmet: Annotated[Float[Array, "good place draw"], SHARE]
    """Share of desired use that stocks could not serve."""
    stopped: Annotated[Float[Array, "good place draw"], SHARE]
    """Share of buyers who get less of their use than ``Shortage.below``."""
    weakest: Annotated[Float[Array, "good place draw"], SHARE]
    """Share of use that the buyer gets whose stop makes a shortage."""
    made: Annotated[Float[Array, "good place draw"], TONNE_PER_YEAR]
    """Output before discards."""
    kept: Annotated[Float[Array, "good place draw"], TONNE_PER_YEAR]
    """Output that is finished and sold; the rest is discarded."""
    shipped: Annotated[Float[Array, "good place draw"], TONNE_PER_YEAR]
    """Tonnes that leave each origin's stock."""
    bought: Annotated[Float[Array, "good place draw"], TONNE_PER_YEAR]
    """Tonnes that set out for each place, home included."""
    imported: Annotated[Float[Array, "good place draw"], TONNE_PER_YEAR]
    """Tonnes that set out for each place from others."""
    from_sender: Annotated[Float[Array, "good sender place draw"], TONNE_PER_YEAR]
    """Tonnes from each sender to each place, home included."""
    spot: Annotated[Float[Array, "good place draw"], LOG_RATIO]
    """Delivered spot quote."""
    contract: Annotated[Float[Array, "good place draw"], LOG_RATIO]
    """Contract price."""
    licence_price: Annotated[Float[Array, "pool draw"], USD_PER_TONNE]
    """What a licence for a tonne costs in each pool."""
    quota_left: Annotated[Float[Array, "pool draw"], TONNE]
    """Licence tonnes of each pool that are not used yet."""
    accounts: Accounts
    """Money of the week."""
    imbalance: Annotated[Float[Array, " draw"], PURE]
    """Largest mass imbalance of any good and place, over the good's world use a year."""

    @classmethod
    def over(cls, *parts: Flows) -> Flows:
        """The flows of a while from those of its equal parts."""
        mean = jax.tree.map(lambda *leaves: reduce(add, leaves) / len(leaves), *parts)
        first = {name: getattr(parts[0], name) for name in AT_FIRST}
        return replace(mean, **first)


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
