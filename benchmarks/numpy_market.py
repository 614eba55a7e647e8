"""The market of ``backfire.model.market`` once more, in plain NumPy, one future at a time.

Written from the equations of ``docs/explanation/model.md`` to check the compiled model and to have
something to time it against. Routes are held in full, good x destination x origin, where the
compiled model sums over them with matrix products and corrections of rank one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from backfire.model.chain import Chain
    from backfire.model.controls import Schedule

Values = NDArray[np.float64]

WEEK = 1 / 52
RECENT = 0.25
SERVICE_WINDOW = 1.5 * WEEK
SHIPPING_WINDOW = 2 * WEEK
LEAST_LICENCES = 1e-3


@dataclass(frozen=True)
class World:
    """The chain and what the controls are about, as NumPy arrays."""

    chain: SimpleNamespace
    terms: SimpleNamespace
    buys: Values
    makes: Values
    sales: Values
    home: Values
    abroad: Values
    threatened: Values
    imported: Values

    @classmethod
    def of(cls, chain: Chain, schedule: Schedule) -> World:
        """Read the arrays of a chain and of a schedule's terms."""
        arrays = _plain(chain)
        terms = _plain(schedule.terms)
        arrays.final = arrays.final_use.sum(1)
        senders = list(terms.senders)
        sales = (arrays.share * arrays.use[:, :, None]).sum(1)
        buys = (arrays.use > 0).astype(float)
        home = np.einsum("cdd->cd", arrays.share)
        abroad = 1 - np.eye(arrays.use.shape[1])
        return cls(
            chain=arrays,
            terms=terms,
            buys=buys,
            makes=(sales > 0).astype(float),
            sales=sales,
            home=home,
            abroad=abroad,
            threatened=np.moveaxis((arrays.share * abroad)[:, :, senders], 2, 1),
            imported=buys - home,
        )


@dataclass(frozen=True)
class State:
    """What moves: stocks in tonnes, prices as logs of ratios to the baseline."""

    producer_stock: Values
    buyer_stock: Values
    leaving: Values
    arriving: Values
    orders: Values
    slow_price: Values
    premium: Values
    contract: Values
    recent: Values
    earned: Values
    risk: Values
    leak: Values
    quota_left: Values
    licence_price: Values


@dataclass(frozen=True)
class Week:
    """What a week gave: log prices and shares at its start, tonnes a year over it."""

    spot: Values
    contract: Values
    unmet: Values
    from_sender: Values


def roll(
    chain: Chain, schedule: Schedule, rules: Mapping[str, float], weeks: int
) -> dict[str, Values]:
    """Trade one future week by week.

    Parameters
    ----------
    rules
        One value for every field of ``Rules``.
    weeks
        Weeks to roll, at most those of the schedule.

    Returns
    -------
    dict
        Spot, contract, unmet use and tonnes from each sender, with a leading week axis.
    """
    world = World.of(chain, schedule)
    rule = SimpleNamespace(**{name: float(value) for name, value in rules.items()})
    policies = _plain(schedule.weeks)
    state = at_rest(world, rule)
    found: list[Week] = []
    for number in range(weeks):
        policy = SimpleNamespace(**{name: leaf[number] for name, leaf in vars(policies).items()})
        left = state.quota_left * (1 - policy.lapse) + policy.tranche
        opened = replace(state, quota_left=left)
        ahead, first = step(world, rule, opened, policy)
        further, second = step(world, rule, ahead, policy)
        state = State(
            **{
                field.name: (getattr(opened, field.name) + getattr(further, field.name)) / 2
                for field in fields(State)
            }
        )
        found.append(replace(first, from_sender=(first.from_sender + second.from_sender) / 2))
    return {
        field.name: np.stack([getattr(week, field.name) for week in found])
        for field in fields(Week)
    }


def at_rest(world: World, rule: SimpleNamespace) -> State:
    """Stocks at their targets, prices at the baseline and no fear."""
    chain = world.chain
    zero = np.zeros_like(chain.use)
    half_way = world.imported * chain.use * chain.transit * rule.transit_scale / 2
    by_sender = np.zeros_like(world.threatened)
    none_left = np.zeros(len(world.terms.pool_senders))
    each = chain.use[:, :, None] / chain.cover.shape[2]
    return State(
        producer_stock=rule.producer_cover * world.sales,
        buyer_stock=rule.cover_scale * chain.cover * each,
        leaving=half_way,
        arriving=half_way,
        orders=world.sales,
        slow_price=zero,
        premium=zero,
        contract=zero,
        recent=zero,
        earned=zero,
        risk=by_sender,
        leak=by_sender,
        quota_left=none_left,
        licence_price=none_left,
    )


