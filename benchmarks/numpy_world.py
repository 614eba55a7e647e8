"""What the plain NumPy peer knows and moves, and the shapes of response that it uses."""

from __future__ import annotations

from dataclasses import dataclass, fields
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from backfire.model.chain import Chain
    from backfire.model.controls import Schedule

Values = NDArray[np.float64]

STAGES = 3


@dataclass(frozen=True)
class World:
    """The chain and what the controls are about, as NumPy arrays."""

    chain: SimpleNamespace
    terms: SimpleNamespace
    buys: Values
    makes: Values
    sales: Values
    abroad: Values

    @classmethod
    def of(cls, chain: Chain, schedule: Schedule) -> World:
        """Read the arrays of a chain and of a schedule's terms."""
        arrays = plain(chain)
        arrays.final = arrays.final_use.sum(1)
        sales = (arrays.share * arrays.use[:, :, None]).sum(1)
        return cls(
            chain=arrays,
            terms=plain(schedule.terms),
            buys=(arrays.use > 0).astype(float),
            makes=(sales > 0).astype(float),
            sales=sales,
            abroad=1 - np.eye(arrays.use.shape[1]),
        )


@dataclass(frozen=True)
class Plants:
    """What the quarterly clock moves: capacity in t/yr, cash in years, demand as a ratio."""

    capacity: Values
    able: Values
    young: Values
    indebted: Values
    building: Values
    idle: Values
    cash: Values
    demand: Values


@dataclass(frozen=True)
class State:
    """What moves: stocks in tonnes, prices as logs of ratios to the baseline, and plants."""

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
    reserve: Values
    qualified: Values
    preference: Values
    preference_sender: Values
    intensity: Values
    relocated: Values
    agreed: Values
    billed: Values
    structure: Plants


WEEKLY = tuple(field.name for field in fields(State) if field.name != "structure")
"""What moves within a week."""


@dataclass(frozen=True)
class Week:
    """What a week gave: log prices and shares at its start, tonnes and USD a year over it."""

    spot: Values
    contract: Values
    unmet: Values
    use: Values
    final: Values
    made: Values
    shipped: Values
    bought: Values
    from_sender: Values
    profit: Values
    processing: Values
    lost: Values
    guarantees: Values
    storing: Values
    dumping: Values


def at_rest(world: World, rule: SimpleNamespace) -> State:
    """Stocks at their targets, prices at the baseline, no fear, plants as they stand."""
    chain = world.chain
    zero, one = np.zeros_like(chain.use), np.ones_like(chain.use)
    imported = (chain.share * world.abroad).sum(2)
    half_way = imported * chain.use * chain.transit * rule.transit_scale / 2
    by_sender = np.zeros((len(zero), len(world.terms.senders), zero.shape[1]))
    no_licence = np.zeros(len(world.terms.pool_senders))
    each = chain.use[:, :, None] / chain.cover.shape[2]
    no_plant = np.zeros_like(chain.capacity)
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
        quota_left=no_licence,
        licence_price=no_licence,
        reserve=zero,
        qualified=one,
        preference=zero,
        preference_sender=by_sender,
        intensity=zero,
        relocated=by_sender,
        agreed=zero,
        billed=zero,
        structure=Plants(
            capacity=chain.capacity,
            able=chain.capacity,
            young=no_plant,
            indebted=no_plant,
            building=np.zeros((*no_plant.shape, STAGES)),
            idle=no_plant,
            cash=no_plant,
            demand=one,
        ),
    )


def plain(module: Any) -> SimpleNamespace:
    """The fields of an Equinox module, arrays in double precision and all else as it is."""
    return SimpleNamespace(
        **{
            field.name: np.asarray(value, float) if hasattr(value, "dtype") else value
            for field in fields(module)
            for value in [getattr(module, field.name)]
        }
    )


def inputs_of(chain: SimpleNamespace, intensity: Values, activity: Values) -> Values:
    """Tonnes that processes take in, by good and place, after lasting thrift with additives."""
    each = chain.input[:, :, None] * np.where(
        chain.additive[:, :, None] > 0, np.exp(intensity)[:, None, :], 1.0
    )
    return (each * activity).sum(1)


