"""Whether nearer substitutes make use more likely."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from backfire.model.strategy.contest import Act
from backfire.results.claims import About, Axis, Lines, Tested

from ._claim import POINT, QUARTERS, AbstractClaim, Difference, Sweep, percents, reading, series
from .trials import AS_IS, Change, cut, ever, hazard, outside, used

if TYPE_CHECKING:
    from backfire.model.strategy.contest import Paths, Start

    from .trials import Trials

SOON = 3
"""Years within which a first use is counted."""
LEAD = "investment.lead_quarters"
NEARNESS = (AS_IS, Change(times=((LEAD, 0.5),), pace=2.0))
"""Substitutes where they are, and twice as near."""
BELIEFS = (0.1, 0.5, 0.9)
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
            "two standard errors. Swept over outside capacity at the start, and over what "
            "the target is thought to be."
        ),
        given="Flooding the market is no use of the card, and is told apart.",
    )

    def tested(self, trials: Trials) -> Tested:
        """First use and flooding with substitutes where they are and twice as near."""
        levels = outside(trials.known)[:CAPACITIES]
        sweep = Sweep(
            Axis("outside capacity at the start, of need", percents(levels)),
            Axis("target thought resolute with", percents(BELIEFS)),
            len(trials.futures),
        )
        here: list[bool] = []
        use, flood, late = np.zeros((3, len(trials.futures), len(NEARNESS)))
        for future in trials.futures:
            start = trials.game(future).start
            for level in range(len(levels)):
                for row, belief in enumerate(BELIEFS):
                    at = replace(start, capacity=level, target=belief)
                    as_they_are, near = (_soon(trials, future, one, at) for one in NEARNESS)
                    rise = Difference.between(ever(used(near)), ever(used(as_they_are)))
                    sweep.note(future, level, rise.above(POINT), row)
            went = [_soon(trials, future, one, start) for one in NEARNESS]
            as_they_are, near = (ever(used(one)) for one in went)
            here.append(Difference.between(near, as_they_are).above(POINT))
            use[future] = as_they_are.mean(), near.mean()
            flood[future] = [ever(one.act == Act.FLOOD).mean() for one in went]
            late[future] = _early_and_late(trials, future)
        return Tested(
            across=sweep.across,
            down=sweep.down,
            shares=sweep.shares(),
            here=tuple(here),
            readings=(
                reading(
                    "first use within three years, twice as near", use[:, 1] - use[:, 0], "points"
                ),
                reading(
                    "flooding within three years, twice as near",
                    flood[:, 1] - flood[:, 0],
                    "points",
                ),
                reading(
                    "hazard of use a quarter, years 4 to 10 over 1 to 3",
                    late[:, 1] - late[:, 0],
                    "points",
                ),
            ),
            lines=Lines(
                Axis("substitutes", ("as they are", "twice as near")),
                "share",
                "probability within three years, %",
                {name: series(table) for name, table in (("first use", use), ("flooding", flood))},
            ),
        )


def _soon(trials: Trials, future: int, change: Change, start: Start) -> Paths:
    return trials.walk(cut(trials.game(future, change), SOON * QUARTERS), future, start)


def _early_and_late(trials: Trials, future: int) -> tuple[float, float]:
    """Mean hazard of a first use a quarter in the first years, and after them."""
    by_quarter = hazard(used(trials.walk(trials.game(future), future)))
    early, late = by_quarter[: SOON * QUARTERS], by_quarter[SOON * QUARTERS :]
    return _mean(early), _mean(late)


def _mean(values: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> float:
    known = values[np.isfinite(values)]
    return float(known.mean()) if known.size else float("nan")
