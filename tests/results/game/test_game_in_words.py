"""What a game comes to, said and as JSON."""

import dataclasses
import json
import math

import pytest

from backfire.results.game import Banded, Window
from tests.results.game.example import BEGINS, advantage, around, example, quarter

FOUND = example()
SAID = " ".join(FOUND.sentences)


def window(**changes):
    parts = {"opens": BEGINS, "closes": None, "closes_by": {}, "advantage": advantage()}
    return example(window=Window(**(parts | changes))).sentences


def about(sentences, words):
    (found,) = [sentence for sentence in sentences if words in sentence]
    return found


def test_the_answer_comes_first_with_its_bands():
    assert FOUND.sentences[0].startswith(
        "From 1 December 2025 the probability of a first use is 12 % (90 % band 7 to 17) within 1 "
        "year, 34 % (20 to 48) within 3 years"
    )
    assert "a ban answered with all is 17 % (10 to 24) within 10 years" in FOUND.sentences[0]
    assert FOUND.sentences[0].endswith("46 % (28 to 64).")


def test_payoffs_that_are_ranges_are_said_to_be_so_in_the_first_two_sentences():
    first, second, *_ = example(origin="ranges").sentences
    assert first.startswith("On payoffs that are ranges and no results: from")
    assert "no result of the supply model" in second
    assert "ranges" not in FOUND.sentences[0]
    assert FOUND.sentences[1].endswith("by the supply model.")


@pytest.mark.parametrize(
    "words",
    [
        "The sender holds in a truce with concessions (86 %",
        "The target lets the truce run on",
        "45 % (27 to 63) of that goes away without steps that nobody ordered",
        "38 % (23 to 53) against a strategic target and 71 % (43 to 99) against a resolute target",
        "bound never to use the card, and believed, would be worth USD 2.1 billion",
        "rule of the resolute type USD 5.4 billion",
        "resolute with 10 % where it is with 30 % costs the sender USD 1.4 billion",
        "USD 900 million (180 million to 2.3 billion) if both make it",
        "By 10 November 2026 the truce is renewed with 61 % (37 to 85), has lapsed",
        "On 1 December 2035 there is a durable framework with 30 %",
        "(M29: a sender as exposed as in 2018) and the same luck, first use within 3 years moves "
        "by -6 points (-10 to -1)",
        "value to the sender by USD -9.0 billion",
        "12 nodes are not solved to 1e-8 (largest residual of the others 3.4e-10)",
        "the sender forgoes USD 1.1 billion, 3.6 % of its value",
        "at a precision of 100 it is 0.3 % and 0.45 %",
        "0.98 times (0.91 to 1.07) what a year of it costs by the supply model",
        "Meetings after 2026 are assumed",
    ],
)
def test_the_answer_holds(words):
    assert words in SAID


def test_a_window_that_is_empty_or_open_ended_is_said_in_words():
    empty = about(window(opens=None), "window of use")
    assert empty.startswith("The window of use is empty: while the card is unused, in no quarter")
    assert "closed" not in empty
    assert "open-ended" in about(window(), "window of use")
    assert "from 1 December 2025 to 2 December 2031" in about(
        window(closes=quarter(24)), "window of use"
    )


def test_paths_on_which_the_window_never_opens_differ_from_those_on_which_it_stays_open():
    by = {"tenth": None, "half": quarter(8), "nine_tenths": None}
    told = about(window(closes=quarter(9), closes_by=by), "window of use")
    assert "on a tenth of the paths from the start, on half of the paths by 1 December 2027" in told
    assert told.endswith("on nine tenths of the paths not within the game.")


def test_what_is_not_known_is_said_not_to_be():
    hole = Banded(math.nan, math.nan, math.nan)
    wrong = dataclasses.replace(FOUND.backfire, by_type={"resolute": hole})
    told = " ".join(example(backfire=wrong, hazard=(hole,) * 40).sentences)
    assert "not known against a resolute target" in told
    assert "nan" not in told
    assert "hazard" not in told


def test_the_hazard_is_told_at_its_highest():
    assert "highest in the quarter from 1 December 2026, at 5 % (3 to 7)" in SAID


def test_json_has_the_keys_that_others_read():
    told = json.loads(json.dumps(FOUND.to_json(), allow_nan=False))
    assert told["residual"] == 3.4e-10
    assert told["regret"]["sender"] == {"usd": 1.1e9, "share": 0.036}
    assert set(told["regret"]) == {"sender", "target"}
    assert [set(row) for row in told["regret_sweep"]] == [{"lambda", "sender", "target"}] * 5
    assert told["backfire"]["probability"]["central"] == 0.3
    assert set(told["backfire"]["by_type"]) == {"strategic", "resolute"}
    assert told["window"]["opens"] == "2025-12-01"
    assert told["window"]["closes_by"]["nine_tenths"] is None
    assert set(told["escalation"]) >= {"probability", "inadvertent_share"}
    assert set(told["value_of_commitment"]) == {"restraint", "resolve"}
    assert {"private", "common"} <= set(told["price_of_overconfidence"])
    assert told["sentences"] == list(FOUND.sentences)
    assert told["first_use"]["3"]["central"] == 0.34


def test_a_hole_is_null_in_json():
    assert FOUND.to_json()["window"]["advantage"][-1] == dict.fromkeys(("low", "central", "high"))


def test_years_beyond_the_game_are_not_told():
    short = example(days=FOUND.days[:12], hazard=FOUND.hazard[:12]).sentences[0]
    assert "within 3 years; that of a ban answered with all is 17 % (10 to 24) within 3" in short


def test_a_band_without_width_is_told_as_such():
    told = example(first_use={1: around(0.5, by=0.0)}).sentences[0]
    assert (
        "50 % (in all draws) within 1 year; that of a ban answered with all is 17 % (90 % band"
        in told
    )
