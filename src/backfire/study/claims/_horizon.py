"""Whether use wins at first and loses in the long run."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from backfire.model.strategy.contest import Act
from backfire.results.claims import About, Axis, Lines, Tested
from backfire.simulation.trials import AS_IS, HELD_BACK, Change, outside, paid_within

from ._claim import (
    QUARTERS,
    AbstractClaim,
    Difference,
    Sweep,
    at_a_loss,
    packages,
    percents,
    reading,
    series,
)

if TYPE_CHECKING:
    from backfire.model.strategy.contest import Start
    from backfire.simulation.trials import Trials

YEARS = (1, 3, 5, 10)
BELIEFS = (0.1, 0.5, 0.9)
LEVELS = (0, 2)
SENDER = 0


class StrategicLoss(AbstractClaim):
    """Tactical success, strategic loss."""

    about: ClassVar[About] = About(
        id="tactical-success-strategic-loss",
        claim="use wins in the first year and loses within ten",
        place="paragraphs 13 and 29",
        mechanisms=("M09", "M26"),
        question=(
            "What is a full ban put in force in calm worth to a strategic sender after 1, 3, 5 and "
            "10 years, against the same future in which it is bound never to use the card?"
        ),
        rule=(
            "It holds in a future if what the sender is paid in the first year is more than "
            "without "
            "use, and what it is paid in ten years less, each by more than two standard errors. "
            "Swept over what the target is thought to be, over outside capacity at the start, and "
            "over what concessions are worth to the target."
        ),
        given=(
            "Rents after the last year are told apart; leverage that is left then counts for "
            "nothing."
        ),
    )

    def tested(self, trials: Trials) -> Tested:
        """What the sender is paid by year, with a use and without one, by the same luck."""
        levels = [level for level in LEVELS if level < trials.game(0).contest.shape[1]]
        sweep = Sweep(
            Axis("target thought resolute with", percents(BELIEFS)),
            Axis("package and outside capacity", _rows(trials, levels), ordered=False),
            len(trials.futures),
        )
        rows = [(change, level) for change in (AS_IS, at_a_loss(trials)) for level in levels]
        found, costing = np.zeros((2, len(trials.futures), len(YEARS) + 1))
        here: list[bool] = []
        for future in trials.futures:
            start = trials.game(future).start
            for column, belief in enumerate(BELIEFS):
                for row, (change, level) in enumerate(rows):
                    at = replace(start, target=belief, capacity=level)
                    sweep.note(future, column, turns(_gains(trials, change, future, at)), row)
            mine = _gains(trials, AS_IS, future, start)
            here.append(turns(mine))
            found[future] = [one.mean for one in mine]
            other = _gains(trials, at_a_loss(trials), future, start)
            costing[future] = [one.mean for one in other]
        return Tested(
            across=sweep.across,
            down=sweep.down,
            shares=sweep.shares(),
            here=tuple(here),
            readings=(
                *(
                    reading(
                        f"value of use after {year} year{'s' if year > 1 else ''}", column, "usd"
                    )
                    for year, column in zip(YEARS, found.T, strict=False)
                ),
                reading("with the rents that follow", found[:, -1], "usd"),
            ),
            lines=Lines(
                Axis("years", tuple(map(str, YEARS))),
                "usd",
                "paid to the sender against no use, USD bn",
                {
                    "value of use": series(found[:, :-1]),
                    "if concessions cost the target": series(costing[:, :-1]),
                },
            ),
        )


def _rows(trials: Trials, levels: list[int]) -> tuple[str, ...]:
    built = percents(outside(trials.known)[levels])
    return tuple(f"{package}, {level}" for package in packages(trials) for level in built)


def turns(gains: list[Difference]) -> bool:
    """Whether the first gain is above zero and that of all years below it.

    Examples
    --------
    >>> turns([Difference(1.0, 0.1), Difference(-1.0, 0.1), Difference(-9.0, 0.1)])
    True
    """
    first, last = gains[0], gains[len(gains) - 2]
    return first.above(0.0) and last.below(0.0)


def _gains(trials: Trials, change: Change, future: int, start: Start) -> list[Difference]:
    """Gain by use within each number of years, and with all that follows, USD."""
    game = trials.game(future, change)
    free = trials.game(future, change.bound(HELD_BACK))
    discount = game.setting.discount
    calm = replace(start, posture=game.contest.postures.open(0, 0))
    strategic = 0.0, start.target
    went = trials.walk(game, future, calm, strategic, Act.FULL_BAN)
    kept = trials.walk(free, future, calm, strategic)
    within = [
        Difference.between(
            *(paid_within(one, discount, year * QUARTERS)[SENDER] for one in (went, kept))
        )
        for year in YEARS
    ]
    return [
        *within,
        Difference.between(went.present(discount)[SENDER], kept.present(discount)[SENDER]),
    ]
