"""The economy beside pymrio, CVXPY and BoARIO, each where it is installed (extras dev, peers)."""

from __future__ import annotations

import importlib
import warnings
from types import ModuleType

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from backfire.model.economy import Inventory, Network, Recipe, Shortage, cost

FLOW = np.array(
    [
        [10.0, 30.0, 5.0, 0.0, 2.0],
        [20.0, 15.0, 40.0, 10.0, 5.0],
        [0.0, 10.0, 20.0, 30.0, 8.0],
        [5.0, 5.0, 10.0, 25.0, 20.0],
        [3.0, 0.0, 6.0, 12.0, 9.0],
    ]
)
OUTPUT = np.array([120.0, 180.0, 200.0, 220.0, 150.0])
FINAL = OUTPUT - FLOW.sum(1)
CLOSE = 1e-10
WEEKS = 52


@pytest.fixture(autouse=True)
def _double() -> None:
    jax.config.update("jax_enable_x64", True)


def peer(name: str, extra: str) -> ModuleType:
    """Another program, or a test that is skipped and says where the program comes from."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what they warn of on import is theirs
        pytest.importorskip(name, reason=f"{name} comes with the extra {extra}")
        needs = {"boario": "benchmarks.peer_boario", "cvxpy": "benchmarks.peer_allocation"}
        return importlib.import_module(needs.get(name, name))


def five() -> Network:
    return Network.closed(jnp.asarray(FLOW), jnp.asarray(OUTPUT - FLOW.sum(0)))


def lacking(missing: np.ndarray) -> Shortage:
    return Shortage(jnp.asarray(missing)[None], jnp.full((1, len(missing)), 1e-3))


def test_the_leontief_inverse_and_multipliers_are_those_of_pymrio() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        table = peer("pymrio", "connect").load_test().calc_all()
    flow, output = table.Z.to_numpy(), table.x.to_numpy().ravel()
    ours = Network.closed(jnp.asarray(flow), jnp.asarray(output - flow.sum(0)))
    np.testing.assert_allclose(ours.output, output, rtol=CLOSE)
    np.testing.assert_allclose(ours.final, table.Y.to_numpy().sum(1), atol=CLOSE * output.max())
    np.testing.assert_allclose(ours.requirements, table.A, atol=CLOSE)
    np.testing.assert_allclose(ours.leontief_inverse, table.L, atol=CLOSE)
    multipliers = np.asarray(ours.leontief_inverse).sum(0)
    np.testing.assert_allclose(multipliers, table.L.to_numpy().sum(0), rtol=CLOSE)
    for extension in table.get_extensions(data=True):
        theirs = extension.M.to_numpy()
        each = extension.F.to_numpy() / output
        np.testing.assert_allclose(each @ ours.leontief_inverse, theirs, rtol=1e-9, atol=CLOSE)


# Where the second makes nothing, what only it delivers stops too, and flows become zero.
MISSING = {
    "one lacks a tenth": [0.0, 0.1, 0.0, 0.0, 0.0],
    "two lack different shares": [0.0, 0.3, 0.0, 0.5, 0.0],
    "all lack a fifth": [0.2, 0.2, 0.2, 0.2, 0.2],
    "nine in ten": [0.0, 0.9, 0.0, 0.0, 0.0],
    "most of two": [0.97, 0.0, 0.0, 0.0, 0.97],
    "all of it": [0.0, 1.0, 0.0, 0.0, 0.0],
}
STOPPED = {"nine in ten", "most of two", "all of it"}


@pytest.mark.parametrize("name", MISSING)
def test_the_allocation_is_that_of_the_same_program_written_in_cvxpy(name: str) -> None:
    nearest = peer("cvxpy", "dev").nearest
    missing = np.array(MISSING[name])
    flows, made = nearest(FLOW, FINAL, OUTPUT * (1 - missing))
    lost = cost(five(), lacking(missing), Recipe()).output
    np.testing.assert_allclose(lost, OUTPUT - made, atol=1e-4)
    stopped = (flows < 1e-6) & (FLOW > 0)
    assert stopped.any() == (name in STOPPED)


def paths(where: int, missing: float) -> tuple[np.ndarray, np.ndarray]:
    """Output over that at rest by week and industry, BoARIO's and ours, at equal parameters."""
    boario = peer("boario", "peers")
    stocks = boario.Stocks()
    lack = np.where(np.arange(5) == where, missing, 0.0)
    theirs, _ = boario.path(boario.simulation(FLOW, FINAL, lack, WEEKS, stocks))
    ours = Inventory.uniform(
        five(),
        cover=stocks.cover,
        restock=stocks.restock,
        needed=stocks.needed,
        most=stocks.most,
        speed_up=stocks.speed_up,
    )
    return theirs, np.asarray(ours.path(five(), jnp.tile(jnp.asarray(lack), (WEEKS, 1))))


def test_nothing_moves_at_rest_in_boario_or_here() -> None:
    theirs, ours = paths(0, 0.0)
    assert theirs.shape == ours.shape
    np.testing.assert_allclose(ours, 1.0, atol=1e-12)
    np.testing.assert_allclose(theirs, 1.0, atol=1e-12)


hit = pytest.mark.parametrize(("where", "missing"), [(1, 0.3), (1, 0.7), (3, 0.3), (4, 0.5)])


@hit
def test_who_is_hit_loses_what_boario_says(where: int, missing: float) -> None:
    """By design theirs alone may fall again late in the year, so that three quarters count."""
    theirs, ours = (each[:39, where] for each in paths(where, missing))
    np.testing.assert_allclose(ours[0], theirs[0], atol=1e-12)
    assert (1 - ours).sum() == pytest.approx((1 - theirs).sum(), rel=0.04)


@hit
def test_before_stocks_run_short_the_others_fall_as_boario_says(where: int, missing: float) -> None:
    """Until then only orders differ: here they fall a little deeper in the first weeks."""
    theirs, ours = (each[:5] for each in paths(where, missing))
    assert ((ours < 1 - 1e-3) == (theirs < 1 - 1e-3))[2:].all()
    np.testing.assert_allclose(ours, theirs, atol=0.05)


@pytest.mark.parametrize("where", range(5))
def test_while_stocks_last_all_come_to_stand_where_boario_says(where: int) -> None:
    theirs, ours = (each[10:16] for each in paths(where, 0.2))
    np.testing.assert_allclose(ours, theirs, atol=0.005)


@hit
def test_boario_loses_no_less_over_the_year(where: int, missing: float) -> None:
    """There the stock that is meant to be held follows output, and users wait behind final use.

    Here it stays that at rest, and other industries are served before final use, so that a shock
    is not made larger at every stage.
    """
    theirs, ours = paths(where, missing)
    lost = [((1 - each).mean(0) * OUTPUT).sum() for each in (theirs, ours)]
    assert lost[0] > 0.95 * lost[1] > 0
