"""The chain of a real edition is the balanced baseline, in the units of the model."""

from __future__ import annotations

import numpy as np
import pytest

from backfire import data
from backfire.model.chain import Chain
from backfire.questions.prepare._assemble import BINS, SHORTEST_COVER, assemble, cover_weeks
from backfire.questions.prepare._labels import labels_of
from backfire.questions.prepare._seed_capacity import PILOT

FIXED = {"utilisation_unknown": 0.8, "byproduct_response": 0.05}
PILOTS = 5e-3
"""Most that pilots add anywhere, over the good's largest flow or the world's activity.

A pilot is far smaller, but its supplier makes all joint products for its sake: 4 % more monazite
in one small place.
"""


@pytest.fixture(scope="module")
def edition() -> data.Edition:
    return data.read_edition("2025.11")


@pytest.fixture(scope="module")
def baseline(edition: data.Edition) -> data.Baseline:
    return data.reconcile(edition)


@pytest.fixture(scope="module")
def chain(edition: data.Edition, baseline: data.Baseline) -> Chain:
    return assemble(edition, baseline, labels_of(edition), FIXED, np.float32)


def test_trade_and_use_are_those_of_the_baseline_but_for_pilots(
    chain: Chain, baseline: data.Baseline
) -> None:
    trade = np.asarray(chain.share * chain.use[:, :, None])
    scale = baseline.flow.max((1, 2), keepdims=True)
    np.testing.assert_allclose(trade / scale, baseline.flow.swapaxes(1, 2) / scale, atol=PILOTS)
    final = np.asarray(chain.final_use)
    np.testing.assert_allclose(final, baseline.use, rtol=1e-5)
    intake = np.einsum("ck,kr->cr", baseline.input, baseline.activity)
    world = np.asarray(chain.use).max(1, keepdims=True)
    np.testing.assert_allclose(
        np.asarray(chain.use) / world, (intake + baseline.use.sum(1)) / world, atol=PILOTS
    )


def test_activity_is_that_of_the_baseline_but_for_pilots_and_below_capacity(
    chain: Chain, baseline: data.Baseline
) -> None:
    world = baseline.activity.sum(1, keepdims=True)
    activity, capacity = np.asarray(chain.activity), np.asarray(chain.capacity)
    np.testing.assert_allclose(activity / world, baseline.activity / world, atol=PILOTS)
    assert (np.asarray(chain.utilisation) <= 0.97 + 1e-6).all()
    welcome = np.asarray(chain.affinity) > 0
    assert ((capacity > 0) == ((baseline.activity > 0) | welcome)).all()


def test_a_pilot_stands_wherever_a_plant_may_come_and_makes_next_to_nothing(
    chain: Chain, baseline: data.Baseline
) -> None:
    world = baseline.activity.sum(1, keepdims=True)
    new = (np.asarray(chain.affinity) > 0) & (baseline.activity == 0)
    assert new.sum() > 20
    np.testing.assert_allclose((np.asarray(chain.activity) / world)[new], PILOT, rtol=1e-4)


def test_what_is_made_is_sold_or_discarded(chain: Chain) -> None:
    made = np.einsum("ck,ko->co", chain.output, chain.activity)
    np.testing.assert_allclose(made * chain.kept, chain.sales, rtol=1e-4, atol=1e-3)
    assert (np.asarray(chain.kept) <= 1 + 1e-5).all()


def test_shares_of_origins_add_up_to_one_where_a_place_buys(chain: Chain) -> None:
    np.testing.assert_allclose(chain.share.sum(2), chain.buys, atol=1e-5)


def test_new_plants_go_where_they_stand_or_are_announced(
    chain: Chain, edition: data.Edition, baseline: data.Baseline
) -> None:
    affinity = np.asarray(chain.affinity)
    built = (np.asarray(chain.lead) > 0).any(1)
    np.testing.assert_allclose(affinity.sum(1), built, rtol=1e-5)
    assert (affinity[(baseline.activity > 0) & built[:, None]] > 0).all()
    axes = chain.axes
    for process, place in edition.tables["projects"].select("process", "place").iter_rows():
        assert affinity[axes.processes.index(process), axes.places.index(place)] > 0


def test_every_process_with_a_lead_time_takes_it_and_a_hole_is_zero(
    chain: Chain, edition: data.Edition
) -> None:
    known = set(edition.tables["lead_times"]["process"])
    lead = dict(zip(chain.axes.processes, np.asarray(chain.lead), strict=True))
    assert {name for name, years in lead.items() if (years > 0).all()} == known
    assert (np.asarray(chain.plant_cost) >= 0).all()
    assert (np.asarray(chain.value_added) >= 0).all()


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
