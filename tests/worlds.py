"""Small worlds whose answers can be checked by hand."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np

from backfire.model.adaptation import Pace
from backfire.model.chain import Axes, Chain
from backfire.model.controls import (
    Ban,
    PolicyShape,
    Reach,
    Schedule,
    Span,
    SupplyOrder,
    schedule,
)
from backfire.model.market import Rules

AXES = Axes(
    goods=("ore", "light_oxide", "heavy_oxide", "magnet"),
    places=("CHN", "USA", "JPN"),
    processes=("mine", "separate", "press"),
    uses=("motors", "glass"),
)
COVER_WEEKS = np.array([3.0, 4.5, 5.5, 6.5, 7.5, 9.0, 11.0, 15.0])

CENTRAL = {
    "price_stiffness": 1.2,
    "price_drift": 0.2,
    "producer_cover": 0.2,
    "order_memory": 0.15,
    "source_elasticity": 0.9,
    "source_elasticity_long": 1.9,
    "source_lag": 3.5,
    "qualification_time": 1.0,
    "risk_aversion": 3.0,
    "spot_stiffness_thin": 0.8,
    "spot_stiffness_deep": 0.4,
    "spot_lag": 0.06,
    "contract_lag": 0.8,
    "contract_weight": 0.8,
    "demand_elasticity": 0.15,
    "demand_elasticity_long": 0.45,
    "demand_lag": 3.0,
    "thrift_memory": 12.0,
    "discard_below": 0.2,
    "pass_through": 0.8,
    "relocation_rate": 0.03,
    "supply_spread": 0.55,
    "stock_adjustment": 0.45,
    "expected_outage": 0.17,
    "hoarding_risk": 1.2,
    "hoarding_momentum": 0.8,
    "momentum_scale": 1.0,
    "contagion": 0.5,
    "cover_scale": 1.0,
    "transit_scale": 1.0,
    "approval_rank": 0.5,
    "leak_rank": 0.5,
    "leak_gap": 0.5,
    "leak_lag": 0.25,
    "licence_speed": 5.5,
    "risk_gain": 3.5,
    "risk_memory": 4.0,
}
CENTRAL_PACE = {
    "entry_rate": 0.03,
    "entry_margin": 1.35,
    "entry_risk": 0.5,
    "entry_cap": 0.08,
    "entry_hurdle": 0.3,
    "lead_scale": 1.0,
    "ramp_yield": 0.45,
    "ramp_time": 3.0,
    "debt_burden": 0.3,
    "cash_cover": 2.0,
    "refinancing": 5.0,
    "exit_rate": 0.5,
    "restart_rate": 0.5,
    "own_growth": 0.9,
    "growth_scale": 1.0,
}


def rules(draws: int = 1, **changes: float) -> Rules:
    """Central behaviour in every future, with some fields changed."""
    return Rules(**{name: jnp.full(draws, value) for name, value in {**CENTRAL, **changes}.items()})


def pace(draws: int = 1, **changes: float) -> Pace:
    """Central pace of plants in every future, with some fields changed."""
    values = {**CENTRAL_PACE, **changes}
    return Pace(**{name: jnp.full(draws, value) for name, value in values.items()})


def three_places(sender_share: float = 0.9) -> Chain:
    """Ore makes two oxides at once, the oxides make magnets, and two end uses take the rest.

    CHN makes ``sender_share`` of everything and JPN the remainder; USA only uses.
    """
    makers = np.array([sender_share, 0.0, 1 - sender_share])
    users = np.array([0.5, 0.2, 0.3])
    world = {"mine": 100.0, "separate": 100.0, "press": 50.0}
    activity = np.array([world[name] * makers for name in AXES.processes])
    output = np.array([[1, 0, 0], [0, 0.7, 0], [0, 0.3, 0], [0, 0, 1]], dtype=float)
    intake = np.array([[0, 1, 0], [0, 0, 1], [0, 0, 0.4], [0, 0, 0]], dtype=float)
    final = np.zeros((4, 2, 3))
    final[1, 1] = 20.0 * users
    final[2, 1] = 10.0 * users
    final[3, 0] = 50.0 * users
    use = intake @ activity + final.sum(1)
    share = np.where(use[:, :, None] > 0, makers[None, None, :], 0.0)
    share = share / np.where(share.sum(2, keepdims=True) > 0, share.sum(2, keepdims=True), 1.0)
    used_share = 0.8
    return Chain(
        price=jnp.array([10e3, 30e3, 200e3, 90e3]),
        input=jnp.array(intake),
        additive=jnp.zeros((4, 3)),
        output=jnp.array(output),
        kept=jnp.ones((4, 3)),
        capacity=jnp.array(activity / used_share),
        utilisation=jnp.array(np.where(activity > 0, used_share, 0.0)),
        processing_cost=jnp.array([8e3, 40e3, 20e3]),
        supply_response=jnp.ones(3),
        share=jnp.array(share),
        use=jnp.array(use),
        final_use=jnp.array(final),
        cover=jnp.array(np.broadcast_to(COVER_WEEKS / 52, (4, 3, 8))),
        transit=jnp.array([5.0, 6.0, 4.0]) / 52,
        thin=jnp.array([0.0, 0.0, 1.0, 1.0]),
        lead=jnp.array([[1.5, 4.7, 4.7]] * 3),
        affinity=jnp.array([makers] * 3),
        plant_cost=jnp.array([[5e4] * 3, [6e4] * 3, [1e5] * 3]),
        value_added=jnp.array([[4e9, 2e9, 3e9], [1e9, 5e8, 5e8]]),
        axes=AXES,
    )


def frame(weeks: int, pools: int = 0) -> PolicyShape:
    """Room for the controls of CHN on the small world."""
    return PolicyShape(weeks=weeks, goods=4, places=3, processes=3, senders=(0,), pools=pools)


def free_trade(weeks: int) -> Schedule:
    """No control at all."""
    return schedule([], frame(weeks))


def embargo(weeks: int, withheld: float = 1.0, starts: float = 4.0) -> Schedule:
    """CHN withholds both oxides and magnets from USA and JPN."""
    ban = Ban(
        span=Span(announced=starts, starts=starts, ends=float("inf")),
        reach=Reach(sender=0, goods=(1, 2, 3), places=(1, 2)),
        withheld=withheld,
    )
    return schedule([ban], frame(weeks))


def cap_on_mining(weeks: int, cap: float) -> Schedule:
    """CHN lets its mines run at a share of their capacity."""
    order = SupplyOrder(
        span=Span(announced=0.0, starts=0.0, ends=float("inf")),
        place=0,
        processes=(0,),
        output_cap=cap,
    )
    return schedule([order], frame(weeks))


def one_market() -> Chain:
    """One place mines and uses one good: supply and demand of the textbook."""
    one = jnp.ones((1, 1))
    return Chain(
        price=jnp.array([1e4]),
        input=0 * one,
        additive=0 * one,
        output=one,
        kept=one,
        capacity=100 * one,
        utilisation=one,
        processing_cost=jnp.array([5e3]),
        supply_response=jnp.ones(1),
        share=jnp.ones((1, 1, 1)),
        use=100 * one,
        final_use=100 * jnp.ones((1, 1, 1)),
        cover=jnp.array(COVER_WEEKS / 52)[None, None, :],
        transit=jnp.array([4 / 52]),
        thin=jnp.zeros(1),
        lead=4 * one,
        affinity=one,
        plant_cost=5e4 * one,
        value_added=1e9 * one,
        axes=Axes(goods=("ore",), places=("CHN",), processes=("mine",), uses=("glass",)),
    )
