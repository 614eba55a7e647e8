"""What a fit to January-May 2025 must re-live of those months; later months never gate a test."""

import numpy as np
import pytest

from backfire.questions.calibrate import compare, observations
from backfire.questions.run import draws, simulate
from backfire.scenario import read_scenario

SIX_MAY = np.datetime64("2025-05-06", "ns")


@pytest.fixture(scope="module")
def question():
    return read_scenario("rare-earths-2025").but(draws=64, ends="2025-10-01")


@pytest.fixture(scope="module")
def relived(question):
    return simulate(question)


def test_dysprosium_costs_twice_as_much_outside_as_inside_on_6_may(relived):
    quotes = relived.price.sel(good="dy_oxide").interp(week=[SIX_MAY]).isel(week=0)
    ratio = quotes.sel(side="outside") / quotes.sel(side="inside")
    assert float(ratio.median()) > 2


def test_dysprosium_inside_stays_flat_until_the_end_of_june(relived):
    inside = relived.price.sel(good="dy_oxide", side="inside", week=slice(None, "2025-06-30"))
    assert float(abs(inside.median("draw") - 1).max()) < 0.1


def test_magnet_exports_of_may_lie_in_the_band(relived):
    seen = observations(relived, ["magnet_exports@2025-05..2025-05"])
    (row,) = compare(relived, seen)
    assert row.low < row.observed < row.high


def test_twice_the_cover_moves_the_first_shortage_of_magnets_by_weeks(question, relived):
    scale = draws(question)["cover_scale"]
    longer = simulate(question, values={"cover_scale": 2 * scale})
    where = {"good": "ndfeb_high_coercivity", "place": "USA"}
    days, later = (
        r.dataset["first_shortage"].sel(where).fillna(np.inf).median() for r in (relived, longer)
    )
    assert np.isfinite(days)
    assert float(later - days) > 7
