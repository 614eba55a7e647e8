"""From whom each place buys, this week and in the long run, and what reaches it."""

from __future__ import annotations

from typing import Annotated

import equinox as eqx
import jax.numpy as jnp
from jaxtyping import Array, Float

from backfire.model.chain import Chain, GoodPlace, State
from backfire.model.controls import Terms
from backfire.units import LOG_RATIO, RATIO, SHARE, TONNE_PER_YEAR

from . import _smooth
from ._border import Borders, Limits, abroad_of
from ._week import Week


class LongRunShares(eqx.Module):
    """Shares in a place's purchases after what buyers have qualified and come to prefer."""

    home: Annotated[Float[Array, "good place draw"], SHARE]
    """Bought at home."""
    from_sender: Annotated[Float[Array, "good sender place draw"], SHARE]
    """Bought from each sender abroad; 0 in the sender's own place."""


class Choice(eqx.Module):
    """Weights of origins in a place's orders: shares that add up in tonnes.

    What differs between draws enters by origin and by destination alone, so that the sum over
    routes is one matrix product for the whole batch; each sender adds a correction of rank one.
    """

    level: Annotated[Float[Array, "good place draw"], RATIO]
    """Price at origin."""
    appeal: Annotated[Float[Array, "good place draw"], RATIO]
    """Weight of an origin over its baseline, before what a control adds."""
    penalty: tuple[Annotated[Float[Array, "good place draw"], RATIO], ...]
    """Factor on each sender's weight, by destination."""
    total: Annotated[Float[Array, "good place draw"], RATIO]
    """Sum of weights at each destination."""
    delivered: Annotated[Float[Array, "good place draw"], LOG_RATIO]
    """Log of the mean cost of a delivered tonne, before the spot premium."""


class Trade(eqx.Module):
    """Tonnes on their way this week."""

    shippable: Annotated[Float[Array, "good place draw"], TONNE_PER_YEAR]
    """Orders that each origin may ship."""
    booked: Annotated[Float[Array, "good place draw"], TONNE_PER_YEAR]
    """These and the orders that wait for a licence: what an origin keeps stock for."""
    shipped: Annotated[Float[Array, "good place draw"], TONNE_PER_YEAR]
    """Tonnes that leave each origin's stock."""
    sent_home: Annotated[Float[Array, "good place draw"], TONNE_PER_YEAR]
    """Part of it that stays in the place."""
    sent_abroad: Annotated[Float[Array, "good place draw"], TONNE_PER_YEAR]
    """Imports that set out for each place."""
    from_sender: tuple[Annotated[Float[Array, "good place draw"], TONNE_PER_YEAR], ...]
    """Tonnes from each sender to each place, home included."""
    earned: Annotated[Float[Array, "good place draw"], LOG_RATIO]
    """Log of what a shippable tonne earns at each origin."""
    agreed: Annotated[Float[Array, "good place draw"], LOG_RATIO]
    """Log of what it earns where it is sold under contract."""


def long_run_shares(chain: Chain, state: State, terms: Terms) -> LongRunShares:
    """Baseline shares, moved by accepted capacity and by preference that took years to form."""
    weight = state.qualified * jnp.exp(state.preference)
    total = chain.share @ weight
    tilts = [jnp.exp(state.preference_sender[:, s]) for s in range(len(terms.senders))]
    from_sender: list[GoodPlace] = []
    for origin, tilt in zip(terms.senders, tilts, strict=True):
        bought = chain.share[:, :, origin, None] * weight[:, origin, None, :]
        total = total + bought * (tilt - 1)
        abroad = (jnp.arange(chain.use.shape[1]) != origin).astype(weight.dtype)
        from_sender.append(bought * tilt * abroad[None, :, None])
    total = total + (1 - chain.buys)[:, :, None]
    home = home_share(chain) * weight
    return LongRunShares(
        home=home / total,
        from_sender=jnp.stack([bought / total for bought in from_sender], axis=1),
    )


def home_share(chain: Chain) -> Float[Array, "good place 1"]:
    """Baseline share of what a place buys at home."""
    return jnp.einsum("cdd->cd", chain.share)[:, :, None]


def choose(week: Week, origin_price: GoodPlace, borders: Borders) -> Choice:
    """Weigh origins by share, accepted capacity, lasting preference, relative cost and risk."""
    chain, rules, state = week.chain, week.rules, week.state
    level = jnp.exp(origin_price)
    appeal = state.qualified * jnp.exp(state.preference - rules.source_elasticity * origin_price)
    total = chain.share @ appeal
    cost = chain.share @ (appeal * level)
    penalties: list[GoodPlace] = []
    for sender, (origin, border) in enumerate(zip(week.terms.senders, borders, strict=True)):
        penalty = jnp.exp(
            state.preference_sender[:, sender]
            - rules.risk_aversion * state.risk[:, sender]
            - rules.source_elasticity * jnp.log(border.cost)
        )
        weight = chain.share[:, :, origin, None] * appeal[:, origin, None, :]
        total = total + weight * (penalty - 1)
        cost = cost + weight * level[:, origin, None, :] * (penalty * border.cost - 1)
        penalties.append(penalty)
    idle = (1 - chain.buys)[:, :, None]
    return Choice(
        level=level,
        appeal=appeal,
        penalty=tuple(penalties),
        total=total + idle,
        delivered=jnp.log((cost + idle) / (total + idle)),
    )


