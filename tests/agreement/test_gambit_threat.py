"""The threat game solved by Gambit from its tree, where Gambit is installed."""

from __future__ import annotations

import io

import jax
import jax.numpy as jnp
import pytest

from backfire.model.strategy import AgentLogit
from backfire.model.strategy.closed_forms import solve
from tests.model.strategy.threat import Tree, two_rounds

pygambit = pytest.importorskip("pygambit", reason="comes with the extra 'peers'")

ACTION = {"threaten": "yes", "answer": "concede", "carry": "yes"}


@pytest.fixture(autouse=True)
def _double() -> None:
    jax.config.update("jax_enable_x64", True)
    jax.config.update("jax_numpy_rank_promotion", "raise")


def by_gambit(prior: float, precision: float) -> dict[str, float]:
    """Probability of the named action at every information set, by its name in the tree."""
    tree = Tree(prior)
    game = pygambit.read_efg(io.StringIO(str(tree)))
    (found,) = pygambit.qre.logit_solve_lambda(game, precision)
    shares = {}
    for side in ("sender", "target"):
        names = [name for own, name in tree.sets if own == side]
        mixed = [dict(actions) for _, actions in found.profile[side]]
        for name, actions in zip(names, mixed, strict=True):
            shares[name] = float(actions[ACTION[name.rstrip("0123")]])
    return shares


@pytest.mark.parametrize("precision", [0.5, 2.0, 6.0])
@pytest.mark.parametrize("prior", [0.1, 0.3, 0.6])
def test_every_probability_agrees_to_six_digits(prior, precision):
    expected = by_gambit(prior, precision)
    found = solve(two_rounds(prior), AgentLogit(jnp.array(precision)))
    ours = {}
    for played, pasts in zip(found.rounds, [[""], ["0", "1", "2", "3"]], strict=True):
        for number, past in enumerate(pasts):
            ours[f"threaten{past}"] = float(played.threatens[number])
            ours[f"answer{past}"] = float(played.concedes[number])
            ours[f"carry{past}"] = float(played.carries_out[number])
    assert ours == pytest.approx(expected, rel=0, abs=5e-7)
