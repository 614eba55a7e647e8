"""Claims on what the two sides sign: which issues stay out, and for how long a truce is made."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from backfire.answers.claims import Axis, Unit
from backfire.answers.deal import Limit, limit, unvalued
from backfire.questions.deal import deal
from backfire.questions.empirics import TRUCES_DUE, empirics
from backfire.scenario import InTruce

from ._claim import (
    EVENTS,
    FEW,
    NO_STOCK,
    Claim,
    Curves,
    Judged,
    Reading,
    about,
    percents,
    usd,
)
from ._readings import standing, worth
from ._trials import AS_IS, Change

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from backfire.answers import Interval
    from backfire.model.strategy.contest import Start
    from backfire.questions.game import Solved
    from backfire.scenario import Game

    from ._trials import Trials

    Numbers = NDArray[np.float64]

COSTS = (0.0, 1.0, 3.0, 10.0, 30.0, 100.0)
"""What an issue costs its giver, USD bn a year."""
BILLION = 1e9
EXAMPLE = 10.0
"""What an issue without any figure is taken to bring the sender a year, USD bn."""
DRAWS = 500
GIVER = "USA"
_LEVELS = (0.05, 0.5, 0.95)


@cache
def limits() -> dict[str, Interval]:
    """Cost a year above which each issue stays out that the target would have to give, USD."""
    found = deal(draws=DRAWS)
    asked = [one for one in unvalued(found) if one.giver == GIVER and not one.signed]
    return {one.id: _limit(*limit(found, one)) for one in asked}


def _limit(kind: Limit, figure: Interval) -> Interval:
    """Cost to its giver a year above which an issue stays out, USD: median and 90 % band."""
    scale = EXAMPLE * BILLION if kind is Limit.RATIO else 1.0
    return figure.map(lambda end: np.inf if np.isnan(end) else scale * end)


def _kept_out_varied(_trials: Trials) -> tuple[Axis, Axis]:
    return (
        Axis(name="cost to the target a year", points=tuple(f"USD {cost:g} bn" for cost in COSTS)),
        Axis(name="issue", points=tuple(limits()), ordered=False),
    )


def _kept_out(_trials: Trials, draw: int) -> Judged | None:
    """Thresholds of the issues that the target would have to give; they have draws of their own."""
    if draw:
        return None
    return Judged(
        [[below(band, cost * BILLION) for cost in COSTS] for band in limits().values()],
        None,
        [usd(f"{name} stays out above a cost a year of", band) for name, band in limits().items()],
        Curves(
            Axis(name="issue", points=tuple(limits()), ordered=False),
            Unit.USD,
            "cost a year above which it stays out, USD bn, median and 90 % band of draws",
            {"threshold": tuple(limits().values())},
        ),
    )


def below(band: Interval, cost: float) -> float:
    """Share of draws in which the threshold lies below a cost, straight between its quantiles.

    Examples
    --------
    >>> from backfire.answers import Interval
    >>> below(Interval(1.0, 2.0, 4.0), 2.0), below(Interval(1.0, 2.0, 4.0), 9.0)
    (0.5, 1.0)
    """
    at = np.array([band.low, band.central, band.high])
    return float(np.interp(cost, at, _LEVELS, left=0.0, right=1.0))


def _signed() -> str:
    return f"Signed on 30 October 2025 was none of them: {', '.join(limits())}."


KEPT_OUT = Claim(about("kept-out"), _kept_out_varied, _kept_out, _signed, ("whitehouse_deal2025",))

TERMS = (1, 2, 4, 8)
"""Quarters that a truce is signed for."""
A_YEAR = TERMS.index(4)
BELIEFS = (0.1, 0.35, 0.65, 0.9)
EVERY_QUARTER = (("game.meetings", ()), ("game.meetings_every", 1))


def _term_varied(_trials: Trials) -> tuple[Axis, Axis]:
    return (
        Axis(name="target thought resolute with", points=percents(BELIEFS)),
        Axis(name="the target's stocks", points=("nearly none", "usual")),
    )


def _term(trials: Trials, draw: int) -> Judged | None:
    """Values of truces of all lengths just signed, over calm, in the same game."""
    if draw >= FEW:
        return None
    games = [_of(trials, draw, term) for term in TERMS]
    start = games[A_YEAR].start

    def gains(at: Start) -> Numbers:
        return np.array([_gain(game, at) for game in games])

    held = [
        [best(gains(replace(start, target=belief, stock=stock))) == A_YEAR for belief in BELIEFS]
        for stock in (NO_STOCK, start.stock)
    ]
    here = gains(start)
    product = _product(here)
    often = np.nan
    if draw == 0:
        begins = trials.game(0).start
        often = _length(
            np.array([_gain(_of(trials, 0, term, EVERY_QUARTER), begins) for term in TERMS])
        )
    most = product.max()
    return Judged(
        held,
        best(here) == A_YEAR,
        (
            Reading("largest product at", Unit.QUARTERS, _length(here)),
            Reading(
                "product of a year over the largest",
                Unit.TIMES,
                product[A_YEAR] / most if most > 0 else np.nan,
            ),
            usd("gain of the sender by a year's truce", here[A_YEAR, 0]),
            usd("gain of the target", here[A_YEAR, 1]),
            Reading("largest product, with a meeting in every quarter, at", Unit.QUARTERS, often),
        ),
        Curves(
            Axis(name="quarters of a truce", points=tuple(map(str, TERMS))),
            Unit.USD,
            "gain over calm, USD bn",
            {"sender": here[:, 0], "target": here[:, 1], "both": here.sum(-1)},
        ),
    )


def best(gains: Numbers) -> int | None:
    """Number of the term with the largest product of gains, None where none is signed.

    Examples
    --------
    >>> best(np.array([[1.0, 1.0], [2.0, 3.0], [9.0, -1.0]]))
    1
    >>> best(np.array([[-1.0, -1.0]])) is None
    True
    """
    product = _product(gains)
    return int(product.argmax()) if product.max() > 0 else None


def _product(gains: Numbers) -> Numbers:
    """Product of two gains by term, zero where a side does not gain."""
    return np.where((gains > 0).all(-1), gains.prod(-1), 0.0)


def _length(gains: Numbers) -> float:
    number = best(gains)
    return np.nan if number is None else float(TERMS[number])


def _of(
    trials: Trials, draw: int, term: int, calendar: tuple[tuple[str, object], ...] = ()
) -> Solved:
    """The game in which truces are signed for a term."""
    fields = (*_of_length(trials.known.central.game, term), *calendar)
    return trials.game(draw, Change(fields) if fields else AS_IS, plans=not fields)


def _of_length(game: Game, term: int) -> tuple[tuple[str, object], ...]:
    """Fields of a game whose truces have some length; none where they have it already."""
    if term == game.term:
        return ()
    fields: tuple[tuple[str, object], ...] = (("game.term", term),)
    if isinstance(game.begins_in, InTruce) and game.begins_in.left > term:
        fields += (("game.begins_in.left", term),)
    return fields


def _gain(game: Solved, start: Start) -> Numbers:
    """What both sides gain by a truce with concessions that is signed now, over calm, USD."""
    known = game.contest.postures
    signed = replace(start, posture=known.truce(1, known.term))
    return worth(game, signed) - worth(game, standing(game, start=start))


def _renewed_in_the_record() -> str:
    met = empirics().renewals[TRUCES_DUE]
    return f"In the record {met.happened} of {met.of} truces that were due were kept at their date."


SHORT_TRUCE = Claim(about("short-truce"), _term_varied, _term, _renewed_in_the_record, (EVENTS,))
