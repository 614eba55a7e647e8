"""What the choice at one node must say, whatever its values."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from scipy.optimize import brentq

from backfire.model.strategy import OnGrid, Signal, choose, rounding

GRID = np.linspace(0.0, 1.0, 6)
NODES = 500


def nodes(actions: int, rising: bool = True) -> tuple[Signal, OnGrid]:
    """Beliefs at both ends and between, resolute types that are pure and mixed, any values."""
    draw = np.random.default_rng(6)
    belief = draw.uniform(0, 1, NODES)
    belief[:4] = [0.0, 1.0, 1e-12, 1 - 1e-12]
    resolute = draw.dirichlet(np.full(actions, 0.3), NODES)
    resolute[:20] = np.eye(actions)[draw.integers(0, actions, 20)]
    values = draw.normal(size=(NODES, actions, GRID.size))
    values = np.sort(values, -1) if rising else values
    return Signal(jnp.asarray(belief), jnp.asarray(resolute)), OnGrid(
        jnp.asarray(GRID), jnp.asarray(values)
    )


@pytest.mark.parametrize("precision", [0.5, 8.0, 100.0])
@pytest.mark.parametrize("actions", [2, 6])
def test_every_node_whose_value_rises_with_reputation_is_solved(actions, precision):
    found = choose(*nodes(actions), precision)
    assert float(found.residual.max()) <= 1e-8
    assert int(found.several) == 0
    np.testing.assert_allclose(found.probability.sum(-1), 1.0, rtol=1e-12)


def test_the_answer_is_the_logit_response_to_itself():
    signal, worth = nodes(6)
    found = choose(signal, worth, 8.0)
    again = jax.nn.softmax(8.0 * worth.value(signal.posterior(found.log_probability)))
    np.testing.assert_allclose(found.probability, again, rtol=1e-9)


def test_two_actions_are_chosen_as_a_root_finder_of_its_own_finds_them():
    signal, worth = nodes(2)
    found = choose(signal, worth, 3.0)
    belief, resolute = np.asarray(signal.belief), np.asarray(signal.resolute)
    values = np.asarray(worth.at)
    for node in range(4, 60):

        def apart(share: float, node: int = node) -> float:
            own = np.array([share, 1 - share])
            either = belief[node] * resolute[node]
            posterior = either / (either + (1 - belief[node]) * own)
            first, second = (
                np.interp(posterior[each], GRID, values[node, each]) for each in (0, 1)
            )
            return np.log(own[0] / own[1]) - 3.0 * (first - second)

        share = brentq(apart, 1e-12, 1 - 1e-12, xtol=1e-14)
        assert float(found.probability[node, 0]) == pytest.approx(share, abs=1e-9)


def test_the_mean_of_the_posterior_is_the_belief():
    signal, worth = nodes(6)
    found = choose(signal, worth, 8.0)
    np.testing.assert_allclose((found.seen * found.posterior).sum(-1), signal.belief, atol=1e-12)


def test_rounding_to_the_grid_keeps_the_mean():
    signal, worth = nodes(6)
    found = choose(signal, worth, 8.0)
    grid = jnp.asarray(GRID)
    below, up = rounding(found.posterior, grid)
    on_grid = (1 - up) * grid[below] + up * grid[below + 1]
    assert float(up.min()) >= 0
    assert float(up.max()) <= 1
    np.testing.assert_allclose((found.seen * on_grid).sum(-1), signal.belief, atol=1e-12)


def two(resolute, values, belief=0.5, off_path=0.0):
    """Two nodes with two actions each, valued at no and at full reputation."""
    beliefs, told = jnp.full(2, belief, float), jnp.array(off_path, float)
    signal = Signal(beliefs, jnp.asarray(np.broadcast_to(resolute, (2, 2)), float), told)
    ends = jnp.asarray(np.broadcast_to(values, (2, 2, 2)), float)
    return signal, OnGrid(jnp.array([0.0, 1.0]), ends)


def test_an_action_that_no_resolute_type_takes_gives_him_away():
    found = choose(*two([[1.0, 0.0], [0.5, 0.5]], 0.0, belief=0.3), 1.0)
    assert found.posterior[0, 1] == 0.0
    assert found.posterior[1, 1] > 0.0


def test_what_neither_type_would_do_is_believed_as_told():
    found = choose(*two([1.0, 0.0], 0.0, belief=1.0, off_path=0.25), 1.0)
    assert found.posterior[0].tolist() == [1.0, 0.25]


def test_reputation_makes_the_resolute_action_more_frequent():
    flat, rising = np.zeros((2, 2)), np.array([[0.0, 0.0], [0.0, 1.0]])
    found = choose(*two([0.1, 0.9], np.stack([flat, rising]), belief=0.3), 4.0)
    assert found.probability[0, 1] == pytest.approx(0.5)
    assert found.probability[1, 1] > 0.6


def test_a_node_that_may_have_two_answers_is_counted():
    """Holding pays only if it is not believed: the more it is done, the better it is."""
    flat, falling = np.zeros((2, 2)), np.array([[0.0, 0.0], [2.0, -2.0]])
    game = two([0.0, 1.0], np.stack([flat, falling]))
    assert choose(*game, 20.0).monotone.tolist() == [True, False]
    assert choose(*game, 0.9).monotone.tolist() == [True, True]
    assert int(choose(*game, 20.0).several) == 1


def test_a_node_without_an_answer_says_so():
    found = choose(*nodes(6, rising=False), 8.0)
    unsolved = found.residual > 1e-8
    assert bool(unsolved.any())
    assert not bool((unsolved & found.monotone).any())


def test_slopes_are_those_of_finite_differences():
    values = jnp.asarray(np.stack([0 * GRID, 2 * GRID, GRID - 0.2]))

    def held(belief, scale, precision):
        signal = Signal(belief, jnp.array([0.1, 0.6, 0.3]))
        worth = OnGrid(jnp.asarray(GRID), scale * values)
        return choose(signal, worth, precision).probability[1]

    point, step = (0.37, 1.3, 4.0), 1e-6
    slopes = jax.grad(held, (0, 1, 2))(*(jnp.asarray(each) for each in point))
    for number, slope in enumerate(slopes):
        ends = []
        for sign in (1, -1):
            moved = list(point)
            moved[number] += sign * step
            ends.append(float(held(*(jnp.asarray(each) for each in moved))))
        assert float(slope) == pytest.approx((ends[0] - ends[1]) / (2 * step), rel=1e-5)
