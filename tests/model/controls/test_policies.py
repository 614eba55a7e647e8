"""What each control writes into the weekly arrays, as if it stood alone."""

from dataclasses import fields

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfire.model.controls import (
    AbstractControl,
    ApprovalPath,
    Ban,
    Extraterritorial,
    Leakage,
    Licence,
    Offtake,
    PolicyShape,
    PriceFloor,
    QuotaPool,
    Reach,
    Span,
    SupplyOrder,
    Tariff,
    Threat,
)

SENDER, GOODS, PLACES = 2, (1, 3), (0, 1)
SHAPE = PolicyShape(weeks=30, goods=4, places=3, processes=2, senders=(1, 2), pools=2)
REACH = Reach(sender=1, goods=GOODS, places=PLACES)
SPAN = Span(announced=2.0, starts=5.0, ends=20.5)
ROUTES = np.zeros((4, 2, 3), dtype=bool)
ROUTES[np.ix_(GOODS, (1,), PLACES)] = True
FORCE = SPAN.in_force(30)
PENDING = SPAN.pending(30)
SURE = (1.0, 1.0, 1.0)
shares = st.floats(0.0, 1.0)


def by_week(series: np.ndarray) -> np.ndarray:
    """A series on the routes of the control, and nothing elsewhere."""
    return series[:, None, None, None] * ROUTES


def untouched(control: AbstractControl, *touched: str) -> None:
    policy, free = control.weeks(SHAPE), SHAPE.free()
    for field in fields(policy):
        if field.name not in touched:
            np.testing.assert_array_equal(
                getattr(policy, field.name), getattr(free, field.name), err_msg=field.name
            )


@given(withheld=shares)
def test_a_ban_lets_the_rest_through_and_threatens_before(withheld: float) -> None:
    ban = Ban(SPAN, REACH, withheld, Leakage(0.1, 0.2, 0.3))
    policy = ban.weeks(SHAPE)
    for branch in (policy.licensed_low, policy.licensed, policy.licensed_high):
        np.testing.assert_allclose(branch, 1 - withheld * by_week(FORCE))
    np.testing.assert_allclose(policy.threat, withheld * by_week(PENDING))
    standing = policy.standing[:, ROUTES] > 0
    assert (policy.leak[:, ROUTES][standing] == 0.2).all()
    assert (policy.leak[:, ROUTES][~standing] == 1.0).all()
    assert (policy.leak_low[:, ROUTES][standing] == 0.1).all()
    assert (policy.leak_high[:, ROUTES][standing] == 0.3).all()
    assert (policy.leak[:, ~ROUTES] == 1.0).all()
    licensed = ("licensed_low", "licensed", "licensed_high")
    untouched(ban, *licensed, "leak_low", "leak", "leak_high", "standing", "threat")


def test_a_tariff_is_a_duty_and_nothing_else() -> None:
    tariff = Tariff(SPAN, REACH, 0.25)
    np.testing.assert_allclose(tariff.weeks(SHAPE).duty, 0.25 * by_week(FORCE))
    untouched(tariff, "duty")


def test_a_threat_is_heard_from_its_announcement_to_its_end_and_stops_nothing() -> None:
    threat = Threat(SPAN, REACH, 0.6)
    np.testing.assert_allclose(threat.weeks(SHAPE).threat, 0.6 * by_week(FORCE + PENDING))
    untouched(threat, "threat")


def test_a_supply_order_caps_its_processes_in_its_place() -> None:
    order = SupplyOrder(SPAN, SENDER, (0,), 0.7)
    cap = order.weeks(SHAPE).output_cap
    np.testing.assert_allclose(cap[:, 0, SENDER], 1 - 0.3 * FORCE)
    assert (cap[:, 1] == 1).all()
    assert (cap[:, :, :SENDER] == 1).all()
    untouched(order, "output_cap")


def test_an_extraterritorial_rule_blocks_by_destination() -> None:
    rule = Extraterritorial(SPAN, REACH, 0.8, ((1, 0.5),))
    policy = rule.weeks(SHAPE)
    reached = np.zeros((4, 3))
    reached[np.ix_(GOODS, PLACES)] = 1.0
    np.testing.assert_allclose(policy.blocked, 0.8 * FORCE[:, None, None] * reached)
    np.testing.assert_allclose(policy.threat, 0.8 * by_week(PENDING))
    untouched(rule, "blocked", "threat")


def test_no_control_reaches_the_place_that_acts() -> None:
    mask = Reach(sender=1, goods=GOODS, places=(0, 1, SENDER)).mask(SHAPE)
    np.testing.assert_array_equal(mask, ROUTES)


@given(
    covered=st.lists(shares, min_size=3, max_size=3),
    granted=st.lists(shares, min_size=3, max_size=3),
    friction=shares,
    grace=st.floats(0.0, 5.0),
)
def test_a_licence_is_covered_times_granted_plus_the_rest_less_friction(
    covered: list[float], granted: list[float], friction: float, grace: float
) -> None:
    low, central, high = sorted(granted)
    few, usual, many = sorted(covered)
    licence = Licence(
        SPAN,
        REACH,
        (few, usual, many),
        ApprovalPath((0.0,), (low,), (central,), (high,)),
        friction=friction,
        friction_weeks=10.0,
        grace=grace,
    )
    policy = licence.weeks(SHAPE)
    force = SPAN.in_force(30, grace)
    held_up = friction * np.clip(1 - (np.arange(30) + 0.5 - SPAN.starts) / 10, 0, 1)
    branches = {"licensed_low": (many, low), "licensed": (usual, central)}
    for name, (share, approved) in {**branches, "licensed_high": (few, high)}.items():
        through = share * approved + (1 - share) * (1 - held_up)
        np.testing.assert_allclose(
            getattr(policy, name), 1 - by_week(force * (1 - through)), atol=1e-12
        )
    np.testing.assert_allclose(policy.declared, by_week(force * usual))
    np.testing.assert_allclose(policy.threat, by_week(PENDING * usual))


