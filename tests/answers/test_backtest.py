"""Scores of a backtest: what is inside, what is beaten, and what is left out of a mean."""

import json

import pytest

from backfire.answers.backtest import COVERED, HALF, fitted, held_back
from tests.answers.synthetic_backtest import synthetic_backtest

FOUND = synthetic_backtest()


def test_bands_hold_what_lies_between_their_ends() -> None:
    near, off = FOUND.facts.rows[1], FOUND.facts.rows[2]
    assert (near.inside(COVERED), near.inside(HALF)) == (True, False)
    assert not off.inside(COVERED)


def test_years_held_back_and_fitted_ones_are_scored_apart() -> None:
    assert (fitted(FOUND).count, held_back(FOUND).count) == (2, 3)
    assert fitted(FOUND).coverage_90 == 1.0
    assert held_back(FOUND).coverage_90 == pytest.approx(2 / 3)


def test_draws_are_judged_against_every_naive_forecast_there_is() -> None:
    exports, price = held_back(FOUND).series
    assert exports.naive == pytest.approx(136.0)  # no change alone: 42 and 230
    assert price.naive == pytest.approx(11.0)  # the better of no change and trend
    assert (exports.beats_both, price.beats_both) == (True, True)
    assert held_back(FOUND).judged == 2


def test_a_median_is_judged_by_its_own_error_as_naive_forecasts_are() -> None:
    exports, price = held_back(FOUND).series
    assert exports.error == pytest.approx((12.0 + 200.0) / 2)
    assert price.error == pytest.approx(19.0)
    assert (exports.median_beats_both, price.median_beats_both) == (True, False)
    assert held_back(FOUND).median_beats_both_share == 0.5


def test_what_was_left_out_is_counted_with_its_reason() -> None:
    told = json.loads(FOUND.to_json())
    assert told["facts"]["skipped"] == list(FOUND.facts.skipped)
    assert [row["why"] for row in told["tables"]["skipped"]] == list(FOUND.facts.skipped)
    assert "Not compared: 1 observation;" in " ".join(FOUND.sentences)
