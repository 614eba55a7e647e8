"""One week of trade."""

from __future__ import annotations

from collections.abc import Callable

import jax
import jax.numpy as jnp
from jaxtyping import Array, Float

from backfire.model.chain import GoodPlace, State

from . import _smooth
from ._adjustment import (
    RECENT,
    Quotes,
    leak_change,
    premium_change,
    quote,
    risk_change,
    slow_changes,
)
from ._border import (
    Borders,
    Limits,
    border_terms,
    legal_orders,
    licence_price_change,
    limit,
    quota_open,
)
from ._demand import Orders, Used, desire, order, release, serve, stopped, weakest
from ._flows import Accounts, Flows, keep_accounts
from ._sourcing import Choice, Trade, asked_of_sender, choose, long_run_shares, trade
from ._week import Week


def step(week: Week) -> tuple[State, Flows]:
    """Trade for a short while: order, ship what is licensed, use, and move prices with stock.

    Returns
    -------
    State, Flows
        The state afterwards and the flows in between. Mass closes to rounding.
    """
    state = week.state
    senders = range(len(week.terms.senders))
    quotes = quote(week)
    borders = tuple(border_terms(week, s, quotes.origin) for s in senders)
    choice = choose(week, quotes.origin, borders)
    spot = choice.delivered + state.premium
    desired = desire(week)
    shares = long_run_shares(week.chain, state, week.terms)
    orders = order(week, shares, desired, spot, borders)
    legal = legal_orders(week, _licensed(week, choice, orders, borders))
    open_share = quota_open(legal, state.quota_left)
    limits = tuple(limit(week, s, borders[s], open_share) for s in senders)
    paid = _paid(week, spot)
    sent = trade(week, choice, borders, limits, orders.total, paid)
    used = serve(week, desired)
    kept = _kept(week, choice, used)
    released = release(week, desired, used)
    slow = slow_changes(week, quotes, choice, borders, limits, sent)
    after = State(
        **_stocks(week, orders, sent, used, kept, released),
        **_prices(week, quotes, orders, sent, spot, paid),
        **_beliefs(week, borders, limits),
        **_licences(week, legal, open_share),
        **{name: getattr(state, name) + week.years * change for name, change in slow.items()},
        structure=state.structure,
    )
    accounts = keep_accounts(week, orders, sent, used, kept, paid)
    return after, _flows(week, after, sent, used, kept, accounts, spot)


def advance(once: Callable[[State], tuple[State, Flows]], state: State) -> tuple[State, Flows]:
    """Trade for a short while, as ``once`` does, with an error of second order in its length.

    Heun's method in the form of Shu and Osher (1988): the mean of the state and of two steps
    after it. Since both are states that ``step`` can reach, mass closes and no stock turns
    negative.

    Parameters
    ----------
    once
        ``step`` with everything given but the state.
    """
    further, both = jax.lax.scan(lambda moving, _: once(moving), state, length=2)
    after = jax.tree.map(lambda now, then: (now + then) / 2, state, further)
    first, second = (jax.tree.map(lambda leaf, i=i: leaf[i], both) for i in (0, 1))
    return after, Flows.over(first, second)


def _licensed(
    week: Week, choice: Choice, orders: Orders, borders: Borders
) -> tuple[GoodPlace, ...]:
    """Orders to each sender that go out under a licence, before a quota runs dry.

    What is smuggled takes no licence, so that dear licences are left over.
    """
    return tuple(
        asked_of_sender(week, choice, sender, orders.total)
        * border.licensed
        * (1 - week.state.leak[:, sender])
        for sender, border in enumerate(borders)
    )


def _paid(week: Week, spot: GoodPlace) -> GoodPlace:
    """What a place pays on the mean of contract and spot, as a ratio to the baseline."""
    firm = week.rules.contract_weight
    return firm * jnp.exp(week.state.contract) + (1 - firm) * jnp.exp(spot)


def _kept(week: Week, choice: Choice, used: Used) -> GoodPlace:
    """Output that is sold: joint products come whether they are wanted or not."""
    worth = _smooth.worth_keeping(choice.level, week.rules.discard_below)
    return used.made * week.chain.kept[:, :, None] * worth


