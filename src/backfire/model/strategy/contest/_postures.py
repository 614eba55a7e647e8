"""Where the two sides stand: a control and an answer to it, or a truce with an end."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property

import numpy as np
from numpy.typing import NDArray


class Act(IntEnum):
    """What the sender can do in a quarter."""

    HOLD = 0
    """Nothing, or lift what stands."""
    LICENCE_DELAY = 1
    """Every order waits for a licence."""
    QUOTA = 2
    """A part of the orders is refused."""
    PARTIAL_BAN = 3
    """Some goods are refused whole."""
    FULL_BAN = 4
    """All goods are refused, and foreign goods that contain them."""
    FLOOD = 5
    """Sell below cost, so that those who build elsewhere give up."""


class Reply(IntEnum):
    """How the target can answer."""

    DEAL = 0
    """Concede, or renew the truce."""
    HOLD = 1
    """Answer nothing; a truce runs on."""
    PROPORTIONAL = 2
    """Hurt the sender about as much."""
    MAXIMAL = 3
    """Hurt the sender as much as it can."""


class Build(IntEnum):
    """What the target can put money into, whatever it answers."""

    NOTHING = 0
    STOCKPILE = 1
    PLANTS = 2
    BOTH = 3


RUNGS = 5
"""No control, and four that stand: flooding is over when the quarter is."""
LEVELS = 3
"""Retaliation that stands: none, proportional, maximal."""
PACKAGES = 2
"""What a truce holds: quiet alone, or quiet and concessions to the sender."""
OPEN = RUNGS * LEVELS


@dataclass(frozen=True)
class Postures:
    """Every posture by its number: rung and level of the open ones first, then truces by package.

    Attributes
    ----------
    term
        Quarters that a truce is signed for.
    in_calm
        Package that is signed where no control stands: quiet alone, or concessions.

    Examples
    --------
    >>> known = Postures(term=4)
    >>> known.count, known.open(4, 2), known.truce(1, 4)
    (23, 14, 22)
    >>> known.names[0], known.names[-1]
    ('calm', 'truce with concessions, 4 quarters left')
    """

    term: int
    in_calm: int = 0

    @property
    def count(self) -> int:
        """How many there are."""
        return OPEN + PACKAGES * self.term

    def open(self, rung: int, level: int) -> int:
        """Number of the posture in which a control and a retaliation stand."""
        return rung * LEVELS + level

    def truce(self, package: int, left: int) -> int:
        """Number of the truce with some quarters left, this one counted."""
        return OPEN + package * self.term + left - 1

    def parts(self, posture: int) -> tuple[int, int]:
        """Rung and level, of a truce none and none."""
        return divmod(posture, LEVELS) if posture < OPEN else (0, 0)

    def left(self, posture: int) -> int:
        """Quarters that a truce has left, this one counted; zero in the open."""
        return (posture - OPEN) % self.term + 1 if posture >= OPEN else 0

    def package(self, posture: int) -> int:
        """What a truce holds."""
        return (posture - OPEN) // self.term

    @cached_property
    def rung(self) -> NDArray[np.int64]:
        """Rung of each posture."""
        return np.array([self.parts(each)[0] for each in range(self.count)])

    @cached_property
    def level(self) -> NDArray[np.int64]:
        """Retaliation of each posture."""
        return np.array([self.parts(each)[1] for each in range(self.count)])

    @cached_property
    def in_truce(self) -> NDArray[np.bool_]:
        """Whether each posture is a truce."""
        return np.arange(self.count) >= OPEN

    @cached_property
    def conceding(self) -> NDArray[np.bool_]:
        """Whether the sender is being given something in each posture."""
        return np.array([bool(at >= OPEN and self.package(at)) for at in range(self.count)])

    @cached_property
    def after_act(self) -> NDArray[np.int64]:
        """Posture after each action of the sender; a control ends a truce, flooding does not."""
        table = np.zeros((self.count, len(Act)), dtype=int)
        for at in range(self.count):
            for act in Act:
                quiet = act in (Act.HOLD, Act.FLOOD)
                level = self.parts(at)[1]
                stays = quiet and self.in_truce[at]
                table[at, act] = at if stays else self.open(0 if quiet else act, level)
        return table

    @cached_property
    def after_reply(self) -> NDArray[np.int64]:
        """Posture after each answer of the target: a truce is a quarter shorter, or starts anew."""
        table = np.zeros((self.count, len(Reply)), dtype=int)
        for at in range(self.count):
            rung = self.parts(at)[0]
            truce = bool(self.in_truce[at])
            package = self.package(at) if truce else int(rung > 0 or self.in_calm)
            runs_on = self.truce(package, self.left(at) - 1) if self.left(at) > 1 else 0
            table[at, Reply.DEAL] = self.truce(package, self.term)
            table[at, Reply.HOLD] = runs_on if truce else self.open(rung, 0)
            for reply in (Reply.PROPORTIONAL, Reply.MAXIMAL):
                table[at, reply] = self.open(rung, reply - Reply.HOLD)
        return table

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Each posture in words."""
        return tuple(map(self._named, range(self.count)))

    def _named(self, at: int) -> str:
        if at == 0:
            return "calm"
        if self.in_truce[at]:
            kind = ("quiet truce", "truce with concessions")[self.package(at)]
            left = self.left(at)
            return f"{kind}, {left} quarter{'s' if left != 1 else ''} left"
        rung, level = self.parts(at)
        control = Act(rung).name.lower().replace("_", " ") if rung else "no control"
        answer = ("unanswered", "answered in proportion", "answered with all")[level]
        return f"{control}, {answer}"
