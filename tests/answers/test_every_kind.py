"""Whatever was asked is saved, drawn again, and given as JSON and as tables."""

import csv
import json

import pytest
import xarray as xr

from backfire.answers import KINDS, Answer, read_answer
from backfire.render import page
from tests.answers.example_game import example
from tests.answers.synthetic_backtest import synthetic_backtest
from tests.answers.synthetic_claims import synthetic_claims
from tests.answers.synthetic_deal import synthetic_deal
from tests.answers.synthetic_leverage import synthetic_leverage
from tests.answers.synthetic_run import synthetic_run
from tests.answers.synthetic_spread import synthetic_spread

MADE = {
    "run": lambda: synthetic_run().with_part(synthetic_leverage()),
    "leverage": synthetic_leverage,
    "game": example,
    "deal": synthetic_deal,
    "claims": synthetic_claims,
    "spread": synthetic_spread,
    "backtest": synthetic_backtest,
}


@pytest.fixture(scope="module", params=MADE)
def answer(request: pytest.FixtureRequest) -> Answer:
    return MADE[request.param]()


def test_every_kind_is_made_here() -> None:
    """A match is saved quarter by quarter and has tests of its own."""
    assert {*MADE, "play"} == set(KINDS)


def test_what_is_saved_is_read_and_drawn_as_it_was(answer: Answer, tmp_path) -> None:
    again = read_answer(answer.to_netcdf(tmp_path / "answer.nc"))
    assert again.to_json() == answer.to_json()
    assert page(again) == page(answer)


def test_xarray_opens_the_file_by_itself(answer: Answer, tmp_path) -> None:
    with xr.open_datatree(answer.to_netcdf(tmp_path / "answer.nc")) as tree:
        assert answer.kind.name in tree.children


def test_json_has_the_sentences_and_no_nan(answer: Answer) -> None:
    def refuse(constant: str) -> None:
        raise AssertionError(constant)

    found = json.loads(answer.to_json(), parse_constant=refuse)
    assert found["kind"] == answer.kind.name
    assert found["sentences"] == list(answer.sentences)
    assert set(found["tables"]) == {table.name for table, _ in answer.tables()}


def test_every_table_is_a_file_with_a_row_for_each_of_its_rows(answer: Answer, tmp_path) -> None:
    answer.to_csv(tmp_path)
    for table, rows in answer.tables():
        text = (tmp_path / f"{table.name}.csv").read_text("utf-8")
        assert len(list(csv.DictReader(text.splitlines()))) == len(rows)


def test_screen_and_page_show_the_same_tables(answer: Answer) -> None:
    shown = page(answer)
    for table, _ in answer.tables():
        assert f"<summary>{table.title}" in shown.replace("\u00a0", " ")
