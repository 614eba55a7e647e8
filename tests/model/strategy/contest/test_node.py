"""One who moves and is watched, at nodes that need not belong to a contest."""

from __future__ import annotations

from itertools import product

import jax.numpy as jnp
import numpy as np
import pytest

from backfire.model.strategy.contest._curve import OwnCurve
from backfire.model.strategy.contest._node import Node
from backfire.model.strategy.contest._node_solver import _looked_at, solved

GRID = np.array([0.0, 0.3, 0.6, 1.0])
NODES = 200


@pytest.fixture(scope="module")
def node(_double):
    """Two actions at many states; values run up and down, and some of them steeply."""
    draw = np.random.default_rng(4)
    values = draw.normal(size=(2, len(GRID), NODES)) * draw.uniform(0.0, 6.0, NODES)
    first = draw.uniform(0.0, 1.0, NODES)
    return Node(
        curve=OwnCurve(jnp.array(values), jnp.array(GRID), 1),
        belief=jnp.array(GRID)[None, :, None],
        resolute=jnp.array(np.stack([first, 1 - first])[:, None]),
        allowed=jnp.ones((2, 1, NODES), bool),
        off_path=jnp.ones(()),
    )


ODDS = np.linspace(-40.0, 40.0, 8001)
"""Logarithms of the odds of the first action that are looked at; at even odds in the middle."""


def calls(node: Node) -> np.ndarray:
    """The odds that each odds of the first action call for, looked at one by one.

    One who is not resolute is never rounded up to certainty, and less often to any point than one
    who is.
    """
    shares = np.stack([1 / (1 + np.exp(-ODDS)), 1 / (1 + np.exp(ODDS))])
    found = np.zeros((len(GRID), NODES, len(ODDS)))
    for prior, at in product(range(1, len(GRID) - 1), range(NODES)):
        worth = []
        for act, share in enumerate(shares):
            resolute = GRID[prior] * float(node.resolute[act, 0, at])
            belief = np.minimum(resolute / (resolute + (1 - GRID[prior]) * share), GRID[-2])
            values = np.asarray(node.curve.values[act, :, at])
            worth.append(np.interp(belief, GRID, (1 - GRID) * values) / (1 - belief))
        found[prior, at] = worth[0] - worth[1]
    return found


def answers(node: Node) -> np.ndarray:
    """How often the odds cross those that they call for."""
    found = (np.diff(np.sign(ODDS - calls(node))) != 0).sum(-1)
    return np.where(np.isin(np.arange(len(GRID)), (0, len(GRID) - 1))[:, None], 1, found)


def principal(called: np.ndarray) -> float:
    """Where the branch ends that begins at even odds where precision is none.

    Precision times what odds call for is odds, so that precision along the branch is odds over what
    they call for: it first comes to one at the first crossing on the side that even odds call for.
    """
    middle = len(ODDS) // 2
    crossings = np.flatnonzero(np.diff(np.sign(ODDS - called)) != 0)
    if called[middle] > 0:
        return float(ODDS[crossings[crossings >= middle][0]])
    return float(ODDS[crossings[crossings < middle][-1]])


def test_every_node_is_solved_and_a_second_answer_is_nowhere_overlooked(node):
    log, care = solved(node, None)
    assert float(care.residual) <= 1e-8
    residual, several = _looked_at(node, log)
    unsolved = np.asarray(residual) > 1e-8
    assert int(care.unsolved) == unsolved.sum() <= 0.005 * unsolved.size
    assert np.asarray(several)[unsolved].all()
    found = answers(node)
    assert (found > 1).sum() > 20
    assert np.asarray(several)[found > 1].all()
    assert int(care.several) == int(several.sum()) < 0.5 * several.size


def test_where_there_are_several_answers_it_is_nearly_always_the_one_that_follows_from_even_odds(
    node,
):
    log = np.asarray(solved(node, None)[0])
    called = calls(node)
    places = np.argwhere(answers(node) > 1)
    odds = np.array([log[0, prior, at] - log[1, prior, at] for prior, at in places])
    followed = np.array([principal(called[prior, at]) for prior, at in places])
    assert (abs(odds - followed) < 0.02).mean() > 0.95


def test_where_value_rises_with_reputation_there_is_one_answer(node):
    rising = OwnCurve(jnp.sort(node.curve.values, axis=1), node.curve.grid, 1)
    plain = Node(rising, node.belief, node.resolute, node.allowed, node.off_path)
    assert (answers(plain) == 1).all()
    assert int(solved(plain, None)[1].several) == 0
