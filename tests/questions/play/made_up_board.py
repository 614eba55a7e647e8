"""A board whose plans are made up, so that a match can be played without solving anything."""

from __future__ import annotations

import jax
import numpy as np

from backfire.answers.play import Origin
from backfire.model.strategy.contest import Act, Build, Plan, Reply, Solution, Worth
from backfire.questions.game._contest import contest_of
from backfire.questions.game._draws import Solved, game_draws
from backfire.questions.play import Board
from backfire.scenario import read_scenario
from tests.answers.synthetic import PROVENANCE

SMALL = {
    "game.quarters": 6,
    "game.capacity_levels": 2,
    "game.stock_levels": 2,
    "game.investment.waves": 2,
    "game.beliefs.target_grid": 3,
    "game.beliefs.sender_grid": 3,
}
PRECISION = 4.0


def made_up_board(**changes):
    """The game of chips with few levels, and plans that are logit choices among random values."""
    known = game_draws(read_scenario("nexperia-2025").but_paths({**SMALL, **changes}), draws=0)
    contest = jax.tree.map(np.asarray, contest_of(known.central, known.unit))
    chance = np.random.default_rng(5)

    def logs(moves):
        drawn = chance.normal(size=(len(moves), *contest.shape))
        return (drawn - np.log(np.exp(drawn).sum(0))).astype(np.float32)

    plans = tuple(Plan(*map(logs, (Act, Reply, Build))) for _ in range(contest.quarters))
    nothing = np.zeros((2, *contest.shape))
    solution = Solution(plans, Worth(nothing, nothing), np.zeros(()), np.zeros(()), np.zeros(()), 0)
    return Board(
        origin=Origin(scenario="chips", version="1", edition="e", checksums={"game": "12"}),
        provenance=PROVENANCE.model_copy(update={"title": "A small game"}),
        names={"sender": "China", "target": "the United States"},
        game=Solved(known.central, contest, solution, PRECISION),
        outside=None,
    )
