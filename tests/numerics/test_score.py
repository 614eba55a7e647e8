"""Scores of forecasts."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfire.numerics import crps

members = st.lists(st.floats(-1e3, 1e3), min_size=1, max_size=40)


@given(members, st.floats(-1e3, 1e3))
def test_it_is_the_distance_to_what_was_seen_less_half_the_distance_between_members(
    told: list[float], seen: float
) -> None:
    all_of = np.array(told)
    apart = np.abs(all_of[:, None] - all_of[None, :]).mean()
    expected = np.abs(all_of - seen).mean() - apart / 2
    assert crps(all_of, seen) == pytest.approx(expected, abs=1e-9)


@given(st.floats(-10, 10), st.floats(-10, 10))
def test_of_one_forecast_it_is_the_absolute_error(told: float, seen: float) -> None:
    assert crps(np.array([told]), seen) == pytest.approx(abs(told - seen))


def test_of_a_normal_forecast_it_is_the_closed_form() -> None:
    # Gneiting and Raftery (2007): the score of a standard normal at its own mean.
    levels = (np.arange(100_000) + 0.5) / 100_000
    from scipy.special import ndtri

    expected = 2 / np.sqrt(2 * np.pi) - 1 / np.sqrt(np.pi)
    assert crps(ndtri(levels), 0.0) == pytest.approx(expected, abs=1e-4)
