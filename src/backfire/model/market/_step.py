"""One week of trade."""

from __future__ import annotations

from typing import TYPE_CHECKING

import jax.numpy as jnp
from jaxtyping import Array, Float

from backfire.model.chain import State

from . import _smooth
from ._books import keep_books
from ._flows import Flows
from ._limits import limit, toll
from ._orders import order
from ._prices import RECENT, premium_change, quote
from ._quota import legal_orders, licence_price_change, quota_open
from ._reserve import release
from ._risk import leak_change, risk_change
from ._settled import settle
from ._slow import slow_changes
from ._sourcing import asked_of_sender, choose, trade
from ._use import desire, serve, stopped, weakest

if TYPE_CHECKING:
    from backfire.model.chain import Chain
    from backfire.model.controls import Policy, Terms

    from ._books import Books
    from ._limits import Limits, Toll
    from ._orders import Orders
    from ._prices import Quotes
    from ._rules import Rules
    from ._shortage import Shortage
    from ._sourcing import Choice, Trade
    from ._supply import AbstractSupply
    from ._use import Used


def step(
    chain: Chain,
    rules: Rules,
    state: State,
    policy: Policy,
    terms: Terms,
    supply: AbstractSupply,
    short: Shortage,
    years: float,
) -> tuple[State, Flows]:
    """Trade for a short while: order, ship what is licensed, use, and move prices with stock.

    Parameters
    ----------
    rules
        Behaviour, widened to stand beside (good, place, draw).
    state
        Stocks in tonnes, prices as log ratios to the baseline, perceived risk a year.
    policy, terms
        What is allowed this week, and what the controls are about.
    supply
        How activity answers its margin.
    short
        When a buyer has stopped and a place is short.
    years
        Length of the step; physics does not depend on it.

    Returns
    -------
    State, Flows
        The state afterwards and the flows in between. Mass closes to rounding.
    """
    senders = range(len(terms.senders))
    quotes = quote(chain, rules, state)
    tolls = tuple(toll(chain, rules, state, policy, terms, s, quotes.origin) for s in senders)
    choice = choose(chain, rules, state, terms, quotes.origin, tolls)
    spot = choice.delivered + state.premium
    desired = desire(chain, rules, state, policy, terms, supply)
    settled = settle(chain, state, terms)
    orders = order(chain, rules, state, policy, settled, desired, spot, tolls)
    legal = legal_orders(terms, policy, _licensed(chain, state, terms, choice, orders, tolls))
    open_share = quota_open(legal, state.quota_left)
    limits = tuple(limit(chain, state, policy, terms, s, tolls[s], open_share) for s in senders)
    paid = _paid(rules, state, spot)
    sent = trade(chain, rules, state, policy, terms, choice, tolls, limits, orders.total, paid)
    used = serve(chain, rules, state, desired)
    kept = _kept(chain, rules, choice, used)
    released = release(state, policy, desired, used)
    slow = slow_changes(chain, rules, state, policy, terms, quotes, choice, tolls, limits, sent)
    after = State(
        **_stocks(chain, rules, state, orders, sent, used, kept, released, years),
        **_prices(chain, rules, state, quotes, orders, sent, spot, paid, years),
        **_beliefs(chain, rules, state, policy, terms, tolls, limits, years),
        **_licences(rules, state, policy, terms, legal, open_share, years),
        **{name: getattr(state, name) + years * change for name, change in slow.items()},
        structure=state.structure,
    )
    books = keep_books(chain, state, policy, terms, orders, sent, used, kept, paid)
    return after, _flows(chain, state, after, sent, used, kept, books, spot, short, years)


def _licensed(
    chain: Chain,
    state: State,
    terms: Terms,
    choice: Choice,
    orders: Orders,
    tolls: tuple[Toll, ...],
) -> tuple[Float[Array, "good place draw"], ...]:
    """Orders to each sender that go out under a licence, before a quota runs dry.

    What is smuggled takes no licence, so that dear licences are left over.
    """
    return tuple(
        asked_of_sender(chain, terms, choice, sender, orders.total)
        * bound.licensed
        * (1 - state.leak[:, sender])
        for sender, bound in enumerate(tolls)
    )


def _paid(
    rules: Rules, state: State, spot: Float[Array, "good place draw"]
) -> Float[Array, "good place draw"]:
    """What a place pays on the mean of contract and spot, as a ratio to the baseline."""
    firm = rules.contract_weight
    return firm * jnp.exp(state.contract) + (1 - firm) * jnp.exp(spot)


def _kept(
    chain: Chain, rules: Rules, choice: Choice, used: Used
) -> Float[Array, "good place draw"]:
    """Output that is sold: joint products come whether they are wanted or not."""
    worth = _smooth.worth_keeping(choice.level, rules.discard_below)
    return used.made * chain.kept[:, :, None] * worth


def _licences(
    rules: Rules,
    state: State,
    policy: Policy,
    terms: Terms,
    legal: Float[Array, "pool draw"],
    open_share: Float[Array, "pool draw"],
    years: float,
) -> dict[str, Float[Array, "pool draw"]]:
    """Licences left in every pool, and what one costs."""
    change = licence_price_change(rules, state, policy, terms, legal)
    return {
        "quota_left": state.quota_left - years * legal * open_share,
        "licence_price": jnp.maximum(state.licence_price + years * change, 0.0),
    }


