"""What others do: incidents that nobody ordered, and third parties that join against China."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from backfire.answers.empirics import DAYS_PER_QUARTER, SENDER, Rate

from ._intervals import poisson
from ._pair import BEGINS, ENDS, MOVE, SIDES

if TYPE_CHECKING:
    from backfire.data import Event

CONTROLS_BEGIN = datetime.date(2010, 1, 1)
"""First day on which controls and third parties are looked for: the year of the first control."""
NO_GOVERNMENT = ("firms", "market", "WTO")
JOINING = ("move", "threat", "resilience")


def incidents(events: Iterable[Event]) -> tuple[Event, ...]:
    """Incidents with China since 2018 that no government ordered as a measure of trade."""
    return tuple(
        each
        for each in events
        if each.act == "incident"
        and BEGINS <= each.date <= ENDS
        and SENDER in (*each.actor, *each.target)
    )


def accidents(events: Iterable[Event]) -> Rate:
    """Incidents in a quarter."""
    quarters = ((ENDS - BEGINS).days + 1) / DAYS_PER_QUARTER
    return poisson(len(incidents(events)), quarters)


def joining(events: Iterable[Event]) -> Iterator[Event]:
    """Acts of third governments against China: moves, complaints, and supply of their own."""
    for event in events:
        thirds = {*event.actor} - {*SIDES, *NO_GOVERNMENT}
        late_enough = CONTROLS_BEGIN <= event.date <= ENDS
        if thirds and SENDER in event.target and event.act in JOINING and late_enough:
            yield event


def third_parties(events: Iterable[Event]) -> tuple[Rate, Rate]:
    """Third parties that join in a quarter: while a Chinese export control stands, and while not.

    Controls overlap; what counts is whether at least one stands.
    """
    known = tuple(events)
    controls = [
        (each.date, each.until or ENDS)
        for each in known
        if each.actor == (SENDER,) and each.act == MOVE and each.instrument == "export control"
    ]
    days = [
        CONTROLS_BEGIN + datetime.timedelta(days=count)
        for count in range((ENDS - CONTROLS_BEGIN).days + 1)
    ]
    standing = {day for day in days if any(first <= day <= last for first, last in controls)}
    joined = [each.date in standing for each in joining(known)]
    held = len(standing) / DAYS_PER_QUARTER
    return (
        poisson(sum(joined), held),
        poisson(len(joined) - sum(joined), len(days) / DAYS_PER_QUARTER - held),
    )
