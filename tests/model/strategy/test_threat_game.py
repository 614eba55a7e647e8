"""The two-round threat game, and how far its players are from the best they could do."""

from __future__ import annotations

import itertools

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from backfire.errors import SolveError
from backfire.model.strategy import AgentLogit, OnGrid, Signal, choose
from backfire.model.strategy.closed_forms import Answered, Outcome, regret, solve
from tests.model.strategy import threat

PRIORS = (0.1, 0.3, 0.6)
prior = pytest.mark.parametrize("prior", PRIORS)


def at(prior, precision):
    game = threat.two_rounds(prior)
    return game, solve(game, AgentLogit(jnp.array(precision)))


@prior
@pytest.mark.parametrize("precision", [0.5, 2.0, 6.0, 30.0])
def test_every_node_is_solved(prior, precision):
    _, found = at(prior, precision)
    assert float(found.residual) <= 1e-8
    assert int(found.several) == 0


@prior
def test_what_the_solver_says_a_side_gets_is_what_its_plan_gets(prior):
    game, found = at(prior, 6.0)
    for side, own in zip(("sender", "target"), regret(game, found), strict=True):
        assert float(own.value) == pytest.approx(float(getattr(found.rounds[0], side)[0]))


@prior
def test_the_best_plan_is_the_best_of_all_pure_plans(prior):
    """A strategic target has five nodes and so 32 plans; each is played against the sender."""
    game, found = at(prior, 2.0)
    first, second = found.rounds
    best = -np.inf
    for plan in itertools.product((0.0, 1.0), repeat=5):
        later = []
        for history in range(4):
            ends = dict(zip(Outcome, threat.TARGET[1], strict=True))
            later.append(valued(ends, second, history, plan[1 + history]))
        ends = {
            each: threat.TARGET[0][each] + threat.GOES_ON[each] * later[each] for each in Outcome
        }
        best = max(best, valued(ends, first, 0, plan[0]))
    assert float(regret(game, found)[1].best) == pytest.approx(best)


def valued(ends, played, history, concedes):
    threatens, carries_out = played.threatens[history], played.carries_out[history]
    held = carries_out * ends[Outcome.CARRIED_OUT] + (1 - carries_out) * ends[Outcome.BACKED_DOWN]
    answered = concedes * ends[Outcome.CONCEDED] + (1 - concedes) * held
    return float(threatens * answered + (1 - threatens) * ends[Outcome.QUIET])


@prior
def test_regret_falls_below_a_hundredth_of_value_as_choice_gets_sharper(prior):
    sweep = [regret(*at(prior, each)) for each in (2.0, 6.0, 30.0, 100.0)]
    for side in (0, 1):
        shares = [float(each[side].share) for each in sweep]
        assert all(share >= 0 for share in shares)
        assert all(later <= sooner for sooner, later in itertools.pairwise(shares))
        assert shares[2] < 0.01


@prior
def test_beliefs_are_a_martingale_over_every_round(prior):
    game, found = at(prior, 2.0)
    for number, played in enumerate(found.rounds):
        resolute = game.resolute_concedes[number]
        concedes = (1 - played.belief) * played.concedes + played.belief * resolute
        threatened = jnp.stack([concedes, 1 - concedes], -1)
        after = played.after[:, [Outcome.CONCEDED, Outcome.CARRIED_OUT]]
        np.testing.assert_allclose((threatened * after).sum(-1), played.belief, atol=1e-12)


def test_holding_is_believed_and_conceding_is_not():
    played = at(0.3, 6.0)[1].rounds[0]
    after = played.after[0]
    assert after[Outcome.CONCEDED] > played.belief[0]  # it was hardly done by either
    assert after[Outcome.QUIET] == played.belief[0]
    assert after[Outcome.CARRIED_OUT] == after[Outcome.BACKED_DOWN]
    softer = at(0.3, 2.0)[1].rounds[0]
    assert softer.after[0, Outcome.CONCEDED] < softer.belief[0] < softer.after[0, 2]


def test_reputation_makes_a_target_hold_more_than_in_the_last_round():
    """The same payoffs twice: the threat to come is worth being thought resolute."""
    game = threat.two_rounds(0.3)
    same = jnp.stack([game.sender[0], game.sender[0]]), jnp.stack([game.target[0], game.target[0]])
    twice = type(game)(game.prior, game.resolute_concedes[:1].repeat(2), *same, game.goes_on)
    found = solve(twice, AgentLogit(jnp.array(2.0)))
    first, last = found.rounds
    assert first.concedes[0] < last.concedes[Outcome.QUIET]


def test_values_on_a_grid_of_beliefs_come_near_the_exact_ones():
    """The first round, at values of the second that are known at some beliefs only."""
    game = threat.two_rounds(0.3)
    precision = jnp.array(2.0)
    signal = Signal(jnp.array([0.3]), jnp.array([[0.05, 0.95]]))
    exact = float(at(0.3, 2.0)[1].rounds[0].concedes[0])
    grid = jnp.linspace(0.0, 1.0, 41)
    both = jax.jit(lambda answered, posterior: answered.value(posterior))
    values = both(Answered(game, 0, precision), jnp.stack([grid, grid], -1))
    found = choose(signal, OnGrid(grid, values.T[None]), 2.0)
    assert float(found.probability[0, 0]) == pytest.approx(exact, abs=1e-4)


def test_every_fault_is_told_at_once():
    game = threat.two_rounds(0.3)
    faulty = type(game)(
        jnp.array(1.2),
        game.resolute_concedes.at[1].set(-0.1),
        game.sender.at[0, 2, 1].set(jnp.nan),
        game.target,
        game.goes_on,
    )
    with pytest.raises(SolveError) as refusal:
        solve(faulty, AgentLogit(jnp.array(jnp.inf)))
    assert list(refusal.value.problems) == [
        "prior: must lie between 0 and 1, got 1.2",
        "resolute_concedes: must be between 0 and 1, got -0.1",
        "sender: must be a finite number for round 0, CARRIED_OUT, got nan",
        "precision: must be above zero and finite, got inf",
    ]


@pytest.mark.parametrize("precision", [0.0, -1.0, jnp.nan])
def test_a_precision_must_be_above_zero(precision):
    with pytest.raises(SolveError, match="must be above zero and finite"):
        solve(threat.two_rounds(0.3), AgentLogit(jnp.array(precision)))