def turnover(
    chain: SimpleNamespace, intensity: Values, earned: Values, paid: Values
) -> tuple[Values, Values]:
    """USD that a tonne of activity sells for and spends on inputs, by process and place."""
    sold = (chain.output * chain.price[:, None]).T @ (chain.kept * earned)
    bill = chain.price[:, None, None] * chain.input[:, :, None] * paid[:, None, :]
    thrift = np.where(chain.additive[:, :, None] > 0, np.exp(intensity)[:, None, :], 1.0)
    return sold, (bill * thrift).sum(0)


def turnover_before(chain: SimpleNamespace) -> tuple[Values, Values]:
    """The same in the baseline."""
    one = np.ones_like(chain.use)
    return turnover(chain, 0 * one, one, one)


def log_margin(chain: SimpleNamespace, intensity: Values, earned: Values, paid: Values) -> Values:
    """Revenue over cost, over the same at baseline prices; revenue counts where there is any."""
    other = chain.processing_cost[:, None]
    sold, bought = turnover(chain, intensity, earned, paid)
    sold_before, bought_before = turnover_before(chain)
    dearer = np.divide(sold, sold_before, out=np.ones_like(sold), where=sold_before > 0)
    return np.log(dearer) - np.log((bought + other) / (bought_before + other))


def indexed(chain: SimpleNamespace, intensity: Values, paid: Values, share: float) -> Values:
    """Log of what dearer inputs add to the price of what is made of them.

    Where several processes make a good, each counts by what it makes of it in the baseline.
    """
    sold_before, bought_before = turnover_before(chain)
    _, bought = turnover(chain, intensity, np.ones_like(paid), paid)
    rise = np.divide(
        bought - bought_before, sold_before, out=np.zeros_like(bought), where=sold_before > 0
    )
    made = chain.output[:, :, None] * (chain.capacity * chain.utilisation)
    whole = made.sum(1)
    added = np.divide((made * rise).sum(1), whole, out=np.zeros_like(whole), where=whole > 0)
    return np.log(np.maximum(1 + share * added, 0.2))


def guarantee(
    chain: SimpleNamespace, able: Values, policy: SimpleNamespace, earned: Values
) -> Values:
    """What floors and offtake contracts add to a tonne of output, over the baseline price."""
    output = chain.output @ (able * chain.utilisation)
    by_tonnes = policy.floor_tonnes / np.where(output > 0, output, 1.0)
    covered = np.maximum(policy.floor_cover, np.minimum(by_tonnes, 1.0))
    return covered * np.maximum(policy.floor / chain.price[:, None] - earned, 0.0)


def scarcity(wanted: Values, held: Values) -> Values:
    """Log of wanted over held stock, bounded by three on both sides."""
    return 3 * np.tanh(np.log(wanted / held) / 3)


def appetite(gap: Values) -> Values:
    """Orders over use; 1 without a gap, at most 4."""
    rest = 1 + np.sqrt(1 + 0.25**2)
    return np.minimum((1 + gap + np.sqrt((1 + gap) ** 2 + 0.25**2)) / rest, 4.0)


def leakable(gap: Values, scale: float) -> Values:
    """Part of the most that can leak at a price gap."""
    return 1 - np.exp(-np.logaddexp(20 * (gap - 0.05), 0) / (20 * scale))


def between(low: Values, central: Values, high: Values, rank: float) -> Values:
    """Straight lines from low at rank 0.05 over central at 0.5 to high at 0.95."""
    return np.where(
        rank < 0.5,
        low + (central - low) * np.clip((rank - 0.05) / 0.45, 0, 1),
        central + (high - central) * np.clip((rank - 0.5) / 0.45, 0, 1),
    )


def shared(alarm: Values, own: Values) -> Values:
    """Mean over the goods of the same controls; a good under none keeps its own."""
    member = (alarm > 0).astype(float)
    count = member.sum(0)[:, None]
    among = member.T @ (alarm @ own) / np.maximum(count, 1)
    return np.where(count > 0, among, own)
