"""Several controls at once."""

from itertools import permutations

import jax
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backfire.model.controls import (
    AbstractControl,
    Ban,
    Extraterritorial,
    Leakage,
    PolicyShape,
    QuotaPool,
    Reach,
    Schedule,
    Span,
    SupplyOrder,
    Tariff,
    Threat,
    schedule,
)

SHAPE = PolicyShape(weeks=8, goods=3, places=4, processes=2, senders=(0, 1), pools=2)
ALWAYS = Span(0.0, 0.0, float("inf"))
FIRST = Reach(sender=0, goods=(0, 1), places=(1, 2, 3))
SECOND = Reach(sender=1, goods=(1,), places=(0, 2))
shares = st.floats(0.0, 1.0)


def together(*controls: AbstractControl) -> Schedule:
    return schedule(controls, SHAPE)


def assert_same(one: Schedule, other: Schedule) -> None:
    for mine, theirs in zip(jax.tree.leaves(one.weeks), jax.tree.leaves(other.weeks), strict=True):
        np.testing.assert_allclose(mine, theirs, rtol=1e-6)


def test_no_control_is_free_trade() -> None:
    weeks = together().weeks
    for licensed in (weeks.licensed_low, weeks.licensed, weeks.licensed_high, weeks.output_cap):
        assert (licensed == 1).all()
    for nothing in (weeks.standing, weeks.declared, weeks.duty, weeks.threat, weeks.blocked):
        assert (nothing == 0).all()


@given(one=shares, other=shares)
def test_licensed_shares_multiply_where_routes_meet(one: float, other: float) -> None:
    overlapping = Reach(sender=0, goods=(1, 2), places=(1,))
    weeks = together(Ban(ALWAYS, FIRST, one), Ban(ALWAYS, overlapping, other)).weeks
    assert float(weeks.licensed[0, 1, 0, 1]) == pytest.approx((1 - one) * (1 - other), abs=1e-6)
    assert float(weeks.licensed[0, 0, 0, 1]) == pytest.approx(1 - one, abs=1e-6)
    assert float(weeks.licensed[0, 2, 0, 1]) == pytest.approx(1 - other, abs=1e-6)
    assert float(weeks.licensed[0, 2, 0, 2]) == 1.0


@given(one=st.floats(0.0, 2.0), other=st.floats(0.0, 2.0))
def test_duties_combine_as_factors(one: float, other: float) -> None:
    weeks = together(Tariff(ALWAYS, FIRST, one), Tariff(ALWAYS, FIRST, other)).weeks
    assert float(weeks.duty[0, 0, 0, 1]) == pytest.approx((1 + one) * (1 + other) - 1, rel=1e-5)


@given(one=shares, other=shares)
def test_the_tighter_border_decides_what_leaks(one: float, other: float) -> None:
    leaks = (Ban(ALWAYS, FIRST, 1.0, Leakage(most, most, most)) for most in (one, other))
    leak = together(*leaks).weeks.leak
    assert float(leak[0, 0, 0, 1]) == pytest.approx(min(one, other), abs=1e-6)


def test_orders_to_producers_multiply_and_the_graver_threat_holds() -> None:
    weeks = together(
        SupplyOrder(ALWAYS, 0, (0,), 0.5),
        SupplyOrder(ALWAYS, 0, (0, 1), 0.8),
        Threat(ALWAYS, FIRST, 0.3),
        Threat(ALWAYS, FIRST, 0.6),
    ).weeks
    assert float(weeks.output_cap[0, 0, 0]) == pytest.approx(0.4)
    assert float(weeks.output_cap[0, 1, 0]) == pytest.approx(0.8)
    assert float(weeks.threat[0, 0, 0, 1]) == pytest.approx(0.6)


def test_two_senders_keep_to_their_own_routes() -> None:
    weeks = together(Ban(ALWAYS, FIRST, 0.4), Ban(ALWAYS, SECOND, 0.9)).weeks
    np.testing.assert_allclose(weeks.licensed[0, :, 0, 1:], [[0.6] * 3, [0.6] * 3, [1.0] * 3])
    expected = np.ones((3, 4))
    expected[1, [0, 2]] = 0.1
    np.testing.assert_allclose(weeks.licensed[0, :, 1], expected, rtol=1e-6)


@settings(max_examples=5)
@given(withheld=shares, rate=st.floats(0.0, 2.0), cap=shares, tonnes=st.floats(0.0, 100.0))
def test_the_order_in_which_controls_are_listed_does_not_matter(
    withheld: float, rate: float, cap: float, tonnes: float
) -> None:
    controls = (
        Ban(Span(0.0, 2.0, 6.5), FIRST, withheld, Leakage(0.1, 0.2, 0.3)),
        Tariff(ALWAYS, SECOND, rate),
        SupplyOrder(ALWAYS, 1, (1,), cap),
        QuotaPool(ALWAYS, FIRST, 0, ((0.0, tonnes),), (5.0,)),
        QuotaPool(ALWAYS, SECOND, 1, ((1.0, tonnes),), (7.0,)),
    )
    first = together(*controls)
    for order in list(permutations(controls))[::17]:
        other = together(*order)
        assert_same(first, other)
        assert other.terms.pool_senders == (0, 1)
        np.testing.assert_array_equal(first.terms.pool_goods, other.terms.pool_goods)


def test_two_extraterritorial_rules_do_not_depend_on_their_order() -> None:
    one = Extraterritorial(ALWAYS, FIRST, 1.0, ((0, 0.5),))
    other = Extraterritorial(ALWAYS, SECOND, 1.0, ((1, 0.7),))
    np.testing.assert_allclose(
        together(one, other).terms.content, together(other, one).terms.content
    )


def test_a_rule_reaches_foreign_goods_by_their_content_and_not_its_senders_own() -> None:
    content = together(Extraterritorial(ALWAYS, FIRST, 1.0, ((0, 0.5),))).terms.content
    np.testing.assert_allclose(content[0], [0.0, 0.5, 0.5, 0.5])
    assert (content[1:] == 0).all()


def test_goods_that_are_controlled_together_alarm_each_other() -> None:
    first = together(Ban(ALWAYS, FIRST, 1.0), Tariff(ALWAYS, SECOND, 0.1)).weeks.alarm[0].tolist()
    together_at_first = sorted(row for row in first if any(row))
    np.testing.assert_allclose(together_at_first, [[0.0, 1.0, 0.0], [0.5, 0.5, 0.0]])


def test_any_few_controls_share_the_shape_of_one_compiled_program() -> None:
    one, two = Ban(ALWAYS, FIRST, 1.0), Tariff(ALWAYS, SECOND, 0.1)
    shapes = {together(*some).weeks.alarm.shape for some in ((one,), (one, two), (two,), ())}
    assert len(shapes) == 1


def test_the_sender_never_needs_a_licence_of_its_own_pool() -> None:
    everywhere = Reach(sender=0, goods=(0,), places=(0, 1, 2, 3))
    quota = QuotaPool(ALWAYS, everywhere, 0, ((0.0, 1.0),), (5.0,), coverage=1.5)
    terms = together(quota, QuotaPool(ALWAYS, SECOND, 1, ((0.0, 1.0),), (5.0,))).terms
    np.testing.assert_allclose(terms.pool_places[0], [0, 1, 1, 1])
    np.testing.assert_allclose(terms.pool_coverage, [1.5, 1.0])
