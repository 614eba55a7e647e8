"""What each closure must say of economies whose answer is known."""

from __future__ import annotations

import itertools

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize

from backfire.errors import SolveError
from backfire.model.economy import (
    AbstractClosure,
    Inventory,
    Network,
    Recipe,
    Shortage,
    Substitution,
    ces_output,
    cost,
)

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
COSTS = np.array([0.0, 0.02, 0.0, 0.001, 0.0])


def five() -> Network:
    """Five industries that balance."""
    return Network(
        jnp.asarray(FLOW), jnp.asarray(OUTPUT - FLOW.sum(0)), jnp.asarray(OUTPUT - FLOW.sum(1))
    )


@pytest.fixture(autouse=True)
def _double() -> None:
    jax.config.update("jax_enable_x64", True)


CLOSURES: Mapping[str, Callable[[], AbstractClosure]] = {
    "recipe": Recipe,
    "substitution": lambda: Substitution.uniform(five(), of_good=0.1),
    "inventory": Inventory,
}
every = pytest.mark.parametrize("closed", CLOSURES.values(), ids=CLOSURES.keys())


def short(missing: float) -> Shortage:
    return Shortage(jnp.full(5, missing), jnp.asarray(COSTS))


def test_the_table_balances() -> None:
    np.testing.assert_allclose(five().output, OUTPUT)
    assert float(five().gdp) == pytest.approx(float(five().final.sum()))
    np.testing.assert_allclose(five().leontief_inverse @ five().final, OUTPUT)


@every
def test_nothing_missing_costs_nothing(closed: Callable[[], AbstractClosure]) -> None:
    found = cost(five(), short(0.0), closed())
    assert abs(float(found.value_added)) < 1e-5 * float(five().gdp)


@every
def test_more_missing_never_costs_less(closed: Callable[[], AbstractClosure]) -> None:
    lost = [float(cost(five(), short(each), closed()).value_added) for each in (0.1, 0.3, 0.6, 0.9)]
    assert all(later >= sooner - 1e-9 for sooner, later in itertools.pairwise(lost))
    assert lost[-1] > 0


@every
def test_money_scales(closed: Callable[[], AbstractClosure]) -> None:
    double = jax.tree.map(lambda leaf: 2 * leaf, five())
    once, twice = (float(cost(each, short(0.3), closed()).value_added) for each in (five(), double))
    assert twice == pytest.approx(2 * once, rel=1e-5)


@every
def test_all_missing_is_finite_and_no_more_than_everything(
    closed: Callable[[], AbstractClosure],
) -> None:
    lost = float(cost(five(), short(1.0), closed()).value_added)
    assert np.isfinite(lost)
    assert 0 < lost <= float(five().gdp) * (1 + 1e-9)


def test_one_industry_alone_loses_what_the_formula_says() -> None:
    one = Network(jnp.zeros((1, 1)), jnp.array([100.0]), jnp.array([100.0]))
    shortage = Shortage(jnp.array([0.3]), jnp.array([0.01]))
    found = cost(one, shortage, Substitution.uniform(one, of_good=0.10))
    assert float(found.value_added) == pytest.approx(2.33, abs=0.02)


def test_without_complements_the_network_loses_sales_over_income_of_each_fall() -> None:
    """Hulten's theorem holds exactly for Cobb-Douglas: shares do not move."""
    closure = Substitution.uniform(five(), of_good=0.1, of_inputs=1.0, of_final=1.0)
    made = ces_output(jnp.full(5, 0.3), jnp.asarray(COSTS), jnp.full(5, 0.1))
    expected = -jnp.expm1(jnp.log(made) @ (five().output / five().gdp)) * five().gdp
    assert float(cost(five(), short(0.3), closure).value_added) == pytest.approx(float(expected))


def test_complements_lose_more_than_substitutes() -> None:
    lost = [
        float(cost(five(), short(0.8), Substitution.uniform(five(), 0.1, each, each)).value_added)
        for each in (0.2, 1.0, 3.0)
    ]
    assert lost[0] > lost[1] > lost[2]


