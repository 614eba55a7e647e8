"""Whether use wins at first and loses in the long run."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from backfire.model.strategy.contest import Act
from backfire.results.claims import About, Axis, Lines, Tested

from ._claim import (
    FEW,
    QUARTERS,
    AbstractClaim,
    Difference,
    Sweep,
    percents,
    reading,
    series,
    worlds,
)
from .trials import AS_IS, HELD_BACK, Change, paid_within

if TYPE_CHECKING:
    from backfire.model.strategy.contest import Start

    from .trials import Trials

YEARS = (1, 3, 5, 10)
BELIEFS = (0.1, 0.5, 0.9)
NONE = 0
"""Level of nearly empty stocks."""
STOCKS = ("nearly no stocks", "usual stocks")
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
            "Swept over what the target is thought to be, over its stocks at the start, and "
            "over what concessions and a control cost the target."
        ),
        given=(
            "Rents after the last year are told apart; leverage that is left then counts for "
            "nothing."
        ),
    )

    def tested(self, trials: Trials) -> Tested:
        """What the sender is paid by year, with a use and without one, by the same luck."""
        sweep = Sweep(
            Axis("target thought resolute with", percents(BELIEFS)),
            Axis("stocks and game", _rows(trials), ordered=False),
            len(trials.futures),
        )
        found, dear = np.full((2, len(trials.futures), len(YEARS) + 1), np.nan)
        here: list[bool] = []
        for future in trials.futures:
            start = trials.game(future).start
            games = [change for _, change in worlds(trials, future)]
            rows = [(change, stock) for change in games for stock in (NONE, start.stock)]
            for column, belief in enumerate(BELIEFS):
                for row, (change, stock) in enumerate(rows):
                    at = replace(start, target=belief, stock=stock)
                    sweep.note(future, column, turns(_gains(trials, change, future, at)), row)
            mine = _gains(trials, AS_IS, future, start)
            here.append(turns(mine))
            found[future] = [one.mean for one in mine]
            if len(games) > 1:
                dear[future] = [one.mean for one in _gains(trials, games[-1], future, start)]
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
                reading(
                    "value after 1 year if concessions and a control cost the target most",
                    dear[:FEW, 0],
                    "usd",
                ),
                reading("after 10 years then", dear[:FEW, len(YEARS) - 1], "usd"),
            ),
            lines=Lines(
                Axis("years", tuple(map(str, YEARS))),
                "usd",
                "paid to the sender against no use, USD bn",
                {
                    "value of use": series(found[:, :-1]),
                    "if concessions and a control cost the target most": series(dear[:FEW, :-1]),
                },
            ),
        )


def _rows(trials: Trials) -> tuple[str, ...]:
    return tuple(f"{stock}, {name}" for name, _ in worlds(trials) for stock in STOCKS)


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
