"""A match against the model: its moves are those of the paths, and a saved one goes on."""

from collections import Counter

import numpy as np
import pytest

from backfire.answers import read_answer
from backfire.errors import DataError, ScenarioError
from backfire.model.strategy.contest import (
    SIDES,
    Act,
    Build,
    CommonRandomNumbers,
    Move,
    Reply,
    walk,
)
from backfire.questions.play import Board, Match
from tests.questions.play.made_up_board import PRECISION, made_up_board

SMALL = {
    "game.quarters": "4",
    "game.capacity_levels": "2",
    "game.stock_levels": "2",
    "game.investment.waves": "2",
    "game.beliefs.target_grid": "3",
    "game.beliefs.sender_grid": "2",
}
ENUMS = {"act": Act, "reply": Reply, "build": Build}
both_sides = pytest.mark.parametrize("side", SIDES)


@pytest.fixture(scope="module")
def board():
    return made_up_board()


@pytest.fixture(scope="module")
def solved():
    return Board.of("nexperia-2025", SMALL)


def left_to_model(match):
    while not match.over:
        match = match.left_to_model()
    return match


def played(match, *moves):
    for move in moves:
        match = match.moved(move)
    return match


def test_a_quarter_asks_for_three_things_in_order():
    assert {move.value: move.choices for move in Move} == ENUMS


@both_sides
@pytest.mark.parametrize("seed", range(8))
def test_a_match_left_to_the_model_is_a_path_of_the_game(board, side, seed):
    match = left_to_model(Match.begun(board, side, seed))
    luck = CommonRandomNumbers.drawn(seed, board.game.contest.quarters, paths=1)
    luck.types[SIDES.index(side)] = 1.0  # the person is never resolute
    path = walk(board.game.contest, board.game.solution, board.game.start, luck)
    assert path.resolute.tolist() == match.types.tolist()
    for asked, moves in ENUMS.items():
        went = [moves(int(move)).name.lower() for move in getattr(path, asked)[:, 0]]
        assert went == [getattr(quarter, asked) for quarter in match.quarters]
    for name in ("capacity", "pipeline", "stock", "fear", "coalition"):
        stood = [getattr(quarter.began, name) for quarter in match.quarters]
        assert stood == getattr(path, name)[:, 0].tolist()
    for row, who in enumerate(SIDES):
        paid = [quarter.paid[who] for quarter in match.quarters]
        np.testing.assert_allclose(paid, path.paid[row, :, 0], rtol=1e-12)
        total = match.record().present()[who] + match.record().outcome.after[who]
        present = path.present(board.game.setting.discount)[row, 0]
        np.testing.assert_allclose(total, present, rtol=1e-9)
        grid = np.asarray(getattr(board.game.contest.beliefs, who))
        believed = [quarter.began.believed[who] for quarter in match.quarters]
        assert believed == grid[getattr(path, who)[:, 0]].tolist()
    assert [quarter.accident for quarter in match.quarters] == path.accident[:, 0].tolist()


@both_sides
def test_a_saved_match_goes_on_as_if_it_had_not_been_interrupted(board, side, tmp_path):
    moves = ("quota", "hold", "full_ban") if side == "sender" else ("hold", "both", "proportional")
    whole = played(Match.begun(board, side, 3), *moves)
    file = whole.answer().to_netcdf(tmp_path / "match.nc")
    resumed = Match.resumed(board, read_answer(file).facts)
    assert resumed.record() == whole.record()
    assert resumed.turn() == whole.turn()
    assert left_to_model(resumed).record() == left_to_model(whole).record()


def test_a_match_saved_between_answer_and_investment_keeps_the_answer(board):
    match = Match.begun(board, "target", 1).moved("proportional")
    assert match.asked == "build"
    assert [choice.move for choice in match.record().pending] == ["proportional"]
    assert Match.resumed(board, match.record()).record() == match.record()


def test_luck_does_not_depend_on_what_was_done_before(board):
    draws = [Match.begun(board, "sender", 4).numbers.quarters for _ in range(2)]
    np.testing.assert_array_equal(*draws)
    calm = played(Match.begun(board, "sender", 4), "hold", "hold")
    harsh = played(Match.begun(board, "sender", 4), "full_ban", "full_ban")
    assert calm.types.tolist() == harsh.types.tolist()
    assert calm.quarters[1].began != harsh.quarters[1].began


@both_sides
def test_the_other_side_is_resolute_as_often_as_is_believed(board, side):
    other = 1 - SIDES.index(side)
    drawn = [Match.begun(board, side, seed).types[:, 0] for seed in range(400)]
    share = np.mean([types[other] for types in drawn])
    prior = (board.game.start.sender, board.game.start.target)[other]
    assert abs(share - prior) < 4 * np.sqrt(prior * (1 - prior) / len(drawn))
    assert not any(types[1 - other] for types in drawn)


def test_the_other_sides_type_is_not_saved_before_the_end(board):
    match = Match.begun(board, "sender", 2)
    assert match.record().outcome is None
    assert left_to_model(match).record().outcome.resolute == dict(
        zip(SIDES, match.types[:, 0].tolist(), strict=True)
    )


@both_sides
def test_beliefs_after_the_moves_keep_their_mean(board, side):
    for seed in range(20):
        match = Match.begun(board, side, seed)
        turn = match.turn()
        before = turn.standing.believed[side]
        if 0 < before < 1:
            break
    assert 0 < before < 1
    rule = match.step.rule(match.asked, match.place)[:, 0]
    moves = [match.asked.choices[option.move.upper()] for option in turn.options]
    seen = [
        before * rule[move] + (1 - before) * option.chance
        for move, option in zip(moves, turn.options, strict=True)
    ]
    mean = sum(chance * option.posterior for chance, option in zip(seen, turn.options, strict=True))
    assert mean == pytest.approx(before, abs=1e-6)


