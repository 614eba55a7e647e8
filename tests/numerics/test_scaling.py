import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backfire.errors import SolveError
from backfire.numerics import fit_margins

cells = st.floats(1e-3, 1e3)
tables = st.integers(1, 5).flatmap(
    lambda columns: st.lists(
        st.lists(cells, min_size=columns, max_size=columns), min_size=1, max_size=5
    )
)


@settings(max_examples=50)
@given(tables, st.randoms(use_true_random=False))
def test_both_sums_hold_and_odds_ratios_stay(table, random):
    pattern = np.array(table)
    wanted = pattern * np.array([[random.uniform(0.1, 10) for _ in row] for row in table])
    fitted = fit_margins(pattern, wanted.sum(axis=1), wanted.sum(axis=0))
    np.testing.assert_allclose(fitted.sum(axis=1), wanted.sum(axis=1), rtol=1e-11)
    np.testing.assert_allclose(fitted.sum(axis=0), wanted.sum(axis=0), rtol=1e-11)
    factor = np.log(fitted / pattern)
    tilt = factor - factor[:1] - factor[:, :1] + factor[:1, :1]
    assert np.abs(tilt).max() < 1e-8


def test_a_table_that_fits_is_left_alone():
    table = np.array([[1.0, 0.0], [2.0, 3.0]])
    assert (fit_margins(table, table.sum(axis=1), table.sum(axis=0)) == table).all()


def test_an_empty_row_that_is_wanted_empty_stays_empty():
    fitted = fit_margins(np.ones((2, 2)), np.array([0.0, 4.0]), np.array([1.0, 3.0]))
    assert fitted.tolist() == [[0, 0], [1, 3]]


@pytest.mark.parametrize(
    ("table", "rows", "columns", "said"),
    [
        ([[1.0, 1.0]], [3.0], [1.0, 1.0], "rows sum to 3 and columns to 2"),
        ([[0.0, 0.0], [1.0, 1.0]], [1.0, 1.0], [1.0, 1.0], "row 0 must sum to 1 but is empty"),
        ([[1.0, -1.0]], [0.0], [0.0, 0.0], "matrix must be finite and zero or more"),
        ([[1.0, 0.0], [1.0, 1.0]], [3.0, 1.0], [1.0, 3.0], "the zeros of the table"),
    ],
)
def test_sums_that_cannot_be_reached_are_refused(table, rows, columns, said):
    with pytest.raises(SolveError, match=said):
        fit_margins(np.array(table), np.array(rows), np.array(columns))
