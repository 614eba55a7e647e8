"""Whether a success makes the next use more likely, on these goods or on others."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from backfire.results.claims import About, Axis, Lines, Tested

from ._claim import (
    FEW,
    POINT,
    QUARTERS,
    AbstractClaim,
    Difference,
    Sweep,
    percents,
    reading,
    series,
    worlds,
)
from .trials import cut, ever, succeeded, used

if TYPE_CHECKING:
    from backfire.model.strategy.contest import Start

    from .trials import Solved, Trials

SOON = 3
"""Years within which the next use is counted."""
BELIEFS = (0.2, 0.4, 0.6, 0.8)
OTHERS = "other-levers"
THOSE, THESE, COSTING = 0, 1, 2


class Reuse(AbstractClaim):
    """Success breeds reuse."""

    about: ClassVar[About] = About(
        id="success-breeds-reuse",
        claim="a success makes the sender use the card again, on these goods and on others",
        place="paragraph 12",
        mechanisms=("M12",),
        question=(
            "Once the target has conceded to a full ban, is a use within three years of the truce "
            "that followed more likely than if nothing had been learnt?"
        ),
        rule=(
            "It holds in a future if the belief that the target is resolute, moved by Bayes' rule "
            "after such a concession, raises the probability of a first use within three years of "
            "a new truce by at least one point and by more than two standard errors. Swept over "
            "what was believed before, and over the goods: these, these if concessions and a "
            "control cost the target more, or medicines, batteries and mature chips (ranges)."
        ),
        given=(
            "A resolute target never concedes by assumption, so that one concession tells all and "
            "the target is a strategic one with or without what was learnt; what the sender is "
            "thought to be, and what the next success would win, stay as they were."
        ),
    )

    def tested(self, trials: Trials) -> Tested:
        """First use after a success and without one, by the same luck."""
        others = trials.beside(OTHERS)
        names = tuple(f"these, {name}" for name, _ in worlds(trials))
        sweep = Sweep(
            Axis("target thought resolute before with", percents(BELIEFS)),
            Axis("goods", ("medicines, batteries, chips", *names), ordered=False),
            len(trials.futures),
        )
        found = np.full((len(trials.futures), 1 + len(names), 2), np.nan)
        here: list[bool] = []
        for future in trials.futures:
            first = trials.game(future)
            games_of = [trials.game(future, change) for _, change in worlds(trials, future)]
            each = (
                (others, others.game(future), first),
                *((trials, game, game) for game in games_of),
            )
            for row, (games, game, won) in enumerate(each):
                for column, before in enumerate(BELIEFS):
                    rise, _ = _after(games, game, won, future, before)
                    sweep.note(future, column, rise.above(POINT), row)
                rise, found[future, row] = _after(games, game, won, future, first.start.target)
                if row == THESE:
                    here.append(rise.above(POINT))
        return Tested(
            across=sweep.across,
            down=sweep.down,
            shares=sweep.shares(),
            here=tuple(here),
            readings=(
                reading(
                    "use within three years after a success, against none",
                    found[:, THESE, 1] - found[:, THESE, 0],
                    "points",
                ),
                reading(
                    "use of other goods, against none",
                    found[:, THOSE, 1] - found[:, THOSE, 0],
                    "points",
                ),
                reading(
                    "use of these if concessions and a control cost the target most, against none",
                    found[:FEW, -1, 1] - found[:FEW, -1, 0],
                    "points",
                ),
                reading("use within three years without a success", found[:, THESE, 0], "share"),
                reading("of other goods", found[:, THOSE, 0], "share"),
            ),
            lines=Lines(
                Axis("learnt", ("nothing", "that it conceded")),
                "share",
                "probability of a use within three years, %",
                {
                    "these goods": series(found[:, THESE]),
                    "these, if concessions cost the target": series(found[:, COSTING]),
                    "other goods": series(found[:, THOSE]),
                },
            ),
        )


def _after(
    trials: Trials, game: Solved, first: Solved, future: int, before: float
) -> tuple[Difference, tuple[float, float]]:
    """Rise of the probability of a use, and that probability without and with a success.

    Parameters
    ----------
    first
        The game in which the success was won.
    """
    learnt = succeeded(first, replace(first.start, target=before))
    soon = cut(game, SOON * QUARTERS)
    without, after = (
        ever(used(trials.walk(soon, future, _renewed(game, belief), (game.start.sender, 0.0))))
        for belief in (before, learnt)
    )
    return Difference.between(after, without), (float(without.mean()), float(after.mean()))


def _renewed(game: Solved, belief: float) -> Start:
    """A truce with concessions that was just signed."""
    known = game.contest.postures
    return replace(game.start, posture=known.truce(1, known.term), target=belief)
