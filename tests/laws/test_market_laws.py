"""What must be true of the weeks whatever the figures are."""

from __future__ import annotations

from dataclasses import replace

import equinox as eqx
import jax
import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backfire.data import read_parameters
from backfire.model.equilibrium import equilibrium
from backfire.model.market import MeritOrder
from backfire.model.rollout import Path, Problem, rollout
from backfire.questions.prepare._rules import draw_rules, rules_of
from tests import worlds

CHN, USA, JPN = 0, 1, 2
HEAVY, MAGNET = 2, 3


def embargoed(weeks: int = 52, withheld: float = 1.0, **changes: float) -> Problem:
    return Problem(
        worlds.three_places(), worlds.embargo(weeks, withheld), worlds.rules(1, **changes)
    )


def headlines(path: Path) -> dict[str, float]:
    spot = np.exp(np.asarray(path.flows.spot)[:, :, USA, 0])
    weakest = np.asarray(path.flows.weakest)[:, MAGNET, USA, 0]
    first = int(np.argmax(weakest < 0.5))
    part = (weakest[first - 1] - 0.5) / (weakest[first - 1] - weakest[first])
    return {
        "peak": float(spot[:, HEAVY].max()),
        "price after a year": float(spot[51, HEAVY]),
        "use lost": float(np.asarray(path.flows.unmet)[4:56, MAGNET, USA, 0].mean()),
        "day of the first stop": 7 * (first - 1 + part - 4),
        "exports": float(np.asarray(path.flows.from_sender)[4:56, MAGNET, 0, 1:, 0].sum()),
    }


@settings(max_examples=8)
@given(withheld=st.floats(0, 1), elasticity=st.floats(0.6, 1.1), seed=st.integers(0, 999))
def test_no_tonne_appears_or_vanishes(withheld: float, elasticity: float, seed: int) -> None:
    drawn = draw_rules(read_parameters("prior"), 4, seed)
    drawn["source_elasticity"] = np.full(4, elasticity)
    rules = rules_of(drawn, "float64")
    path = rollout(Problem(worlds.three_places(), worlds.embargo(104, withheld), rules))
    assert float(path.flows.imbalance.max()) < 1e-9
    assert bool(path.sound.all())


def test_nothing_moves_without_a_measure() -> None:
    chain = worlds.three_places()
    path = rollout(Problem(chain, worlds.free_trade(520), worlds.rules(2)))
    assert float(jnp.abs(path.flows.spot).max()) < 1e-6
    assert (
        float(
            jnp.abs(path.flows.use / jnp.maximum(chain.use, 1e-9)[None, :, :, None] - 1)[
                :, chain.use > 0
            ].max()
        )
        < 1e-6
    )


@pytest.mark.study
def test_the_numerical_step_does_not_matter() -> None:
    weekly, half, quarter = (
        headlines(rollout(eqx.tree_at(lambda p: p.rules, embargoed(104), worlds.rules(1))))
        if steps == 1
        else headlines(
            rollout(
                Problem(
                    worlds.three_places(),
                    worlds.embargo(104),
                    worlds.rules(1),
                    steps_per_week=steps,
                )
            )
        )
        for steps in (1, 2, 4)
    )
    for name, value in weekly.items():
        scale = max(abs(value), 1e-3 if name == "exports" else 0.0)
        assert abs(half[name] - value) <= 0.03 * scale, name
        assert abs(quarter[name] - value) <= 0.03 * scale, name


@pytest.mark.parametrize(
    "name",
    [
        "cover_scale",
        *(
            pytest.param(name, marks=pytest.mark.study)
            for name in ("hoarding_risk", "source_elasticity")
        ),
    ],
)
def test_the_gradient_is_what_differences_say(name: str) -> None:
    problem = embargoed(26, 0.7)

    def lost(value: jax.Array) -> jax.Array:
        rules = eqx.tree_at(lambda r: getattr(r, name), problem.rules, value)
        path = rollout(eqx.tree_at(lambda p: p.rules, problem, rules))
        return path.flows.use[:, HEAVY, USA].sum()

    at = getattr(problem.rules, name)
    small = 1e-5 * at
    differences = (lost(at + small) - lost(at - small)) / (2 * small.sum())
    gradient = jax.grad(lambda value: lost(value))(at).sum()
    assert float(gradient) == pytest.approx(float(differences), rel=1e-3)


