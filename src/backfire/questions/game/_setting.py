"""A game in one draw: its bands as numbers, and what each control does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from backfire.model.strategy.contest import SIDES, Act, Postures, Start
from backfire.scenario import InTruce

from ._stakes import QUARTERS_PER_YEAR

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from backfire.scenario import Game

    from ._stakes import Stakes

    Numbers = NDArray[np.float64]

DAYS_PER_QUARTER = 365.25 / QUARTERS_PER_YEAR
SENDER, TARGET = 0, 1


@dataclass(frozen=True)
class Setting:
    """A game in one draw.

    Attributes
    ----------
    values
        Value of every band, by its dotted path.
    discount
        Value now of a dollar in the next quarter.
    begins
        First day of the first quarter.
    """

    game: Game
    values: Mapping[str, float]
    stakes: Stakes
    discount: float
    begins: date

    @property
    def postures(self) -> Postures:
        """Where the two sides can stand."""
        return Postures(self.game.term, self.signed_in_calm)

    @property
    def signed_in_calm(self) -> int:
        """What is signed where no control stands.

        A package that is worth more than quiet to both needs no pressure; else the target gives it
        only under a control.
        """
        return int(
            all(self.values[f"concessions.{one}"] > self.values[f"quiet.{one}"] for one in SIDES)
        )

    def unit(self) -> Numbers:
        """What choices are compared in, USD: what is bargained over in a quarter.

        For each side that is what concessions are worth to it, or for the target what a full ban
        costs today if that is more; for its investments what the dearest of them costs.
        """
        given = [abs(self.values[f"concessions.{side}"]) / QUARTERS_PER_YEAR for side in SIDES]
        ban = float(self.stakes.harm[Act.FULL_BAN, 0, self.usual])
        dearest = max(self.values[f"investment.{name}"] for name in ("stockpile", "plants"))
        return np.array([given[SENDER], max(given[TARGET], ban), dearest])

    @property
    def usual(self) -> int:
        """Level of the usual stocks."""
        return min(1, self.game.stock_levels - 1)

    def start(self) -> Start:
        """Where the game begins."""
        stand = self.game.begins_in
        known = self.postures
        if isinstance(stand, InTruce):
            posture = known.truce(int(stand.truce == "concessions"), stand.left)
        else:
            level = ("none", "proportional", "maximal").index(stand.retaliation)
            posture = known.open(_RUNG_NAMES.index(stand.control), level)
        under_way = self.stakes.pace * self.values["investment.lead_quarters"]
        return Start(
            posture=posture,
            pipeline=int(np.clip(round(under_way), 0, self.game.investment.waves - 1)),
            stock=self.usual,
            target=self.values["beliefs.target_resolute"],
            sender=self.values["beliefs.sender_resolute"],
        )


_RUNG_NAMES = ("none", "licence_delay", "quota", "partial_ban", "full_ban")


def meetings(game: Game, begins: date) -> NDArray[np.bool_]:
    """Whether a truce can be renewed in each quarter: at dated meetings, then at an even pace."""
    held = np.zeros(game.quarters, dtype=bool)
    known = sorted(quarter_of(day, begins) for day in game.meetings)
    for quarter in known:
        if 0 <= quarter < game.quarters:
            held[quarter] = True
    last = known[-1] if known else -game.meetings_every
    held[last + game.meetings_every :: game.meetings_every] = True
    return held


def quarter_of(day: date, begins: date) -> int:
    """Quarter of the game in which a day lies."""
    return int((day - begins).days // DAYS_PER_QUARTER)


def day_of(quarter: int, begins: date) -> date:
    """First day of a quarter of the game."""
    return begins + timedelta(days=round(quarter * DAYS_PER_QUARTER))
