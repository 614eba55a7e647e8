import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from backfire.numerics import Bounds, Status, least_adjustment, obeying

FAR = 1e7


def solve(design, observed, spread, laws, missed=np.inf, upper=np.inf):
    design, laws = np.atleast_2d(design), np.atleast_2d(laws)
    count = design.shape[1]
    observed = np.array(observed, dtype=float)
    return least_adjustment(
        sparse.csr_array(design.astype(float)),
        observed,
        np.array(spread, dtype=float),
        np.ones(count),
        np.full(count, FAR),
        sparse.csr_array(laws.astype(float)),
        Bounds(np.zeros(count), np.full(count, upper), np.full(len(observed), missed)),
    )


def test_two_measurements_of_one_thing_meet_at_their_weighted_mean():
    found = solve(np.eye(2), [10, 13], [1, 2], [1, -1])
    assert found.status is Status.SOLVED
    assert found.solution == pytest.approx([10.6, 10.6], rel=1e-6)
    assert found.residual == pytest.approx([0.6, -1.2], rel=1e-5)


def test_a_dual_says_what_loosening_a_law_is_worth():
    """Loosening x = y to x = y + e changes (x - 10)^2 / 2 + (y - 13)^2 / 8 by .6 e."""
    found = solve(np.eye(2), [10, 13], [1, 2], [1, -1])
    assert abs(found.dual[0]) == pytest.approx(0.6, rel=1e-5)


def test_a_part_and_a_whole_share_what_is_between_them():
    found = solve([[1, 0, 0], [0, 1, 0], [0, 0, 1]], [4, 5, 12], [1, 1, 1], [1, 1, -1])
    assert found.solution == pytest.approx([5, 6, 11], rel=1e-6)


def test_bounds_hold():
    found = solve(np.eye(2), [-3, 9], [1, 1], np.zeros((1, 2)), upper=5)
    assert found.solution == pytest.approx([0, 5], abs=1e-6)


def test_no_point_within_the_allowed_misses_is_a_status_not_an_exception():
    found = solve(np.eye(2), [10, 100], [1, 1], [1, -1], missed=3)
    assert found.status is Status.INFEASIBLE


def test_sizes_that_differ_by_nine_orders_are_solved_to_the_same_relative_accuracy():
    design = sparse.csr_array(np.eye(4))
    observed = np.array([1e-3, 2e-3, 3e5, 5e5])
    laws = sparse.csr_array(np.array([[1.0, -1.0, 0, 0], [0, 0, 1.0, -1.0]]))
    free = Bounds(np.zeros(4), np.full(4, np.inf), np.full(4, np.inf))
    found = least_adjustment(design, observed, observed * 0.1, observed, observed * FAR, laws, free)
    small = (1e-3 / 1e-8 + 2e-3 / 4e-8) / (1 / 1e-8 + 1 / 4e-8)
    large = (3e5 / 9e8 + 5e5 / 25e8) / (1 / 9e8 + 1 / 25e8)
    assert found.solution == pytest.approx([small, small, large, large], rel=1e-6)


def test_an_unknown_without_pull_is_left_to_the_laws():
    laws = sparse.csr_array(np.array([[1.0, -1.0]]))
    free = Bounds(np.zeros(2), np.full(2, np.inf), np.full(1, np.inf))
    found = least_adjustment(
        sparse.csr_array(np.array([[1.0, 0.0]])),
        np.array([7.0]),
        np.array([1.0]),
        np.ones(2),
        np.full(2, np.inf),
        laws,
        free,
    )
    assert found.solution == pytest.approx([7, 7], rel=1e-6)


@settings(max_examples=30)
@given(st.lists(st.floats(0.1, 1e5), min_size=3, max_size=6), st.floats(-1e-6, 1e-6))
def test_a_projected_point_obeys_exactly_and_hardly_moves(parts, error):
    point = np.array([*parts, sum(parts) * (1 + error)])
    laws = sparse.csr_array(np.array([[1.0] * len(parts) + [-1.0]]))
    moved = obeying(laws, point)
    assert abs(laws @ moved)[0] <= 1e-14 * point.sum()
    np.testing.assert_allclose(moved, point, rtol=1e-5)


def test_projecting_keeps_zeros():
    laws = sparse.csr_array(np.array([[1.0, 1.0, -1.0], [0.0, 0.0, 0.0]]))
    assert obeying(laws, np.array([0.0, 2.0, 2.0001]))[0] == 0
    assert (obeying(laws, np.zeros(3)) == 0).all()
