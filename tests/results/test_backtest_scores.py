"""Scores of a backtest: what is inside, what is beaten, and what is left out of a mean."""

import json

import pytest

from backfire.results import COVERED, HALF
from tests.results.synthetic_backtest import synthetic_backtest

FOUND = synthetic_backtest()


def test_bands_hold_what_lies_between_their_ends() -> None:
    near, off = FOUND.rows[1], FOUND.rows[2]
    assert (near.inside(COVERED), near.inside(HALF)) == (True, False)
    assert not off.inside(COVERED)


def test_years_held_back_and_fitted_ones_are_scored_apart() -> None:
    assert (FOUND.fitted.count, FOUND.held_back.count) == (2, 3)
    assert FOUND.fitted.coverage_90 == 1.0
    assert FOUND.held_back.coverage_90 == pytest.approx(2 / 3)


def test_only_series_with_both_naive_forecasts_are_judged_against_them() -> None:
    exports, price = FOUND.held_back.series
    assert exports.beats_both is None
    assert price.beats_both is True  # 9.5 against 11 and 21
    assert FOUND.held_back.beats_both_naive_share == 1.0


def test_what_was_left_out_is_counted_with_its_reason() -> None:
    told = json.loads(FOUND.to_json())
    assert told["skipped"] == {"count": 1, "why": list(FOUND.skipped)}
    assert "Not compared: 1 observation;" in " ".join(FOUND.sentences)