def _licences(
    week: Week, legal: Float[Array, "pool draw"], open_share: Float[Array, "pool draw"]
) -> dict[str, Float[Array, "pool draw"]]:
    """Licences left in every pool, and what one costs."""
    state, years = week.state, week.years
    change = licence_price_change(week, legal)
    return {
        "quota_left": state.quota_left - years * legal * open_share,
        "licence_price": jnp.maximum(state.licence_price + years * change, 0.0),
    }


def _beliefs(
    week: Week, borders: Borders, limits: tuple[Limits, ...]
) -> dict[str, Float[Array, "..."]]:
    """Perceived risk of every sender, and the smuggling routes that open."""
    state, years = week.state, week.years
    pairs = list(enumerate(zip(borders, limits, strict=True)))
    risk = [risk_change(week, s, border, bound) for s, (border, bound) in pairs]
    leak = [leak_change(week, s, border) for s, (border, _) in pairs]
    return {
        "risk": state.risk + years * jnp.stack(risk, axis=1),
        "leak": state.leak + years * jnp.stack(leak, axis=1),
    }


def _stocks(
    week: Week, orders: Orders, sent: Trade, used: Used, kept: GoodPlace, released: GoodPlace
) -> dict[str, Float[Array, "..."]]:
    """Goods at producers, under way and on shelves; arrivals go where most was ordered."""
    chain, rules, state, years = week.chain, week.rules, week.state, week.years
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
    week: Week, quotes: Quotes, orders: Orders, sent: Trade, spot: GoodPlace, paid: GoodPlace
) -> dict[str, Float[Array, "..."]]:
    """Slow origin price, spot premium, contract price and the three-month averages."""
    rules, state, years = week.rules, week.state, week.years
    premium = premium_change(week, orders)
    made_here = week.chain.makes[:, :, None]
    drift = rules.price_drift * quotes.missing * made_here
    return {
        "slow_price": state.slow_price + years * drift,
        "premium": state.premium + years * premium,
        "contract": state.contract + years * (spot - state.contract) / rules.contract_lag,
        "recent": state.recent + years * (jnp.log(paid) - state.recent) / RECENT,
        "earned": state.earned + years * (sent.earned - state.earned) / RECENT,
    }


def _flows(
    week: Week,
    after: State,
    sent: Trade,
    used: Used,
    kept: GoodPlace,
    accounts: Accounts,
    spot: GoodPlace,
) -> Flows:
    state, buys = week.state, week.chain.buys[:, :, None]
    return Flows(
        use=used.use,
        final=used.final,
        unmet=jnp.clip(1 - used.served.mean(2), 0.0, 1.0) * buys,
        stopped=stopped(used.served, week.short.below) * buys,
        weakest=weakest(used.served, week.short.buyers) * buys + (1 - buys),
        made=used.made,
        kept=kept,
        shipped=sent.shipped,
        bought=sent.sent_home + sent.sent_abroad,
        imported=sent.sent_abroad,
        from_sender=jnp.stack(sent.from_sender, axis=1),
        spot=spot,
        contract=state.contract,
        licence_price=state.licence_price,
        quota_left=state.quota_left,
        accounts=accounts,
        imbalance=_imbalance(week, after, sent, used, kept),
    )


def _imbalance(
    week: Week, after: State, sent: Trade, used: Used, kept: GoodPlace
) -> Float[Array, " draw"]:
    """Largest unexplained tonne of any good and place, and any lost between places."""
    received = sent.sent_home + sent.sent_abroad
    explained = kept - sent.shipped + received - used.use
    changed = (_held(after) - _held(week.state)) / week.years
    world = jnp.maximum(week.chain.use.sum(1), week.chain.sales.sum(1))[:, None]
    world = jnp.where(world > 0, world, 1.0)
    by_place = jnp.abs(changed - explained).max(1) / world
    under_way = jnp.abs(sent.shipped.sum(1) - received.sum(1)) / world
    return jnp.maximum(by_place, under_way).max(0)


def _held(state: State) -> GoodPlace:
    on_shelves = state.buyer_stock.sum(2) + state.reserve
    return state.producer_stock + on_shelves + state.leaving + state.arriving