def test_an_undeclared_licence_leaves_hoarding_alone() -> None:
    path = ApprovalPath((0.0,), (0.5,), (0.5,), (0.5,))
    licence = Licence(SPAN, REACH, SURE, path, declared_use=False)
    assert (licence.weeks(SHAPE).declared == 0).all()


def test_the_path_of_a_destination_replaces_the_general_one_there_and_only_there() -> None:
    general, special = (ApprovalPath((0.0,), (x,), (x,), (x,)) for x in (0.2, 0.9))
    licence = Licence(SPAN, REACH, SURE, general, approvals_by=((0, special),))
    licensed = licence.weeks(SHAPE).licensed[10]
    assert licensed[1, 1, 0] == pytest.approx(0.9)
    assert licensed[1, 1, 1] == pytest.approx(0.2)


def test_approvals_run_straight_between_their_dates_in_the_middle_of_each_week() -> None:
    path = ApprovalPath((5.0, 15.0), (0.0, 0.0), (0.0, 1.0), (1.0, 1.0))
    licensed = Licence(SPAN, REACH, SURE, path).weeks(SHAPE).licensed[:, 1, 1, 0]
    np.testing.assert_allclose(licensed[5:15], 0.1 * (np.arange(10) + 0.5))
    np.testing.assert_allclose(licensed[15:20], 1.0)


def test_a_delay_moves_the_path_of_approvals_by_its_weeks() -> None:
    path = ApprovalPath((5.0, 6.0, 12.0), (0.0,) * 3, (0.0, 0.1, 1.0), (1.0,) * 3)
    prompt, late = (
        Licence(SPAN, REACH, SURE, path, delay=weeks).weeks(SHAPE).licensed[:, 1, 1, 0]
        for weeks in (0.0, 4.0)
    )
    np.testing.assert_allclose(late[9:20], prompt[5:16])


def test_nothing_is_granted_before_the_first_date_of_the_path() -> None:
    path = ApprovalPath((12.0,), (0.5,), (0.5,), (0.5,))
    licensed = Licence(SPAN, REACH, SURE, path).weeks(SHAPE).licensed[:, 1, 1, 0]
    assert licensed[8] == 0.0


def test_a_delay_holds_back_even_what_is_granted_at_once() -> None:
    path = ApprovalPath((5.0,), (1.0,), (1.0,), (1.0,))
    licensed = Licence(SPAN, REACH, SURE, path, delay=6.0).weeks(SHAPE).licensed[:, 1, 1, 0]
    assert licensed[8] == 0.0


def test_a_quota_hands_out_and_lapses_in_its_own_pool() -> None:
    quota = QuotaPool(
        Span(0.0, 0.0, 25.0), REACH, 1, ((0.0, 40.0), (8.6, 30.0)), (12.4, 30.0), coverage=2.0
    )
    policy = quota.weeks(SHAPE)
    assert policy.tranche[:, 0].sum() == 0.0
    assert {int(week): policy.tranche[week, 1] for week in policy.tranche[:, 1].nonzero()[0]} == {
        0: 40.0,
        8: 30.0,
    }
    assert policy.lapse[:, 1].nonzero()[0].tolist() == [12]
    np.testing.assert_array_equal(policy.pool_open[:, 1], np.arange(30) < 25)
    assert policy.time_left[0, 1] == pytest.approx((12.4 - 0.5) / 52)
    assert policy.time_left[13, 1] == pytest.approx((30.0 - 13.5) / 52)
    assert policy.expected[3, 1] == 40.0
    assert policy.expected[9, 1] == 0.0
    assert (policy.licensed == 1).all()


def test_a_quota_year_longer_than_a_year_counts_as_one_year_ahead() -> None:
    quota = QuotaPool(Span(0.0, 0.0, 25.0), REACH, 0, ((0.0, 40.0),), (80.0,))
    assert (quota.weeks(SHAPE).time_left[:25, 0] == 1.0).all()


@given(shares, shares, shares)
def test_a_wider_leak_of_a_band_is_at_least_as_wide(one: float, two: float, three: float) -> None:
    low, central, high = sorted((one, two, three))
    policy = Ban(SPAN, REACH, 1.0, Leakage(low, central, high)).weeks(SHAPE)
    assert (policy.leak_low <= policy.leak).all()
    assert (policy.leak <= policy.leak_high).all()


@given(floor=st.floats(1.0, 9.0), contract=st.floats(1.0, 9.0))
def test_of_two_guarantees_the_higher_holds_with_its_own_cover(
    floor: float, contract: float
) -> None:
    everywhere = PriceFloor(SPAN, GOODS, PLACES, floor).weeks(SHAPE)
    tonnes = Offtake(SPAN, GOODS, PLACES, contract, 100.0).weeks(SHAPE)
    where = SHAPE.spots(GOODS, PLACES) > 0
    for both in (everywhere.joined(tonnes), tonnes.joined(everywhere)):
        np.testing.assert_array_equal(both.floor[10][where], max(floor, contract))
        covered, bought = both.floor_cover[10][where], both.floor_tonnes[10][where]
        assert (covered == (1.0 if floor >= contract else 0.0)).all()
        assert (bought == (100.0 if contract >= floor else 0.0)).all()