def test_advice_is_what_the_move_is_worth_in_usd(solved):
    """In the last quarter plants come too late for anything, so that they cost what they cost."""
    match = Match.begun(solved, "target", 2)
    while len(match.quarters) < 3 or match.asked != "build":
        match = match.left_to_model()
    options = {option.move: option for option in match.turn().options}
    plants = float(solved.game.contest.payoffs.build[Build.PLANTS])
    told = options["plants"].worth - options["nothing"].worth
    assert told == pytest.approx(plants, rel=1e-4)
    choice = match.moved("plants").quarters[-1].choices[-1]
    assert choice.forgone == pytest.approx(-options["plants"].worth)
    assert choice.chance == pytest.approx(options["plants"].chance)


def test_advice_is_logit_over_the_unit(board):
    turn = Match.begun(board, "sender", 1).turn()
    chances = np.array([option.chance for option in turn.options])
    worth = np.array([option.worth for option in turn.options])
    assert chances.sum() == pytest.approx(1, abs=1e-6)
    unit = float(board.game.contest.unit[0])
    np.testing.assert_allclose(chances / chances.max(), np.exp(PRECISION * worth / unit), rtol=1e-5)


def test_a_truce_is_renewed_at_meetings_alone():
    board = made_up_board(**{"game.begins_in": {"truce": "quiet", "left": 4}, "game.meetings": []})
    found = Counter()
    for seed in range(30):
        match = Match.begun(board, "target", seed)
        turn = match.turn()
        if turn.standing.truce == "none":
            continue
        can = "deal" in [option.move for option in turn.options]
        assert can is turn.meeting
        found[can] += 1
        match = played(match, "hold", "nothing")
        if match.turn().standing.truce != "none" and not match.turn().meeting:
            found["later"] += 1
            with pytest.raises(ScenarioError, match="renewed at a meeting, and none is held"):
                match.moved("deal")
    assert found[True]
    assert found["later"]


@pytest.mark.parametrize("move", ["", "7", "0", "stockpile", "sanction", "full ban now"])
def test_a_move_that_is_none_is_refused_with_those_that_are(board, move):
    with pytest.raises(ScenarioError, match=r"must be one of 1 hold, 2 licence_delay, .*, got"):
        Match.begun(board, "sender", 1).moved(move)


def test_a_number_a_name_and_its_spellings_are_the_same_move(board):
    match = Match.begun(board, "sender", 1)
    moved = [match.moved(word).record() for word in ("2", "licence_delay", " Licence-Delay ")]
    assert moved[0] == moved[1] == moved[2]


def test_a_match_that_is_over_asks_for_nothing(board):
    match = left_to_model(Match.begun(board, "sender", 1))
    with pytest.raises(ScenarioError, match="must not be over"):
        match.moved("hold")


def test_a_match_from_another_board_says_what_differs(board):
    record = played(Match.begun(board, "sender", 1), "hold").record()
    origin = record.origin.model_copy(
        update={"version": "0.0", "edition": "old", "checksums": {"game": "99", "more": "1"}}
    )
    with pytest.raises(DataError) as raised:
        Match.resumed(board, record.model_copy(update={"origin": origin}))
    told = "\n".join(raised.value.problems)
    for words in (
        "version must be 0.0, with which the match began, got 1",
        "edition must be old, with which the match began, got e",
        "game must be as it was when the match began (checksum 99), got 12",
        "more must be as it was when the match began (checksum 1), got none",
        "begin another match",
    ):
        assert words in told


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"reply": "maximal"}, "reply of the quarter of 2025-10-01 must be maximal, got"),
        ({"paid": {"sender": 1.0, "target": 2.0}}, "paid.sender of the quarter of 2025-10-01"),
        ({"choices": ()}, "must come to its end, got too few moves"),
    ],
)
def test_a_match_that_was_changed_by_hand_is_refused(board, changes, says):
    record = played(Match.begun(board, "sender", 1), "hold").record()
    if record.quarters[0].reply == "maximal":
        pytest.fail("the seed must lead to another answer")
    quarter = record.quarters[0].model_copy(update=changes)
    with pytest.raises(DataError, match=says):
        Match.resumed(board, record.model_copy(update={"quarters": (quarter,)}))


def test_a_board_knows_what_it_was_made_of(solved):
    origin = solved.origin
    assert (origin.scenario, origin.changes) == ("nexperia-2025", SMALL)
    assert {"game", "edition", "parameters"} <= origin.checksums.keys()
    assert "title" not in origin.checksums
    assert solved.names == {"sender": "China", "target": "the United States"}
    assert solved.outside is None


def test_how_a_match_ends_is_a_step_of_the_ladder(board):
    endings = Counter()
    for seed in range(40):
        match = left_to_model(Match.begun(board, "sender", seed))
        outcome, last = match.record().outcome, match.quarters[-1].answered
        endings[outcome.ending] += 1
        if outcome.ending == "confrontation":
            assert last.control in {"partial_ban", "full_ban"}
            assert last.retaliation == "maximal"
        if outcome.ending in {"truce", "framework"}:
            assert last.truce != "none"
        if outcome.ending == "calm":
            assert (last.truce, last.control, last.retaliation) == ("none",) * 3
    assert len(endings) > 3
