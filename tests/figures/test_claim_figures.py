"""Pictures of claims: all verdicts at once, and the sweep of each."""

import json

import pytest

from backfire.answers.claims import findings
from backfire.figures.claims import claim_sweep, claim_verdicts
from tests.answers.synthetic_claims import synthetic_claims

ANSWER = synthetic_claims()
SOMETIMES = next(one for one in ANSWER.reading(findings) if one.about.id == "sometimes")


def drawn(figure):
    return json.loads(figure.to_json())


@pytest.fixture(scope="module")
def verdicts():
    return drawn(claim_verdicts(ANSWER))


@pytest.fixture(scope="module")
def sometimes():
    return drawn(claim_sweep(SOMETIMES))


def test_a_mark_is_the_share_of_draws_here_and_a_bar_the_range_of_the_sweep(verdicts):
    marks = {one["name"]: one for one in verdicts["data"] if one["mode"] == "markers"}
    assert (marks["holds if"]["x"], marks["holds if"]["y"]) == ([75.0], ["Sometimes"])
    assert marks["fails"]["x"] == [None]
    bars = {one["y"][0]: one["x"] for one in verdicts["data"] if one["mode"] == "lines"}
    assert bars == {"Always": [75, 100], "Sometimes": [0, 100], "Never": [0, 50]}


def test_the_title_counts_the_verdicts(verdicts):
    title = verdicts["layout"]["meta"]["title"]
    assert title == "Of 3 claims 1 hold throughout, 1 under conditions, 1 nowhere"


def test_lines_are_in_billions_with_their_span(sometimes):
    line = sometimes["data"][0]
    assert line["error_y"]["type"] == "data"
    figure = claim_sweep(SOMETIMES).data[0]
    assert list(figure.y) == [2.0, 2.0, 2.0]
    assert list(figure.error_y.arrayminus) == [1.0, 1.0, 1.0]


def test_a_cell_says_in_how_many_draws_it_holds_and_an_untried_one_nothing():
    cells = claim_sweep(SOMETIMES).data[-1]
    assert [list(row) for row in cells.text] == [["100", "75", "25"], ["0", "50", ""]]


def test_the_sentence_names_what_is_swept_and_the_region(sometimes):
    sentence = sometimes["layout"]["meta"]["sentence"]
    assert "over stocks and price floor" in sentence
    assert "It holds if price floor: without, and stocks: up to usual." in sentence
