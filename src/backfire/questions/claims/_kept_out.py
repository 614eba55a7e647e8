"""Whether the issues that were kept out stay out, and from which cost on."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np

from backfire.answers.deal import Limit, limit, unvalued
from backfire.questions.deal import deal
from backfire.results.claims import About, Axis, Lines, Reading, Spanned, Tested

from ._claim import AbstractClaim, Sweep

if TYPE_CHECKING:
    from backfire.answers import Interval

    from .trials import Trials

COSTS = (0.0, 1.0, 3.0, 10.0, 30.0, 100.0)
"""What an issue costs its giver, USD bn a year."""
BILLION = 1e9
EXAMPLE = 10.0
"""What an issue without any figure is taken to bring the sender a year, USD bn."""
DRAWS = 500
GIVER = "USA"
_LEVELS = (0.05, 0.5, 0.95)


class KeptOut(AbstractClaim):
    """Some issues stay out of the deal."""

    about: ClassVar[About] = About(
        id="kept-out",
        claim=(
            "concessions that the target holds dear, on Taiwan and on advanced chips, stay out "
            "of the deal"
        ),
        place="paragraph 10",
        mechanisms=("M07",),
        question=(
            "From which cost to the target on does each issue that was kept out stay out of the "
            "package with the largest product of gains?"
        ),
        rule=(
            "No value of these issues was found, so that nothing is predicted: an issue stays out "
            "at a cost above the threshold that the other issues set. At a point it holds in the "
            "share of draws in which the threshold is below that cost. Where the sender's gain has "
            "no figure either, USD 10 billion a year stands for an example of it."
        ),
        given="Who gives it and that its value is missing is taken from the tables of the deal.",
    )

    def tested(self, trials: Trials) -> Tested:
        """Thresholds of the issues that the target would have to give."""
        found = deal(draws=DRAWS)
        asked = [one for one in unvalued(found) if one.giver == GIVER and not one.signed]
        limits = {one.id: _spanned(*limit(found, one)) for one in asked}
        sweep = Sweep(
            Axis("cost to the target a year", tuple(f"USD {cost:g} bn" for cost in COSTS)),
            Axis("issue", tuple(limits), ordered=False),
            1,
        )
        for row, band in enumerate(limits.values()):
            for column, cost in enumerate(COSTS):
                sweep.held[row, column, 0] = below(band, cost * BILLION)
        return Tested(
            across=sweep.across,
            down=sweep.down,
            shares=sweep.shares(),
            here=(),
            readings=tuple(
                Reading(f"{name} stays out above a cost a year of", band, "usd")
                for name, band in limits.items()
            ),
            lines=Lines(
                Axis("issue", tuple(limits), ordered=False),
                "usd",
                "cost a year above which it stays out, USD bn, median and 90 % band of draws",
                {"threshold": tuple(limits.values())},
            ),
            record=f"Signed on 30 October 2025 was none of them: {', '.join(limits)}.",
            sources=("whitehouse_deal2025",),
        )


def _spanned(kind: Limit, figure: Interval) -> Spanned:
    """Cost to its giver a year above which an issue stays out, USD: median and 90 % band."""
    scale = EXAMPLE * BILLION if kind is Limit.RATIO else 1.0
    ends = (figure.low, figure.central, figure.high)
    return Spanned(*(np.inf if np.isnan(end) else scale * end for end in ends))


def below(band: Spanned, cost: float) -> float:
    """Share of draws in which the threshold lies below a cost, straight between its quantiles.

    Examples
    --------
    >>> below(Spanned(1.0, 2.0, 4.0), 2.0), below(Spanned(1.0, 2.0, 4.0), 9.0)
    (0.5, 1.0)
    """
    at = np.array([band.low, band.central, band.high])
    return float(np.interp(cost, at, _LEVELS, left=0.0, right=1.0))
