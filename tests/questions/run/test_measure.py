"""Headline figures of a path that can be worked out by hand."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np
import pytest

from backfire.model.chain import State
from backfire.model.market import Accounts, Flows
from backfire.model.rollout import Path
from backfire.questions.run._measure import View, measure

CHN, USA, DEU = range(3)
WEEKS = 6
USE = np.array([[0.0, 30.0, 10.0], [5.0, 0.0, 0.0]])
VIEW = View(
    sender=CHN,
    sender_slot=0,
    outside=(USA, DEU),
    reference_week=1.0,
    horizon_weeks=4,
    below=0.5,
    calm_weeks=1,
)


def path(**flows: np.ndarray) -> Path:
    """Two goods, three places, one sender and one future; what is not given stays at rest."""
    calm = np.zeros((WEEKS, 2, 3))
    tonnes = ("use", "final", "made", "kept", "shipped", "bought", "imported")
    known = dict.fromkeys((*tonnes, "unmet", "stopped"), calm)
    known |= {"weakest": calm + 1, "spot": calm, "contract": calm}
    known |= {"from_sender": np.zeros((WEEKS, 2, 1, 3)), "imbalance": np.zeros(WEEKS)}
    known |= {"licence_price": np.zeros((WEEKS, 0)), "quota_left": np.zeros((WEEKS, 0)), **flows}
    leaves = {name: jnp.asarray(array)[..., None] for name, array in known.items()}
    state = State(**dict.fromkeys(State.__dataclass_fields__, jnp.zeros((1, 1))))
    nothing = jnp.zeros((WEEKS, 3, 1))
    accounts = Accounts(**dict.fromkeys(Accounts.__dataclass_fields__, nothing))
    return Path(Flows(**leaves, accounts=accounts), state, state, jnp.array([True]))


def by_week(*values: float) -> np.ndarray:
    """A series for the first good in the United States, with rest elsewhere."""
    series = np.ones((WEEKS, 2, 3))
    series[:, 0, USA] = values
    return series


def shortage(*weakest: float, **view: float) -> float:
    asked = View(**{**vars(VIEW), **view})
    found = measure(path(weakest=by_week(*weakest)), USE, asked, WEEKS)
    return float(found["first_shortage"][0, 0, USA])


def test_the_first_shortage_is_read_between_two_weeks() -> None:
    assert shortage(1, 1, 1, 0.8, 0.4, 0.1) == pytest.approx(7 * (3 + 0.75 - 1))


def test_days_are_counted_from_the_control() -> None:
    late = shortage(1, 1, 1, 0.8, 0.4, 0.1, reference_week=3.5)
    assert late == pytest.approx(7 * (3 + 0.75 - 3.5))


def test_who_is_never_short_has_no_first_day() -> None:
    assert np.isnan(shortage(1, 1, 0.9, 0.6, 0.51, 0.8))


def test_a_shortage_before_the_control_does_not_count() -> None:
    assert shortage(0.2, 1, 1, 1, 0.4, 1, reference_week=1.0) == pytest.approx(
        7 * (3 + 0.5 / 0.6 - 1)
    )


def test_outside_is_the_mean_over_its_places_by_use_and_inside_the_senders_own() -> None:
    spot = np.zeros((WEEKS, 2, 3))
    spot[:, 0, USA], spot[:, 0, DEU] = np.log(2.0), np.log(6.0)
    spot[:, 1, CHN] = np.log(5.0)
    price = measure(path(spot=spot), USE, VIEW, WEEKS)["price"]
    np.testing.assert_allclose(price[0, :, 0, 1], (30 * 2 + 10 * 6) / 40, rtol=1e-6)
    np.testing.assert_allclose(price[0, :, 1, 0], 5.0, rtol=1e-6)
    assert np.isnan(price[0, :, 0, 0]).all()
    assert np.isnan(price[0, :, 1, 1]).all()


def test_exports_are_tonnes_a_week_and_leave_out_what_stays_at_home() -> None:
    sent = np.zeros((WEEKS, 2, 1, 3))
    sent[:, 0, 0] = [520.0, 52.0, 104.0]
    found = measure(path(from_sender=sent), USE, VIEW, WEEKS)
    np.testing.assert_allclose(found["exports"][0, :, 0], 3.0, rtol=1e-6)
    np.testing.assert_allclose(found["exports_to"][0, 0, 0], [0.0, 1.0, 2.0], rtol=1e-6)


def test_lost_use_is_the_mean_over_the_horizon_and_no_week_outside_it() -> None:
    unmet = by_week(1.0, 0.2, 0.4, 0.6, 0.8, 1.0)
    found = measure(path(unmet=unmet), USE, VIEW, WEEKS)
    assert found["unmet_share"][0, 0, USA] == pytest.approx(0.5)


def test_weeks_beyond_the_run_are_cut_off() -> None:
    found = measure(path(), USE, VIEW, 4)
    assert found["price"].shape[1] == 4
    assert found["exports"].shape[1] == 4


def test_drift_looks_at_the_calm_weeks_alone() -> None:
    spot = by_week(0.03, 0.5, 0.5, 0.5, 0.5, 0.5)
    spot[:, 1], spot[:, 0, [CHN, DEU]] = 0.0, 0.0
    assert measure(path(spot=spot), USE, VIEW, WEEKS)["drift"][0] == pytest.approx(0.03)
