"""What a person is shown before he moves."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ._record import Asked, Choice, Quarter, Side, Standing

if TYPE_CHECKING:
    from datetime import date

MOVES: Mapping[Asked, tuple[str, ...]] = {
    "act": ("hold", "licence_delay", "quota", "partial_ban", "full_ban", "flood"),
    "reply": ("deal", "hold", "proportional", "maximal"),
    "build": ("nothing", "stockpile", "plants", "both"),
}
"""All moves by what is asked for, in the order of their numbers."""


@dataclass(frozen=True)
class Option:
    """A move that can be made now, and what the model thinks of it.

    Attributes
    ----------
    number
        By which it can be chosen; the first is 1.
    chance
        Probability by the plan of the strategic type.
    worth
        What it is worth against the best move, USD of the quarter; 0 for the best.
    taken
        Probability that the side is resolute, by the rule of Bayes, after this move; nothing
        where the move tells nothing.
    """

    number: int
    move: str
    chance: float
    worth: float
    taken: float | None


@dataclass(frozen=True)
class Levels:
    """Highest level of each part of a standing."""

    capacity: int
    pipeline: int
    stock: int
    fear: int
    coalition: int


@dataclass(frozen=True)
class Turn:
    """All that a person is shown before he moves.

    Attributes
    ----------
    number, quarters
        Quarter, from 1, and how many are played.
    standing
        Where the match stands when he is asked.
    done
        What was done before in this quarter, by what was asked for.
    outside
        Share of need that plants outside could make now, if the supply model says so.
    meeting
        Whether a truce can be renewed in this quarter.
    next_meeting
        First day of the next quarter in which it can be; nothing if in none.
    last
        The quarter before, if there is one.
    present
        Present value of what each side has been paid, USD at the first day.
    options
        What he can do.
    """

    number: int
    quarters: int
    day: date
    side: Side
    asked: Asked
    standing: Standing
    done: Mapping[Asked, str]
    levels: Levels
    outside: float | None
    meeting: bool
    next_meeting: date | None
    last: Quarter | None
    present: Mapping[str, float]
    options: tuple[Option, ...]

    @property
    def best(self) -> Option:
        """What is worth most."""
        return max(self.options, key=lambda option: option.worth)

    def named(self, word: str) -> Option | None:
        """The option with a number or a name, if it is there.

        Hyphens, blanks and capitals do not matter.
        """
        key = key_of(word)
        for option in self.options:
            if key in {str(option.number), option.move}:
                return option
        return None

    def choice(self, move: str, by: str = "person") -> Choice:
        """What is noted of a move that is made now."""
        option = next(each for each in self.options if each.move == move)
        return Choice(
            asked=self.asked,
            move=move,
            by="model" if by == "model" else "person",
            chance=option.chance,
            best=self.best.move,
            forgone=-option.worth,
        )


def key_of(word: str) -> str:
    """A move in its one spelling.

    Examples
    --------
    >>> key_of(" Licence delay "), key_of("licence-delay"), key_of("-1")
    ('licence_delay', 'licence_delay', '-1')
    """
    return "_".join(_BETWEEN.split(word.strip().lower()))


_BETWEEN = re.compile(r"[\s_]+|(?<=[a-z])-(?=[a-z])")
