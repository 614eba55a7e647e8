"""How labels of a game are called, and how a figure of one is written with its band."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import _format as words
from .._table import MISSING
from ._quantities import DEAL, HOLD, SENDER, Origin, Situation, Variant

if TYPE_CHECKING:
    from collections.abc import Callable

    from .._interval import Interval

ALIKE = "in all draws"
"""Stands for a band whose two ends are written alike."""

_SHORT = {
    "licence_delay": "licences",
    "proportional": "in proportion",
    "maximal": "with all",
}
_DOES = {
    "hold": "holds",
    "licence_delay": "delays licences",
    "quota": "sets a quota",
    "partial_ban": "bans some goods",
    "full_ban": "bans all goods",
    "flood": "sells below cost",
    "proportional": "retaliates in proportion",
    "maximal": "retaliates with all it has",
}
_WHERE = {
    Situation.TRUCE: "in a truce with concessions",
    Situation.TRUCE_ENDS: "in the last quarter of a truce with concessions",
    Situation.CALM: "in calm without a truce",
    Situation.RETALIATION: "if the other side retaliates in proportion while no control stands",
    Situation.RETALIATION_MAXIMAL: "if the other side retaliates with all while no control stands",
    Situation.LICENCE_DELAY_ANSWERED: "if its licence delay is answered in proportion",
    Situation.FULL_BAN: "if its full ban goes unanswered",
    Situation.FULL_BAN_MAXIMAL: "if its full ban is answered with all",
}
_STANDS = {
    "framework": "a durable framework",
    "truce": "a truce",
    "calm": "calm without a truce",
    "sanctions": "retaliation without a control",
    "control": "a control",
    "answered": "a control that is answered",
    "confrontation": "a ban answered with all",
}
_HEADLINES = {
    "first_use": "first use within 3 years",
    "escalation": "a ban answered with all",
    "backfire": "backfire if used",
    "conceding": "quarters with concessions",
    "value": "value to the sender",
}
_CHANGED = {
    Variant.AS_IN_2018: "a sender as exposed to retaliation as in 2018",
    Variant.NO_THIRD_PARTIES: "third parties stay out",
    Variant.AFTER_A_SUCCESS: "the target has conceded to a full ban before, on these or on other "
    "goods",
    Variant.WITHOUT_A_PRICE_FLOOR: "without a price floor for those who build elsewhere",
    Variant.WITH_A_PRICE_FLOOR: "with a price floor for those who build elsewhere",
    Variant.DECOUPLED: "outside capacity begins 2 levels up",
}
_ORIGINS = {
    Origin.SUPPLY_MODEL: "What each control costs and brings is worked out by the supply model.",
    Origin.RANGES: "What each control costs and brings is given as ranges and is no result of the "
    "supply model, which does not hold these goods: every figure here rests on them.",
}


def origin(rests_on: Origin) -> str:
    """What the payoffs rest on, in one sentence.

    >>> origin(Origin.SUPPLY_MODEL)
    'What each control costs and brings is worked out by the supply model.'
    """
    return _ORIGINS[rests_on]


def short(move: str) -> str:
    """A move in a word or two, for a cell.

    >>> short("partial_ban"), short("licence_delay")
    ('partial ban', 'licences')
    """
    return _SHORT.get(move, words.plain(move))


def stands(step: str) -> str:
    """How things stand on a day, or on a step of the ladder.

    >>> stands("sanctions")
    'retaliation without a control'
    """
    return _STANDS[step]


def headline(name: str) -> str:
    """What is compared where one thing is changed.

    >>> headline("escalation")
    'a ban answered with all'
    """
    return _HEADLINES[name]


def changed(variant: str) -> str:
    """What is changed in a variant."""
    return _CHANGED[Variant(variant)]


def where(side: str, at: Situation) -> str:
    """Where the two sides stand, as the side that is to move would say it.

    >>> where("sender", Situation.FULL_BAN), where("target", Situation.FULL_BAN)
    ('if its full ban goes unanswered', 'faced with a full ban')
    """
    faced = side != SENDER and at.control
    return f"faced with a {words.plain(at.control)}" if faced else _WHERE[at]


def does(side: str, move: str, at: Situation) -> str:
    """A move as a verb; the same move is another thing in a truce and under a control.

    >>> does("sender", "hold", Situation.FULL_BAN_MAXIMAL)
    'lifts the control'
    >>> does("target", "deal", Situation.TRUCE_ENDS), does("target", "deal", Situation.QUOTA)
    ('renews the truce', 'concedes')
    """
    if side == SENDER:
        if at.control and move == HOLD:
            return "lifts the control"
        return "keeps the control" if move == at.control else _DOES[move]
    if move == DEAL:
        return "renews the truce" if at.in_truce else "concedes" if at.control else "signs a truce"
    if move == HOLD:
        return "lets the truce run on" if at.in_truce else "does nothing"
    return _DOES[move]


def figure(band: Interval, write: Callable[[float], str], unit: str = "", *, lead: str = "") -> str:
    """A figure with its band in brackets, with some words before the band.

    >>> from backfire.answers import Interval
    >>> figure(Interval(0.7, 0.86, 0.95), words.percent, " %")
    '86 % (70 to 95)'
    """
    if not band.known:
        return MISSING
    low, middle, high = map(write, (band.low, band.central, band.high))
    return f"{middle}{unit} ({ALIKE if low == high else f'{lead}{low} to {high}'})"


def chance(band: Interval, lead: str = "") -> str:
    """A probability and its band, in percent.

    >>> from backfire.answers import Interval
    >>> chance(Interval(0.7, 0.86, 0.95)), chance(Interval(0.5, 0.5, 0.5))
    ('86 % (70 to 95)', '50 % (in all draws)')
    """
    return figure(band, words.percent, " %", lead=lead)


def usd(band: Interval) -> str:
    """An amount and its band.

    >>> from backfire.answers import Interval
    >>> usd(Interval(-1e9, 2e9, 6e9))
    'USD 2.0 billion (-1.0 to 6.0 billion)'
    """
    if not band.known:
        return MISSING
    middle, alike = words.money(band.central), words.money(band.low) == words.money(band.high)
    return f"{middle} ({ALIKE if alike else words.money_range(band.low, band.high)})"


def points(share: float) -> str:
    """A change of a probability in hundredths, with its sign.

    >>> points(0.05), points(-0.002), points(0.00001)
    ('+5', '-0.2', '0')
    """
    small = 0 < abs(share) < 0.00995
    said = f"{100 * share:+.1f}" if small else f"{100 * share:+.0f}"
    return "0" if float(said) == 0 else said


def two_digits(share: float) -> str:
    """A share in percent to two digits.

    >>> two_digits(0.0363), two_digits(3.1)
    ('3.6', '310')
    """
    said = 100 * share
    return f"{said:.2g}" if said < 100 else f"{said:,.0f}"
