"""Rivals with quadratic costs: the published duopoly, and what an equilibrium must be."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np
import pytest
from scipy.linalg import solve_discrete_are

from backfire.errors import SolveError
from backfire.model.strategy.closed_forms import Rival, markov_perfect

CHOKE, SLOPE, DISCOUNT, ADJUSTING = 10.0, 2.0, 0.96, 12.0
STILL = np.eye(3)
"""The state is one and both amounts, which stay where nobody changes them."""


def firm(number: int) -> Rival:
    """Less what it earns, ``p q``, and what it pays for changing its amount."""
    own, other = 1 + number, 2 - number
    cost = np.zeros((5, 5))
    cost[0, own] = cost[own, 0] = -CHOKE / 2
    cost[own, own] = SLOPE
    cost[own, other] = cost[other, own] = SLOPE / 2
    cost[3 + number, 3 + number] = ADJUSTING
    return Rival(jnp.array(STILL[:, [own]]), jnp.array(cost))


def best_answer(rivals, rules, number, transition, discount):
    """Rule of one side against the other's, by SciPy's algebraic Riccati equation."""
    states = len(transition)
    sides = [np.asarray(rival.moves) for rival in rivals]
    starts = states + np.cumsum([0, *(side.shape[1] for side in sides)])
    own = slice(starts[number], starts[number + 1])
    rule = np.vstack([np.asarray(each) for each in rules])
    kept = np.zeros_like(rule)
    other = np.arange(starts[0], starts[-1])
    mine = (other >= own.start) & (other < own.stop)
    kept[~mine] = -rule[~mine]
    seen = np.vstack([np.eye(states), kept])
    form = np.asarray(rivals[number].cost)
    follows = np.asarray(transition) + np.hstack(sides) @ kept
    state, moves, both = seen.T @ form @ seen, form[own, own], seen.T @ form[:, own]
    root = np.sqrt(discount)
    worth = solve_discrete_are(root * follows, root * sides[number], state, moves, s=both)
    ahead = moves + discount * sides[number].T @ worth @ sides[number]
    return np.linalg.solve(ahead, both.T + discount * sides[number].T @ worth @ follows), worth


def stopped(change: float):
    """The same duopoly played back in NumPy until the rules move by less than ``change``."""
    firms = [firm(0), firm(1)]
    onward = np.hstack([STILL, *(each.moves for each in firms)])
    costs, rules = np.zeros((2, 3, 3)), np.full((2, 3), np.inf)
    while True:
        ahead = [
            each.cost + DISCOUNT * onward.T @ cost @ onward
            for each, cost in zip(firms, costs, strict=True)
        ]
        rows = np.stack([ahead[0][3], ahead[1][4]])
        before, rules = rules, np.linalg.solve(rows[:, 3:], rows[:, :3])
        played = np.vstack([np.eye(3), -rules])
        costs = np.stack([played.T @ each @ played for each in ahead])
        if np.abs(rules - before).max(1).sum() < change:
            return rules


def test_two_firms_that_pay_for_change_play_as_published():
    """The published run stopped at 1e-8, seen in its eighth digit [@quantecon_markov_perfect]."""
    published = [-0.66846615, 0.29512482, 0.07584666]
    found = markov_perfect(STILL, [firm(0), firm(1)], DISCOUNT).rules
    one, other = (np.asarray(each)[0] for each in found)
    assert one == pytest.approx(published, rel=0, abs=2e-8)
    assert other == pytest.approx([published[0], published[2], published[1]], rel=0, abs=2e-8)
    assert stopped(1e-8)[0] == pytest.approx(published, rel=0, abs=5e-9)
    assert one == pytest.approx(stopped(1e-15)[0], rel=0, abs=1e-12)


@pytest.mark.parametrize("number", [0, 1])
def test_each_firm_answers_the_other_best(number):
    firms = [firm(0), firm(1)]
    found = markov_perfect(STILL, firms, DISCOUNT)
    rule, cost = best_answer(firms, found.rules, number, STILL, DISCOUNT)
    np.testing.assert_allclose(found.rules[number], rule, rtol=0, atol=1e-9)
    np.testing.assert_allclose(found.costs[number], cost, rtol=1e-9)


@pytest.mark.parametrize("sides", [1, 2, 3])
def test_any_number_of_sides_with_any_costs_answer_each_other_best(sides):
    draw = np.random.default_rng(sides)
    transition = draw.normal(size=(4, 4)) / 4
    moves = [draw.normal(size=(4, 1 + side % 2)) / 2 for side in range(sides)]
    size = 4 + sum(each.shape[1] for each in moves)
    roots = [draw.normal(size=(size, size)) for _ in moves]
    forms = [root @ root.T + size * np.eye(size) for root in roots]
    forms = [(form + form.T) / 2 for form in forms]
    rivals = [Rival(jnp.array(b), jnp.array(c)) for b, c in zip(moves, forms, strict=True)]
    found = markov_perfect(jnp.array(transition), rivals, 0.9)
    for side in range(sides):
        rule, cost = best_answer(rivals, found.rules, side, transition, 0.9)
        np.testing.assert_allclose(found.rules[side], rule, rtol=0, atol=1e-9)
        np.testing.assert_allclose(found.costs[side], cost, rtol=1e-9)


def test_costlier_change_is_slower_change():
    cheap, dear = (
        markov_perfect(
            STILL,
            [
                Rival(each.moves, each.cost.at[3 + number, 3 + number].set(adjusting))
                for number, each in enumerate([firm(0), firm(1)])
            ],
            DISCOUNT,
        ).rules[0]
        for adjusting in (1.0, 100.0)
    )
    assert float(cheap[0, 1]) > 2 * float(dear[0, 1]) > 0


def test_what_keeps_an_equilibrium_away_is_said_for_every_side():
    step, lasts = jnp.ones((1, 1)), jnp.ones((1, 1))
    wins = Rival(step, -jnp.eye(3))
    with pytest.raises(SolveError) as failed:
        markov_perfect(lasts, [wins, wins], 0.9)
    assert [problem[:14] for problem in failed.value.problems] == [
        f"rivals[{number}].cost" for number in (0, 1)
    ]
    assert "least point" in str(failed.value)
    with pytest.raises(SolveError, match=r"rivals\[1\].cost: must be 3 by 3, got \(2, 2\)"):
        markov_perfect(lasts, [Rival(step, jnp.eye(3)), Rival(step, jnp.eye(2))], 0.9)
    lopsided = jnp.eye(3).at[0, 1].set(1.0)
    with pytest.raises(SolveError, match="must be symmetric"):
        markov_perfect(lasts, [Rival(step, lopsided), Rival(step, jnp.eye(3))], 0.9)


def test_costs_that_grow_without_end_are_no_equilibrium():
    with pytest.raises(SolveError, match="must settle"):
        markov_perfect(STILL, [firm(0), firm(1)], 1.0, most_turns=500)
    idle = Rival(jnp.zeros((1, 1)), jnp.eye(2))
    with pytest.raises(SolveError, match="explodes"):
        markov_perfect(2 * jnp.ones((1, 1)), [idle], 0.9)


def test_answers_that_never_meet_are_no_equilibrium():
    """Each wants to move exactly as far as the other and one step more."""
    idle, rivals = jnp.zeros((1, 1)), []
    for own, other in ((1, 2), (2, 1)):
        cost = np.zeros((3, 3))
        cost[own, own] = 1.0
        cost[own, other] = cost[other, own] = cost[own, 0] = cost[0, own] = -1.0
        rivals.append(Rival(idle, jnp.array(cost)))
    with pytest.raises(SolveError, match="meet in one point"):
        markov_perfect(jnp.ones((1, 1)), rivals, 0.9)
