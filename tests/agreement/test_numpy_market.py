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


OTHER_KINDS = [
    {"kind": "ban", "to": ["JPN"], "goods": ["dy_oxide"], "withheld": 0.6, "starts": "2025-02-05"},
    {
        "kind": "quota_pool",
        "to": "all",
        "goods": ["oxides"],
        "starts": "2025-01-15",
        "tranches": [
            {"date": "2025-01-15", "tonnes": 6000.0},
            {"date": "2025-04-02", "tonnes": 4000.0},
        ],
        "coverage": 1.2,
        "holders_of_rent": "sender",
    },
    {"kind": "tariff", "to": ["DEU"], "goods": ["magnets"], "rate": 0.3, "starts": "2025-02-05"},
    {"kind": "supply_order", "processes": ["separate_ionic_clay"], "output_cap": 0.8},
    {
        "kind": "extraterritorial",
        "to": ["USA"],
        "goods": ["magnets"],
        "content": {"magnets": 0.5},
        "withheld": 0.7,
        "starts": "2025-03-05",
    },
    {
        "kind": "threat",
        "to": "all",
        "goods": ["magnets"],
        "severity": 0.4,
        "announced": "2025-01-22",
        "starts": "2025-05-07",
        "ends": "2025-05-07",
    },
]
OF_ANOTHER_SENDER = {"kind": "ban", "by": "MMR", "to": ["CHN"], "goods": ["ionic_clay_concentrate"]}


@pytest.fixture(scope="module")
def other_kinds_and_two_senders():
    jax.config.update("jax_enable_x64", True)
    asked = read_scenario("rare-earths-2025").but(draws=DRAWS, ends="2025-10-01")
    shared = {"by": "CHN", "starts": "2025-02-05"}
    told = [{"name": each["kind"].replace("_", "-"), **shared, **each} for each in OTHER_KINDS]
    told.append({"name": "mines", "starts": "2025-02-05", "withheld": 0.5, **OF_ANOTHER_SENDER})
    return both(asked.but(controls=told))


@pytest.mark.parametrize("name", ["spot", "contract", "unmet", "from_sender"])
def test_every_other_kind_of_control_and_a_second_sender_agree(other_kinds_and_two_senders, name):
    compiled, plain = other_kinds_and_two_senders
    theirs = np.stack([each[name] for each in plain], axis=-1)
    mine = np.asarray(getattr(compiled, name))[:WEEKS]
    assert np.abs(theirs - theirs[0]).max() > 0.1
    np.testing.assert_allclose(mine, theirs, rtol=1e-9, atol=1e-9 * np.abs(theirs).max())
