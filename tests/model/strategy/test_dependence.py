"""A substitute that can be built: the sender who wants no concessions supplies more, not less."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfire.errors import SolveError
from backfire.model.strategy.closed_forms import (
    Dependence,
    course_of_supply,
    deterring_supply,
    restricts_above,
    restricts_at_once_above,
)


def metal(**changed) -> Dependence:
    fields = {
        "restricted": 0.5,
        "conceded": 0.0,
        "build": 4.0,
        "arrived": 1.6,
        "discount": 0.98,
        "lead": 8,
        "quarters": 40,
    }
    return Dependence(**(fields | changed))


goods = st.builds(
    Dependence,
    restricted=st.floats(0.0, 0.95),
    conceded=st.floats(0.0, 1.0),
    build=st.floats(0.01, 30.0),
    arrived=st.floats(1.01, 2.0),
    discount=st.floats(0.8, 0.995),
    lead=st.integers(1, 20),
    quarters=st.integers(1, 60),
)


@given(goods)
def test_without_concessions_nothing_is_restricted_and_nothing_is_built(good):
    found = course_of_supply(good, 0.0)
    supply = np.asarray(found.supply)
    assert not np.asarray(found.restricted).any()
    assert not np.asarray(found.building).any()
    assert (supply >= 1).all()
    assert (supply <= good.arrived + 1e-9).all()


@pytest.mark.parametrize("build", [0.5, 4.0, 12.0, 40.0])
def test_supply_is_generous_where_the_target_would_build_at_the_static_one(build):
    good = metal(build=build, quarters=400)
    worth_it = 0.02 * build < 0.98**8 * (1.6**2 / 2 - 0.5)
    first = float(course_of_supply(good, 0.0).supply[0])
    assert (first > 1) == worth_it
    assert first == pytest.approx(deterring_supply(good), rel=1e-9)


def test_a_generous_supply_leaves_the_target_no_better_off_than_its_substitute():
    good = metal()
    found = course_of_supply(good, 0.0)
    lead, rest = 0.98 ** np.arange(8), 0.98 ** np.arange(8, 40)
    assert float(found.supply[0]) > 1.4
    assert found.target == pytest.approx(0.5 * lead.sum() + 1.28 * rest.sum() - 4.0)


def test_the_longer_it_takes_to_build_the_less_the_sender_must_give():
    supply = [deterring_supply(metal(lead=lead)) for lead in (1, 8, 20, 40)]
    assert supply == sorted(supply, reverse=True)
    assert supply[0] > supply[-1] + 0.1


@given(goods)
def test_restriction_appears_just_above_the_threshold(good):
    least = restricts_above(good)
    for value in (0.0, 0.5 * least, least - 1e-6):
        assert not np.asarray(course_of_supply(good, value).restricted).any()
    found = course_of_supply(good, least + 1e-6)
    assert np.asarray(found.restricted).any()
    assert not (np.asarray(found.restricted) & np.asarray(found.arrived)).any()


@pytest.mark.parametrize("build", [1.0, 2.0, 4.0])
@pytest.mark.parametrize("lead", [4, 8, 16])
def test_a_sender_who_wants_enough_restricts_at_once_and_loses_the_market(build, lead):
    good = metal(build=build, lead=lead, quarters=1000)
    most = restricts_at_once_above(good)
    assert most > restricts_above(good)
    waits, uses = (course_of_supply(good, most + step) for step in (-1e-4, 1e-4))
    assert float(waits.supply[0]) == pytest.approx(deterring_supply(good, True), rel=1e-6)
    assert np.flatnonzero(waits.building).size == 0 or np.flatnonzero(waits.building)[0] > 0
    assert np.asarray(uses.restricted)[:lead].all()
    assert np.asarray(uses.arrived)[lead:].all()


def test_where_no_substitute_pays_the_two_thresholds_are_one():
    dear = metal(build=100.0)
    assert restricts_at_once_above(dear) == pytest.approx(restricts_above(dear))
    assert np.asarray(course_of_supply(dear, 0.26).restricted).all()


def test_where_restrictions_come_and_go_no_second_threshold_is_told():
    between = metal(build=40.0, quarters=400)
    assert np.isnan(restricts_at_once_above(between))
    found = course_of_supply(between, 0.3)
    early = np.asarray(found.restricted)[:200]
    assert 0.1 < early.mean() < 0.9
    assert not np.asarray(found.building).any()


def played_out(good: Dependence, value: float, step: float = 2e-3):
    """Both values and the first supply, by trying offers one after another."""
    factor, low, high = good.discount, good.restricted, good.arrived
    offers = [(low, value, good.conceded)]
    offers += [(supply, 0.0, 0.0) for supply in np.arange(1.0, 2.0 + step / 2, step)]

    @cache
    def building(left: int, wait: int) -> tuple[float, float]:
        if not left:
            return 0.0, 0.0
        after = building(left - 1, max(wait - 1, 0))
        choices = offers if wait else [(high, 0.0, 0.0)]
        supply, gained, lost = max(choices, key=lambda offer: offer[0] * (2 - offer[0]) + offer[1])
        sender = supply * (2 - supply) + gained + factor * after[0]
        return sender, supply**2 / 2 - lost + factor * after[1]

    @cache
    def waiting(left: int) -> tuple[float, float, float]:
        if not left:
            return 0.0, 0.0, 1.0
        after, built, best = waiting(left - 1), building(left, good.lead), (-np.inf, 0.0, 0.0)
        for supply, gained, lost in offers:
            taken = supply**2 / 2 - lost + factor * after[1]
            here = supply * (2 - supply) + gained + factor * after[0], taken, supply
            if taken < built[1] - good.build - 1e-12:
                here = built[0], built[1] - good.build, supply
            best = max(best, here, key=lambda each: each[0])
        return best

    return waiting(good.quarters)


@pytest.mark.parametrize("value", [0.0, 0.2, 0.4, 1.5, 4.0])
@pytest.mark.parametrize("changed", [{}, {"build": 1.0}, {"build": 30.0, "conceded": 0.05}])
def test_no_offer_on_a_fine_grid_does_better(value, changed):
    good = metal(quarters=24, lead=4, **changed)
    found, tried = course_of_supply(good, value), played_out(good, value)
    assert found.sender == pytest.approx(tried[0], abs=0.02)
    assert found.target == pytest.approx(tried[1], abs=0.05)


def test_fields_out_of_range_are_all_named():
    with pytest.raises(SolveError) as failed:
        course_of_supply(metal(arrived=2.5, build=-1.0, discount=1.0), 0.0)
    assert [problem.split(":")[0] for problem in failed.value.problems] == [
        "build",
        "arrived",
        "discount",
    ]
