"""Read the record of moves and answers for how both sides behave."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import polars as pl

from backfire import data
from backfire.answers.empirics import (
    DAYS_PER_QUARTER,
    QUARTER,
    SENDER,
    TARGET,
    WITH_THREATS,
    Comparison,
    Reaction,
    Record,
    TruceLife,
)

from ._answers import ALL, SIZES, answered, compared, in_proportion, responses
from ._intervals import poisson
from ._others import base_rates, life, of_tariffs, renewals, survivals
from ._pair import BEGINS, ENDS, MOVE, SIDES, Pair, initiations, quarters_with_first_moves, reaction
from ._priors import Evidence, priors

if TYPE_CHECKING:
    import datetime
    from pathlib import Path

    from backfire.answers.empirics import Answers, Rate, Share
    from backfire.data import CoercionCase, Event, Truce

SEEN = "rare-earths-2009-2024"
BUYER = "JPN"
CONTROLS = ("export control", "technology control")
CLASSES = ("technology control", "tariff")


def empirics(
    events: str | Path | None = None,
    truces: str | Path | None = None,
    coercion: str | Path | None = None,
) -> Record:
    """Estimate how both sides answer, move first, keep truces and give way, from dated events.

    Bands hold 90 %. Shares of moves answered are exact binomials; base rates and renewals are
    posteriors under the Jeffreys prior, rates those under Gamma(1/2, 0); truces and lags are
    Kaplan and Meier's curves with Greenwood's variance. All samples are small.

    Parameters
    ----------
    events, truces, coercion
        Tables with the columns of the shipped ones, in their place.

    Raises
    ------
    DataError
        With every problem of a table.

    Examples
    --------
    >>> record = empirics()
    >>> first = record.answers[0]
    >>> first.answerer, first.within[30].happened, first.within[30].of
    ('CHN', 15, 19)
    """
    known, terms = data.read_events(events), data.read_truces(truces)
    held, pair = of_tariffs(terms), Pair(known)
    reactions = pair.reactions()
    recorded = Pair(tuple(event for event in known if event.recorded)).reactions()
    lives = tuple(life(truce, pair) for truce in held)
    cases = data.read_coercion(coercion)
    rates, kept = base_rates(cases), renewals(terms)
    replies = tuple(each for side in SIDES for each in responses(reactions, side))
    answers = tuple(each for side in SIDES for each in answered(reactions, recorded, side))
    controls = in_proportion(reactions, TARGET, *CONTROLS)
    found = Evidence(known, replies, controls, rates, kept, _breaches(lives), _shares())
    return Record(
        begins=BEGINS,
        ends=ENDS,
        reactions=reactions,
        others=_of_third_parties(known),
        political=_political(known),
        answers=answers,
        comparisons=_comparisons(reactions),
        responses=replies,
        initiations=initiations(pair, held),
        truces=lives,
        survival=survivals(lives),
        renewals=kept,
        base_rates=rates,
        estimated=priors(found),
        counted=_in_the_quarter(answers) | quarters_with_first_moves(pair, held),
        sources=_sources(known, terms, cases),
    )


def _in_the_quarter(answers: Sequence[Answers]) -> dict[str, Share]:
    """Moves that each side answered by a measure in the quarter."""
    return {f"{e.answerer} answers": e.within[QUARTER] for e in answers if e.group == ALL}


def _comparisons(reactions: Sequence[Reaction]) -> tuple[Comparison, ...]:
    """Small against large by either count of answers, and technology controls against tariffs."""
    return (
        compared(reactions, SENDER, SIZES),
        compared(reactions, SENDER, SIZES, WITH_THREATS),
        compared(reactions, SENDER, CLASSES),
        compared(reactions, SENDER, CLASSES, WITH_THREATS),
        compared(reactions, TARGET, SIZES),
    )


def _breaches(lives: Sequence[TruceLife]) -> Rate:
    """First large moves in a quarter of truce; watching ends with the first."""
    days = sum(each.lived if each.first_large is None else each.first_large for each in lives)
    return poisson(sum(each.first_large is not None for each in lives), days / DAYS_PER_QUARTER)


def _of_third_parties(events: Sequence[Event]) -> tuple[Reaction, ...]:
    """Moves of third governments against China."""
    return tuple(
        reaction(each, each.actor[0], SENDER, events)
        for each in events
        if each.act == MOVE and SENDER in each.target and not {*each.actor} & {*SIDES}
    )


def _political(events: Sequence[Event]) -> dict[str, int]:
    """Days from a political act to China's measure, by the measure."""
    known = {each.event: each for each in events}
    found: dict[str, int] = {}
    for each in events:
        if each.actor != (SENDER,) or each.act != MOVE:
            continue
        began = _day_of_political_act(each, known)
        if began is not None:
            found[each.event] = (each.date - began).days
    return found


def _day_of_political_act(measure: Event, known: Mapping[str, Event]) -> datetime.date | None:
    if measure.answers_date:
        return measure.answers_date
    answered_ = known.get(measure.answers)
    return answered_.date if answered_ and answered_.act == "incident" else None


def _shares() -> dict[int, float]:
    """Japan's share of rare earths that came from China, by year."""
    rows = data.read_seen(SEEN).table.filter(
        pl.col("series") == "import_share", pl.col("place") == BUYER, pl.col("partner") == SENDER
    )
    return dict(zip(rows["year"].to_list(), rows["value"].to_list(), strict=True))


def _sources(*read: Sequence[Event | Truce | CoercionCase]) -> tuple[str, ...]:
    keys = (key for rows in read for row in rows for key in row.source.split(";"))
    return tuple(dict.fromkeys(keys))
