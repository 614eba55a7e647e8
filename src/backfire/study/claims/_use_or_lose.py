"""Whether nearer substitutes make use more likely."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from backfire.model.strategy.contest import Act
from backfire.results.claims import About, Axis, Lines, Tested
from backfire.simulation.trials import AS_IS, Change, cut, ever, hazard, outside, used

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
)

if TYPE_CHECKING:
    from backfire.model.strategy.contest import Paths
    from backfire.simulation.trials import Trials

SOON = 3
"""Years within which a first use is counted."""
LEAD = "investment.lead_quarters"
NEARNESS = (
    Change(times=((LEAD, 2.0),), pace=0.5),
    AS_IS,
    Change(times=((LEAD, 0.5),), pace=2.0),
)
"""From substitutes twice as far away to those twice as near."""
AS_THEY_ARE = NEARNESS.index(AS_IS)
CAPACITIES = 4
"""Levels of capacity at the start that are swept."""


class UseOrLose(AbstractClaim):
    """A short window makes use more likely."""

    about: ClassVar[About] = About(
        id="use-it-or-lose-it",
        claim="a card that will soon be worth less is more likely to be used while it lasts",
        place="paragraph 19",
        mechanisms=("M18",),
        question=(
            "Does the probability of a first use within three years rise when substitutes come "
            "nearer: when plants take half as long and firms begin twice as many?"
        ),
        rule=(
            "It holds in a future if that probability rises by at least one point and by more than "
            "two standard errors. Swept over outside capacity at the start, and over substitutes "
            "that come twice as near, from where they are and from twice as far."
        ),
        given="Flooding the market is no use of the card, and is told apart.",
    )

    def tested(self, trials: Trials) -> Tested:
        """First use and flooding at three distances of the substitutes."""
        levels = outside(trials.known)[:CAPACITIES]
        steps = ("from twice as far to where they are", "from where they are to twice as near")
        sweep = Sweep(
            Axis("outside capacity at the start, of need", percents(levels)),
            Axis("substitutes come", steps, ordered=False),
            len(trials.futures),
        )
        here: list[bool] = []
        use, flood, late = (
            np.full((len(trials.futures), width), np.nan)
            for width in (len(NEARNESS), len(NEARNESS), 2)
        )
        for future in trials.futures:
            for level in range(len(levels)):
                nearest = NEARNESS if future < FEW else NEARNESS[AS_THEY_ARE:]
                went = [_soon(trials, future, change, level) for change in nearest]
                tried = [ever(used(one)) for one in went]
                for row in range(-1, -len(tried), -1):
                    rise = Difference.between(tried[row], tried[row - 1])
                    sweep.note(future, level, rise.above(POINT), row)
                if level == trials.game(future).start.capacity:
                    here.append(Difference.between(tried[-1], tried[-2]).above(POINT))
                    use[future, -len(went) :] = [one.mean() for one in tried]
                    floods = [ever(one.act == Act.FLOOD).mean() for one in went]
                    flood[future, -len(went) :] = floods
            late[future] = _early_and_late(trials, future)
        return Tested(
            across=sweep.across,
            down=sweep.down,
            shares=sweep.shares(),
            here=tuple(here),
            readings=(
                reading(
                    "first use within three years, twice as near", use[:, 2] - use[:, 1], "points"
                ),
                reading(
                    "flooding within three years, twice as near",
                    flood[:, 2] - flood[:, 1],
                    "points",
                ),
                reading(
                    "hazard of use a quarter, years 4 to 10 over 1 to 3",
                    late[:, 1] - late[:, 0],
                    "points",
                ),
            ),
            lines=Lines(
                Axis("substitutes", ("twice as far", "as they are", "twice as near")),
                "share",
                "probability within three years, %",
                {name: series(table) for name, table in (("first use", use), ("flooding", flood))},
            ),
        )


def _soon(trials: Trials, future: int, change: Change, level: int) -> Paths:
    game = trials.game(future, change)
    start = replace(game.start, capacity=level)
    return trials.walk(cut(game, SOON * QUARTERS), future, start)


def _early_and_late(trials: Trials, future: int) -> tuple[float, float]:
    """Mean hazard of a first use a quarter in the first years, and after them."""
    by_quarter = hazard(used(trials.walk(trials.game(future), future)))
    early, late = by_quarter[: SOON * QUARTERS], by_quarter[SOON * QUARTERS :]
    return _mean(early), _mean(late)


def _mean(values: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> float:
    known = values[np.isfinite(values)]
    return float(known.mean()) if known.size else float("nan")
