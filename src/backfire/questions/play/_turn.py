"""What a person sees before he moves: where the match stands, and what the model advises."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from backfire.answers.play import Asked, Choice, Quarter, Side, Standing
from backfire.model.strategy.contest import LEVELS, SIDES, Act, Move, Place, Postures, Reply, Step
from backfire.questions.game import LADDER, LASTING, Solved, Steps

if TYPE_CHECKING:
    from datetime import date

NONE = "none"
PACKAGES = ("quiet", "concessions")
_BETWEEN = re.compile(r"[\s_]+|(?<=[a-z])-(?=[a-z])")


@dataclass(frozen=True)
class Option:
    """A choice that can be made now, and what the model thinks of it.

    Attributes
    ----------
    number
        By which it can be named; the first is 1.
    chance
        Probability by the plan of the strategic type.
    worth
        What it is worth against the best, USD of the quarter; 0 for the best.
    posterior
        Probability that the side is resolute, by the rule of Bayes, after it; None where it tells
        nothing.
    """

    number: int
    move: str
    chance: float
    worth: float
    posterior: float | None


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
    """All that a person sees before he moves.

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
        First day of the next quarter in which it can be; None if in none.
    last
        The quarter before, if there is one.
    present
        Present value of what each side has been paid, USD at the first day.
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
        return next((each for each in self.options if key in {str(each.number), each.move}), None)

    def choice(self, option: Option, *, by_model: bool) -> Choice:
        """What is recorded of an option that is chosen now."""
        return Choice(
            asked=self.asked,
            move=option.move,
            by="model" if by_model else "person",
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


def name_of(move: Move, done: int) -> str:
    """The name of a choice."""
    return move.choices(done).name.lower()


def standing_of(game: Solved, place: Place) -> Standing:
    """A place in labels."""
    known, beliefs = game.contest.postures, game.contest.beliefs
    posture = int(place.posture[0])
    rung, level = known.parts(posture)
    truce = bool(known.in_truce[posture])
    levels = ("capacity", "pipeline", "stock", "fear", "coalition")
    return Standing(
        control=Act(rung).name.lower() if rung else NONE,
        retaliation=Reply(level + Reply.HOLD).name.lower() if level else NONE,
        truce=PACKAGES[known.package(posture)] if truce else NONE,
        left=known.left(posture),
        **{name: int(getattr(place, name)[0]) for name in levels},
        believed={
            side: float(np.asarray(getattr(beliefs, side))[getattr(place, side)[0]])
            for side in SIDES
        },
    )


def options_of(step: Step, asked: Move, place: Place, precision: float) -> tuple[Option, ...]:
    """What can be done, with the model's advice."""
    chances = step.chances(asked, place)[:, 0]
    worth = step.advantage(asked, place, precision)[:, 0]
    tells = None if asked is Move.BUILD else step.posterior(asked, place)[:, 0]
    allowed = np.flatnonzero(step.allowed(asked, place)[:, 0])
    return tuple(
        Option(
            number=count,
            move=name_of(asked, done),
            chance=float(chances[done]),
            worth=float(worth[done]),
            posterior=None if tells is None else float(tells[done]),
        )
        for count, done in enumerate(map(int, allowed), 1)
    )


def ending_of(known: Postures, answered: list[Standing]) -> str:
    """The step of the ladder on which the last quarter lay; a truce that has lasted by its own."""
    last = answered[-1]
    if last.truce != NONE:
        open_again = [one.truce == NONE for one in reversed(answered)]
        lasted = open_again.index(True) if any(open_again) else len(answered)
        return "framework" if lasted >= LASTING else "truce"
    rung = Act[last.control.upper()] if last.control != NONE else 0
    level = Reply[last.retaliation.upper()] - Reply.HOLD if last.retaliation != NONE else 0
    assert level < LEVELS
    step = LADDER[Steps.on(known).of[known.open(rung, level)]]
    return "control" if step == "answered" else step
