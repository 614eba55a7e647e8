"""The closed forms at their printed digits, and what each of them says of a game played out."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from backfire.model.strategy import OnGrid, Signal, choose
from backfire.model.strategy.closed_forms import (
    attrition,
    best_generosity,
    dearest_arrival,
    deterred_above,
    first_offer,
    limit_price,
    noisy_reciprocity,
    price_of_overconfidence,
    rent_lost_by_use,
    shift_causes_conflict,
    spiral,
    ultimatum,
    weak_fights,
    worth_of_flooding,
)


def test_the_belief_that_deters_falls_with_the_entrants_left():
    found = deterred_above(0.6, jnp.arange(1, 7))
    assert found.tolist() == pytest.approx([0.6, 0.36, 0.216, 0.1296, 0.0778, 0.0467], abs=5e-5)


def test_a_fight_by_a_weak_store_leaves_the_next_entrant_just_deterred():
    for left in (2, 3, 4):
        belief = 0.5 * float(deterred_above(0.6, left - 1))
        fights = float(weak_fights(belief, 0.6, left))
        after = belief / (belief + (1 - belief) * fights)
        assert after == pytest.approx(float(deterred_above(0.6, left - 1)))
    assert float(weak_fights(0.3, 0.6, 1)) == 0.0
    assert float(weak_fights(0.5, 0.6, 3)) == 1.0


def chain_store(entrants: int, gain: float, precision: float):
    """Entry and fighting at every belief, backwards over entrants, by the logit kernel."""
    grid = jnp.linspace(0.0, 1.0, 801)
    signal = Signal(grid, jnp.broadcast_to(jnp.array([1.0, 0.0]), (grid.size, 2)))
    later, stages = jnp.zeros_like(grid), []
    for _ in range(entrants):
        both = jnp.stack([later - 1, later])  # a weak store pays one to fight
        worth = OnGrid(grid, jnp.broadcast_to(both, (grid.size, *both.shape)))
        found = choose(signal, worth, precision)
        enters = jax.nn.sigmoid(precision * (gain - found.seen[:, 0]))
        later = enters * found.mean + (1 - enters) * (2 + later)
        stages.append((np.asarray(enters), np.asarray(found.probability[:, 0]), found))
    return np.asarray(grid), stages


def test_the_kernel_plays_the_chain_store_as_its_choice_gets_sharp():
    grid, stages = chain_store(4, 0.6, 400.0)
    for left, (enters, fights, found) in enumerate(stages, start=1):
        assert float(found.residual.max()) <= 1e-8
        deterred = float(deterred_above(0.6, left))
        crossing = grid[np.flatnonzero(enters[1:-1] > 0.5).max() + 1]
        assert crossing == pytest.approx(deterred, abs=0.02)
        belief = 0.7 * deterred
        expected = float(weak_fights(belief, 0.6, left))
        assert np.interp(belief, grid, fights) == pytest.approx(expected, abs=0.02)


def test_two_sides_that_may_be_stubborn_wear_each_other_out():
    found = attrition(jnp.array([0.6, 0.7]), jnp.array([0.05, 0.1]), jnp.array([0.1, 0.1]))
    assert found.rate.tolist() == pytest.approx([0.1333, 0.1], abs=5e-5)
    assert found.exhausted.tolist() == pytest.approx([22.47, 23.03], abs=5e-3)
    assert found.at_once.tolist() == pytest.approx([0.0, 0.0543], abs=5e-5)


def value_of(demand, odds, own_cost, highest_cost):
    """What a demand brings against a target whose cost is uniform, by counting targets."""
    cost = (np.arange(20_000) + 0.5) / 20_000 * highest_cost
    return np.where(odds + cost >= demand, demand, odds - own_cost).mean()


def test_the_best_demand_is_the_best_of_all_demands():
    demand, conflict = (float(each) for each in ultimatum(0.5, 0.1, 0.4))
    tried = np.linspace(0.5, 0.9, 401)
    best = tried[np.argmax([value_of(each, 0.5, 0.1, 0.4) for each in tried])]
    assert demand == pytest.approx(best, abs=0.002)
    assert conflict == pytest.approx(0.5 - 0.1 / 0.8)


@pytest.mark.parametrize("believed", [0.2, 0.6, 0.8])
def test_a_wrong_belief_costs_the_square_of_the_mistake(believed):
    right, wrong = (float(ultimatum(0.5, 0.1, 0.4, each).demand) for each in (None, believed))
    lost = value_of(right, 0.5, 0.1, 0.4) - value_of(wrong, 0.5, 0.1, 0.4)
    assert float(price_of_overconfidence(0.4, believed)) == pytest.approx(lost, abs=1e-4)


def test_overconfidence_raises_the_risk_of_conflict():
    risks = [float(ultimatum(0.5, 0.1, 0.4, each).conflict) for each in (0.4, 0.6, 0.8)]
    assert risks == sorted(risks)
    assert risks[0] < risks[-1]


def test_power_that_shifts_by_more_than_peace_saves_causes_conflict():
    shift = (0.5 * np.ones(2), 0.3 * np.ones(2), np.array([0.69, 0.71]))
    assert shift_causes_conflict(*shift, 1.0, 1.0).tolist() == [False, True]


def test_faster_offers_lead_to_the_solution_of_nash():
    one, other = 0.05, 0.15
    for gap, far in ((1.0, 0.05), (1e-4, 1e-5)):
        share = float(first_offer(np.exp(-one * gap), np.exp(-other * gap)))
        assert share == pytest.approx(other / (one + other), abs=far)


def test_use_costs_the_rent_that_ends_sooner():
    rent, arrival, faster, discount = 3.0, 0.05, 2.5, 0.06
    kept, used = (rent / (discount + each) for each in (arrival, faster * arrival))
    assert float(rent_lost_by_use(rent, arrival, faster, discount)) == pytest.approx(kept - used)


def test_nearer_substitutes_favour_use_only_when_they_are_near():
    turn = float(dearest_arrival(2.0, 0.06))
    assert 1 / turn == pytest.approx(23.57, abs=0.005)
    lost = rent_lost_by_use(1.0, turn * jnp.array([0.5, 0.9, 1.0, 1.1, 2.0]), 2.0, 0.06)
    assert int(jnp.argmax(lost)) == 2


def test_a_price_floor_that_saves_entrants_ends_flooding():
    assert (
        float(worth_of_flooding(0.9, 0.5, 10.0, 3.0)) > 0 > worth_of_flooding(0.9, 0.2, 10.0, 3.0)
    )


def test_an_entrant_at_the_limit_price_just_breaks_even():
    cost, capital, discount, lead, life = 40.0, 100.0, 0.1, 4.0, 15.0
    price = float(limit_price(cost, capital, discount, lead, life))
    years = np.linspace(lead, lead + life, 100_001)
    earned = np.trapezoid((price - cost) * np.exp(-discount * years), years)
    assert earned == pytest.approx(capital, rel=1e-6)


def test_noise_undoes_answering_in_kind():
    states = noisy_reciprocity(0.01)
    np.testing.assert_allclose(states, 0.25, atol=1e-9)
    payoff = jnp.array([3.0, 5.0, 0.0, 1.0])
    assert float(states @ payoff) == pytest.approx(2.25)
    assert best_generosity(5.0, 3.0, 1.0, 0.0) == pytest.approx(1 / 3)
    assert float(noisy_reciprocity(0.01, 1 / 3) @ payoff) > 2.9


def test_misperception_makes_a_spiral_that_would_have_ended_go_on():
    assert float(spiral(0.8, 0.8)) == pytest.approx(1 / 0.36)
    assert float(spiral(0.8, 0.8, 0.24)) < np.inf
    assert float(spiral(0.8, 0.8, 0.26)) == np.inf
    steps = [0.64**number for number in range(200)]
    assert float(spiral(0.8, 0.8)) == pytest.approx(sum(steps))