def test_withholding_nothing_is_no_measure_bit_for_bit() -> None:
    chain, rules = worlds.three_places(), worlds.rules(2)
    nothing = rollout(Problem(chain, worlds.embargo(52, 0.0), rules))
    free = rollout(Problem(chain, worlds.free_trade(52), rules))
    assert bool((nothing.flows.spot == free.flows.spot).all())
    assert bool((nothing.flows.use == free.flows.use).all())


@pytest.mark.study
def test_ten_thousand_draws_of_the_prior_stay_sound() -> None:
    drawn = draw_rules(read_parameters("prior"), 10_000, 1)
    chain = jax.tree.map(lambda leaf: leaf.astype("float32"), worlds.three_places())
    policy = jax.tree.map(lambda leaf: leaf.astype("float32"), worlds.embargo(52))
    for first in range(0, 10_000, 2_500):
        some = {name: values[first : first + 2_500] for name, values in drawn.items()}
        path = rollout(Problem(chain, policy, rules_of(some, "float32")))
        assert bool(path.sound.all())


@settings(max_examples=6)
@given(low=st.floats(0, 1), high=st.floats(0, 1))
def test_a_tighter_ban_never_helps_the_target_in_its_first_eight_weeks(
    low: float, high: float
) -> None:
    looser, tighter = (rollout(embargoed(26, share)).flows for share in sorted((low, high)))
    rounding = 1e-9
    assert bool((tighter.spot[:12, :, USA] >= looser.spot[:12, :, USA] - rounding).all())
    assert bool((tighter.use[:12, MAGNET, USA] <= looser.use[:12, MAGNET, USA] + 1e-6).all())


