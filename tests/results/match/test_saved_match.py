"""What is saved of a match reads back, and what is none is refused with the way out."""

import json
from datetime import date

import pytest

from backfire.errors import DataError
from backfire.results.match import CALM, Choice, Origin, Outcome, Quarter, Record

ORIGIN = Origin(scenario="chips", version="1", edition="e", checksums={"game": "12"})
CHOICE = Choice(asked="act", move="quota", chance=0.1, best="hold", forgone=2e8)
QUARTER = Quarter(
    day=date(2025, 12, 1),
    began=CALM,
    act="quota",
    reply="hold",
    build="nothing",
    told={"sender": 0.4, "target": 0.5},
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


def test_it_reads_back_as_it_was_written(tmp_path):
    assert Record.read(RECORD.write(tmp_path / "match.json")) == RECORD


def test_what_was_paid_is_told_at_its_present_value():
    assert RECORD.present() == {"sender": 1.5e9, "target": -3e9}


def saved(tmp_path, **changes):
    told = json.loads(RECORD.write(tmp_path / "match.json").read_text())
    path = tmp_path / "changed.json"
    path.write_text(json.dumps({**told, **changes}))
    return path


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"format": 2}, "format must be 1, which this version of Backfire reads, got 2; go on"),
        ({"side": "both"}, "side: input should be 'sender' or 'target', got 'both'"),
        ({"seed": "x"}, "seed: .*, got 'x'"),
        ({"more": 1}, "more: extra inputs are not permitted, got 1"),
    ],
)
def test_a_file_that_is_no_match_says_why(tmp_path, changes, says):
    with pytest.raises(DataError, match=says):
        Record.read(saved(tmp_path, **changes))


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"format": 1}', "\N{SNOWMAN}"])
def test_another_file_is_told_as_such(tmp_path, text):
    path = tmp_path / "other.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=r"must be a saved match, got.*; save one with backfire"):
        Record.read(path)


def test_a_file_that_is_not_there_is_told_as_such(tmp_path):
    with pytest.raises(DataError, match=r"must be a saved match, got: .*No such file"):
        Record.read(tmp_path / "none.json")


def test_the_same_origin_differs_in_nothing():
    assert ORIGIN.differences(ORIGIN) == ()
