"""Allocations that are hard to find, and what single precision costs week by week."""

from __future__ import annotations

import equinox as eqx
import jax
import jax.numpy as jnp
import numpy as np
import pytest

from backfire.model.economy import Inventory, Network, Recipe, Shortage, cost
from backfire.model.economy._recipe import by_active_sets, by_library, nearest_flows


def drawn(seed: int, size: int) -> tuple[np.ndarray, np.ndarray]:
    """Flows and final use of a table with holes, in which nobody buys more than it makes."""
    draw = np.random.default_rng(seed)
    flow = draw.gamma(0.5, 10.0, (size, size)) * (draw.random((size, size)) < 0.6)
    final = draw.gamma(1.0, 20.0, size) * (draw.random(size) < 0.8)
    sales = flow.sum(1) + final
    scaled = flow * np.minimum(1.0, 0.9 * sales / np.maximum(flow.sum(0), 1e-9))
    return scaled, final + (flow - scaled).sum(1)


@pytest.mark.parametrize("seed", range(40))
def test_linear_solves_and_an_interior_point_method_agree(seed: int) -> None:
    flow, final = drawn(seed, 6)
    before = flow.sum(1) + final
    missing = np.random.default_rng(seed).choice([0.0, 0.0, 0.3, 0.7], 6)
    most = before * (1 - missing)
    found = by_active_sets(flow, final, most)
    assert found is not None
    assert np.abs(found - by_library(flow, final, most)).max() < 1e-3 * before.max()


# The user of the one that fails buys from nobody else that can deliver, and its own buyers neither.
ONE_ROAD = np.array([[0.0, 8.0, 0.0], [0.0, 0.0, 9.0], [1.0, 0.0, 0.0]])
ONE_END = np.array([0.0, 0.0, 11.0])


@pytest.mark.parametrize("missing", [0.5, 0.999, 1 - 1e-9])
def test_where_one_road_leads_to_final_use_everyone_on_it_falls_alike(missing: float) -> None:
    before = ONE_ROAD.sum(1) + ONE_END
    most = before * np.where([True, False, False], 1 - missing, 1.0)
    made = nearest_flows(ONE_ROAD, ONE_END, most)
    np.testing.assert_allclose(made / before, 1 - missing, atol=2e-5)


def hard(seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Nearly all of several industries, or all, is missing, so that whole rows of flows vanish."""
    flow, final = drawn(seed, 1 + seed % 7)
    before = flow.sum(1) + final
    missing = np.random.default_rng(seed).choice([0.0, 0.3, 0.999, 1 - 1e-9], len(before))
    return flow, final, before * (1 - missing)


@pytest.mark.parametrize("seed", range(60))
def test_whatever_is_missing_an_allocation_obeys_its_limits(seed: int) -> None:
    flow, final, most = hard(seed)
    made = nearest_flows(flow, final, most)
    assert np.isfinite(made).all()
    assert (made <= most * (1 + 1e-6) + 1e-6).all()
    assert (made >= -1e-6 * (flow.sum(1) + final)).all()


@pytest.mark.parametrize("seed", [4, 18, 33])
def test_where_no_sets_obey_every_condition_the_library_answers(seed: int) -> None:
    flow, final, most = hard(seed)
    assert by_active_sets(flow, final, most) is None
    np.testing.assert_allclose(nearest_flows(flow, final, most), by_library(flow, final, most))


def test_no_recipe_of_a_table_of_many_is_left_to_the_library() -> None:
    flow, final = drawn(1, 60)
    before = flow.sum(1) + final
    for seed in range(20):
        hit = np.random.default_rng(seed).random(60) < 0.1
        assert by_active_sets(flow, final, before * np.where(hit, 1e-9, 1.0)) is not None


def test_all_of_an_input_missing_is_a_number_in_every_way_it_is_asked() -> None:
    flow, final = drawn(3, 6)
    before = flow.sum(1) + final
    network = Network.closed(jnp.asarray(flow), jnp.asarray(before - flow.sum(0)))
    for hit in np.eye(6):
        shortage = Shortage(jnp.asarray(hit)[None], jnp.asarray(hit)[None] * 1e-3)
        lost = float(cost(network, shortage, Recipe()).value_added)
        assert 0 < lost <= float(network.gdp) * (1 + 1e-6)


def test_single_precision_loses_the_same_to_five_digits() -> None:
    flow, final = drawn(2, 40)
    before = flow.sum(1) + final
    network = Network.closed(jnp.asarray(flow), jnp.asarray(before - flow.sum(0)))
    missing = jnp.asarray(np.where(np.arange(40) < 4, 0.6, 0.0))[None]
    shortage = Shortage(missing, jnp.where(missing > 0, 1e-3, 0.0))
    asked = network, shortage, Inventory.uniform(network)
    once = jax.tree.map(
        lambda leaf: leaf.astype("float32") if eqx.is_inexact_array(leaf) else leaf, asked
    )
    assert cost(*once).value_added.dtype == jnp.float32
    assert float(cost(*once).value_added) == pytest.approx(
        float(cost(*asked).value_added), rel=1e-5
    )
