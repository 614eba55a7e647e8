"""What must hold of any contest, whatever is paid."""

from __future__ import annotations

import equinox as eqx
import numpy as np
import pytest

from backfire.model.strategy.contest import Act, CommonRandomNumbers, Start, walk
from tests.model.strategy.contest import small

RESTRICTIONS = (Act.LICENCE_DELAY, Act.QUOTA, Act.PARTIAL_BAN, Act.FULL_BAN)
SHARP = 100.0
START = Start(small.CALM, stock=0, target=0.1, sender=0.1)


@pytest.fixture(scope="module")
def luck():
    return CommonRandomNumbers.drawn(3, small.SIZE.quarters, 4_000)


def used(contest, precision, luck) -> dict[str, float]:
    """Share of the quarters in which a strategic sender restricts, floods, or does neither."""
    paths = walk(contest, small.solved(contest, precision), START, luck)
    act = paths.act[:, ~paths.resolute[0]]
    return {
        "restricts": float(np.isin(act, RESTRICTIONS).mean()),
        "floods": float((act == Act.FLOOD).mean()),
        "holds": float((act == Act.HOLD).mean()),
    }


def test_without_anything_to_gain_nobody_restricts(contest, luck):
    """The case of Gerlagh and Liski (2011): a supplier who wants nothing but to go on selling."""
    alone = small.alone(contest)
    sweep = [used(alone, each, luck)["restricts"] for each in (1.0, 10.0, SHARP)]
    assert sweep[0] > 0.3  # most of six actions, taken at random
    assert (np.diff(sweep) < 0).all()
    assert sweep[-1] < 0.005


def test_what_is_left_is_to_hold_or_to_flood(contest, luck):
    """Flooding that costs nothing and stops the waves is what is left to do about substitutes."""
    alone = small.alone(contest)
    assert used(alone, SHARP, luck)["holds"] > 0.9
    free = eqx.tree_at(lambda each: each.payoffs.flood, alone, replace_fn=lambda cost: 0 * cost)
    stops = eqx.tree_at(
        lambda each: each.nature.kill, free, replace_fn=lambda kill: (0 * kill).at[:, 0].set(1.0)
    )
    shares = used(stops, SHARP, luck)
    assert shares["floods"] > 0.5
    assert shares["restricts"] < 0.005


def test_concessions_worth_having_bring_restrictions(contest, luck):
    alone = small.alone(contest)
    paid = np.flatnonzero(small.POSTURES.conceding)
    worth = eqx.tree_at(
        lambda each: each.payoffs.flow, alone, replace_fn=lambda flow: flow.at[0, paid].add(20.0)
    )
    assert used(worth, SHARP, luck)["restricts"] > 0.1
