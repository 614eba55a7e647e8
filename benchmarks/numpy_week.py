"""One week of ``backfire.model.market`` once more, in plain NumPy.

Routes are held in full, good x destination x origin, where the compiled model sums over them with
matrix products and corrections of rank one.
"""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
from benchmarks.numpy_world import (
    WEEKLY,
    State,
    Values,
    Week,
    World,
    appetite,
    between,
    guarantee,
    indexed,
    inputs_of,
    leakable,
    log_margin,
    scarcity,
    shared,
)

WEEK = 1 / 52
RECENT = 0.25
LOOK_BACK = 1.0
RELEASE_TIME = 4 * WEEK
SERVICE_WINDOW = 1.5 * WEEK
SHIPPING_WINDOW = 2 * WEEK
LEAST_LICENCES = 1e-3
LEAST_CHOICE = 1e-3


def step(
    world: World, rule: SimpleNamespace, state: State, policy: SimpleNamespace
) -> tuple[State, Week]:
    """One week of trade, in the order of ``docs/explanation/model.md``."""
    chain, terms, plants = world.chain, world.terms, state.structure
    senders = list(terms.senders)
    no_buyer, no_maker = 1 - world.buys, 1 - world.makes
    abroad = world.abroad[senders]
    bins = chain.cover.shape[2]

    # Price at origin
    stock_wanted = rule.producer_cover * state.orders + no_maker
    missing = scarcity(stock_wanted, state.producer_stock + no_maker)
    cost_plus = indexed(chain, state.intensity, np.exp(state.recent), rule.pass_through)
    origin = (state.slow_price + rule.price_stiffness * missing + cost_plus) * world.makes
    level = np.exp(origin)

    # What a control adds: arrays by good, sender and place
    licensed = between(
        policy.licensed_low, policy.licensed, policy.licensed_high, rule.approval_rank
    )
    at_gate = level[:, senders, None] * chain.price[:, None, None]
    fee, rent = _licences(world, state, policy)
    fee = fee / at_gate
    glut = policy.standing * (np.exp(np.maximum(-origin[:, senders, None], 0)) - 1) * abroad
    added = policy.duty - policy.discount + fee * (1 - state.leak / 2)
    cost = 1 + added * abroad + glut
    kept = fee * rent[:, None] + glut
    nervous = np.maximum(state.premium, 0)[:, None, :]
    gap = (np.log(1 + fee) + nervous * (1 - licensed)) * abroad

    # Sourcing: arrays by good, destination and origin
    settled = chain.share * (state.qualified * np.exp(state.preference))[:, None, :]
    route_cost = np.repeat(level[:, None, :], settled.shape[1], axis=1)
    trusted = np.ones_like(settled)
    for s, o in enumerate(senders):
        settled[:, :, o] *= np.exp(state.preference_sender[:, s])
        route_cost[:, :, o] *= cost[:, s]
        trusted[:, :, o] = np.exp(-rule.risk_aversion * state.risk[:, s])
    weight = settled * trusted * route_cost**-rule.source_elasticity
    total = weight.sum(2) + no_buyer
    delivered = np.log(((weight * route_cost).sum(2) + no_buyer) / total)
    spot = delivered + state.premium
    usual = settled / (settled.sum(2) + no_buyer)[:, :, None]
    home = np.einsum("cdd->cd", usual)
    exposed = np.moveaxis((usual * world.abroad)[:, :, senders], 2, 1)

    # Desired use
    recently = np.exp(state.earned)
    recently = recently + guarantee(chain, plants.able, policy, recently)
    margin = log_margin(chain, state.intensity, recently, np.exp(state.recent))
    push = chain.supply_response[:, None] * margin
    runs = chain.utilisation > 0
    before = np.where(runs, chain.utilisation, 0.5)
    running = runs / (1 + np.exp(-push / rule.supply_spread) * (1 - before) / before)
    activity = plants.able * policy.output_cap * running
    thrift = np.exp(state.intensity - rule.demand_elasticity * state.recent)
    users = chain.final * plants.demand
    final = users * (1 - state.relocated.sum(1)) * thrift
    for s, o in enumerate(senders):
        final[:, o] += (users * state.relocated[:, s]).sum(1) * thrift[:, o] * world.buys[:, o]
    taken = inputs_of(chain, state.intensity, activity)
    use = np.maximum(taken + final, 1e-6 * chain.use) + no_buyer

    # Orders
    lean = spot - state.contract
    rally = (1 - rule.contagion) * lean + rule.contagion * shared(policy.alarm, lean)
    rally = rally / rule.momentum_scale
    risk = (state.risk * exposed).sum(1)
    excited = rally * np.abs(rally) / (1 + rally**2)
    fear = (rule.hoarding_risk * risk + rule.hoarding_momentum * excited) * world.buys
    declared = (policy.declared * exposed).sum(1)
    refused = policy.standing * (1 - licensed)
    awaited = (exposed * (1 - (1 - refused) * (1 - policy.threat))).sum(1)
    bridge = rule.expected_outage * awaited * use
    on_the_way = (world.buys - home) * use * chain.transit * rule.transit_scale
    under_way = state.leaving + state.arriving
    each = use[:, :, None] / bins
    normal = rule.cover_scale * chain.cover * each
    target = normal * np.exp((1 - declared) * fear)[:, :, None]
    lacking = (on_the_way + (1 - declared) * bridge - under_way)[:, :, None] / bins
    hunger = appetite((target - state.buyer_stock + lacking) / (rule.stock_adjustment * each))
    ordered_by_bin = each * hunger * world.buys[:, :, None]
    filled = state.buyer_stock.sum(2) / (normal.sum(2) + no_buyer)
    calm = np.clip(2 * filled - 1, 0, 1) * world.buys
    let_in = 1 - declared * (1 - policy.reserve_admitted)
    for_reserve = np.maximum(policy.reserve_target * use - state.reserve, 0)
    for_reserve = policy.reserve_pace * for_reserve * let_in * calm
    ordered = ordered_by_bin.sum(2) + for_reserve
    held = state.buyer_stock.sum(2) + under_way + no_buyer
    wanted = normal.sum(2) * np.exp(fear) + on_the_way + bridge + no_buyer

    # Licences and leaks, applied once
    asked = weight * (ordered / total)[:, :, None]
    legal_orders = np.moveaxis(asked[:, :, senders], 2, 1) * licensed * (1 - state.leak)
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
    under_contract = np.exp(state.contract)
    paid = rule.contract_weight * under_contract + (1 - rule.contract_weight) * np.exp(spot)
    net, firm = (np.repeat(price[:, :, None], len(abroad.T), 2) for price in (paid, under_contract))
    waiting = np.zeros_like(state.orders)
    on_offer = np.ones_like(weight)
    for s, o in enumerate(senders):
        allowed[:, :, o] *= passes[:, s]
        on_offer[:, :, o] = passes[:, s]
        for price in (net, firm):
            price[:, :, o] = price[:, :, o] / cost[:, s] + kept[:, s] * level[:, o, None]
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
    earned, agreed = (
        np.log(((permitted * price).sum(1) + floor * level) / (shippable + floor))
        for price in (net, firm)
    )

    # Use
    full = 1 - np.exp(-((rule.cover_scale * chain.cover / SERVICE_WINDOW) ** 2))
    served = (1 - np.exp(-((state.buyer_stock / each / SERVICE_WINDOW) ** 2))) / full
    mean = served.mean(2)
    lacks = (np.maximum(mean, 1e-6) ** -4 - 1) * world.buys
    activity = activity * (1 + (chain.input > 0).T @ lacks) ** -0.25
    inputs = inputs_of(chain, state.intensity, activity)
    used = inputs + final * mean
    used_by_bin = (used / (bins * np.maximum(mean, 1e-6)))[:, :, None] * served
    made = chain.output @ activity
    worthless = np.maximum(1 - level / rule.discard_below, 0) ** 2
    finished = made * chain.kept * (1 - worthless)
    short = np.maximum(policy.reserve_below - mean, 0) * use
    hand_out = short * state.reserve / (short * RELEASE_TIME + state.reserve + 1e-9 * RELEASE_TIME)

    # What moves over years
    extra = rule.source_elasticity_long - rule.source_elasticity
    on_sale = weight * on_offer
    least = LEAST_CHOICE * total
    elsewhere = (on_sale * route_cost).sum(2) + no_buyer + least * np.exp(delivered)
    elsewhere = np.log(elsewhere / (on_sale.sum(2) + no_buyer + least))
    customers = chain.share * chain.use[:, :, None]
    rivals = (customers * elsewhere[:, :, None]).sum(1) / (world.sales + no_maker)
    dear = (origin - rivals) * world.makes
    new, old = chain.output @ plants.able, chain.output @ chain.capacity
    accepted = np.divide(new, old, out=np.ones_like(new), where=world.makes > 0)
    to_save = -(rule.demand_elasticity_long - rule.demand_elasticity) * state.contract
    to_save = to_save - state.intensity
    lag = np.where(to_save < 0, rule.demand_lag, rule.thrift_memory)
    staying = (1 - state.relocated.sum(1))[:, None, :] * world.buys[:, senders, None]
    leaves = rule.relocation_rate * policy.standing * np.tanh(gap) * staying

    # Stocks, prices and beliefs afterwards
    pace = 2 / (chain.transit * rule.transit_scale)
    passed, landed = state.leaving * pace, state.arriving * pace
    per_order = (landed + sent_home) / (ordered + no_buyer)
    received = per_order[:, :, None] * ordered_by_bin + hand_out[:, :, None] / bins
    thin = chain.thin[:, None]
    stiffness = thin * rule.spot_stiffness_thin + (1 - thin) * rule.spot_stiffness_deep
    quoted = stiffness * scarcity(wanted, held) * world.buys
    felt = np.minimum(policy.standing * (1 - legal + 0.5 * np.tanh(gap)), 1.0)
    harm = 0.7 * felt + 0.3 * felt.max(2, keepdims=True)
    severity = 1 - (1 - harm) * (1 - policy.threat)
    most = between(policy.leak_low, policy.leak, policy.leak_high, rule.leak_rank)
    leaks = policy.standing * most * leakable(gap, rule.leak_gap)
    at_hand = state.quota_left + policy.expected + LEAST_LICENCES
    tight = np.tanh(np.log((needed * policy.time_left + LEAST_LICENCES) / at_hand))
    dearer = policy.pool_open * (state.licence_price + terms.pool_scale) * tight
    dearer = rule.licence_speed * (dearer - (1 - policy.pool_open) * state.licence_price)
    change = {
        "producer_stock": finished - sent.sum(1),
        "buyer_stock": received - used_by_bin,
        "leaving": sent_abroad - passed,
        "arriving": passed - landed,
        "orders": (shippable + waiting - state.orders) / rule.order_memory,
        "slow_price": rule.price_drift * missing * world.makes,
        "premium": (quoted - state.premium) / rule.spot_lag,
        "contract": (spot - state.contract) / rule.contract_lag,
        "recent": (np.log(paid) - state.recent) / RECENT,
        "earned": (earned - state.earned) / RECENT,
        "risk": rule.risk_gain * severity * abroad * (1 - state.risk)
        - state.risk / rule.risk_memory,
        "leak": (leaks - state.leak) / rule.leak_lag,
        "quota_left": -needed * available,
        "licence_price": dearer,
        "reserve": per_order * for_reserve - hand_out,
        "qualified": (accepted - state.qualified) / rule.qualification_time,
        "preference": (-extra * dear - state.preference) / rule.source_lag,
        "preference_sender": (-extra * np.log(cost) - state.preference_sender) / rule.source_lag,
        "intensity": to_save / lag,
        "relocated": leaves - state.relocated / rule.thrift_memory,
        "agreed": (agreed - state.agreed) / LOOK_BACK,
        "billed": (state.contract - state.billed) / LOOK_BACK,
    }
    after = {name: getattr(state, name) + WEEK * change[name] for name in WEEKLY}
    after["licence_price"] = np.maximum(after["licence_price"], 0.0)

    # Money, in USD a year
    worth = chain.price[:, None] * np.exp(earned)
    dear_goods = chain.price[:, None] * paid
    unmet = np.clip(1 - mean, 0.0, 1.0)
    costs = (chain.processing_cost[:, None] * activity).sum(0)
    topped = guarantee(chain, plants.able, policy, np.exp(earned)) * finished
    still = ((chain.final_use > 0) * unmet[:, None, :]).max(0)
    stored = sent.sum(2) * for_reserve / (ordered + no_buyer)
    from_sender = np.moveaxis(sent[:, :, senders], 2, 1)
    week = Week(
        spot=spot,
        contract=state.contract,
        unmet=unmet * world.buys,
        use=used,
        final=final * mean,
        made=made,
        shipped=sent.sum(1),
        bought=sent.sum(2),
        from_sender=from_sender,
        profit=(worth * sent.sum(1) - dear_goods * inputs).sum(0) - costs,
        processing=costs,
        lost=(chain.value_added * still).sum(0),
        guarantees=(chain.price[:, None] * topped).sum(0),
        storing=(dear_goods * stored).sum(0),
        dumping=(policy.discount * worth[:, senders, None] * from_sender).sum((0, 2)),
    )
    return replace(state, **after), week


def _licences(world: World, state: State, policy: SimpleNamespace) -> tuple[Values, Values]:
    """Licence price by good, sender and place, and the share of it that the sender keeps."""
    terms = world.terms
    fee = np.zeros_like(state.risk)
    rents: list[list[float]] = [[] for _ in terms.senders]
    for p, s in enumerate(terms.pool_senders):
        fee[:, s] += _members(terms, policy, p) * terms.pool_coverage[p] * state.licence_price[p]
        rents[s].append(terms.rent_to_seller[p])
    return fee, np.array([np.mean(shares) if shares else 0.0 for shares in rents])


def _members(terms: SimpleNamespace, policy: SimpleNamespace, pool: int) -> Values:
    return np.outer(terms.pool_goods[pool], terms.pool_places[pool]) * policy.pool_open[pool]
