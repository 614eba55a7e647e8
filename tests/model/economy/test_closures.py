"""What each closure must say of economies whose answer is known."""

from __future__ import annotations

import itertools

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse
from scipy.optimize import root

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
from backfire.numerics import Bounds, least_adjustment

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
    return Network.closed(jnp.asarray(FLOW), jnp.asarray(OUTPUT - FLOW.sum(0)))


@pytest.fixture(autouse=True)
def _double() -> None:
    jax.config.update("jax_enable_x64", True)


CLOSURES: Mapping[str, Callable[[], AbstractClosure]] = {
    "recipe": Recipe,
    "substitution": lambda: Substitution.uniform(five(), of_good=0.1),
    "inventory": lambda: Inventory.uniform(five()),
}
every = pytest.mark.parametrize("closed", CLOSURES.values(), ids=CLOSURES.keys())


def abroad() -> Network:
    """The same five, which buy 40 of their inputs outside instead of adding them."""
    bought = np.array([10.0, 5.0, 5.0, 20.0, 0.0])
    return Network(
        jnp.asarray(FLOW), jnp.asarray(OUTPUT - FLOW.sum(0) - bought), jnp.asarray(bought)
    )


def short(missing: float) -> Shortage:
    return Shortage(jnp.full((1, 5), missing), jnp.asarray(COSTS)[None])


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
    one = Network.closed(jnp.zeros((1, 1)), jnp.array([100.0]))
    shortage = Shortage(jnp.array([[0.3]]), jnp.array([[0.01]]))
    found = cost(one, shortage, Substitution.uniform(one, of_good=0.10))
    assert float(found.value_added) == pytest.approx(2.33, abs=0.02)


def test_without_complements_the_network_loses_sales_over_income_of_each_fall() -> None:
    """A small cut costs what the industry spends on the good, however it is made (Hulten 1978)."""
    cut = jnp.array([[0.0, 1e-4, 0.0, 0.0, 0.0]])
    found = cost(five(), Shortage(cut, jnp.asarray(COSTS)[None]), Substitution.uniform(five(), 1.0))
    others = np.eye(5) - FLOW / OUTPUT * (1 - COSTS)
    sales = np.linalg.solve(others, OUTPUT - FLOW.sum(1))[1]
    assert float(found.value_added) == pytest.approx(1e-4 * 0.02 * sales, rel=1e-3)


def test_complements_lose_more_than_substitutes() -> None:
    lost = [
        float(cost(five(), short(0.8), Substitution.uniform(five(), 0.1, each, each)).value_added)
        for each in (0.2, 1.0, 3.0)
    ]
    assert lost[0] > lost[1] > lost[2]


def test_the_limits_of_elasticities_lie_between_their_neighbours() -> None:
    for at, near in ((0.0, 1e-3), (1.0, 1.001)):
        exact, beside = (
            float(
                cost(five(), short(0.5), Substitution.uniform(five(), each, 1.0, 1.0)).value_added
            )
            for each in (at, near)
        )
        assert exact == pytest.approx(beside, rel=0.02)


def test_prices_clear_as_a_root_finder_of_its_own_finds_them() -> None:
    """The same equilibrium written out in levels and left to SciPy."""
    of_good, of_inputs, of_final, cut = 0.3, 0.4, 0.8, 0.6
    costs = np.array(COSTS)
    added = (OUTPUT - FLOW.sum(0)) / OUTPUT
    final = OUTPUT - FLOW.sum(1)
    gdp = final.sum()
    inputs, shares = FLOW / OUTPUT, final / gdp
    base = np.linalg.solve(np.eye(5) - inputs * (1 - costs), shares)

    def unbalanced(logs: np.ndarray, stock: np.ndarray) -> np.ndarray:
        price, good, sales = np.exp(logs[:5]), np.exp(logs[5:10]), logs[10:]
        e, u, f = 1 - of_inputs, 1 - of_good, 1 - of_final
        bundle = ((price[:, None] ** e * inputs).sum(0) + added) ** (1 / e)
        unit = (costs * good**u + (1 - costs) * bundle**u) ** (1 / u)
        ideal = (shares * price**f).sum() ** (1 / f)
        part = costs * (good / unit) ** u
        income = 1 - (costs * base).sum() + (good * stock).sum()
        bought = inputs * (price[:, None] / bundle) ** e * (sales * (1 - part))
        asked = shares * (price / ideal) ** f * income + bought.sum(1)
        wanted = np.where(costs > 0, part * sales - good * stock, np.log(good))
        return np.concatenate([price - unit, wanted, sales - asked])

    found = np.concatenate([np.zeros(10), base])
    for gone in np.linspace(0.1, cut, 11):
        stock = costs * base * (1 - gone)
        found = root(unbalanced, found, args=(stock,), tol=1e-12).x
    assert np.abs(unbalanced(found, stock)).max() < 1e-9
    price, good = np.exp(found[:5]), np.exp(found[5:10])
    income = 1 - (costs * base).sum() + (good * stock).sum()
    ideal = (shares * price ** (1 - of_final)).sum() ** (1 / (1 - of_final))
    closure = Substitution.uniform(five(), of_good, of_inputs, of_final)
    lost = float(cost(five(), short(cut), closure).value_added) / gdp
    assert lost == pytest.approx(1 - income / ideal, rel=1e-6)


