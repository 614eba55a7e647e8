"""Scores of probabilities against what was signed."""

import math

import numpy as np
import pytest

from backfire.questions.deal._sensitivity import everything_is_in, score, scores, share_of_others

SIXTEEN = {f"in-{n}": True for n in range(13)} | {f"out-{n}": False for n in range(3)}


def test_the_trivial_rule_is_right_thirteen_times_of_sixteen():
    sure = score(everything_is_in(SIXTEEN), SIXTEEN)
    assert (sure.right, sure.count, sure.log) == (13, 16, math.inf)
    assert sure.brier == pytest.approx(3 / 16)
    share = score(share_of_others(SIXTEEN), SIXTEEN)
    assert share.right == 13
    assert share.log == pytest.approx(-(13 * math.log(12 / 15) + 3 * math.log(2 / 15)) / 16)
    assert share.brier == pytest.approx((13 * 0.2**2 + 3 * (13 / 15) ** 2) / 16)


def test_a_coin_scores_a_quarter_and_the_logarithm_of_two():
    coin = score(dict.fromkeys(SIXTEEN, 0.5), SIXTEEN)
    assert coin.brier == 0.25
    assert coin.log == pytest.approx(math.log(2))


def test_a_rule_is_scored_over_the_issues_that_were_recorded_alone():
    found = scores({"a": 1.0, "b": 0.2, "new": 0.5}, {}, {"a": True, "b": False, "c": True})
    count = found["score_count"][1]
    assert count[:, 0].tolist() == [2, 2, 2]
    assert np.isnan(count[:, 1]).all()
    assert np.isnan(count[0, 2])
    assert count[1:, 2].tolist() == [3, 3]
    assert np.isnan(found["log_score"][1][1, 2])  # a certainty was wrong: infinite
