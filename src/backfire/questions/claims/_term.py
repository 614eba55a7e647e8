"""Whether a truce of one year is the one that would be signed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from backfire.questions.empirics import empirics
from backfire.results.claims import About, Axis, Lines, Tested
from backfire.scenario import InTruce

from ._claim import FEW, AbstractClaim, Sweep, percents, reading, series
from .trials import AS_IS, Change, worth

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from backfire.model.strategy.contest import Start
    from backfire.scenario import Game

    from .trials import Solved, Trials

TERMS = (1, 2, 4, 8)
"""Quarters that a truce is signed for."""
A_YEAR = TERMS.index(4)
DUE = "truces due since 2018"
BELIEFS = (0.1, 0.35, 0.65, 0.9)
NONE = 0
"""Level of nearly empty stocks."""
STOCKS = ("nearly none", "usual")
EVERY_QUARTER = (("game.meetings", ()), ("game.meetings_every", 1))


class ShortTruce(AbstractClaim):
    """Truces are short."""

    about: ClassVar[About] = About(
        id="short-truce",
        claim="what the two sides sign is a truce of one year",
        place="paragraphs 9 and 13",
        mechanisms=("M08", "M09"),
        question=(
            "Of truces of one to eight quarters, which has the largest product of gains over calm?"
        ),
        rule=(
            "It holds in a future if both sides gain by a truce of four quarters, and the product "
            "of their gains over calm is larger than that of a truce of one, two or eight. "
            "Swept over what the target is thought to be and over its stocks."
        ),
        given=(
            "A truce of any length pays the same a year; what it holds may be renewed only at "
            "meetings."
        ),
    )

    def tested(self, trials: Trials) -> Tested:
        """Values of truces of all lengths just signed, over calm, in the same game."""
        sweep = Sweep(
            Axis("target thought resolute with", percents(BELIEFS)),
            Axis("the target's stocks", STOCKS),
            len(trials.futures),
        )
        gains = [_swept(trials, future, sweep) for future in trials.futures[:FEW]]
        start = trials.game(0).start
        often = np.array([_gain(_of(trials, 0, term, EVERY_QUARTER), start) for term in TERMS])
        dated = np.array(gains)
        lengths = np.array([_length(one) for one in dated])
        product = np.array([_product(one) for one in dated])
        return Tested(
            across=sweep.across,
            down=sweep.down,
            shares=sweep.shares(),
            here=tuple(best(one) == A_YEAR for one in dated),
            readings=(
                reading("largest product at", lengths, "quarters"),
                reading(
                    "product of a year over the largest",
                    _over(product[:, A_YEAR], product.max(1)),
                    "times",
                ),
                reading("gain of the sender by a year's truce", dated[:, A_YEAR, 0], "usd"),
                reading("gain of the target", dated[:, A_YEAR, 1], "usd"),
                reading(
                    "largest product, with a meeting in every quarter, at",
                    np.array([_length(often)]),
                    "quarters",
                ),
            ),
            lines=Lines(
                Axis("quarters of a truce", tuple(map(str, TERMS))),
                "usd",
                "gain over calm, USD bn",
                {
                    "sender": series(dated[:, :, 0]),
                    "target": series(dated[:, :, 1]),
                    "both": series(dated.sum(-1)),
                },
            ),
            record=_record(),
            sources=("event_record2025",),
        )


def best(gains: NDArray[np.float64]) -> int | None:
    """Number of the term with the largest product of gains, nothing where none is signed.

    Examples
    --------
    >>> best(np.array([[1.0, 1.0], [2.0, 3.0], [9.0, -1.0]]))
    1
    >>> best(np.array([[-1.0, -1.0]])) is None
    True
    """
    product = _product(gains)
    return int(product.argmax()) if product.max() > 0 else None


def _product(gains: NDArray[np.float64]) -> NDArray[np.float64]:
    """Product of two gains by term, zero where a side does not gain."""
    return np.where((gains > 0).all(-1), gains.prod(-1), 0.0)


def _over(part: NDArray[np.float64], whole: NDArray[np.float64]) -> NDArray[np.float64]:
    """A ratio, not known where nothing is signed at all."""
    return np.divide(part, whole, out=np.full_like(part, np.nan), where=whole > 0)


def _length(gains: NDArray[np.float64]) -> float:
    number = best(gains)
    return float("nan") if number is None else float(TERMS[number])


def _swept(trials: Trials, future: int, sweep: Sweep) -> NDArray[np.float64]:
    """What both sides gain by each term, USD, once the sweep is noted."""
    games = [_of(trials, future, term) for term in TERMS]
    start = games[A_YEAR].start
    for column, belief in enumerate(BELIEFS):
        for row, stock in enumerate((NONE, start.stock)):
            at = replace(start, target=belief, stock=stock)
            signed = np.array([_gain(game, at) for game in games])
            sweep.note(future, column, best(signed) == A_YEAR, row)
    return np.array([_gain(game, start) for game in games])


def _of(
    trials: Trials, future: int, term: int, calendar: tuple[tuple[str, object], ...] = ()
) -> Solved:
    """The game in which truces are signed for a term."""
    fields = (*_of_length(trials.known.central.game, term), *calendar)
    return trials.game(future, Change(fields) if fields else AS_IS, plans=not fields)


def _gain(game: Solved, start: Start) -> NDArray[np.float64]:
    """What both sides gain by a truce with concessions that is signed now, over calm, USD."""
    known = game.contest.postures
    signed, calm = (
        worth(game, replace(start, posture=posture))
        for posture in (known.truce(1, known.term), known.open(0, 0))
    )
    return signed - calm


def _of_length(game: Game, term: int) -> tuple[tuple[str, object], ...]:
    """Fields of a game whose truces have some length; none where they have it already."""
    if term == game.term:
        return ()
    fields: tuple[tuple[str, object], ...] = (("game.term", term),)
    if isinstance(game.begins_in, InTruce) and game.begins_in.left > term:
        fields += (("game.begins_in.left", term),)
    return fields


def _record() -> str:
    kept = empirics().renewals[DUE]
    return (
        f"In the record {kept.happened} of {kept.of} truces that were due were kept at their date."
    )