def asked_of_sender(week: Week, choice: Choice, sender: int, orders: GoodPlace) -> GoodPlace:
    """Orders of every place to one sender, before licences, t/yr."""
    origin = week.terms.senders[sender]
    weight = week.chain.share[:, :, origin, None] * choice.appeal[:, origin, None, :]
    return weight * choice.penalty[sender] * orders / choice.total


def trade(
    week: Week,
    choice: Choice,
    borders: Borders,
    limits: tuple[Limits, ...],
    orders: GoodPlace,
    price: GoodPlace,
) -> Trade:
    """Send every order to its origin, ship what may leave and is in stock.

    ``orders`` are by destination, t/yr; ``price`` is what a destination pays on the mean of spot
    and contract, as a ratio to the baseline.
    """
    chain, terms = week.chain, week.terms
    per_weight = orders / choice.total
    routes = tuple(
        chain.share[:, :, origin, None]
        * choice.penalty[sender]
        * (limits[sender].passes * _consent(week, origin))
        for sender, origin in enumerate(terms.senders)
    )
    asked = _permitted(week, per_weight)
    for origin, route in zip(terms.senders, routes, strict=True):
        asked = asked.at[:, origin].set((route * per_weight).sum(1))
    shippable = asked * choice.appeal
    booked = shippable
    for sender, origin in enumerate(terms.senders):
        waits = week.policy.declared[:, sender, :, None] * (1 - limits[sender].passes)
        waiting = asked_of_sender(week, choice, sender, orders) * waits
        booked = booked.at[:, origin].add(waiting.sum(1))
    idle = (1 - chain.makes)[:, :, None]
    cover = week.state.producer_stock / (shippable + idle)
    fill = _smooth.filled(cover, week.rules.producer_cover) * chain.makes[:, :, None]
    shipped = shippable * fill
    outbound, home, from_sender = _received(week, choice, limits, per_weight, choice.appeal * fill)
    contract = jnp.exp(week.state.contract)
    return Trade(
        shippable=shippable,
        booked=booked,
        shipped=shipped,
        sent_home=home,
        # Rounding can leave a trace below zero where a sender is the only source.
        sent_abroad=jnp.maximum(outbound - home, 0.0),
        from_sender=from_sender,
        earned=_earned(week, choice, borders, routes, per_weight, shippable, price),
        agreed=_earned(week, choice, borders, routes, per_weight, shippable, contract),
    )


def _earned(
    week: Week,
    choice: Choice,
    borders: Borders,
    routes: tuple[GoodPlace, ...],
    per_weight: GoodPlace,
    shippable: GoodPlace,
    paid: GoodPlace,
) -> GoodPlace:
    """Log of what a shippable tonne earns at each origin, when destinations pay ``paid``."""
    chain = week.chain
    floor = 1e-3 * chain.sales[:, :, None] + (1 - chain.makes)[:, :, None]
    worth = _permitted(week, per_weight * paid)
    for sender, origin in enumerate(week.terms.senders):
        border = borders[sender]
        net = paid / border.cost + border.kept * choice.level[:, origin, None, :]
        worth = worth.at[:, origin].set((routes[sender] * per_weight * net).sum(1))
    return jnp.log((worth * choice.appeal + floor * choice.level) / (shippable + floor))


def _permitted(week: Week, per_weight: GoodPlace) -> GoodPlace:
    """Orders by origin, less those that an extraterritorial rule stops."""
    total = jnp.swapaxes(week.chain.share, 1, 2) @ per_weight
    if week.terms.extraterritorial:
        blocked = per_weight * week.policy.blocked[:, :, None]
        stopped = jnp.swapaxes(_abroad(week.chain), 1, 2) @ blocked
        total = total - week.terms.content[:, :, None] * stopped
    return total


def _received(
    week: Week, choice: Choice, limits: tuple[Limits, ...], per_weight: GoodPlace, offer: GoodPlace
) -> tuple[GoodPlace, GoodPlace, tuple[GoodPlace, ...]]:
    """Tonnes sent to each place, those from home, and those from each sender."""
    chain, terms = week.chain, week.terms
    total = chain.share @ offer
    home = home_share(chain) * offer
    if terms.extraterritorial:
        held_up = _abroad(chain) @ (terms.content[:, :, None] * offer)
        total = total - week.policy.blocked[:, :, None] * held_up
    sent: list[GoodPlace] = []
    for sender, origin in enumerate(terms.senders):
        weight = chain.share[:, :, origin, None] * offer[:, origin, None, :]
        allowed = choice.penalty[sender] * limits[sender].passes
        consent = _consent(week, origin)
        total = total + weight * consent * (allowed - 1)
        sent.append(weight * consent * allowed * per_weight)
    return total * per_weight, home * per_weight, tuple(sent)


def _consent(week: Week, origin: int) -> Float[Array, "#good #place 1"]:
    """Share of an origin's deliveries that an extraterritorial rule of another place allows."""
    if not week.terms.extraterritorial:
        return jnp.ones((1, 1, 1), week.chain.share.dtype)
    content = week.terms.content[:, origin, None, None]
    return 1 - content * week.policy.blocked[:, :, None] * abroad_of(week.chain, origin)


def _abroad(chain: Chain) -> Float[Array, "good destination origin"]:
    """Baseline shares without what a place buys at home, which no export rule reaches."""
    return chain.share * (1 - jnp.eye(chain.share.shape[1], dtype=chain.share.dtype))[None]
