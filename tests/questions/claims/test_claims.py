"""Claims: their rules, the way through them, and the trials they rest on."""

import math
from dataclasses import replace

import numpy as np
import pytest
from benchmarks.claims import PAGE, stored, with_tables

from backfire.answers.claims import About, Axis, findings
from backfire.errors import ScenarioError
from backfire.model.strategy.contest import Act, Reply
from backfire.questions.claims import CLAIMS, Claim, Judged, claims
from backfire.questions.claims._agreements import best
from backfire.questions.claims._answers import alike, discredited
from backfire.questions.claims._claim import Difference, points
from backfire.questions.claims._pressure import PRESSURE
from backfire.questions.claims._readings import chances, seen, year_of_ban
from backfire.questions.claims._trials import AS_IS, HELD_BACK, Change, Rule, Trials
from backfire.scenario import read_scenario

SMALL = {
    "game.quarters": 5,
    "game.term": 2,
    "game.begins_in.left": 2,
    "game.meetings": [],
    "game.capacity_levels": 2,
    "game.stock_levels": 2,
    "game.coalition_levels": 1,
    "game.investment.waves": 2,
    "game.beliefs.target_grid": 3,
    "game.beliefs.sender_grid": 3,
    "game.precision": 8,
}


ABOUT = About(id="made", claim="it is made up", place="none", question="Is it?", rule="It is.")


def made(name: str) -> Claim:
    """A claim that holds in every draw, and solves nothing."""

    def judged(trials, draw):
        trials.before()
        return Judged([[1.0]], True, (points("one", 1.0),))

    nowhere = Axis(name="nothing", points=("nowhere",))
    return Claim(ABOUT.model_copy(update={"id": name}), lambda trials: (nowhere, None), judged)


MADE, OTHER = made("made"), made("other")


@pytest.fixture(scope="module")
def solved():
    """Numbers of the games that were solved."""
    return []


@pytest.fixture(scope="module")
def trials(solved):
    scenario = read_scenario("other-levers").but_paths(SMALL)
    return Trials.of(scenario, 0, 200, before=lambda: solved.append(len(solved)))


def test_claims_are_tested_in_order_and_progress_is_reported():
    seen = []
    found = claims(tests=(MADE, OTHER), draws=2, progress=lambda *done: seen.append(done))
    assert [one.about.id for one in found.facts.claims] == ["made", "other"]
    assert (found.draws, found.facts.left) == (3, ())
    assert seen[0] == (0, 2, "made")
    assert seen[-1] == (2, 2, "claims")


def test_what_is_finished_is_kept_at_a_stop():
    asked = iter([False, False, True])
    found = claims(tests=(MADE, OTHER), draws=0, stop=lambda: next(asked))
    assert [one.about.id for one in found.facts.claims] == ["made"]
    assert [one.id for one in found.facts.left] == ["other"]


def test_every_fault_of_a_question_is_reported_at_once():
    with pytest.raises(ScenarioError) as fault:
        claims(only=["mad"], draws=-1, paths=5, tests=(MADE,))
    assert len(fault.value.problems) == 3
    assert fault.value.problems[0] == "only: must be one of made, got mad"


def test_a_scenario_without_a_game_is_refused():
    with pytest.raises(ScenarioError, match="game: must be there"):
        claims("rare-earths-2010", tests=(MADE,))


def test_names_are_unique_and_every_claim_says_where_it_stands_and_when_it_holds():
    names = [one.about.id for one in CLAIMS]
    assert len(set(names)) == len(names)
    for one in CLAIMS:
        assert one.about.place.startswith("paragraph")
        assert one.about.question.endswith("?")
        assert "hold" in one.about.rule or "stays out" in one.about.rule
        assert all(name[0] == "M" and 1 <= int(name[1:]) <= 29 for name in one.about.mechanisms)


def test_a_difference_counts_above_the_least_and_above_chance():
    assert Difference(0.05, 0.01).above(0.01)
    assert not Difference(0.05, 0.03).above(0.01)
    assert not Difference(0.005, 0.001).above(0.01)
    assert Difference(-0.05, 0.01).below(0.01)


def test_shares_are_over_the_draws_that_were_tried(trials):
    held = ([[1.0, 1.0]], [[0.0]], [[1.0]])
    axis = Axis(name="a", points=("1", "2", "3"))
    claim = Claim(
        ABOUT,
        lambda trials: (axis, None),
        lambda trials, draw: Judged(held[draw], None, (points("one", draw),)),
    )
    found = claim.tested(replace(trials, draws=2))
    assert found.shares[0, :2].tolist() == [2 / 3, 1.0]
    assert math.isnan(found.shares[0, 2])
    assert found.tried == []
    ends = found.figures[0].value
    assert (ends.low, ends.central, ends.high) == (0.0, 0.0, 2.0)