def test_slopes_are_those_of_finite_differences() -> None:
    def lost(at: jax.Array) -> jax.Array:
        closure = Substitution.uniform(five(), at[0], at[1], at[2])
        lacking = Shortage(jnp.full((1, 5), at[3]), at[4] * jnp.asarray(COSTS)[None])
        return closure.loss(abroad(), lacking).value_added

    point, step = jnp.array([0.2, 0.5, 0.9, 0.6, 1.0]), 1e-4
    slopes = jax.grad(lost)(point)
    for number in range(5):
        moved = [lost(point.at[number].add(sign * step)) for sign in (1, -1)]
        assert float(slopes[number]) == pytest.approx(
            float(moved[0] - moved[1]) / (2 * step), rel=1e-3
        )


def test_two_goods_that_are_short_cost_more_than_either() -> None:
    shares = jnp.asarray(np.stack([COSTS, COSTS]))
    both, first = (
        float(
            cost(
                five(),
                Shortage(jnp.stack([jnp.full(5, 0.5), jnp.full(5, second)]), shares),
                Substitution.uniform(five(), 0.2),
            ).value_added
        )
        for second in (0.5, 0.0)
    )
    assert both > first > 0


def test_the_allocation_is_that_of_the_same_program_left_to_a_library() -> None:
    """Every flow, final use and output is an unknown; Clarabel minimises the squared changes."""
    most = OUTPUT * np.where(np.asarray(COSTS) > 0, 0.7, 1.0)
    final = OUTPUT - FLOW.sum(1)
    start = np.concatenate([FLOW.ravel(), final, OUTPUT])
    moves = start[:30] > 0
    laws = np.zeros((10, 35))
    for each in range(5):
        laws[each, each * 5 : each * 5 + 5] = 1
        laws[each, 25 + each], laws[each, 30 + each] = 1, -1
        laws[5 + each, each:25:5] = 1
        laws[5 + each, 30 + each] = -FLOW[:, each].sum() / OUTPUT[each]
    found = least_adjustment(
        sparse.csr_array(np.eye(35)[:30]),
        start[:30],
        np.sqrt(np.where(moves, start[:30], 1e-9)),
        start,
        np.full(35, np.inf),
        sparse.csr_array(laws),
        Bounds(
            lower=np.zeros(35),
            upper=np.concatenate([np.where(moves, np.inf, 0.0), most]),
            missed=np.full(30, np.inf),
        ),
    )
    lost = OUTPUT - found.solution[30:]
    np.testing.assert_allclose(cost(five(), short(0.3), Recipe()).output, lost, atol=1e-4)


def test_what_is_bought_outside_is_not_made_at_home() -> None:
    assert float(abroad().gdp) == pytest.approx(float(abroad().final.sum() - 40))
    for closed in (Recipe(), Inventory.uniform(abroad()), Substitution.uniform(abroad(), 0.1)):
        lost = float(cost(abroad(), short(0.5), closed).value_added)
        assert 0 < lost < float(abroad().gdp)


def test_an_input_that_is_not_critical_stops_nobody() -> None:
    """Metal is short all year; makers of cars go on where they can do without it."""
    flow = jnp.zeros((3, 3)).at[0, 1].set(10.0).at[1, 2].set(20.0)
    chain = Network.closed(flow, jnp.array([10.0, 10.0, 60.0]))
    lacking = Shortage(jnp.array([[0.0, 0.5, 0.0]]), jnp.array([[0.0, 0.01, 0.0]]))
    cars = [
        float(cost(chain, lacking, Inventory.uniform(chain, critical)).output[2])
        for critical in (None, jnp.zeros((3, 3), bool))
    ]
    assert cars[0] > 1
    assert cars[1] == pytest.approx(0, abs=1e-6)


def test_stocks_bridge_a_short_interruption() -> None:
    """Ore goes into metal and metal into cars; metal is short for three weeks of a year."""
    flow = jnp.zeros((3, 3)).at[0, 1].set(10.0).at[1, 2].set(20.0)
    chain = Network.closed(flow, jnp.array([10.0, 10.0, 60.0]))
    weeks = jnp.zeros((52, 1, 3)).at[:3, 0, 1].set(0.5)
    uses = jnp.array([[0.0, 0.01, 0.0]])
    ore, metal, cars = cost(chain, Shortage(weeks, uses), Inventory.uniform(chain)).output
    assert float(cars) < 0.01 * float(metal)
    assert float(ore) > 0
    *_, cars = cost(
        chain, Shortage(weeks.at[:].set(weeks[0]), uses), Inventory.uniform(chain)
    ).output
    assert float(cars) > 0.2 * 80.0


def test_a_year_of_interruption_spreads_to_buyers() -> None:
    found = cost(five(), short(0.5), Inventory.uniform(five()))
    assert float(found.output[2]) > 0.05 * OUTPUT[2]


@settings(max_examples=60)
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
def test_gradients_are_finite_at_the_limits(elasticity: float) -> None:
    slope = jax.grad(lambda each: ces_output(0.8, 0.01, each))(elasticity)
    assert np.isfinite(float(slope))


@pytest.mark.parametrize("cover", [0.01, 0.2, 1.0, 30.0])
@pytest.mark.parametrize("missing", [0.95, 1.0])
def test_no_stock_falls_below_nothing(cover: float, missing: float) -> None:
    """A shelf of less than a week's use would be emptied twice in a week."""
    closure = Inventory.uniform(five(), cover=cover)
    made = closure.path(five(), jnp.full((156, 5), missing))
    assert bool(jnp.isfinite(made).all())
    assert float(made.min()) >= 0
