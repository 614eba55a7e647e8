"""Leverage and the value of a use, added up by hand over two weeks."""

from __future__ import annotations

from dataclasses import replace

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from backfire.model.leverage import Ledger, leverage, present, value_of_use

CHN, USA, JPN = 0, 1, 2
WEEK = 1 / 52
"""Years in a week: flows are yearly rates."""


def by_place(*weeks: tuple[float, float, float]) -> jnp.ndarray:
    """Yearly rates of (CHN, USA, JPN) in each week of one future."""
    return jnp.array(weeks)[:, :, None]


ZERO = by_place((0.0, 0.0, 0.0), (0.0, 0.0, 0.0))
GOODS = jnp.zeros((2, 1, 3, 1))
CALM = Ledger(
    lost=ZERO,
    profit=by_place((100.0, 0.0, 10.0), (100.0, 0.0, 10.0)),
    processing=by_place((40.0, 0.0, 5.0), (40.0, 0.0, 5.0)),
    dearer=ZERO,
    spent=jnp.zeros((2, 1)),
    dumped=jnp.zeros((2, 1, 1)),
    made=GOODS,
    bought=GOODS,
    from_sender=GOODS,
    unmet=GOODS,
    final=GOODS + 1,
)
HELD = replace(
    CALM,
    lost=by_place((1.0, 50.0, 20.0), (3.0, 70.0, 30.0)),
    profit=by_place((90.0, 0.0, 15.0), (70.0, 0.0, 25.0)),
    processing=by_place((36.0, 0.0, 6.0), (30.0, 0.0, 7.0)),
    dumped=jnp.array([2.0, 4.0])[:, None, None],
)
EVEN = jnp.array([1.0, 1.0])
LATER = jnp.array([1.0, 0.5])


def test_a_yearly_rate_over_two_weeks_is_worth_two_weeks_of_it() -> None:
    assert float(present(jnp.array([52.0, 104.0]), EVEN)) == pytest.approx(3.0)


def test_a_later_week_counts_by_its_discount_and_by_its_part_of_the_horizon() -> None:
    assert float(present(jnp.array([52.0, 104.0]), LATER)) == pytest.approx(2.0)
    assert float(present(jnp.array([52.0, 104.0]), jnp.array([0.0, 0.25]))) == pytest.approx(0.5)


def test_present_value_keeps_places_and_futures_apart() -> None:
    flow = jnp.arange(12.0).reshape(2, 3, 2)
    expected = WEEK * (np.asarray(flow[0]) + 0.5 * np.asarray(flow[1]))
    np.testing.assert_allclose(present(flow, LATER), expected)


def test_what_stands_still_is_told_place_by_place() -> None:
    found = leverage(HELD, CALM, EVEN)
    np.testing.assert_allclose(found.exposed[:, 0], WEEK * np.array([4.0, 120.0, 50.0]))


def test_a_difference_is_counted_against_the_same_future_without_the_control() -> None:
    short = replace(CALM, lost=by_place((0.0, 30.0, 0.0), (0.0, 60.0, 0.0)))
    found = leverage(HELD, short, LATER)
    assert float(found.exposed[USA, 0]) == pytest.approx(WEEK * (20 + 0.5 * 10))


def test_the_sender_forgoes_profit_plants_and_what_its_treasury_adds() -> None:
    profit, idle, dumped = 10 + 30, 4 + 10, 2 + 4
    found = leverage(HELD, CALM, EVEN)
    assert float(found.foregone(CHN)[0]) == pytest.approx(WEEK * (profit + idle + dumped))
    assert float(found.earned[JPN, 0]) == pytest.approx(WEEK * (5 + 15))
    assert float(found.processed[JPN, 0]) == pytest.approx(WEEK * (1 + 2))


def test_what_is_missing_is_a_share_of_what_would_be_used() -> None:
    """One place uses half in the first week, which counts twice the second; another uses none."""
    halved = replace(HELD, final=HELD.final.at[0, 0, 0].set(0.5))
    none = replace(CALM, final=CALM.final.at[:, 0, 1].set(0.0))
    found = leverage(halved, none, LATER)
    assert float(found.missing[0, 0, 0]) == pytest.approx(0.5 / 1.5)
    assert float(found.missing[0, 1, 0]) == 0.0


def test_no_difference_is_no_loss() -> None:
    found = leverage(HELD, HELD, EVEN)
    assert not any(np.asarray(each).any() for each in jax.tree.leaves(found))


HORIZONS = jnp.array([[1.0, 0.0], [1.0, 0.5]])
"""A week, and two of which the second is discounted by half."""


def test_value_of_use_adds_up_by_horizon() -> None:
    obtained, worse = jnp.array([[5.0], [9.0]]), jnp.array([[1.0], [2.0]])
    found = value_of_use(HELD, CALM, HORIZONS, CHN, obtained, worse)
    profit = np.array([-10 - 2, -10 - 2 + 0.5 * (-30 - 4)])
    output = np.array([4 + 1, 4 + 1 + 0.5 * (10 + 3)])
    np.testing.assert_allclose(found.profit[:, 0], WEEK * profit)
    np.testing.assert_allclose(found.output_lost[:, 0], WEEK * output)
    np.testing.assert_array_equal(found.concessions, obtained)
    np.testing.assert_array_equal(found.leverage_lost, worse)
    np.testing.assert_allclose(
        found.total[:, 0], np.array([5.0 - 1.0, 9.0 - 2.0]) + WEEK * (profit - output)
    )


def test_a_use_of_nothing_is_worth_what_it_obtains_less_the_leverage_it_costs() -> None:
    found = value_of_use(
        CALM, CALM, HORIZONS, CHN, jnp.array([[5.0], [9.0]]), jnp.array([[7.0], [2.0]])
    )
    np.testing.assert_array_equal(found.total[:, 0], [-2.0, 7.0])


def test_what_the_treasury_makes_up_is_no_profit_of_the_state() -> None:
    cheap = replace(CALM, profit=CALM.profit + 52.0, dumped=jnp.array([52.0, 52.0])[:, None, None])
    nothing = jnp.zeros((2, 1))
    found = value_of_use(cheap, CALM, HORIZONS, CHN, nothing, nothing)
    np.testing.assert_allclose(found.total, 0.0, atol=1e-12)
