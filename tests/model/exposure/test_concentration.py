import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from backfire.model import exposure

quantities = arrays(np.float64, st.integers(1, 12), elements=st.floats(0.01, 1e6))


def test_a_single_supplier_is_fully_concentrated():
    assert exposure.concentration([7.0]) == 10_000


def test_equal_suppliers_share_the_index():
    assert exposure.concentration([3.0] * 4) == pytest.approx(2_500)


@given(quantities, st.floats(0.001, 1_000))
def test_the_unit_of_quantity_does_not_matter(quantity, scale):
    assert exposure.concentration(quantity * scale) == pytest.approx(
        exposure.concentration(quantity)
    )


@given(quantities)
def test_the_order_of_suppliers_does_not_matter(quantity):
    assert exposure.concentration(quantity[::-1]) == pytest.approx(exposure.concentration(quantity))


@given(quantities)
def test_the_index_lies_between_its_bounds(quantity):
    index = exposure.concentration(quantity)
    assert 10_000 / len(quantity) - 1e-6 <= index <= 10_000 + 1e-6


@given(quantities, st.integers(0, 11))
def test_splitting_the_unknown_rest_never_falls_below_the_bound(quantity, known):
    share = quantity / quantity.sum()
    assert (
        exposure.least_concentration(share[:known])
        <= exposure.concentration(quantity) * (1 + 1e-9) + 1e-6
    )


@pytest.mark.parametrize("quantity", [[-1.0, 2.0], [float("nan")], [float("inf")]])
def test_a_quantity_that_is_no_quantity_is_refused(quantity):
    with pytest.raises(ValueError, match="must be finite and not negative"):
        exposure.concentration(quantity)


def test_nothing_supplied_is_refused():
    with pytest.raises(ValueError, match="above zero"):
        exposure.concentration([0.0, 0.0])


@pytest.mark.parametrize("share", [[1.6], [-0.1], [0.7, 0.7]])
def test_shares_that_are_no_shares_are_refused(share):
    with pytest.raises(ValueError, match="between 0 and 1"):
        exposure.least_concentration(share)
