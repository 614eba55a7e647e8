"""What is said of the years to come without a model."""

import pytest

from backfire.questions.backtest._scoring import FADING, Benchmark

KNOWN = {2011: 2.0, 2012: 1.0, 2013: 0.5}


def test_no_change_says_the_value_of_the_origin_for_ever() -> None:
    assert Benchmark(KNOWN, log=True).no_change(2013) == 0.5
    assert Benchmark(KNOWN, log=True).no_change(2010) is None


def test_a_trend_runs_on_and_fades() -> None:
    naive = Benchmark(KNOWN, log=True)
    assert naive.trend(2013, 2014) == pytest.approx(0.5 * 0.5**FADING)
    limit = 0.5 * 0.5 ** (FADING / (1 - FADING))
    assert naive.trend(2013, 2113) == pytest.approx(limit)


def test_shares_change_by_differences_and_amounts_by_ratios() -> None:
    assert Benchmark(KNOWN, log=False).trend(2013, 2014) == pytest.approx(0.5 - 0.5 * FADING)


def test_one_year_is_no_trend() -> None:
    assert Benchmark({2013: 0.5}, log=True).trend(2013, 2020) is None
