"""The compiled market and the same equations in plain NumPy, on the edition that is shipped."""

import jax
import numpy as np
import pytest
from benchmarks import numpy_market

from backfire import data, simulation
from backfire.model.rollout import Problem, rollout
from backfire.scenario import read_scenario
from backfire.simulation._rules import rules_of
from backfire.simulation._run import Run

WEEKS, DRAWS = 39, 3


def both(question):
    """Weekly figures of every future: compiled, and one future at a time in NumPy."""
    edition = data.read_edition(question.edition)
    run = Run.of(
        question,
        edition,
        data.reconcile(edition),
        data.read_parameters(question.parameters),
        "float64",
        DRAWS,
    )
    drawn = simulation.draws(question)
    compiled = rollout(Problem(run.chain, run.schedule, rules_of(drawn, "float64"))).flows
    plain = [
        numpy_market.roll(
            run.chain, run.schedule, {name: column[n] for name, column in drawn.items()}, WEEKS
        )
        for n in range(DRAWS)
    ]
    return compiled, plain


@pytest.fixture(scope="module")
def controls_of_2025():
    jax.config.update("jax_enable_x64", True)
    return both(read_scenario("rare-earths-2025").but(draws=DRAWS, ends="2025-12-31"))


@pytest.mark.parametrize("name", ["spot", "contract", "unmet", "from_sender"])
def test_every_week_of_the_controls_of_2025_agrees(controls_of_2025, name):
    compiled, plain = controls_of_2025
    theirs = np.stack([each[name] for each in plain], axis=-1)
    mine = np.asarray(getattr(compiled, name))[:WEEKS]
    assert np.abs(theirs - theirs[0]).max() > 0.1
    np.testing.assert_allclose(mine, theirs, rtol=1e-9, atol=1e-9 * np.abs(theirs).max())