def step(
    world: World, rule: SimpleNamespace, state: State, policy: SimpleNamespace
) -> tuple[State, Week]:
    """One week of trade, in the order of ``docs/explanation/model.md``."""
    chain, terms = world.chain, world.terms
    senders = list(terms.senders)
    no_buyer, no_maker = 1 - world.buys, 1 - world.makes
    abroad = world.abroad[senders]
    bins = chain.cover.shape[2]

    # Price at origin
    stock_wanted = rule.producer_cover * state.orders + no_maker
    missing = _scarcity(stock_wanted, state.producer_stock + no_maker)
    origin = (state.slow_price + rule.price_stiffness * missing) * world.makes
    level = np.exp(origin)

    # What a control adds: arrays by good, sender and place
    licensed = _between(
        policy.licensed_low, policy.licensed, policy.licensed_high, rule.approval_rank
    )
    at_gate = level[:, senders, None] * chain.price[:, None, None]
    fee, rent = _licences(world, state, policy)
    fee = fee / at_gate
    glut = policy.standing * (np.exp(np.maximum(-origin[:, senders, None], 0)) - 1) * abroad
    cost = 1 + (policy.duty + fee * (1 - state.leak / 2)) * abroad + glut
    kept = fee * rent[:, None] + glut
    nervous = np.maximum(state.premium, 0)[:, None, :]
    gap = (np.log(1 + fee) + nervous * (1 - licensed)) * abroad

    # Sourcing: arrays by good, destination and origin
    weight = chain.share * level[:, None, :] ** -rule.source_elasticity
    route_cost = np.repeat(level[:, None, :], weight.shape[1], axis=1)
    for s, o in enumerate(senders):
        avoided = np.exp(-rule.risk_aversion * state.risk[:, s])
        weight[:, :, o] *= avoided * cost[:, s] ** -rule.source_elasticity
        route_cost[:, :, o] *= cost[:, s]
    total = weight.sum(2) + no_buyer
    spot = np.log(((weight * route_cost).sum(2) + no_buyer) / total) + state.premium

    # Desired use
    value = chain.output * chain.price[:, None]
    bought = chain.input * chain.price[:, None]
    earns = value.T @ (chain.kept * np.exp(state.earned))
    earns_at_rest = value.T @ chain.kept
    other = chain.processing_cost[:, None]
    costs = (bought.T @ np.exp(state.recent) + other) / (bought.sum(0)[:, None] + other)
    runs = (chain.utilisation > 0) & (earns_at_rest > 0)
    margin = np.log(np.divide(earns, earns_at_rest, out=np.ones_like(earns), where=runs) / costs)
    usual = np.where(runs, chain.utilisation, 0.5)
    push = chain.supply_response[:, None] * margin / rule.supply_spread
    running = np.where(runs, 1 / (1 + np.exp(-push) * (1 - usual) / usual), 0.0)
    activity = chain.capacity * policy.output_cap * running
    final = chain.final * np.exp(-rule.demand_elasticity * state.recent)
    use = np.maximum(chain.input @ activity + final, 1e-6 * chain.use) + no_buyer

    # Orders
    lean = spot - state.contract
    rally = (1 - rule.contagion) * lean + rule.contagion * _shared(policy.alarm, lean)
    rally = rally / rule.momentum_scale
    risk = (state.risk * world.threatened).sum(1)
    excited = rally * np.abs(rally) / (1 + rally**2)
    fear = (rule.hoarding_risk * risk + rule.hoarding_momentum * excited) * world.buys
    declared = (policy.declared * world.threatened).sum(1)
    refused = policy.standing * (1 - licensed)
    awaited = (world.threatened * (1 - (1 - refused) * (1 - policy.threat))).sum(1)
    bridge = rule.expected_outage * awaited * use
    on_the_way = world.imported * use * chain.transit * rule.transit_scale
    under_way = state.leaving + state.arriving
    each = use[:, :, None] / bins
    normal = rule.cover_scale * chain.cover * each
    target = normal * np.exp((1 - declared) * fear)[:, :, None]
    lacking = (on_the_way + (1 - declared) * bridge - under_way)[:, :, None] / bins
    appetite = _appetite((target - state.buyer_stock + lacking) / (rule.stock_adjustment * each))
    ordered_by_bin = each * appetite * world.buys[:, :, None]
    ordered = ordered_by_bin.sum(2)
    held = state.buyer_stock.sum(2) + under_way + no_buyer
    wanted = normal.sum(2) * np.exp(fear) + on_the_way + bridge + no_buyer

    # Licences and leaks, applied once
    asked = weight * (ordered / total)[:, :, None]
    legal_orders = np.moveaxis(asked[:, :, senders], 2, 1) * licensed
    needed = np.array(
        [
            policy.pool_open[p]
            * terms.pool_coverage[p]
            * (terms.pool_goods[p] @ legal_orders[:, s] @ terms.pool_places[p])
            for p, s in enumerate(terms.pool_senders)
        ]
    )
    available = -np.expm1(-state.quota_left / (SHIPPING_WINDOW * (needed + LEAST_LICENCES)))
    unstopped = np.ones_like(licensed)
    for p, s in enumerate(terms.pool_senders):
        unstopped[:, s] *= 1 - _members(terms, policy, p) * (1 - available[p])
    legal = 1 - (1 - licensed * unstopped) * abroad
    passes = 1 - (1 - state.leak) * (1 - legal)

    # Shipments
    allowed = 1 - terms.content[:, None, :] * policy.blocked[:, :, None] * world.abroad
    paid = rule.contract_weight * np.exp(state.contract)
    paid = paid + (1 - rule.contract_weight) * np.exp(spot)
    net = np.repeat(paid[:, :, None], paid.shape[1], axis=2)
    waiting = np.zeros_like(state.orders)
    for s, o in enumerate(senders):
        allowed[:, :, o] *= passes[:, s]
        net[:, :, o] = paid / cost[:, s] + kept[:, s] * level[:, o, None]
        held_back = policy.declared[:, s] * (1 - passes[:, s])
        waiting[:, o] = (asked[:, :, o] * held_back).sum(1)
    permitted = asked * allowed
    shippable = permitted.sum(1)
    cover = state.producer_stock / (shippable + no_maker)
    fill = world.makes * (1 - np.exp(-cover / SHIPPING_WINDOW))
    fill = fill / (1 - np.exp(-rule.producer_cover / SHIPPING_WINDOW))
    sent = permitted * fill[:, None, :]
    sent_home = np.einsum("cdd->cd", sent)
    sent_abroad = (sent * world.abroad).sum(2)
    floor = 1e-3 * world.sales + no_maker
    earned = np.log(((permitted * net).sum(1) + floor * level) / (shippable + floor))

    # Use
    full = 1 - np.exp(-((rule.cover_scale * chain.cover / SERVICE_WINDOW) ** 2))
    served = (1 - np.exp(-((state.buyer_stock / each / SERVICE_WINDOW) ** 2))) / full
    mean = served.mean(2)
    lacks = (np.maximum(mean, 1e-6) ** -4 - 1) * world.buys
    activity = activity * (1 + (chain.input > 0).T @ lacks) ** -0.25
    used = chain.input @ activity + final * mean
    used_by_bin = (used / (bins * np.maximum(mean, 1e-6)))[:, :, None] * served
    made = chain.output @ activity

    # Stocks, prices and beliefs afterwards
    pace = 2 / (chain.transit * rule.transit_scale)
    passed, landed = state.leaving * pace, state.arriving * pace
    received = ((landed + sent_home) / (ordered + no_buyer))[:, :, None] * ordered_by_bin
    thin = chain.thin[:, None]
    stiffness = thin * rule.spot_stiffness_thin + (1 - thin) * rule.spot_stiffness_deep
    quoted = stiffness * _scarcity(wanted, held) * world.buys
    felt = np.minimum(policy.standing * (1 - legal + 0.5 * np.tanh(gap)), 1.0)
    harm = 0.7 * felt + 0.3 * felt.max(2, keepdims=True)
    severity = 1 - (1 - harm) * (1 - policy.threat)
    most = _between(policy.leak_low, policy.leak, policy.leak_high, rule.leak_rank)
    leaks = policy.standing * most * _leakable(gap, rule.leak_gap)
    at_hand = state.quota_left + policy.expected + LEAST_LICENCES
    tight = np.tanh(np.log((needed * policy.time_left + LEAST_LICENCES) / at_hand))
    dearer = policy.pool_open * (state.licence_price + terms.pool_scale) * tight
    dearer = rule.licence_speed * (dearer - (1 - policy.pool_open) * state.licence_price)
    change = State(
        producer_stock=made * chain.kept - sent.sum(1),
        buyer_stock=received - used_by_bin,
        leaving=sent_abroad - passed,
        arriving=passed - landed,
        orders=(shippable + waiting - state.orders) / rule.order_memory,
        slow_price=rule.price_drift * missing * world.makes,
        premium=(quoted - state.premium) / rule.spot_lag,
        contract=(spot - state.contract) / rule.contract_lag,
        recent=(np.log(paid) - state.recent) / RECENT,
        earned=(earned - state.earned) / RECENT,
        risk=rule.risk_gain * severity * abroad * (1 - state.risk) - state.risk / rule.risk_memory,
        leak=(leaks - state.leak) / rule.leak_lag,
        quota_left=-needed * available,
        licence_price=dearer,
    )
    after = State(
        **{
            field.name: getattr(state, field.name) + WEEK * getattr(change, field.name)
            for field in fields(State)
        }
    )
    after = replace(after, licence_price=np.maximum(after.licence_price, 0.0))
    return after, Week(
        spot=spot,
        contract=state.contract,
        unmet=np.clip(1 - mean, 0.0, 1.0) * world.buys,
        from_sender=np.moveaxis(sent[:, :, senders], 2, 1),
    )


