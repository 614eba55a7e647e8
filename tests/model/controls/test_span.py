"""When a control binds, rests and is awaited."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfire.model.controls import Span

WEEKS = 40
FOREVER = float("inf")
dates = st.floats(0.0, WEEKS)


@given(dates, dates)
def test_weeks_in_force_add_up_to_the_time_between_start_and_end(one: float, other: float) -> None:
    starts, ends = sorted((one, other))
    share = Span(starts, starts, ends).in_force(WEEKS)
    assert share.sum() == pytest.approx(ends - starts, abs=1e-9)
    assert ((share >= 0) & (share <= 1)).all()
    assert (share[: int(starts)] == 0).all()
    assert (share[int(np.ceil(ends)) :] == 0).all()


@given(st.lists(dates, min_size=4, max_size=4, unique=True))
def test_a_suspension_takes_out_its_own_time_and_no_more(days: list[float]) -> None:
    starts, begin, until, ends = sorted(days)
    whole = Span(starts, starts, ends).in_force(WEEKS)
    rest = Span(starts, starts, ends, ((begin, until),)).in_force(WEEKS)
    alone = Span(begin, begin, until).in_force(WEEKS)
    np.testing.assert_allclose(whole - rest, alone, atol=1e-9)


def test_a_suspension_beyond_the_life_of_a_control_takes_nothing_out() -> None:
    plain = Span(5.0, 5.0, 10.0)
    early = Span(5.0, 5.0, 10.0, ((0.0, 5.0),))
    late = Span(5.0, 5.0, 10.0, ((10.0, 20.0),))
    np.testing.assert_array_equal(early.in_force(WEEKS), plain.in_force(WEEKS))
    np.testing.assert_array_equal(late.in_force(WEEKS), plain.in_force(WEEKS))


def test_grace_puts_the_start_off_and_not_the_end() -> None:
    share = Span(2.0, 2.0, 6.0).in_force(8, grace=1.5)
    np.testing.assert_allclose(share, [0, 0, 0, 0.5, 1, 1, 0, 0])


@given(dates, dates)
def test_a_control_is_awaited_from_its_announcement_to_its_start(one: float, other: float) -> None:
    announced, starts = sorted((one, other))
    span = Span(announced, starts, FOREVER)
    assert span.pending(WEEKS).sum() == pytest.approx(starts - announced, abs=1e-9)
    assert (span.pending(WEEKS) + span.in_force(WEEKS) <= 1 + 1e-9).all()


def test_a_control_withdrawn_before_its_start_is_awaited_until_then_and_never_binds() -> None:
    span = Span(announced=2.0, starts=20.0, ends=6.0)
    assert span.pending(WEEKS).sum() == 4.0
    assert span.in_force(WEEKS).sum() == 0.0


def test_a_rule_set_aside_threatens_the_same_before_and_after_its_old_start() -> None:
    span = Span(2.0, 10.0, FOREVER, suspended=((6.0, 30.0),))
    awaited = span.pending(WEEKS)
    assert awaited[7] == awaited[12]
