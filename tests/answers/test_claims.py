"""Verdicts on claims follow from shares of futures, and regions are told in words."""

import json
import math

import pytest

from backfire.results.claims import (
    FAILS,
    HOLDS,
    HOLDS_IF,
    UNTESTED,
    Axis,
    Spanned,
    finding,
    from_json,
    judged,
    told,
)
from tests.results.synthetic_claims import FLOOR, STOCKS, synthetic_claims

FOUND = synthetic_claims()


def region(shares, down=None):
    return judged(shares, STOCKS, down).region


def test_a_claim_holds_where_it_does_at_every_point_and_fails_where_at_none():
    assert judged([[0.51, 1.0, 0.6]], STOCKS, None).word == HOLDS
    assert judged([[0.5, 0.0, 0.2]], STOCKS, None).word == FAILS
    assert judged([[0.5, 0.51, 0.2]], STOCKS, None).word == HOLDS_IF


def test_a_point_that_was_not_tried_counts_for_neither():
    assert judged([[1.0, math.nan, 1.0]], STOCKS, None).word == HOLDS
    assert judged([[0.0, math.nan, 0.0]], STOCKS, None).word == FAILS
    assert judged([[math.nan] * 3], STOCKS, None).word == UNTESTED


@pytest.mark.parametrize(
    ("shares", "words"),
    [
        ([1, 0, 0], "stocks: none"),
        ([1, 1, 0], "stocks: up to usual"),
        ([0, 1, 1], "stocks: usual and more"),
        ([1, 0, 1], "stocks: none and half a year"),
    ],
)
def test_a_region_along_one_parameter_is_a_range_or_a_list(shares, words):
    assert region([shares]) == words


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([[1, 1, 0], [1, 1, 0]], "stocks: up to usual"),
        ([[1, 1, 1], [0, 0, 0]], "price floor: without"),
        ([[0, 0, 0], [0, 1, 1]], "price floor: with, and stocks: usual and more"),
        (
            [[1, 0, 0], [0, 1, 0]],
            "price floor: without, and stocks: none; price floor: with, and stocks: usual",
        ),
    ],
)
def test_a_region_over_two_parameters_is_told_row_by_row(rows, words):
    assert region(rows, FLOOR) == words


def test_a_list_without_order_is_never_told_as_a_range():
    axis = Axis("issue", ("a", "b", "c"), ordered=False)
    assert judged([[1, 1, 0]], axis, None).region == "issue: a and b"


def test_strength_is_the_share_of_futures_here_and_nothing_where_there_is_no_draw():
    assert FOUND.claim("sometimes").strength == 0.75
    assert math.isnan(FOUND.claim("never").strength)


def test_the_first_sentence_counts_verdicts_and_each_claim_has_its_own():
    first, *others = FOUND.sentences
    assert first.startswith(
        "Of 3 claims, 1 holds at every point of its sweep, 1 at some, 1 at none"
    )
    assert others[1] == (
        "What is said of sometimes: holds if price floor: without, and stocks: up to usual; at "
        "the scenario's own numbers in 3 of 4 futures."
    )
    assert others[-1] == "Not finished: unfinished."


def test_a_finding_tells_figures_the_record_and_what_is_assumed():
    said = finding(FOUND.claim("never"))
    assert "fails. A rise: +5 points (-2 to +11); a gain: USD 2.0 billion" in said
    assert said.endswith("The record says so. Something is assumed.")


def test_a_figure_that_is_not_known_is_told_so():
    assert told(Spanned.over([]), "points") == "not known"


def test_what_is_written_as_json_reads_back_as_the_same():
    written = json.loads(json.dumps(FOUND.to_json(), allow_nan=False))
    again = from_json(written)
    assert again.to_json() == FOUND.to_json()
    assert [one.verdict for one in again.claims] == [one.verdict for one in FOUND.claims]
    assert written["claims"][1]["verdict"]["word"] == "holds if"
    assert written["claims"][1]["tested"]["shares"][1][2] is None
