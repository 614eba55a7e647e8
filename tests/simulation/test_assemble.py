"""The chain of a real edition is the balanced baseline, in the units of the model."""

from __future__ import annotations

import numpy as np
import pytest

from backfire import data
from backfire.model.chain import Chain
from backfire.simulation._assemble import BINS, SHORTEST_COVER, assemble, cover_weeks
from backfire.simulation._labels import labels_of

FIXED = {"utilisation_unknown": 0.8, "byproduct_response": 0.05}


@pytest.fixture(scope="module")
def edition() -> data.Edition:
    return data.read_edition("2025.11")


@pytest.fixture(scope="module")
def baseline(edition: data.Edition) -> data.Baseline:
    return data.reconcile(edition)


@pytest.fixture(scope="module")
def chain(edition: data.Edition, baseline: data.Baseline) -> Chain:
    return assemble(edition, baseline, labels_of(edition), FIXED, np.float32)


def test_trade_and_use_are_those_of_the_baseline(chain: Chain, baseline: data.Baseline) -> None:
    trade = np.asarray(chain.share * chain.use[:, :, None])
    scale = baseline.flow.max((1, 2), keepdims=True)
    np.testing.assert_allclose(trade / scale, baseline.flow.swapaxes(1, 2) / scale, atol=1e-5)
    final = np.asarray(chain.final_use)
    np.testing.assert_allclose(final, baseline.use, rtol=1e-5)
    intake = np.einsum("ck,kr->cr", baseline.input, baseline.activity)
    world = np.asarray(chain.use).max(1, keepdims=True)
    np.testing.assert_allclose(
        np.asarray(chain.use) / world, (intake + baseline.use.sum(1)) / world, atol=1e-5
    )


def test_activity_is_that_of_the_baseline_and_below_capacity(
    chain: Chain, baseline: data.Baseline
) -> None:
    np.testing.assert_allclose(chain.activity, baseline.activity, rtol=1e-5, atol=1e-6)
    assert (np.asarray(chain.utilisation) <= 0.97 + 1e-6).all()
    assert ((np.asarray(chain.capacity) > 0) == (baseline.activity > 0)).all()


def test_what_is_made_is_sold_or_discarded(chain: Chain) -> None:
    made = np.einsum("ck,ko->co", chain.output, chain.activity)
    np.testing.assert_allclose(made * chain.kept, chain.sales, rtol=1e-4, atol=1e-3)
    assert (np.asarray(chain.kept) <= 1 + 1e-5).all()


def test_shares_of_origins_add_up_to_one_where_a_place_buys(chain: Chain) -> None:
    np.testing.assert_allclose(chain.share.sum(2), chain.buys, atol=1e-5)


def test_cover_is_a_rising_distribution_no_shorter_than_two_weeks(
    chain: Chain, edition: data.Edition
) -> None:
    weeks = cover_weeks(edition, labels_of(edition))
    assert weeks.shape[2] == BINS
    assert (np.diff(weeks, axis=2) >= 0).all()
    assert weeks.min() >= SHORTEST_COVER
    np.testing.assert_allclose(chain.cover * 52, weeks, rtol=1e-5)


def test_every_process_pays_for_itself_and_costs_something(chain: Chain) -> None:
    cost = np.asarray(chain.processing_cost)
    assert np.isfinite(cost).all()
    assert (cost > 0).all()


def test_a_by_product_hardly_answers_its_price(chain: Chain) -> None:
    response = dict(zip(chain.axes.processes, np.asarray(chain.supply_response), strict=True))
    assert response["recover_scandium"] == pytest.approx(0.05)
    assert response["mine_bastnaesite"] == 1.0
    assert response["make_dy_metal"] == 1.0
