"""Deals that can be worked out by hand."""

from __future__ import annotations

import itertools

import jax.numpy as jnp
import numpy as np
import pytest

from backfire.errors import SolveError
from backfire.model.strategy import Issues, frontier, packages, settle


def issues(sender, target):
    columns = (np.asarray(each, float).reshape(len(each), -1) for each in (sender, target))
    return Issues(*(jnp.asarray(each) for each in columns))


def drawn(number=6, draws=40):
    draw = np.random.default_rng(10)
    return issues(draw.normal(size=(number, draws)), draw.normal(size=(number, draws)))


def test_two_mirrored_concessions_are_exchanged_and_split_evenly():
    deal = settle(issues([3, -1], [-1, 3]))
    assert deal.included[:, 0].tolist() == [True, True]
    assert [float(each[0]) for each in deal.gains] == [2.0, 2.0]
    assert float(deal.exclusion_ratio[0]) == 1.0


def test_a_concession_stays_out_beyond_the_ratio_of_gains():
    """The target gains 10 and the sender 4: what costs the target over 2.5 of the gain is out."""
    for cost, stays_in in ((2.4, True), (2.6, False)):
        deal = settle(issues([4, 0.001], [10, -0.001 * cost]))
        assert bool(deal.included[1, 0]) is stays_in
        ratio = deal.exclusion_ratio if not stays_in else settle(issues([4], [10])).exclusion_ratio
        assert float(ratio[0]) == pytest.approx(2.5)


def test_a_large_issue_is_weighed_exactly_and_not_at_the_margin():
    """Against gains of 4 and 10: at the margin 2 for 4.5 is in, and exactly it is out."""
    sender, target = 2.0, -4.5
    assert sender / 4 + target / 10 > 0
    assert sender / 4 + target / 10 + sender * target / 40 < 0
    assert not settle(issues([4, sender], [10, target])).included[1, 0]


def test_the_threshold_is_where_the_issue_enters():
    deal = settle(issues([4, -1], [10, 1]))
    needed = float(deal.threshold()[1][1, 0])
    assert needed == pytest.approx(10 / 3)
    for value, enters in ((needed - 1e-6, False), (needed + 1e-6, True)):
        assert bool(settle(issues([4, -1], [10, value])).included[1, 0]) is enters


def test_an_issue_that_costs_more_than_all_else_brings_has_no_threshold():
    _, target = settle(issues([4, -5], [10, 1])).threshold()
    assert target[1, 0] == jnp.inf


def test_the_threshold_of_every_issue_says_whether_it_is_in():
    values = drawn()
    deal = settle(values)
    sender, target = deal.threshold()
    for needed, own in ((sender, values.sender), (target, values.target)):
        known = np.isfinite(needed) & deal.possible[None]
        np.testing.assert_array_equal((own > needed)[known], deal.included[known])


def test_the_package_is_the_best_of_all_that_are_gone_through_one_by_one():
    values = drawn()
    deal = settle(values)
    for draw in range(values.sender.shape[1]):
        best, signed = 0.0, ()
        for package in itertools.product((False, True), repeat=len(values.sender)):
            sender, target = (
                float(np.asarray(each)[np.array(package), draw].sum())
                for each in (values.sender, values.target)
            )
            if sender > 0 and target > 0 and sender * target > best:
                best, signed = sender * target, package
        assert bool(deal.possible[draw]) is bool(signed)
        if signed:
            assert tuple(deal.included[:, draw].tolist()) == signed


def test_nobody_could_better_what_is_signed_for_both():
    values = drawn()
    deal, best = settle(values), np.asarray(frontier(values))
    every = np.asarray(packages(len(values.sender)))
    for draw in np.flatnonzero(np.asarray(deal.possible)):
        signed = (every == np.asarray(deal.included[:, draw])).all(1).argmax()
        assert best[signed, draw]
        worth = np.stack(
            [every @ np.asarray(each)[:, draw] for each in (values.sender, values.target)]
        )
        for package in np.flatnonzero(best[:, draw]):
            above = (worth >= worth[:, [package]]).all(0) & (worth > worth[:, [package]]).any(0)
            assert not above.any()
            assert (worth[:, package] >= 0).all()


def test_uncertain_values_make_a_probability():
    """The second issue enters where it costs the target less than 5 / 3; that is half the draws."""
    cost = np.linspace(0.0, 10 / 3, 1000)
    sender = np.stack([np.full(1000, 4.0), np.full(1000, 0.8)])
    target = np.stack([np.full(1000, 10.0), -cost])
    deal = settle(Issues(jnp.asarray(sender), jnp.asarray(target)))
    assert deal.probability.tolist() == pytest.approx([1.0, 0.5], abs=0.001)


def test_sixteen_issues_are_gone_through():
    draw = np.random.default_rng(1)
    values = issues(draw.normal(size=(16, 8)), draw.normal(size=(16, 8)))
    assert settle(values).possible.all()


@pytest.mark.parametrize(
    ("sender", "target", "says"),
    [
        ([-1, -2], [-1, -3], "sender: must gain by some issue"),
        ([-1, -2], [-1, -3], "target: must gain by some issue"),
        ([3, 2], [-1, -3], "target: must gain by some issue"),
        ([1, -3], [-3, 1], "no package is worth more than no deal to both sides"),
    ],
)
def test_no_deal_is_possible(sender, target, says):
    with pytest.raises(SolveError, match="no deal is possible") as refusal:
        settle(issues(sender, target))
    assert says in str(refusal.value)


def test_a_draw_without_a_deal_is_told_apart():
    deal = settle(issues([[1, 3], [-3, -1]], [[-3, -1], [1, 3]]))
    assert deal.possible.tolist() == [False, True]
    assert deal.probability.tolist() == [0.5, 0.5]
    assert bool(jnp.isnan(deal.exclusion_ratio[0]))


def test_a_value_that_is_missing_is_named():
    with pytest.raises(SolveError, match="target: must be a finite number for issue 1, got nan"):
        settle(issues([3, -1], [-1, float("nan")]))