def test_permuting_the_places_permutes_the_answer() -> None:
    problem = replace(embargoed(52), pace=worlds.pace())
    chain, order = problem.chain, np.array([0, 2, 1])
    swapped = eqx.tree_at(
        lambda c: (
            c.kept,
            c.capacity,
            c.utilisation,
            c.share,
            c.use,
            c.final_use,
            c.cover,
            c.transit,
            c.lead,
            c.affinity,
            c.plant_cost,
            c.value_added,
        ),
        chain,
        (
            chain.kept[:, order],
            chain.capacity[:, order],
            chain.utilisation[:, order],
            chain.share[:, order][:, :, order],
            chain.use[:, order],
            chain.final_use[:, :, order],
            chain.cover[:, order],
            chain.transit[order],
            chain.lead[:, order],
            chain.affinity[:, order],
            chain.plant_cost[:, order],
            chain.value_added[:, order],
        ),
    )
    first, second = rollout(problem), rollout(eqx.tree_at(lambda p: p.chain, problem, swapped))
    one, other = first.flows, second.flows
    np.testing.assert_allclose(one.spot[:, :, order], other.spot, atol=1e-9)
    np.testing.assert_allclose(one.use[:, :, order], other.use, rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(
        one.accounts.lost[:, order], other.accounts.lost, rtol=1e-9, atol=1e-3
    )
    built, swapped_built = (path.final.structure.building for path in (first, second))
    assert float(built.max()) > 0.0
    np.testing.assert_allclose(built[:, order], swapped_built, rtol=1e-9, atol=1e-12)


def test_money_scales() -> None:
    problem = embargoed(52)
    dearer = eqx.tree_at(
        lambda p: (p.chain.price, p.chain.processing_cost),
        problem,
        (7 * problem.chain.price, 7 * problem.chain.processing_cost),
    )
    one, other = rollout(problem).flows, rollout(dearer).flows
    np.testing.assert_allclose(one.spot, other.spot, atol=1e-9)
    np.testing.assert_allclose(7 * one.accounts.profit, other.accounts.profit, rtol=1e-7, atol=1.0)


@pytest.mark.study
def test_a_batch_equals_its_futures_one_by_one() -> None:
    chain, policy = worlds.three_places(), worlds.embargo(52)
    rules = rules_of(draw_rules(read_parameters("prior"), 4, 3), "float64")
    batch = rollout(Problem(chain, policy, rules)).flows.spot
    for draw in range(4):
        alone = jax.tree.map(lambda leaf, d=draw: leaf[d : d + 1], rules)
        single = rollout(Problem(chain, policy, alone)).flows.spot
        np.testing.assert_allclose(batch[..., draw], single[..., 0], atol=1e-9)


def test_single_precision_gives_three_digits() -> None:
    problem = embargoed(104)
    single = jax.tree.map(
        lambda leaf: leaf.astype("float32") if eqx.is_inexact_array(leaf) else leaf, problem
    )
    exact, rough = headlines(rollout(problem)), headlines(rollout(single))
    for name, value in exact.items():
        assert rough[name] == pytest.approx(value, rel=1e-3, abs=1e-6), name


AT_ONCE = {"source_elasticity_long": 0.9, "demand_elasticity_long": 0.15, "relocation_rate": 0.0}
"""No answer of the years beyond that of the weeks."""


@pytest.mark.parametrize(
    "withheld", [0.7, *(pytest.param(share, marks=pytest.mark.study) for share in (0.0, 1.0))]
)
def test_a_long_rollout_ends_at_the_equilibrium(withheld: float) -> None:
    chain, rules = worlds.three_places(), worlds.rules(1, **AT_ONCE)
    policy = worlds.embargo(52 * 70, withheld, 0.0)
    last = jax.tree.map(lambda leaf: leaf[-1], policy.weeks)
    found = equilibrium(chain, rules, last, policy.terms, MeritOrder())
    assert bool(found.converged)
    path = rollout(Problem(chain, policy, rules))
    np.testing.assert_allclose(path.flows.spot[-1], found.flows.spot, atol=1e-3)
    np.testing.assert_allclose(path.flows.use[-1], found.flows.use, rtol=1e-3, atol=1e-6)


@pytest.mark.study
def test_thrift_brings_a_rollout_to_the_equilibrium_of_the_long_run() -> None:
    thrifty = {**AT_ONCE, "demand_elasticity_long": 0.45}
    chain, rules = worlds.three_places(), worlds.rules(1, **thrifty)
    policy = worlds.embargo(52 * 100, 0.7, 0.0)
    last = jax.tree.map(lambda leaf: leaf[-1], policy.weeks)
    found = equilibrium(chain, rules, last, policy.terms, MeritOrder(), horizon=1e3)
    path = rollout(Problem(chain, policy, rules))
    np.testing.assert_allclose(path.flows.spot[-1], found.flows.spot, atol=2e-3)


def test_a_sender_without_a_share_moves_nothing() -> None:
    path = rollout(Problem(worlds.three_places(0.0), worlds.embargo(52), worlds.rules(1)))
    assert float(jnp.abs(path.flows.spot[:, :, 1:]).max()) < 1e-9


def test_a_ban_by_a_small_supplier_moves_little() -> None:
    small, large = (
        rollout(Problem(worlds.three_places(share), worlds.embargo(52), worlds.rules(1)))
        for share in (0.05, 0.9)
    )
    assert float(small.flows.unmet[:, MAGNET, USA].max()) < 0.05
    assert float(large.flows.unmet[:, MAGNET, USA].max()) > 0.5


def test_twice_the_cover_stops_later() -> None:
    usual = headlines(rollout(embargoed(104)))["day of the first stop"]
    double = headlines(rollout(embargoed(104, cover_scale=2.0)))["day of the first stop"]
    assert double > usual + 7


def test_a_supply_order_at_home_raises_prices_everywhere() -> None:
    path = rollout(Problem(worlds.three_places(), worlds.cap_on_mining(52, 0.6), worlds.rules(1)))
    assert bool((path.flows.spot[-1, 0, jnp.array([CHN, JPN])] > 0.1).all())
