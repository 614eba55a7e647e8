"""A small game on ranges, solved and read off; and what a kept game tells other questions."""

import json

import numpy as np
import pytest

from backfire.answers import read_answer
from backfire.answers.game import (
    ACTS,
    ENDINGS,
    FATES,
    REPLIES,
    SENDER_AT,
    STEPS,
    TARGET_AT,
    Origin,
    Situation,
    Variant,
)
from backfire.errors import ScenarioError
from backfire.model.strategy import outcomes
from backfire.model.strategy.contest import Act, Postures, Reply
from backfire.questions.deal import _collect as of_deal
from backfire.questions.game import game
from backfire.questions.game._draws import game_draws, game_values, solved
from backfire.questions.game._policy import posture_of
from backfire.questions.game._setting import meetings, quarter_of
from backfire.questions.game._summary import game_summary, with_concession
from backfire.scenario import read_scenario

SMALL = {
    "game.quarters": 12,
    "game.capacity_levels": 2,
    "game.stock_levels": 2,
    "game.investment.waves": 2,
    "game.beliefs.target_grid": 3,
    "game.beliefs.sender_grid": 3,
}


@pytest.fixture(scope="module")
def small():
    return read_scenario("other-levers").but_paths(SMALL)


@pytest.fixture(scope="module")
def answer(small):
    return game(small, draws=2, paths=300)


def test_shares_of_paths_add_up(answer):
    for name, axis in (("renewals", "fate"), ("endings", "ending")):
        shares = answer.dataset[name].dropna("years") if name == "endings" else answer.renewals
        assert np.allclose(shares.sum(axis), 1)
    low, central, high = answer.bands("renewals").values
    assert ((low >= 0) & (low <= central) & (central <= high) & (high <= 1)).all()


def test_every_move_of_a_situation_has_a_chance_and_they_add_up_in_each_draw(answer):
    assert np.allclose(answer.act_chance.sum("act"), 1)
    assert np.allclose(answer.reply_chance.sum("reply"), 1)


def test_labels_of_moves_are_those_of_the_model():
    assert [act.name.lower() for act in Act] == list(ACTS)
    assert [reply.name.lower() for reply in Reply] == list(REPLIES)
    assert (outcomes.LADDER, outcomes.ENDINGS, outcomes.FATES) == (STEPS, ENDINGS, FATES)


def test_each_situation_has_a_posture_of_its_own():
    known = Postures(term=4)
    for situations in (SENDER_AT, TARGET_AT):
        postures = [posture_of(at, known) for at in situations]
        assert len(set(postures)) == len(postures)
    assert known.names[posture_of(Situation.FULL_BAN_MAXIMAL, known)].endswith("answered with all")
    assert known.names[posture_of(Situation.TRUCE_ENDS, known)].endswith("1 quarter left")


def test_it_says_how_well_it_was_solved(answer):
    assert answer.residual <= 1e-8
    assert answer.unsolved < 1e-3 * answer.nodes
    assert answer.regret.sel(side="sender") >= 0
    by_precision = answer.regret_sweep.sel(side="sender")
    assert by_precision[-1] < by_precision[0]


def test_payoffs_in_ranges_are_said_to_be_ranges(answer):
    assert answer.facts.origin is Origin.RANGES
    assert not answer.has("aggregation")


def test_what_is_printed_for_machines_has_the_promised_keys(answer):
    numbers = json.loads(answer.to_json())["quantities"]
    for key in ("backfire", "backfire_against", "escalation", "inadvertent", "residual", "closes"):
        assert key in numbers
    assert set(next(iter(numbers["regret_sweep"].values()))) == {"sender", "target"}
    assert set(numbers["regret"]) == {"sender", "target"}
    for key in ("advantage", "commitment_value", "overconfidence_cost"):
        assert key in numbers


def test_each_mechanism_changes_an_answer(answer):
    assert {"M12", "M23", "M28"} <= set(map(str, answer.mechanism.values))
    moved = answer.variant_change.sel(variant=Variant.AFTER_A_SUCCESS)
    assert float(np.abs(moved).max()) > 0


def test_a_game_is_saved_and_read_again(answer, tmp_path):
    again = read_answer(answer.to_netcdf(tmp_path / "game.nc"))
    assert again.to_json() == answer.to_json()
    assert again.sentences == answer.sentences


@pytest.mark.study
def test_the_same_question_has_the_same_answer(small, answer):
    again = game(small, draws=2, paths=300)
    assert again.dataset.drop_attrs().identical(answer.dataset.drop_attrs())


def test_more_luck_of_one_band_leaves_the_others_alone(small):
    few, more = (game_values(small.game, draws, seed=1) for draws in (2, 3))
    assert set(few) == set(more)
    for name, column in few.items():
        assert column.tolist() == more[name][:3].tolist()


def test_meetings_are_held_on_their_days_and_then_at_an_even_pace():
    game = read_scenario("busan-2025").game
    held = meetings(game, game.begins)
    assert held[quarter_of(game.meetings[0], game.begins)]
    assert held[-game.meetings_every :].any()


def test_a_scenario_without_a_game_says_where_to_find_one():
    with pytest.raises(ScenarioError, match="busan-2025"):
        game("no-control")


def test_too_few_draws_and_paths_are_told_at_once(small):
    with pytest.raises(ScenarioError) as caught:
        game(small, draws=0, paths=1)
    assert len(caught.value.problems) == 2


def test_the_game_of_busan_tells_concessions_and_renewals_without_being_solved(monkeypatch):
    monkeypatch.setattr("backfire.questions.game._summary.solved", _refuse)
    told = with_concession(read_scenario("rare-earths-2025")).leverage.conceded
    assert told is not None
    assert told.game == "busan-2025"
    assert told.low <= told.central <= told.high
    summary = game_summary("busan-2025")
    (_, becomes) = of_deal.renewal(summary.becomes)["becomes"]
    assert all(values[0] == 0.0 for values in of_deal.continuation_of(summary.truce))
    assert becomes[1, 0].sum() == pytest.approx(1, abs=0.15)


def _refuse(*_, **__):
    pytest.fail("the shipped file should have been read")


def test_a_sender_that_is_bound_never_to_use_it_never_does(small):
    from backfire.model.strategy.contest import CommonRandomNumbers
    from backfire.questions.game import used
    from backfire.questions.game._draws import never_used

    known = game_draws(small, 0)
    bound = solved(known.central, known.unit, bound=never_used(known.central))
    paths = bound.walk(CommonRandomNumbers.drawn(1, small.game.quarters, 200))
    assert not np.asarray(used(paths)).any()
