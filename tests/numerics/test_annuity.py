"""The present value of money that flows evenly."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfire.numerics import annuity


@given(st.floats(0.1, 50.0), st.floats(1e-3, 0.5))
def test_it_is_the_sum_of_discounted_payments_that_follow_each_other_closely(
    years: float, rate: float
) -> None:
    middle = years * (np.arange(20_000) + 0.5) / 20_000
    paid = (1 + rate) ** -middle * years / 20_000
    assert annuity(years, rate) == pytest.approx(float(paid.sum()), rel=1e-6)


def test_without_a_rate_every_year_counts_whole() -> None:
    assert annuity(7.5, 0.0) == 7.5