def _beliefs(
    chain: Chain,
    rules: Rules,
    state: State,
    policy: Policy,
    terms: Terms,
    tolls: tuple[Toll, ...],
    limits: tuple[Limits, ...],
    years: float,
) -> dict[str, Float[Array, "..."]]:
    """Perceived risk of every sender, and the smuggling routes that open."""
    pairs = list(enumerate(zip(tolls, limits, strict=True)))
    risk = [risk_change(chain, rules, state, policy, terms, s, t, bound) for s, (t, bound) in pairs]
    leak = [leak_change(rules, state, policy, s, t) for s, (t, _) in pairs]
    return {
        "risk": state.risk + years * jnp.stack(risk, axis=1),
        "leak": state.leak + years * jnp.stack(leak, axis=1),
    }


def _stocks(
    chain: Chain,
    rules: Rules,
    state: State,
    orders: Orders,
    sent: Trade,
    used: Used,
    kept: Float[Array, "good place draw"],
    released: Float[Array, "good place draw"],
    years: float,
) -> dict[str, Float[Array, "..."]]:
    """Goods at producers, under way and on shelves; arrivals go where most was ordered."""
    half_way = 2 / (chain.transit[None, :, None] * rules.transit_scale)
    passed = state.leaving * half_way
    landed = state.arriving * half_way
    idle = (1 - chain.buys)[:, :, None]
    served = (landed + sent.sent_home) / (orders.total + idle)
    bins = chain.cover.shape[2]
    allotted = served[:, :, None, :] * orders.by_bin + released[:, :, None, :] / bins
    return {
        "producer_stock": state.producer_stock + years * (kept - sent.shipped),
        "leaving": state.leaving + years * (sent.sent_abroad - passed),
        "arriving": state.arriving + years * (passed - landed),
        "buyer_stock": state.buyer_stock + years * (allotted - used.by_bin),
        "reserve": state.reserve + years * (served * orders.for_reserve - released),
        "orders": state.orders + years * (sent.booked - state.orders) / rules.order_memory,
    }


def _prices(
    chain: Chain,
    rules: Rules,
    state: State,
    quotes: Quotes,
    orders: Orders,
    sent: Trade,
    spot: Float[Array, "good place draw"],
    paid: Float[Array, "good place draw"],
    years: float,
) -> dict[str, Float[Array, "..."]]:
    """Slow origin price, spot premium, contract price and the three-month averages."""
    premium = premium_change(chain, rules, state, orders)
    made_here = chain.makes[:, :, None]
    drift = rules.price_drift * quotes.missing * made_here
    return {
        "slow_price": state.slow_price + years * drift,
        "premium": state.premium + years * premium,
        "contract": state.contract + years * (spot - state.contract) / rules.contract_lag,
        "recent": state.recent + years * (jnp.log(paid) - state.recent) / RECENT,
        "earned": state.earned + years * (sent.earned - state.earned) / RECENT,
    }


def _flows(
    chain: Chain,
    state: State,
    after: State,
    sent: Trade,
    used: Used,
    kept: Float[Array, "good place draw"],
    books: Books,
    spot: Float[Array, "good place draw"],
    short: Shortage,
    years: float,
) -> Flows:
    buys = chain.buys[:, :, None]
    home = jnp.stack(sent.from_sender, axis=1)
    return Flows(
        use=used.use,
        final=used.final,
        unmet=jnp.clip(1 - used.served.mean(2), 0.0, 1.0) * buys,
        stopped=stopped(used.served, short.below) * buys,
        weakest=weakest(used.served, short.buyers) * buys + (1 - buys),
        made=used.made,
        kept=kept,
        shipped=sent.shipped,
        bought=sent.sent_home + sent.sent_abroad,
        imported=sent.sent_abroad,
        from_sender=home,
        spot=spot,
        contract=state.contract,
        licence_price=state.licence_price,
        quota_left=state.quota_left,
        books=books,
        imbalance=_imbalance(chain, state, after, sent, used, kept, years),
    )


def _imbalance(
    chain: Chain,
    state: State,
    after: State,
    sent: Trade,
    used: Used,
    kept: Float[Array, "good place draw"],
    years: float,
) -> Float[Array, " draw"]:
    """Largest unexplained tonne of any good and place, and any lost between places."""
    received = sent.sent_home + sent.sent_abroad
    explained = kept - sent.shipped + received - used.use
    changed = (_held(after) - _held(state)) / years
    world = jnp.maximum(chain.use.sum(1), chain.sales.sum(1))[:, None]
    world = jnp.where(world > 0, world, 1.0)
    by_place = jnp.abs(changed - explained).max(1) / world
    under_way = jnp.abs(sent.shipped.sum(1) - received.sum(1)) / world
    return jnp.maximum(by_place, under_way).max(0)


def _held(state: State) -> Float[Array, "good place draw"]:
    on_shelves = state.buyer_stock.sum(2) + state.reserve
    return state.producer_stock + on_shelves + state.leaving + state.arriving
