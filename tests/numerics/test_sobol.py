import numpy as np
import pytest

from backfire.numerics import scrambled_sobol


def test_equal_seeds_give_equal_points_and_others_do_not():
    assert (scrambled_sobol(16, 3, seed=5) == scrambled_sobol(16, 3, seed=5)).all()
    assert not (scrambled_sobol(16, 3, seed=5) == scrambled_sobol(16, 3, seed=6)).any()


@pytest.mark.parametrize("count", [1, 3, 8, 200])
def test_as_many_points_as_asked_lie_in_the_cube(count):
    points = scrambled_sobol(count, 40, seed=1)
    assert points.shape == (count, 40)
    assert (points >= 0).all()
    assert (points < 1).all()


def test_a_longer_sequence_begins_with_a_shorter_one():
    assert (scrambled_sobol(100, 4, seed=2)[:10] == scrambled_sobol(10, 4, seed=2)).all()


def test_every_slice_of_every_coordinate_holds_its_share():
    points = scrambled_sobol(64, 7, seed=3)
    for coordinate in points.T:
        assert (np.bincount((coordinate * 64).astype(int), minlength=64) == 1).all()


def test_a_mean_is_found_better_than_by_chance():
    points = scrambled_sobol(1024, 2, seed=4)
    assert abs((points.prod(axis=1)).mean() - 0.25) < 1e-3
