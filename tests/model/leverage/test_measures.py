"""When leverage has halved, and when a use has backfired."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from backfire.model.leverage import backfires, half_life

NAN, NEVER = float("nan"), float("inf")


def halved(*levels: float, years: tuple[float, ...] | None = None) -> float:
    when = years or tuple(map(float, range(len(levels))))
    return float(half_life(jnp.array(levels)[:, None], jnp.array(when))[0])


def backfired(*values: float) -> float:
    years = jnp.arange(float(len(values)))
    return float(backfires(jnp.array(values)[:, None], years)[0])


@pytest.mark.parametrize(
    ("levels", "years"),
    [
        ((4.0, 3.0, 1.0), 1.5),
        ((4.0, 2.0, 1.0), 1.0),
        ((4.0, 0.0), 0.5),
        ((4.0, -4.0), 0.25),
        ((4.0, 3.5, 3.0, 2.5, 1.5), 3.5),
    ],
)
def test_the_half_life_lies_on_the_line_between_two_entries(
    levels: tuple[float, ...], years: float
) -> None:
    assert halved(*levels) == pytest.approx(years)


def test_a_half_life_is_told_in_the_years_that_are_given() -> None:
    assert halved(4.0, 1.0, years=(0.0, 3.0)) == pytest.approx(2.0)
    assert halved(4.0, 3.0, 1.0, years=(2.0, 4.0, 5.0)) == pytest.approx(4.5)


def test_the_half_life_is_the_first_of_several_crossings() -> None:
    assert halved(4.0, 1.0, 4.0, 0.0) == pytest.approx(2 / 3)


def test_an_entry_that_does_not_exist_is_passed_over() -> None:
    assert halved(4.0, NAN, 0.0) == pytest.approx(1.0)
    assert halved(4.0, NAN, NAN, 1.0) == pytest.approx(2.0)
    assert halved(4.0, 3.0, 1.0, NAN) == pytest.approx(1.5)


@pytest.mark.parametrize(
    "levels", [(4.0, 3.0, 2.1), (4.0, 9.0), (4.0, NAN), (0.0, 0.0), (-1.0, -2.0)]
)
def test_what_never_halves_has_no_half_life(levels: tuple[float, ...]) -> None:
    assert halved(*levels) == NEVER


def test_each_future_has_its_own_half_life() -> None:
    curve = jnp.array([[4.0, 4.0], [1.0, 3.0], [0.0, 1.0]])
    np.testing.assert_allclose(half_life(curve, jnp.arange(3.0)), [2 / 3, 1.5])


def test_a_half_life_has_the_slope_of_its_crossing() -> None:
    slope = jax.grad(lambda level: half_life(jnp.array([[4.0], [level]]), jnp.arange(2.0))[0])
    assert float(slope(1.0)) == pytest.approx(2 / (4 - 1) ** 2)


@pytest.mark.parametrize(
    ("values", "years"),
    [
        ((2.0, -2.0, -3.0), 0.5),
        ((0.0, 3.0, -1.0), 1.75),
        ((1.0, 0.0, -1.0), 1.0),
    ],
)
def test_a_use_backfires_where_its_value_crosses_zero(
    values: tuple[float, ...], years: float
) -> None:
    assert backfired(*values) == pytest.approx(years)


def test_a_use_has_backfired_when_it_does_so_for_good() -> None:
    assert backfired(1.0, -1.0, 3.0, -1.0) == pytest.approx(2.75)
    assert backfired(1.0, -1.0, 3.0) == NEVER


def test_a_use_that_is_never_worth_anything_has_backfired_at_once() -> None:
    assert backfired(-1.0, -2.0, -0.5) == 0.0
    assert backfired(0.0, -2.0, -0.5) == 0.0


@pytest.mark.parametrize("values", [(0.0, 1.0, 2.0), (-3.0, -1.0, 1.0), (2.0, 1.0, 0.0)])
def test_a_use_whose_value_ends_above_has_not_backfired(values: tuple[float, ...]) -> None:
    assert backfired(*values) == NEVER


def test_each_future_backfires_on_its_own_day() -> None:
    value = jnp.array([[1.0, 1.0, -1.0], [-1.0, 3.0, -1.0], [-2.0, -1.0, -1.0]])
    np.testing.assert_allclose(backfires(value, jnp.arange(3.0)), [0.5, 1.75, 0.0])