def test_more_steps_change_nothing_that_matters(monkeypatch: pytest.MonkeyPatch) -> None:
    from backfire.model.economy import _substitution

    closure = Substitution.uniform(five(), 0.1, 0.3, 0.5)
    few = float(cost(five(), short(0.8), closure).value_added)
    monkeypatch.setattr(_substitution, "STEPS", 1024)
    assert few == pytest.approx(float(cost(five(), short(0.8), closure).value_added), rel=0.02)


def test_the_allocation_is_that_of_the_same_program_written_by_hand() -> None:
    most = OUTPUT * np.where(np.asarray(COSTS) > 0, 0.7, 1.0)
    final = np.asarray(five().final)
    recipe = FLOW / OUTPUT
    inverse = np.linalg.inv(np.eye(5) - recipe)
    by_hand = minimize(
        lambda kept: (((kept - final) ** 2) / final).sum(),
        0.6 * final,
        bounds=[(0, each) for each in final],
        constraints={"type": "ineq", "fun": lambda kept: most - inverse @ kept},
        method="SLSQP",
        options={"ftol": 1e-14, "maxiter": 500},
    )
    lost = OUTPUT - inverse @ by_hand.x
    np.testing.assert_allclose(cost(five(), short(0.3), Recipe()).output, lost, atol=1e-4)


def test_an_allocation_that_no_recipe_allows_is_told() -> None:
    imported = Network(five().flow, five().value_added, five().final.at[0].set(-50.0))
    with pytest.raises(SolveError, match="no point obeys"):
        cost(imported, Shortage(jnp.ones(5), jnp.ones(5)), Recipe())


def test_a_product_that_is_mostly_imported_keeps_weeks_finite() -> None:
    flow = FLOW.copy()
    flow[0] *= 3
    mostly = Network(
        jnp.asarray(flow), jnp.asarray(OUTPUT - flow.sum(0)), jnp.asarray(OUTPUT - flow.sum(1))
    )
    assert float(mostly.final[0]) < 0
    assert abs(float(cost(mostly, short(0.0), Inventory()).value_added)) < 1e-6
    found = cost(mostly, short(0.9), Inventory())
    assert 0 <= float(found.value_added) <= float(mostly.gdp)


def test_stocks_bridge_a_short_interruption() -> None:
    weeks = jnp.zeros((52, 5)).at[:3, 3].set(0.5)
    found = cost(five(), Shortage(weeks, jnp.asarray(COSTS)), Inventory())
    direct = 3 / 52 * 0.5 * OUTPUT[3]
    assert float(found.output[3]) == pytest.approx(direct, rel=0.35)
    others = float(found.output.sum() - found.output[3])
    year = cost(five(), short(0.5), Inventory())
    assert others / direct < 0.7 * float((year.output.sum() - year.output[3]) / year.output[3])


def test_a_year_of_interruption_spreads_to_buyers() -> None:
    found = cost(five(), short(0.5), Inventory())
    assert float(found.output[2]) > 0.05 * OUTPUT[2]


@settings(max_examples=60, deadline=None)
@given(
    cut=st.floats(0.0, 1.0),
    share=st.floats(0.0, 1.0),
    elasticity=st.floats(0.0, 5.0),
)
def test_output_of_one_industry_lies_between_nothing_and_all(
    cut: float, share: float, elasticity: float
) -> None:
    made = float(ces_output(cut, share, elasticity))
    assert np.isfinite(made)
    assert -1e-12 <= made <= 1 + 1e-9
    assert made >= (1 - cut) * (1 - 1e-6)


@given(elasticity=st.sampled_from([1e-9, 0.05, 0.5, 1 - 1e-9, 1.0, 1 + 1e-9, 2.0]))
@settings(deadline=None)
def test_gradients_are_finite_at_the_limits(elasticity: float) -> None:
    slope = jax.grad(lambda each: ces_output(0.8, 0.01, each))(elasticity)
    assert np.isfinite(float(slope))
