"""Plants are decided, built, opened and run in."""

from __future__ import annotations

from dataclasses import replace

import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backfire.model.adaptation import Outlook
from backfire.model.controls import Funding, JointProject, Span, Subsidy
from backfire.model.rollout import Problem, rollout
from tests import worlds
from tests.model.adaptation.plants import (
    CHN,
    JPN,
    PRESS,
    QUARTER,
    SEPARATE,
    USA,
    at_prices,
    states,
    structures,
)

YEAR_OF_TURNS = 4


def paid_for(usd: float, turns: int = YEAR_OF_TURNS, additional: float = 1.0) -> Funding:
    """Money for presses in JPN over the first turns; a turn of the clock counts as a week."""
    return Funding(Span(0.0, 0.0, float(turns)), (PRESS,), (JPN,), usd * turns / 52, additional)


def test_nothing_moves_at_rest_in_ten_years_of_building() -> None:
    chain, weeks = worlds.three_places(), 520
    path = rollout(
        Problem(
            chain,
            worlds.free_trade(weeks),
            worlds.rules(2),
            pace=worlds.pace(2),
            outlook=Outlook.still(chain, weeks // 13),
        )
    )
    final = path.final.structure
    assert float(jnp.abs(path.flows.spot).max()) < 1e-6
    np.testing.assert_allclose(final.capacity[..., 0], chain.capacity, rtol=1e-6)
    np.testing.assert_allclose(final.able[..., 0], chain.capacity, rtol=1e-6)
    assert float(jnp.abs(final.building).max()) < 1e-6
    assert float(jnp.abs(final.idle).max()) == 0.0
    assert float(jnp.abs(final.cash).max()) < 1e-6


@settings(max_examples=20)
@given(dear=st.floats(-1.0, 8.0), risk=st.floats(0.0, 1.0), cap=st.floats(0.01, 0.15))
def test_no_more_is_started_in_a_year_than_the_cap(dear: float, risk: float, cap: float) -> None:
    state = at_prices(agreed=dear, risk=risk)
    built = structures(state, 1, worlds.pace(entry_cap=cap)).building[-1].sum(2)[..., 0]
    world = np.asarray(worlds.three_places().capacity).sum(1)
    assert (built >= 0).all()
    assert (built.sum(1) <= QUARTER * cap * world * (1 + 1e-12)).all()


def test_a_boom_starts_as_much_as_the_cap_allows() -> None:
    built = structures(at_prices(agreed=3.0), 1).building[-1].sum((1, 2))[..., 0]
    world = np.asarray(worlds.three_places().capacity).sum(1)
    np.testing.assert_allclose(built, QUARTER * 0.08 * world, rtol=0.02)


def test_outside_the_sender_nobody_builds_for_a_margin_below_the_hurdle() -> None:
    below = worlds.pace(entry_hurdle=1.0)
    built = structures(at_prices(agreed=0.2), 1, below).building[-1].sum(2)[..., 0]
    assert (built[:, CHN] > 0).all()
    assert (built[:, JPN] == 0).all()


def test_fear_builds_outside_the_sender_and_not_inside() -> None:
    built = structures(at_prices(risk=0.5), 1).building[-1].sum(2)[..., 0]
    assert (built[:, CHN] == 0).all()
    assert (built[:, JPN] > 0).all()
    assert (built[:, USA] == 0).all(), "investors put nothing where the chain has no affinity"


@pytest.mark.parametrize("years", [QUARTER, 1 / 13, 1 / 52], ids=["quarter", "month", "week"])
@pytest.mark.parametrize("scale", [0.4, 1.0])
def test_a_pipeline_has_its_mean_lead_time_whatever_the_clock(years: float, scale: float) -> None:
    turns, chain = round(40 / years), worlds.three_places()
    money = JointProject(paid_for(1e6, 1))
    found = structures(at_prices(), turns, worlds.pace(lead_scale=scale), years, money)
    opened = np.diff(found.capacity[:, PRESS, JPN, 0])
    # The money of a turn counts at its end, as what opens in one does.
    mean = (opened * np.arange(turns)).sum() / opened.sum() * years
    assert mean == pytest.approx(scale * float(chain.lead[PRESS, JPN]), rel=1e-3)


def test_a_pipeline_of_three_stages_opens_neither_at_once_nor_on_one_day() -> None:
    found = structures(at_prices(), 160, control=JointProject(paid_for(1e6, 1)))
    opened = np.diff(found.capacity[:, PRESS, JPN, 0])
    when = QUARTER * np.arange(160)
    mean = (opened * when).sum() / opened.sum()
    spread = np.sqrt((opened * (when - mean) ** 2).sum() / opened.sum())
    assert opened[:2].sum() == 0.0
    assert spread == pytest.approx(mean / np.sqrt(3), rel=0.1)


@pytest.mark.parametrize("usd", [1e5, 3e6])
def test_money_builds_what_it_pays_for_and_not_before_the_lead_time(usd: float) -> None:
    money = Subsidy(paid_for(usd, additional=0.5), grant_share=0.2, private=1.0)
    found = structures(at_prices(), 120, control=money)
    chain = worlds.three_places()
    grown = found.capacity[..., 0] - np.asarray(chain.capacity)
    # Four turns of a quarter of a year, each at the yearly rate of the funding.
    whole = usd * 0.5 * 2 / float(chain.plant_cost[PRESS, JPN])
    assert grown[-1, PRESS, JPN] == pytest.approx(whole, rel=1e-3)
    lead = int(float(chain.lead[PRESS, JPN]) / QUARTER)
    assert grown[lead // 2, PRESS, JPN] < 0.3 * whole
    assert 0.3 * whole < grown[lead + 2, PRESS, JPN] < 0.8 * whole
    grown[:, PRESS, JPN] = 0.0
    np.testing.assert_allclose(grown, 0.0, atol=1e-9)


def test_what_is_begun_is_under_construction_or_open() -> None:
    found = structures(at_prices(agreed=1.0), 40, worlds.pace(exit_rate=0.0))
    built = found.capacity + found.building.sum(3)
    begun = np.diff(built[..., 0], axis=0)
    np.testing.assert_allclose(begun, begun[:1].repeat(40, 0), rtol=1e-9)


def arriving(tonnes: float, turn: int, turns: int) -> Outlook:
    still = Outlook.still(worlds.three_places(), turns)
    return replace(still, arrivals=still.arrivals.at[turn, SEPARATE, USA].set(tonnes))


def test_a_project_arrives_whole_in_its_quarter() -> None:
    chain = worlds.three_places()
    found = structures(at_prices(), 12, outlook=arriving(7.0, 5, 12))
    grown = found.capacity[..., 0] - np.asarray(chain.capacity)
    expected = np.zeros_like(grown)
    expected[6:, SEPARATE, USA] = 7.0
    np.testing.assert_allclose(grown, expected, atol=1e-12)


@pytest.mark.parametrize("share", [0.3, 0.6])
def test_a_young_plant_reaches_its_yield_and_grows_out_of_it(share: float) -> None:
    pace = worlds.pace(ramp_yield=share, ramp_time=3.0)
    found = structures(at_prices(), 60, pace, outlook=arriving(10.0, 0, 60))
    able = found.able[1:, SEPARATE, USA, 0]
    age = QUARTER * np.arange(60)
    np.testing.assert_allclose(able, 10 * (1 - (1 - share) * np.exp(-age / 3)), rtol=1e-9)


def planned(turns: int, arrival: float = 0.0) -> Outlook:
    """CHN plans for users who need 5 % more a year, and a project may be a part of the plan."""
    still = Outlook.still(worlds.three_places(), turns)
    return replace(
        still,
        plan=still.plan.at[:, :, CHN].set(0.05),
        arrivals=still.arrivals.at[0, SEPARATE, CHN].set(arrival),
    )


def test_a_plan_grows_the_sender_and_nobody_else() -> None:
    found = structures(at_prices(), 40, worlds.pace(own_growth=0.8), outlook=planned(40))
    ratio = found.capacity[-1, ..., 0] / np.maximum(found.capacity[0, ..., 0], 1e-9)
    np.testing.assert_allclose(ratio[:, CHN], np.exp(0.8 * 0.05 * 10), rtol=1e-9)
    np.testing.assert_allclose(ratio[:, JPN], 1.0, rtol=1e-12)


def test_capacity_follows_what_users_need_where_it_is_told_to() -> None:
    still = Outlook.still(worlds.three_places(), 40)
    outlook = replace(still, trend=still.trend.at[:, PRESS].set(0.04))
    pace = worlds.pace(growth_scale=0.5, own_growth=7.0)
    found = structures(at_prices(), 40, pace, outlook=outlook)
    ratio = found.capacity[-1, ..., 0] / np.maximum(found.capacity[0, ..., 0], 1e-9)
    np.testing.assert_allclose(ratio[PRESS, [CHN, JPN]], np.exp(0.5 * 0.04 * 10), rtol=1e-9)
    np.testing.assert_allclose(ratio[SEPARATE, [CHN, JPN]], 1.0, rtol=1e-12)


def test_a_named_project_is_a_part_of_the_plan_and_not_more() -> None:
    with_it, without = (
        structures(at_prices(), 1, outlook=planned(1, tonnes)).capacity[-1, SEPARATE, CHN, 0]
        for tonnes in (1.0, 0.0)
    )
    assert with_it == pytest.approx(without, rel=1e-12)


def test_users_grow_by_the_outlook_in_every_future_to_its_own_degree() -> None:
    still = Outlook.still(worlds.three_places(), 1)
    doubled = replace(still, demand=2 * still.demand)
    found = structures(at_prices(), 1, worlds.pace(growth_scale=0.5), outlook=doubled)
    np.testing.assert_allclose(found.demand[-1], np.sqrt(2), rtol=1e-12)


@pytest.mark.study
def test_a_finer_slow_clock_gives_the_same_capacity_outside() -> None:
    chain, quarters = worlds.three_places(), 21
    growth = 1.005 ** np.arange(quarters)

    def outside_after_five_years(turn: int) -> np.ndarray:
        """Just after the turn of the slow clock at the start of the last quarter."""
        times = 13 // turn
        still = Outlook.still(chain, quarters * times)
        demand = still.demand * jnp.asarray(np.repeat(growth, times))[:, None, None]
        asked = Problem(
            chain,
            worlds.embargo(13 * quarters),
            worlds.rules(1),
            pace=worlds.pace(1),
            outlook=replace(still, demand=demand),
            turn_weeks=turn,
        )
        found = states(rollout(asked)).structure.capacity[times * (quarters - 1) + 1]
        return found[:, [USA, JPN], 0].sum(1)

    before = np.asarray(chain.capacity)[:, [USA, JPN]].sum(1)
    coarse, fine = outside_after_five_years(13), outside_after_five_years(1)
    assert abs(coarse[SEPARATE] / before[SEPARATE] - 1) > 0.03
    np.testing.assert_allclose(coarse, fine, rtol=0.03)
