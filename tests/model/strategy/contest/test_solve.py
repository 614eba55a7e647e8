"""What both sides do in a contest, against a plain recursion and the best of all plans."""

from __future__ import annotations

import equinox as eqx
import jax.numpy as jnp
import numpy as np
import pytest

from backfire.model.strategy import AgentLogit
from backfire.model.strategy.contest import SIDES, Act, Start, solve, value_at
from tests.model.strategy.contest import small
from tests.model.strategy.contest.plain_recursion import Recursion

STARTS = {
    "on the grid": Start(small.CALM, target=0.4, sender=0.5),
    "off the grid": Start(
        small.POSTURES.open(3, 1), pipeline=1, stock=0, fear=1, coalition=1, target=0.9, sender=0.7
    ),
    "in a truce that ends": Start(small.POSTURES.truce(1, 1), capacity=1, target=0.2, sender=0.1),
}
start = pytest.mark.parametrize("start", STARTS.values(), ids=STARTS.keys())


def test_every_node_is_solved_but_a_counted_few(sweep):
    for precision, found in sweep.items():
        assert float(found.residual) <= 1e-8, precision
        assert int(found.unsolved) <= 1e-3 * found.nodes, precision
    assert int(sweep[1.0].unsolved) == int(sweep[1.0].several) == 0
    assert int(sweep[3.0].several) == 0 < int(sweep[10.0].several) < int(sweep[30.0].several)


def test_there_are_as_many_nodes_as_moves_that_are_watched(contest, solution):
    posture, capacity, pipeline, stock, fear, coalition, target, sender = contest.shape
    things = capacity * pipeline * stock * fear * coalition
    assert solution.nodes == len(SIDES) * contest.quarters * posture * things * target * sender


@pytest.fixture(scope="module")
def whole(contest):
    """Two quarters, of which only the first has a meeting, with all that nature does."""
    return compared(small.lasting(contest, True, False))


@pytest.fixture(scope="module")
def calm(contest):
    """Three quarters in which nature stands still."""
    return compared(small.lasting(small.still(contest), True, False, True))


def compared(contest, precision=2.0):
    found = small.solved(contest, precision)
    assert int(found.several) == 0  # so that there is one answer to agree on
    return contest, found, Recursion(contest, precision)


@pytest.mark.parametrize("which", ["whole", "calm"])
@start
def test_values_are_those_of_a_plain_recursion(which, start, request):
    contest, found, recursion = request.getfixturevalue(which)
    ours = value_at(contest, found, start)
    sender, target = recursion.at(start)
    np.testing.assert_allclose(ours.value, [sender.sender, target.target], rtol=1e-9)
    np.testing.assert_allclose(ours.best, [sender.best_sender, target.best_target], rtol=1e-9)


def test_the_best_is_nowhere_below_what_is_done(sweep):
    for found in sweep.values():
        assert float((found.worth.best - found.worth.value).min()) >= -1e-9


@start
def test_regret_falls_as_choice_gets_sharper(contest, sweep, start):
    shares = np.array([value_at(contest, found, start).share() for found in sweep.values()])
    assert (np.diff(shares, axis=0) < 0).all()
    sharp = value_at(contest, sweep[30.0], start)
    assert (sharp.share() < 0.01).all()
    np.testing.assert_allclose(sharp.regret, sharp.best - sharp.value)


def test_a_rule_that_the_sender_is_bound_to_is_worth_what_doing_it_is(contest):
    """Bound to hold, or made to hold by a fine that is never paid: the target cannot tell."""
    hold = jnp.zeros_like(contest.beliefs.resolute_sender).at[:, Act.HOLD].set(1.0)
    held = eqx.tree_at(lambda each: each.beliefs.resolute_sender, contest, hold)
    bound = eqx.tree_at(lambda each: each.bound, held, hold, is_leaf=lambda leaf: leaf is None)
    fined = eqx.tree_at(lambda each: each.payoffs.act, held, replace_fn=lambda act: act - 1e4)
    fined = eqx.tree_at(
        lambda each: each.payoffs.act, fined, fined.payoffs.act.at[:, :, Act.HOLD].add(1e4)
    )
    kept, paid = small.solved(bound, 3.0), small.solved(fined, 3.0)
    np.testing.assert_allclose(kept.worth.value, paid.worth.value, rtol=1e-9)
    away = kept.worth.best[0] - kept.worth.value[0]
    assert float(away.max()) > 1.0  # what the rule forgoes somewhere
    assert float(away.min()) >= -1e-9


def test_twice_the_payoffs_counted_in_twice_the_unit_change_nothing(contest, solution):
    def counted(each):
        return *vars(each.payoffs).values(), each.unit, each.unit_of_building

    doubled = eqx.tree_at(counted, contest, replace_fn=lambda leaf: 2 * leaf)
    found = small.solved(doubled, 3.0)
    for ours, theirs in zip(found.plans, solution.plans, strict=True):
        for name in ("act", "reply", "build"):
            np.testing.assert_allclose(
                np.exp(getattr(ours, name)), np.exp(getattr(theirs, name)), atol=1e-6
            )
    np.testing.assert_allclose(found.worth.value, 2 * solution.worth.value, rtol=1e-9)


def test_the_future_may_weigh_as_much_as_the_present(contest):
    patient = eqx.tree_at(lambda each: each.discount, contest, jnp.array(1.0))
    found = small.solved(patient, 3.0)
    assert float(found.residual) <= 1e-8
    assert int(found.unsolved) == 0


def test_beliefs_after_what_nobody_would_do_matter_for_what_the_resolute_build_and_no_more(
    contest, solution
):
    """Every action has a probability, so that only one who cannot be there would be surprised."""
    own = np.asarray(solution.worth.value)

    def found(side):
        def belief(each):
            return getattr(each.beliefs, f"off_path_{side}")

        return np.asarray(
            small.solved(eqx.tree_at(belief, contest, jnp.array(0.0)), 3.0).worth.value
        )

    sender, target = found("sender"), found("target")
    np.testing.assert_allclose(sender[1], own[1], rtol=1e-12)
    np.testing.assert_allclose(sender[0][..., :-1], own[0][..., :-1], rtol=1e-12)
    np.testing.assert_allclose(target[..., :-1, :], own[..., :-1, :], rtol=1e-3)


def test_progress_is_told_quarter_by_quarter_and_plans_need_not_be_kept(contest):
    told: list[tuple[int, int]] = []
    precision = AgentLogit(jnp.array(3.0))
    found = solve(contest, precision, keep=False, progress=lambda *at: told.append(at))
    assert told == [(done, 6) for done in range(1, 7)]
    assert found.plans == ()
