"""Whether decoupling raises escalation while concessions fall."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from backfire.results.claims import About, Axis, Lines, Reading, Tested

from ._claim import FEW, POINT, AbstractClaim, Difference, Sweep, percents, reading, series, worlds
from .trials import confronted, ever, outside

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .trials import Solved, Trials

AHEAD = 2
"""Levels of capacity by which a decoupled target is ahead in the main figure."""
ALONE = 0
"""Row of the scenario's own numbers: nobody has joined, concessions as drawn."""


class Decoupling(AbstractClaim):
    """Decoupling makes the next crisis harder to contain."""

    about: ClassVar[About] = About(
        id="decoupling-escalates",
        claim="with more supply outside the sender concessions fall and escalation rises",
        place="paragraphs 13 and 24",
        mechanisms=("M20", "M25"),
        question=(
            "If more is built outside when the game begins, are there fewer quarters with "
            "concessions, and does it come to a ban answered with all more often?"
        ),
        rule=(
            "It holds in a future if the share of quarters with concessions is lower, and the "
            "probability of a ban answered with all higher, than with nothing more built, each by "
            "at least one point and by more than two standard errors. Swept over outside "
            "capacity, over whether third parties have joined at the start, and over what "
            "concessions and a control cost the target."
        ),
    )

    def tested(self, trials: Trials) -> Tested:
        """Paths from every level of capacity, by the same luck."""
        levels = outside(trials.known)
        most = trials.game(0).contest.shape[5] - 1
        stands = sorted({0, most})
        sweep = Sweep(
            Axis("outside capacity at the start, of need", percents(levels[1:])),
            Axis("third parties and game", _rows(trials, joins=most > 0), ordered=False),
            len(trials.futures),
        )
        size = len(trials.futures), len(_rows(trials, joins=most > 0)), len(levels), 2
        found = np.full(size, np.nan)
        here: list[bool] = []
        for future in trials.futures:
            rows = [(change, joined) for _, change in worlds(trials, future) for joined in stands]
            for row, (change, joined) in enumerate(rows):
                game = trials.game(future, change)
                each = [
                    _outcome(trials, game, future, level, joined) for level in range(len(levels))
                ]
                for level in range(1, len(levels)):
                    held = harder(*_against(each[level], each[0]))
                    sweep.note(future, level - 1, held, row)
                    if (row, level) == (ALONE, AHEAD):
                        here.append(held)
                found[future, row] = [(gives.mean(), risk.mean()) for gives, risk in each]
        gives, risk = np.moveaxis(found[:, ALONE], -1, 0)
        return Tested(
            across=sweep.across,
            down=sweep.down,
            shares=sweep.shares(),
            here=tuple(here),
            readings=_readings(gives, risk, found[:FEW, -len(stands)]),
            lines=_lines(levels, gives, risk),
        )


def _readings(
    gives: NDArray[np.float64], risk: NDArray[np.float64], dear: NDArray[np.float64]
) -> tuple[Reading, ...]:
    """What more outside capacity moves in the game as it is, and where a control hurts most."""
    return (
        reading(f"ban answered with all, {AHEAD} levels up", risk[:, AHEAD] - risk[:, 0], "points"),
        reading(
            "quarters with concessions, against nothing more built",
            gives[:, AHEAD] - gives[:, 0],
            "points",
        ),
        reading("ban answered with all, at the highest level", risk[:, -1] - risk[:, 0], "points"),
        reading("quarters with concessions there", gives[:, -1] - gives[:, 0], "points"),
        *(
            reading(
                f"{what} there, if concessions and a control cost the target most",
                dear[:, -1, number] - dear[:, 0, number],
                "points",
            )
            for number, what in enumerate(("concessions", "ban answered with all"))
        ),
    )


def _lines(
    levels: NDArray[np.float64], gives: NDArray[np.float64], risk: NDArray[np.float64]
) -> Lines:
    """What each level of outside capacity brings, in one picture."""
    return Lines(
        Axis("outside capacity at the start, of need", percents(levels)),
        "share",
        "%",
        {
            "quarters with concessions": series(gives),
            "ban answered with all, ever": series(risk),
        },
    )


def harder(gives: Difference, risk: Difference) -> bool:
    """Whether concessions fall and escalation rises.

    Examples
    --------
    >>> harder(Difference(-0.1, 0.01), Difference(0.05, 0.01))
    True
    >>> harder(Difference(-0.1, 0.01), Difference(0.05, 0.03))
    False
    """
    return gives.below(POINT) and risk.above(POINT)


def _rows(trials: Trials, *, joins: bool) -> tuple[str, ...]:
    stand = ("none joined", "joined") if joins else ("none joined",)
    return tuple(f"{one}, {name}" for name, _ in worlds(trials) for one in stand)


def _against(
    one: tuple[NDArray[np.float64], NDArray[np.bool_]],
    other: tuple[NDArray[np.float64], NDArray[np.bool_]],
) -> tuple[Difference, Difference]:
    return Difference.between(one[0], other[0]), Difference.between(one[1], other[1])


def _outcome(
    trials: Trials, game: Solved, future: int, level: int, joined: int
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Share of the quarters with concessions, and whether it came to a confrontation, by path."""
    start = replace(game.start, capacity=level, coalition=joined)
    paths, known = trials.walk(game, future, start), game.contest.postures
    return known.conceding[paths.answered].mean(0), ever(confronted(paths, known))