def test_a_move_that_is_not_answered_beyond_calm_is_no_answer():
    assert not alike(0.9, 0.9, 0.9)
    assert not alike(0.0, 0.04, 0.04)
    assert alike(0.0, 0.4, 0.5)


def test_credibility_is_lost_only_if_the_target_is_less_moved():
    assert not discredited(0.5, 0.49, 1.0, 0.0)
    assert not discredited(0.5, 0.0, 0.0, 0.1)


def test_a_truce_by_which_one_side_loses_is_not_the_best():
    assert best(np.array([[5.0, -1.0], [1.0, 1.0]])) == 1


def test_the_same_change_is_solved_once(trials, solved):
    trials.game(0)
    before = len(solved)
    assert trials.game(0) is trials.game(0, AS_IS)
    assert len(solved) == before


def test_a_bound_sender_keeps_to_its_rule(trials):
    game = trials.game(0, AS_IS.bound(HELD_BACK))
    assert not (trials.walk(game, 0).act > Act.HOLD).any()


def test_a_rule_gives_acts_by_the_retaliation_that_stands(trials):
    known = trials.game(0).contest.postures
    table = Rule(in_proportion=Act.QUOTA, with_all=Act.FULL_BAN).table(known)
    stands = [known.open(0, level) for level in range(3)]
    assert table[stands].argmax(1).tolist() == [Act.HOLD, Act.QUOTA, Act.FULL_BAN]
    assert (table[known.in_truce].argmax(1) == Act.HOLD).all()


def test_the_first_action_can_be_given(trials):
    paths = trials.walk(trials.game(0), 0, first=Act.QUOTA)
    assert (paths.act[0] == Act.QUOTA).all()
    assert not (paths.act[1] == Act.QUOTA).all()


def test_beliefs_move_by_the_rule_of_bayes_and_keep_their_mean(trials):
    """The mean belief over what the target may answer is the belief before."""
    game = trials.game(0)
    calm = replace(game.start, posture=game.contest.postures.open(0, 0), target=0.5)
    after = [seen(game, calm, Act.HOLD, reply) for reply in Reply]
    faced = replace(calm, sender=after[0].sender)
    own = chances(game, "target", faced)
    resolute = np.asarray(game.contest.beliefs.resolute_target[calm.posture])
    often = 0.5 * resolute + 0.5 * own
    assert sum(often * [one.target for one in after]) == pytest.approx(0.5, abs=1e-6)
    held = game.contest.beliefs.resolute_sender[calm.posture, Act.HOLD]
    strategic = chances(game, "sender", calm)[Act.HOLD]
    prior = calm.sender
    expected = prior * held / (prior * held + (1 - prior) * strategic)
    assert after[0].sender == pytest.approx(float(expected), rel=1e-6)


def test_a_year_of_a_ban_costs_less_with_more_stocks_and_more_built(trials):
    table = year_of_ban(trials.game(0))
    assert (np.diff(table, axis=0) <= 0).all()
    assert (np.diff(table, axis=1) <= 0).all()
    assert table.max() > 0


def test_a_multiplied_band_and_another_pace_reach_the_game(trials):
    base = trials.game(0).setting
    change = Change(times=(("investment.lead_quarters", 2.0),), pace=0.5)
    made = change.of(base)
    name = "investment.lead_quarters"
    assert made.values[name] == 2 * base.values[name]
    assert made.stakes.pace == base.stakes.pace / 2
    assert AS_IS.of(base) is base


def test_a_claim_is_tested_on_a_small_game_from_plans_and_paths(trials):
    found = PRESSURE.tested(trials)
    assert np.isin(found.shares, (0.0, 1.0)).all()
    game = trials.game(0)
    banned = replace(game.start, posture=game.contest.postures.open(Act.FULL_BAN, 0))
    calm = replace(banned, posture=game.contest.postures.open(0, 0))
    strategic = [chances(game, "target", at)[Reply.DEAL] for at in (banned, calm)]
    rise = (1 - game.start.target) * (strategic[0] - strategic[1])
    assert found.figures[0].value.central == pytest.approx(rise, abs=1e-9)
    assert found.tried == [bool(rise >= 0.05)]
    assert "4 of 8 controls" in found.record


def test_the_page_has_the_tables_of_the_stored_answer():
    page = PAGE.read_text(encoding="utf-8")
    assert with_tables(page, stored()) == page, "run `python -m benchmarks.claims --tables`"


def test_the_stored_answer_was_found_by_the_rules_of_today():
    found = [one.about for one in stored().reading(findings)]
    assert found == [one.about for one in CLAIMS]