def _plain(module: Any) -> SimpleNamespace:
    """The fields of an Equinox module, arrays in double precision and all else as it is."""
    return SimpleNamespace(
        **{
            field.name: np.asarray(value, float) if hasattr(value, "dtype") else value
            for field in fields(module)
            for value in [getattr(module, field.name)]
        }
    )


def _licences(world: World, state: State, policy: SimpleNamespace) -> tuple[Values, Values]:
    """Licence price by good, sender and place, and the share of it that the sender keeps."""
    terms = world.terms
    fee = np.zeros_like(world.threatened)
    rents: list[list[float]] = [[] for _ in terms.senders]
    for p, s in enumerate(terms.pool_senders):
        fee[:, s] += _members(terms, policy, p) * terms.pool_coverage[p] * state.licence_price[p]
        rents[s].append(terms.rent_to_seller[p])
    return fee, np.array([np.mean(shares) if shares else 0.0 for shares in rents])


def _members(terms: SimpleNamespace, policy: SimpleNamespace, pool: int) -> Values:
    return np.outer(terms.pool_goods[pool], terms.pool_places[pool]) * policy.pool_open[pool]


def _scarcity(wanted: Values, held: Values) -> Values:
    return 3 * np.tanh(np.log(wanted / held) / 3)


def _appetite(gap: Values) -> Values:
    at_rest = 1 + np.sqrt(1 + 0.25**2)
    return np.minimum((1 + gap + np.sqrt((1 + gap) ** 2 + 0.25**2)) / at_rest, 4.0)


def _leakable(gap: Values, scale: float) -> Values:
    return 1 - np.exp(-np.logaddexp(20 * (gap - 0.05), 0) / (20 * scale))


def _between(low: Values, central: Values, high: Values, rank: float) -> Values:
    """Straight lines from low at rank 0.05 over central at 0.5 to high at 0.95."""
    return np.where(
        rank < 0.5,
        low + (central - low) * np.clip((rank - 0.05) / 0.45, 0, 1),
        central + (high - central) * np.clip((rank - 0.5) / 0.45, 0, 1),
    )


def _shared(alarm: Values, own: Values) -> Values:
    """Mean over the goods of the same controls; a good under none keeps its own."""
    member = (alarm > 0).astype(float)
    count = member.sum(0)[:, None]
    among = member.T @ (alarm @ own) / np.maximum(count, 1)
    return np.where(count > 0, among, own)
