"""A match as an answer: saved and read back, its end in words, and what is no match refused."""

import csv
import json
from datetime import date

import pytest
import xarray as xr

from backfire import render
from backfire.answers import Answer, read_answer
from backfire.answers.play import (
    CALM,
    KIND,
    Choice,
    Origin,
    Outcome,
    Quarter,
    Record,
    spark,
)
from backfire.errors import DataError
from tests.answers.synthetic import PROVENANCE

ORIGIN = Origin(scenario="chips", version="1", edition="e", checksums={"game": "12"})
CHOICE = Choice(asked="act", move="quota", chance=0.1, best="hold", forgone=2e8)
QUARTER = Quarter(
    day=date(2025, 12, 1),
    began=CALM,
    act="quota",
    reply="hold",
    build="nothing",
    posterior={"sender": 0.4, "target": 0.5},
    answered=CALM.model_copy(update={"control": "quota"}),
    ended=CALM.model_copy(update={"control": "quota"}),
    accident=False,
    paid={"sender": 1e9, "target": -2e9},
    choices=(CHOICE,),
)
RECORD = Record(
    origin=ORIGIN,
    side="sender",
    seed=3,
    precision=8.0,
    discount=0.5,
    quarters=(QUARTER, QUARTER),
    outcome=Outcome(
        ending="control",
        resolute={"sender": False, "target": True},
        after={"sender": 1e9, "target": 0.0},
    ),
)


UNDER_WAY = RECORD.model_copy(update={"outcome": None})
TABLES = {table.name: table for table in KIND.tables}


def answer_of(record):
    return Answer.of(KIND, xr.Dataset(), PROVENANCE, record)


def said(record=RECORD):
    return "\n".join(answer_of(record).sentences)


@pytest.mark.parametrize(
    "record", [RECORD, UNDER_WAY, UNDER_WAY.model_copy(update={"quarters": ()})]
)
def test_it_reads_back_as_it_was_written(record, tmp_path):
    path = answer_of(record).to_netcdf(tmp_path / "match.nc")
    assert read_answer(path).facts == record
    assert json.loads(answer_of(record).to_json())["facts"]["seed"] == 3
    assert "<h1>A synthetic question</h1>" in render.page(answer_of(record))


def test_what_was_paid_is_told_at_its_present_value():
    assert RECORD.present() == {"sender": 1.5e9, "target": -3e9}


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"side": "both"}, "facts.side: input should be 'sender' or 'target', got 'both'"),
        ({"seed": "x"}, "facts.seed: .*, got 'x'"),
        ({"more": 1}, "facts.more: extra inputs are not permitted, got 1"),
    ],
)
def test_a_file_that_is_no_match_says_why(tmp_path, changes, says):
    found = answer_of(RECORD)
    facts = json.dumps({**RECORD.model_dump(mode="json"), **changes})
    found.tree["play"].attrs["facts"] = facts
    path = found.to_netcdf(tmp_path / "changed.nc")
    with pytest.raises(DataError, match=says):
        read_answer(path)


def test_the_end_tells_the_other_sides_type_and_what_the_choices_cost():
    for words in (
        "The match ends in a control in force.",
        "The target was resolute.",
        "Paid, in present value: sender USD 1.5 billion; target USD -3.0 billion.",
        "With what follows the last quarter: sender USD 2.5 billion; target USD -3.0 billion.",
        "You seemed resolute, by quarter: ▅▅▅ (from 50 % to 50 %)",
        "Of 2 choices 0 were the model's best; the others cost you USD 300 million",
    ):
        assert words in said()
    table = TABLES["dearest"]
    assert table.texts(answer_of(RECORD).rows(table), table.columns) == [
        ["1", "quota", "hold", "10 %", "USD 200 million"],
        ["2", "quota", "hold", "10 %", "USD 200 million"],
    ]


def test_a_match_that_is_not_over_has_no_end():
    assert said(UNDER_WAY) == "The match is not over: 2 quarters of it are played."
    assert not answer_of(UNDER_WAY).rows(TABLES["dearest"])


def test_choices_that_were_left_to_the_model_are_counted():
    left = CHOICE.model_copy(update={"by": "model", "best": "quota", "forgone": 0.0})
    quarters = (QUARTER, QUARTER.model_copy(update={"choices": (left,)}))
    told = said(RECORD.model_copy(update={"quarters": quarters}))
    assert "Of 2 choices (1 of them left to the model) 1 were the model's best" in told


def test_every_table_opens_as_csv(tmp_path):
    for path in answer_of(RECORD).to_csv(tmp_path):
        lines = list(csv.reader(path.read_text(encoding="utf-8").splitlines()))
        assert len(lines) == 3
    assert {path.stem for path in tmp_path.iterdir()} == set(TABLES)


def test_a_row_of_bars_rises_with_what_it_shows():
    assert spark([0.0, 0.3, 0.6, 1.0], "0123456789") == "0369"
    assert spark([]) == ""


def test_the_same_origin_differs_in_nothing():
    assert ORIGIN.differences(ORIGIN) == ()
