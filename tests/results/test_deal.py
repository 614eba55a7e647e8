"""A deal in words, as JSON, and scored."""

import json
import math

import pytest

from backfire.results.deal import everything_is_in, score, share_of_others
from tests.results.synthetic_deal import RENEWAL, synthetic_deal

FOUND = synthetic_deal()
SIXTEEN = {f"in-{n}": True for n in range(13)} | {f"out-{n}": False for n in range(3)}


def said(found=FOUND):
    return " ".join(found.sentences)


def test_the_trivial_rule_is_right_thirteen_times_of_sixteen():
    sure = score("everything", "all", everything_is_in(SIXTEEN), SIXTEEN)
    assert (sure.right, sure.count, sure.log) == (13, 16, math.inf)
    assert sure.brier == pytest.approx(3 / 16)
    share = score("share", "all", share_of_others(SIXTEEN), SIXTEEN)
    assert share.right == 13
    assert share.log == pytest.approx(-(13 * math.log(12 / 15) + 3 * math.log(2 / 15)) / 16)
    assert share.brier == pytest.approx((13 * 0.2**2 + 3 * (13 / 15) ** 2) / 16)


def test_a_coin_scores_a_quarter_and_the_logarithm_of_two():
    coin = score("coin", "all", dict.fromkeys(SIXTEEN, 0.5), SIXTEEN)
    assert coin.brier == 0.25
    assert coin.log == pytest.approx(math.log(2))


def test_the_answer_comes_first_and_then_the_chance_of_every_issue():
    first, second, *_ = FOUND.sentences
    assert "3 issues that can be valued for both sides" in first
    assert "holds 2 in the median of 2 draws (90 % band 2 to 3)" in first
    assert first.endswith("more often than not leaves out fees.")
    assert second.endswith("minerals 100 %, tariff 80 % and fees 20 %.")


def test_what_is_left_out_has_its_own_ratio_beside_the_bound():
    assert "1.33 (1.00 to 2.0) of a dollar for each that China gains" in said()
    assert "brings: fees 0.25 (0.20 to no bound) to the United States." in said()


def test_it_says_that_it_lost_to_the_trivial_rule_and_that_nothing_else_could_be():
    assert "does worse than giving each issue the share of the others" in said()
    assert "right for 2 of 3 against 3" in said()
    assert "log infinite" in said()
    assert "no rule can beat it" in said()


def test_it_says_that_it_won_where_it_did():
    ours, *rest = FOUND.scores
    won = score(ours.rule, ours.over, {"a": 0.99}, {"a": True})
    told = said(synthetic_deal(scores=(won, *rest)))
    assert "does better than giving each issue the share of the others" in told


def test_what_has_no_value_has_a_threshold_and_no_chance():
    chips = next(line for line in FOUND.sentences if line.startswith("chips"))
    island = next(line for line in FOUND.sentences if line.startswith("island"))
    assert "costs the United States more than USD 7.0 billion (90 % band 6.5 to 7.5" in chips
    assert "no figure for either side" in island
    assert "1.33 (1.00 to 2.0)" in island
    assert "probab" not in chips + island


def test_published_ranges_stand_beside_the_supply_model():
    assert "USD 5.0 billion (90 % band 4.5 to 5.5 billion) to the United States" in said()
    assert "(published: 1.0 to 146 billion)" in said()


def test_the_term_that_comes_out_is_told_with_what_the_other_would_need():
    assert "it would be 4 years or without an end in 100 % of draws and 1 year in 0 %" in said()
    assert "a further USD 6.0 billion (90 % band 5.5 to 6.5 billion)" in said()


def test_renewal_is_told_only_once_the_game_has_said_it():
    assert "renewed" not in said()
    told = said(FOUND.with_renewal(RENEWAL))
    assert "On 10 November 2026 the suspension is renewed with a probability of 70 %" in told
    assert "replaced by a new control with 10 %" in told


def test_json_holds_every_part_and_nothing_that_json_cannot_tell():
    told = json.loads(FOUND.to_json())
    assert told["renewal"] is None
    assert told["scores"][2]["log"] is None
    assert told["issues"][0]["worth"]["USA"]["p50"] == 5e9
    assert told["thresholds"][1]["cost"] is None
    assert told["sentences"] == list(FOUND.sentences)
    assert "dataset" not in told
    renewed = json.loads(FOUND.with_renewal(RENEWAL).to_json())
    assert renewed["renewal"]["2026-11-10"]["renewed"] == [0.5, 0.7, 0.9]


def test_without_what_was_signed_nothing_is_scored():
    unsigned = {"signed_wanted": None, "signed_efficient": None, "signed_value": None}
    packages = type(FOUND.packages)(**(vars(FOUND.packages) | unsigned))
    told = said(synthetic_deal(packages=packages, scores=()))
    assert "What was signed" not in told
    assert "forecast" not in told
