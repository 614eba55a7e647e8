"""Verdicts on claims follow from shares of draws, and a region is written in words."""

import json
import math

import numpy as np
import pytest

from backfire.answers import MISSING, read_answer
from backfire.answers.claims import (
    Axis,
    Unit,
    Verdict,
    findings,
    judged,
    region,
    span,
    written,
)
from tests.answers.synthetic_claims import FLOOR, STOCKS, synthetic_claims

ANSWER = synthetic_claims()
FOUND = {one.about.id: one for one in ANSWER.reading(findings)}


def where(rows, down=None):
    return region(np.array(rows, dtype=float), STOCKS, down)


def test_a_claim_holds_where_it_does_at_every_point_and_fails_where_at_none():
    assert judged(np.array([[0.51, 1.0, 0.6]])) is Verdict.HOLDS
    assert judged(np.array([[0.5, 0.0, 0.2]])) is Verdict.FAILS
    assert judged(np.array([[0.5, 0.51, 0.2]])) is Verdict.HOLDS_IF


def test_a_point_that_was_not_tried_counts_for_neither():
    assert judged(np.array([[1.0, math.nan, 1.0]])) is Verdict.HOLDS
    assert judged(np.array([[0.0, math.nan, 0.0]])) is Verdict.FAILS
    assert judged(np.array([[math.nan] * 3])) is Verdict.UNTESTED


@pytest.mark.parametrize(
    ("shares", "expected"),
    [
        ([1, 0, 0], "stocks: none"),
        ([1, 1, 0], "stocks: up to usual"),
        ([0, 1, 1], "stocks: usual and more"),
        ([1, 0, 1], "stocks: none and half a year"),
    ],
)
def test_a_region_along_one_parameter_is_a_range_or_a_list(shares, expected):
    assert where([shares]) == expected


@pytest.mark.parametrize(
    ("rows", "expected"),
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
def test_a_region_over_two_parameters_is_written_row_by_row(rows, expected):
    assert where(rows, FLOOR) == expected


def test_a_list_without_order_is_never_written_as_a_range():
    axis = Axis(name="issue", points=("a", "b", "c"), ordered=False)
    assert region(np.array([[1, 1, 0]]), axis, None) == "issue: a and b"


def test_strength_is_the_share_of_draws_here_and_nothing_where_there_is_no_draw():
    assert FOUND["sometimes"].strength == 0.75
    assert math.isnan(FOUND["never"].strength)


def test_the_first_sentence_counts_verdicts_and_each_claim_has_its_own():
    first, *others = ANSWER.sentences
    assert first.startswith(
        "Of 3 claims, 1 holds at every point of its sweep, 1 at some, 1 at none"
    )
    assert others[1] == (
        "Made-up claim sometimes: holds if price floor: without, and stocks: up to usual; at the "
        "scenario's own numbers in 3 of 4 draws."
    )
    assert others[-1] == "Not finished: unfinished."


def test_a_finding_has_figures_the_record_and_what_is_assumed():
    text = ANSWER.note("finding", "never")
    assert "fails. A rise: +5 points (-2 to +11); a gain: USD 2.0 billion" in text
    assert text.endswith("The record says so. Something is assumed.")


def test_a_figure_that_is_not_known_is_shown_as_missing():
    assert not span([]).known
    assert written(span([math.nan]), Unit.POINTS) == MISSING


def test_a_threshold_that_is_never_reached_is_not_known():
    assert written(span([math.inf, math.inf]), Unit.USD) == MISSING


def test_what_is_stored_reads_back_as_the_same(tmp_path):
    again = read_answer(ANSWER.to_netcdf(tmp_path / "claims.nc"))
    assert again.to_json() == ANSWER.to_json()
    assert [one.verdict for one in again.reading(findings)] == [
        one.verdict for one in FOUND.values()
    ]
    rows = {row["claim"]: row for row in json.loads(again.to_json())["tables"]["verdicts"]}
    assert rows["sometimes"]["verdict"] == "holds if"
