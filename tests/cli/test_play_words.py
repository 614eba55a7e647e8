"""A match in plain words: what a move is where it is made, and what it cost in the end."""

from datetime import date

import pytest

from backfire.answers.play import CALM
from backfire.cli.play._words import meaning, options, posture, rows, why
from backfire.model.strategy.contest import Move
from backfire.questions.play import Levels, Option, Turn
from tests.answers.test_play import QUARTER

TRUCE = CALM.model_copy(update={"truce": "concessions", "left": 2})
BANNED = CALM.model_copy(update={"control": "full_ban"})
ANSWERED = BANNED.model_copy(update={"retaliation": "proportional"})
TURN = Turn(
    number=2,
    quarters=8,
    day=date(2026, 3, 2),
    side="sender",
    asked="act",
    standing=TRUCE,
    done={},
    levels=Levels(capacity=5, pipeline=2, stock=3, fear=0, coalition=1),
    outside=0.29,
    meeting=False,
    next_meeting=date(2026, 9, 1),
    last=QUARTER,
    present={"sender": 1e9, "target": -2e9},
    options=(
        Option(1, "hold", 0.7, 0.0, 0.37),
        Option(2, "quota", 0.3, -2.1e8, 0.5),
    ),
)


def changed(**changes):
    from dataclasses import replace

    return replace(TURN, **changes)


@pytest.mark.parametrize(
    ("asked", "move", "standing", "says"),
    [
        ("act", "hold", CALM, "restrict nothing"),
        ("act", "hold", ANSWERED, "lift the full ban"),
        ("act", "full_ban", ANSWERED, "keep the full ban"),
        ("act", "flood", BANNED, "lift the full ban, sell below cost for a quarter"),
        ("act", "quota", TRUCE, "break the truce: refuse a part of the orders"),
        ("reply", "deal", TRUCE, "renew the truce"),
        ("reply", "deal", BANNED, "concede, for a truce"),
        ("reply", "deal", CALM, "agree on a quiet truce"),
        ("reply", "hold", TRUCE, "let the truce run on"),
        ("reply", "hold", BANNED, "answer nothing"),
        ("reply", "hold", ANSWERED, "lift the retaliation"),
        ("reply", "maximal", TRUCE, "break the truce: hurt the sender as much as it can"),
        ("build", "both", CALM, "buy stocks and pay for plants"),
    ],
)
def test_a_move_is_called_by_what_it_is_where_it_is_made(asked, move, standing, says):
    assert meaning(asked, move, standing) == says


def test_every_move_has_words_wherever_it_is_made():
    for asked in Move:
        for move in asked.choices:
            for standing in (CALM, TRUCE, BANNED, ANSWERED):
                assert meaning(asked.value, move.name.lower(), standing)


@pytest.mark.parametrize(
    ("standing", "says"),
    [
        (TRUCE, "a truce with concessions, 2 quarters left with this one"),
        (BANNED, "a full ban, unanswered"),
        (ANSWERED, "a full ban, to which the target retaliates in proportion"),
        (
            CALM.model_copy(update={"retaliation": "maximal"}),
            "no control; the target retaliates with all it has",
        ),
    ],
)
def test_what_is_in_force_is_told_in_words(standing, says):
    assert posture(standing) == says


def test_a_turn_tells_what_stands_what_was_paid_and_what_is_believed():
    told = dict(rows(TURN))
    assert told["Last quarter"] == "sender quota; target hold, builds nothing"
    assert told["It paid"] == "sender USD 1.0 billion; target USD -2.0 billion"
    assert (
        told["A truce"] == "can be renewed at a meeting, next in the quarter from 1 September 2026"
    )
    assert told["Capacity outside"] == "level 0 of 5 (29 % of need), 0 waves of plants under way"
    assert told["The other side"] == "is resolute with 50 %, you think"
    assert "What buyers expect" not in told
    assert dict(rows(changed(meeting=True)))["A truce"].startswith("can be renewed now")
    assert "no meeting is left" in dict(rows(changed(next_meeting=None)))["A truce"]


def test_only_what_is_new_is_told_before_the_investment():
    assert [name for name, _ in rows(changed(asked="build", side="target"))] == ["In force", "You"]


def test_the_advice_says_how_likely_how_costly_and_how_telling_a_move_is():
    assert list(options(TURN)) == [
        ("1", "hold", "restrict nothing", "70 %", "best", "37 %"),
        (
            *("2", "quota", "break the truce: refuse a part of the orders"),
            *("30 %", "-210 million", "50 %"),
        ),
    ]
    assert why(TURN) == (
        "Hold is worth USD 210 million more to you than the next best, quota; it makes you seem "
        "less resolute, 37 % after 50 %."
    )


def test_a_belief_that_hardly_moves_is_said_to_stay():
    same = Option(1, "hold", 0.7, 0.0, 0.5001)
    assert why(changed(options=(same, TURN.options[1]))).endswith("at 50 % resolute.")
