"""Dated moves of trade conflicts: who did what to whom, how large, and what it answers."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from backfire.data.schema import TABLES, Fault, Row, day_in, nearest, read_records, shown

if TYPE_CHECKING:
    from pathlib import Path

SHIPPED = TABLES / "conflict" / "events.csv"
HOSTILE = ("move", "threat")


@dataclass(frozen=True)
class Event:
    """One dated event of a trade conflict.

    What every field holds stands in ``events.schema.csv``; size and response are coded by the rules
    of docs/explanation/empirics.md.
    """

    event: str
    date: datetime.date
    precision: str
    actor: tuple[str, ...]
    target: tuple[str, ...]
    act: str
    instrument: str
    also: tuple[str, ...]
    size: str
    answers: str
    answers_date: datetime.date | None
    since: datetime.date | None
    until: datetime.date | None
    basis: str
    response: str
    reason: str
    what: str
    goods: str
    coverage: str
    duration: str
    trigger: str
    confidence: str
    url: str
    source: str

    @property
    def began(self) -> datetime.date:
        """Day on which it was known or its first step came."""
        return self.since or self.date

    @property
    def recorded(self) -> bool:
        """Whether the record itself tells of it; otherwise it was added from a publication."""
        return self.event[-1].isdigit() or self.basis == "same row"

    @property
    def hostile(self) -> bool:
        """Whether it is a move or a threat."""
        return self.act in HOSTILE


@cache
def read_events(path: str | Path | None = None) -> tuple[Event, ...]:
    """Read the dated moves of trade conflicts, by date.

    Parameters
    ----------
    path
        A file with the same columns; the shipped record to 30 November 2025 unless given.

    Raises
    ------
    DataError
        With every problem found: a missing column, no date for a date, an unknown word or source,
        an answer to no event or to a later one, a move without its class, a response to nothing.

    Examples
    --------
    >>> events = {each.event: each for each in read_events()}
    >>> ban = events["E045"]
    >>> ban.actor, ban.instrument, (ban.date - events[ban.answers].date).days
    (('CHN',), 'export control', 1)
    """
    found = read_records(Event, "events", path or SHIPPED, beside=_faults)
    return tuple(sorted(found, key=lambda each: each.date))


def last_day(date: datetime.date, precision: str) -> datetime.date:
    """Last day that a date may stand for.

    Examples
    --------
    >>> last_day(datetime.date(2019, 5, 20), "month").isoformat()
    '2019-05-31'
    """
    if precision == "year":
        return datetime.date(date.year, 12, 31)
    if precision == "month":
        return date.replace(day=calendar.monthrange(date.year, date.month)[1])
    return date


def _faults(rows: Sequence[Row]) -> Iterator[Fault]:
    known = {row["event"]: row for row in rows if row["event"]}
    for row in rows:
        yield from ((row, fault) for fault in _faults_of_answer(row, known))


def _faults_of_answer(row: Row, known: Mapping[str, Row]) -> Iterator[str]:
    answered = row["answers"]
    if answered and answered not in known:
        yield f"answers must name an event here, got {shown(answered)}{nearest(answered, known)}"
    elif answered and answered == row["event"]:
        yield "answers must name another event"
    elif answered:
        yield from _faults_of_order(row, known[answered])
    if answered and row["answers_date"]:
        yield "answers_date must be empty where answers names an event"
    if (answered or row["answers_date"]) and not row["basis"]:
        yield "basis must be given where something is answered, got nothing"


def _faults_of_order(row: Row, answered: Row) -> Iterator[str]:
    """An answer cannot come before what it answers was known."""
    date, earlier = day_in(row["date"]), day_in(answered["since"] or answered["date"])
    if date and earlier and last_day(date, row["precision"] or "") < earlier:
        yield f"must not come before {row['answers']}, got {row['date']} and {earlier}"
