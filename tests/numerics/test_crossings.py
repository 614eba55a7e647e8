"""Where curves pass a level, in NumPy and in JAX alike."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from backfire.numerics import first_fall, last_fall, spells_above

NAN, NEVER = float("nan"), float("inf")


@pytest.fixture(autouse=True)
def _double() -> None:
    jax.config.update("jax_enable_x64", True)


@pytest.mark.parametrize("kind", [np.array, jnp.array], ids=["numpy", "jax"])
@pytest.mark.parametrize(
    ("curve", "first", "last"),
    [
        ((4.0, 3.0, 1.0), 1.5, 1.5),
        ((4.0, 1.0, 4.0, 1.0), 2 / 3, 2 + 2 / 3),
        ((4.0, NAN, 0.0), 1.0, 1.0),
        ((NAN, 4.0, 0.0), 1.5, 1.5),
        ((1.0, 0.0), 0.0, 0.0),
        ((4.0, 1.0, 4.0), 2 / 3, NEVER),
        ((4.0, 3.0), NEVER, NEVER),
        ((4.0, 2.0), 1.0, NEVER),
    ],
)
def test_a_curve_falls_through_a_level_on_the_line_between_two_points(
    kind, curve: tuple[float, ...], first: float, last: float
) -> None:
    height, at = kind(curve), kind(np.arange(float(len(curve))))
    assert float(first_fall(height, at, 2.0)) == pytest.approx(first)
    assert float(last_fall(height, at, 2.0)) == pytest.approx(last)


def test_each_curve_has_its_own_level_and_its_own_crossing() -> None:
    curves = np.array([[4.0, 8.0], [1.0, 6.0], [0.0, 2.0]])
    np.testing.assert_allclose(first_fall(curves, np.arange(3.0), curves[0] / 2), [2 / 3, 1.5])


def test_a_crossing_has_a_slope() -> None:
    slope = jax.grad(lambda level: first_fall(jnp.array([4.0, level]), jnp.arange(2.0), 2.0))
    assert float(slope(1.0)) == pytest.approx(2 / (4 - 1) ** 2)


@pytest.mark.parametrize(
    ("curve", "expected"),
    [
        ((1.0, -1.0), [(None, 0.5)]),
        ((-1.0, 3.0, 3.0), [(0.25, None)]),
        ((-1.0, 1.0, -3.0), [(0.5, 1.25)]),
        ((1.0, 2.0), [(None, None)]),
        ((-1.0, -2.0), []),
        ((0.0, 0.0), []),
        ((1.0, -1.0, 1.0, -1.0), [(None, 0.5), (1.5, 2.5)]),
        ((NAN, 1.0, NAN, -1.0), [(None, 2.0)]),
    ],
    ids=["closes", "opens", "opens-and-closes", "open", "shut", "of-nothing", "twice", "gaps"],
)
def test_spells_are_where_a_curve_is_above_a_level(
    curve: tuple[float, ...], expected: list[tuple[float | None, float | None]]
) -> None:
    assert spells_above(np.array(curve), np.arange(float(len(curve)))) == expected
