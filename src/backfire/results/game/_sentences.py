"""Says what a game comes to in plain words, each figure with its band."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from backfire.results import words

from ._policy import ban, rule, use
from ._told import UNKNOWN, chance, change, day, known, points, times, usd
from ._verbs import SIDES

if TYPE_CHECKING:
    from ._answer import GameAnswer
    from ._parts import Banded, Ending, Variant

SUPPLY_MODEL, RANGES = "supply_model", "ranges"
_SHARES_OF_PATHS = ("a tenth", "half", "nine tenths")
_QUARTERS_PER_YEAR = 4
_BAND = re.compile(r"\((?=-?\d)")
_RENEWALS = 4
"""Days on which a truce ends that are told one by one; the table holds all of them."""
_HEADLINES = {
    "first_use": "first use within 3 years",
    "escalation": "a ban answered with all",
    "backfire": "backfire if used",
    "conceding": "quarters with concessions",
    "value": "value to the sender",
}
_TYPES = {"strategic": "a strategic target", "resolute": "a resolute target"}
_STANDS = {
    "framework": "a durable framework",
    "truce": "a truce",
    "calm": "calm without a truce",
    "sanctions": "retaliation without a control",
    "control": "a control",
    "confrontation": "a ban answered with all",
}


def headline(name: str) -> str:
    """What a headline of a variant is, in words.

    Examples
    --------
    >>> headline("escalation")
    'a ban answered with all'
    """
    return _HEADLINES.get(name, words.plain(name))


def stands(name: str) -> str:
    """How things stand on a day, or on a step of the ladder, in words.

    Examples
    --------
    >>> stands("sanctions"), stands("answered")
    ('retaliation without a control', 'answered')
    """
    return _STANDS.get(name, words.plain(name))


def against(kind: str) -> str:
    """A type of the target, in words.

    Examples
    --------
    >>> against("resolute")
    'a resolute target'
    """
    return _TYPES.get(kind, f"a {words.plain(kind)} target")


def sentences(answer: GameAnswer) -> tuple[str, ...]:
    """The answer in words: what comes of it first, then who does what, then how sure that is."""
    said: Iterable[str] = (
        _first(answer),
        origin(answer.origin),
        rule(answer.policy, "sender"),
        ban(answer.policy, answer.policy_map),
        use(answer.policy_map),
        rule(answer.policy, "target"),
        *_when(answer),
        _escalation(answer),
        _backfire(answer),
        *_worth(answer),
        *_renewals(answer),
        *_endings(answer),
        *map(_variant, answer.variants),
        *_solved(answer),
        *answer.notes,
    )
    return tuple(sentence for sentence in said if sentence)


def origin(rests_on: str) -> str:
    """What the payoffs rest on, in one sentence.

    Examples
    --------
    >>> origin("supply_model")
    'What each control costs and brings is worked out by the supply model.'
    """
    if rests_on == RANGES:
        return (
            "What each control costs and brings is given as ranges and is no result of the supply "
            "model, which does not hold these goods: every figure here rests on them."
        )
    return "What each control costs and brings is worked out by the supply model."


def _first(answer: GameAnswer) -> str:
    begins = day(answer.days[0]) if answer.days else "the start"
    years = f"{len(answer.days) / _QUARTERS_PER_YEAR:g}"
    on_ranges = "On payoffs that are ranges and no results: " if answer.origin == RANGES else ""
    told = (
        f"from {begins} the probability of a first use is {_within(answer)}; that of a ban "
        f"answered with all is {chance(answer.escalation.probability)} within {years} years; where "
        "the card is used, the sender ends worse off than if it never were with a probability of "
        f"{chance(answer.backfire.if_used)}."
    )
    return words.capital(on_ranges + _BAND.sub("(90 % band ", told, count=1))


def _within(answer: GameAnswer) -> str:
    parts = [
        f"{chance(answer.first_use[year])} within {words.counted(year, 'year')}"
        for year in answer.told_years
        if year in answer.first_use
    ]
    return words.listed(parts) if parts else UNKNOWN


def _when(answer: GameAnswer) -> Iterator[str]:
    yield _window(answer)
    told = [(at, band) for at, band in zip(answer.days, answer.hazard, strict=True) if known(band)]
    if not told:
        return
    at, peak = max(told, key=lambda pair: pair[1].central)
    first, last = told[0][1], told[-1][1]
    yield (
        f"The hazard of a first use is highest in the quarter from {day(at)}, at {chance(peak)}; "
        f"it is {chance(first)} in the first quarter and {chance(last)} in the last."
    )


def _window(answer: GameAnswer) -> str:
    found = answer.window
    now = next(filter(known, found.advantage), None)
    worth = "" if now is None else f"; at the start use is worth {usd(now)} above holding back"
    if found.opens is None:
        return (
            "The window of use is empty: while the card is unused, in no quarter is use worth more "
            f"than holding back{worth}."
        )
    begins = (
        f"while the card is unused, use is worth more than holding back from {day(found.opens)}"
    )
    if found.closes is None:
        return f"The window of use is open-ended: {begins} to the end{worth}.{_closed(answer)}"
    return f"The window of use: {begins} to {day(found.closes)}{worth}.{_closed(answer)}"


def _closed(answer: GameAnswer) -> str:
    """On how many paths the window has closed by when; the shares of the paths are in order."""
    days = list(answer.window.closes_by.values())
    parts: list[str] = []
    for place, (share, when) in enumerate(zip(_SHARES_OF_PATHS, days, strict=False)):
        never = "from the start" if any(days[place + 1 :]) else "not within the game"
        parts.append(f"on {share} of the paths {never if when is None else f'by {day(when)}'}")
    return f" It has closed {words.listed(parts)}." if parts else ""


def _escalation(answer: GameAnswer) -> str:
    found = answer.escalation
    return (
        f"A ban answered with all comes with a probability of {chance(found.probability)}; "
        f"{chance(found.inadvertent_share)} of that goes away without steps that nobody ordered, "
        "by the same luck."
    )


def _backfire(answer: GameAnswer) -> str:
    found = answer.backfire
    types = [f"{chance(band)} against {against(kind)}" for kind, band in found.by_type.items()]
    told = f": {words.listed(types)}" if types else ""
    return (
        f"Use backfires on {chance(found.if_used)} of the paths on which it comes{told}; that is "
        f"{chance(found.probability)} of all paths, against a sender who is bound never to use it."
    )


def _worth(answer: GameAnswer) -> Iterator[str]:
    bound = answer.value_of_commitment
    yield (
        "To be bound never to use the card, and believed, would be worth "
        f"{usd(bound.restraint)} to the sender; to be bound to the rule of the resolute type "
        f"{usd(bound.resolve)}."
    )
    wrong = answer.price_of_overconfidence
    yield (
        f"To think the target resolute with {words.share(wrong.believed)} where it is with "
        f"{words.share(wrong.true)} costs the sender {usd(wrong.private)} if nobody knows of the "
        f"error and {usd(wrong.common)} if both make it; the first moves the probability of a ban "
        f"answered with all by {points(wrong.escalation)}."
    )


def _renewals(answer: GameAnswer) -> Iterator[str]:
    for found in answer.renewals[:_RENEWALS]:
        yield (
            f"By {day(found.day)} the truce is renewed with {chance(found.renewed)}, has lapsed "
            f"without a control with {chance(found.lapsed)} and is replaced by a control with "
            f"{chance(found.replaced)}."
        )


def _endings(answer: GameAnswer) -> Iterator[str]:
    if answer.endings:
        yield f"On {day(answer.endings[-1].day)} there is {_ending(answer.endings[-1])}."


def _ending(found: Ending) -> str:
    ordered = sorted(found.shares.items(), key=lambda pair: -pair[1].central)
    return words.listed([f"{stands(name)} with {chance(band)}" for name, band in ordered])


def _variant(found: Variant) -> str:
    moved = [f"{headline(name)} by {change(name, band)}" for name, band in found.headline.items()]
    told = words.listed(moved).replace(" by ", " moves by ", 1)
    return f"With one thing changed ({found.mechanism}: {found.what}) and the same luck, {told}."


def _solved(answer: GameAnswer) -> Iterator[str]:
    unsolved = f"{answer.unsolved:,} nodes are" if answer.unsolved else "no node is"
    yield (
        f"Of {answer.nodes:,} nodes at precision {answer.precision:g}, {unsolved} not solved to "
        f"1e-8 (largest residual of the others {answer.residual:.1e}); at {answer.several:,} value "
        "does not rise with one's own reputation, so that there may be a second answer."
    )
    parts = [
        f"the {side} forgoes {words.money(lost.usd)}, {_share(lost.share)} of its value"
        for side, lost in ((side, answer.regret[side]) for side in SIDES if side in answer.regret)
    ]
    if parts:
        yield f"By not always doing what is best, {', and '.join(parts)}{_sharp(answer)}."
    if answer.aggregation is not None:
        yield (
            "Four quarters of a full ban by the table of payoffs cost the target "
            f"{times(answer.aggregation)} what a year of it costs by the supply model."
        )


def _sharp(answer: GameAnswer) -> str:
    if not answer.regret_sweep:
        return ""
    last = max(answer.regret_sweep, key=lambda one: one.precision)
    return (
        f"; at a precision of {last.precision:g} it is {_share(last.sender)} and "
        f"{_share(last.target)}"
    )


def _share(value: float) -> str:
    return f"{100 * value:.2g} %"


def span(band: Banded) -> str:
    """The ends of a probability's band as a cell of a table."""
    return chance(band).partition(" (")[2].removesuffix(")")
