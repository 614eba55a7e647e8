"""Dated moves of trade conflicts: who did what to whom, how large, and what it answers."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from backfire.errors import DataError

from ._economy_rows import Row, faults_of_source, faults_of_words, rows_of
from ._schema import TABLES
from ._wording import nearest, shown

CONFLICT = TABLES / "conflict"
FILE = "events.csv"
COLUMNS = (
    *("event", "date", "precision", "actor", "target", "act", "instrument", "also", "size"),
    *("answers", "answers_date", "since", "until", "basis", "response", "reason"),
    *("what", "goods", "coverage", "duration", "trigger", "confidence", "url", "source"),
)
REQUIRED = ("event", "date", "actor", "target", "what")
PRECISIONS = ("day", "month", "year")
ACTS = (
    *("move", "threat", "relief", "truce", "resilience"),
    *("incident", "outcome", "effect", "context"),
)
INSTRUMENTS = (
    *("tariff", "export control", "technology control", "investment"),
    *("port fee or probe", "import restriction", "sanction", "threat"),
)
SIZES = ("small", "large")
RESPONSES = ("conceded", "threatened", "lower", "matched", "higher")
BASES = ("stated", "same row", "added", "judged")
CONFIDENCE = ("A", "B", "C")
JOINT = ";"
"""Joins actors, targets and further instruments."""
HOSTILE = ("move", "threat")
_DATE = re.compile(r"\d{4}-\d{2}(-\d{2})?")


@dataclass(frozen=True)
class Event:
    """One dated event of a trade conflict.

    Attributes
    ----------
    event
        Number in the record; a letter marks a row that was added to it.
    date, precision
        Day as written, and whether the day, the month or the year alone is known.
    actor, target
        Codes of countries, ``EU``, ``WTO``, ``WLD`` for all, ``firms`` or ``market``.
    act
        ``move`` (a government restricts trade), ``threat``, ``relief``, ``truce``, ``resilience``
        (own supply or stocks), ``incident`` (raised tension, ordered by no government as a measure
        of trade), ``outcome``, ``effect`` (an earlier move takes effect) or ``context``.
    instrument, also
        Class of a move, and further classes in the same event. A threat is its own class.
    size
        ``small`` or ``large`` by the rules of docs/explanation/empirics.md; empty where the record
        does not say enough.
    answers, answers_date
        The event that it answers; or the date of what it answers where that is no event here.
    since, until
        Day on which it was announced or its first step came, where that is before its date, and
        day on which it ended.
    basis
        Why it is taken for an answer: ``stated`` by its trigger, told in the ``same row`` of the
        record, ``added`` from a publication, or ``judged``.
    response
        The answer against what it answers: ``conceded``, ``threatened``, ``lower``, ``matched`` or
        ``higher``; empty where the record does not say.
    reason
        Why size and response are coded so.
    what, goods, coverage, duration, trigger, confidence, url, source
        As recorded: A is a primary source, B press or research, C weak.
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
    answers_date: str
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
    file = CONFLICT / FILE if path is None else Path(path)
    written = rows_of(file, COLUMNS)
    problems = list(_problems(written))
    if problems:
        raise DataError(file.name, problems)
    return tuple(sorted((_event(row) for _, row in written), key=lambda each: each.date))


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


def day_in(cell: str) -> datetime.date | None:
    """A day, the first one where a month is written, or nothing where the cell holds none.

    Examples
    --------
    >>> day_in("2016-07"), day_in("soon")
    (datetime.date(2016, 7, 1), None)
    """
    if not _DATE.fullmatch(cell):
        return None
    try:
        return datetime.date.fromisoformat(cell if len(cell) > len("2016-07") else f"{cell}-01")
    except ValueError:
        return None


def faults_of_dates(row: Row, names: tuple[str, ...]) -> list[str]:
    """What is wrong with cells that must be dates where they are filled."""
    return [
        f"{name} must be a date like 2025-04-04, got {shown(row[name])}"
        for name in names
        if row[name] and day_in(row[name]) is None
    ]


def _problems(written: list[tuple[str, Row]]) -> Iterator[str]:
    known: dict[str, Row] = {}
    for where, row in written:
        name = row["event"]
        if name in known:
            yield f"{where} ({name}): must stand once"
        known.setdefault(name, row)
    for where, row in written:
        for fault in (*_faults(row), *_faults_of_answer(row, known)):
            yield f"{where} ({row['event']}): {fault}"


def _faults(row: Row) -> Iterator[str]:
    yield from (f"{name} is required" for name in REQUIRED if not row[name])
    choices = {"precision": PRECISIONS, "act": ACTS, "confidence": CONFIDENCE}
    optional = {"size": SIZES, "response": RESPONSES, "basis": BASES, "instrument": INSTRUMENTS}
    choices |= {name: words for name, words in optional.items() if row[name]}
    yield from faults_of_words(row, choices)
    yield from faults_of_source(row)
    yield from faults_of_dates(row, ("date", "answers_date", "since", "until"))
    for extra in _several(row["also"]):
        if extra not in INSTRUMENTS:
            yield f"also must name instruments, got {shown(extra)}{nearest(extra, INSTRUMENTS)}"
    if (row["act"] in HOSTILE) != bool(row["instrument"]):
        yield "instrument must be filled for a move or a threat and for nothing else"
    if row["size"] and not row["reason"]:
        yield "reason is required where size is filled"
    since, date = day_in(row["since"]), day_in(row["date"])
    if since and date and since > date:
        yield f"since must not be after date, got {row['since']} and {row['date']}"


def _faults_of_answer(row: Row, known: Mapping[str, Row]) -> Iterator[str]:
    answered = row["answers"]
    if answered and answered not in known:
        yield f"answers must name an event here, got {shown(answered)}{nearest(answered, known)}"
    elif answered == row["event"]:
        yield "answers must name another event"
    elif answered:
        yield from _faults_of_order(row, known[answered])
    if answered and row["answers_date"]:
        yield "answers_date must be empty where answers names an event"
    if (answered or row["answers_date"]) and not row["basis"]:
        yield "basis is required where something is answered"
    if row["response"] and not answered:
        yield "response must be empty where no event is answered"


def _faults_of_order(row: Row, answered: Row) -> Iterator[str]:
    """An answer cannot come before what it answers was known."""
    date, earlier = day_in(row["date"]), day_in(answered["since"] or answered["date"])
    if date and earlier and last_day(date, row["precision"]) < earlier:
        yield f"must not come before {row['answers']}, got {row['date']} and {earlier}"


def _several(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(JOINT) if part.strip())


def _event(row: Row) -> Event:
    date = day_in(row["date"])
    assert date is not None
    cells: dict[str, Any] = dict(row)
    cells |= {name: _several(row[name]) for name in ("actor", "target", "also")}
    cells |= {name: day_in(row[name]) for name in ("since", "until")}
    cells["date"] = date
    return Event(**cells)
