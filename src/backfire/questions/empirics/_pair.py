"""Moves between two sides, what the other side did next, and what stood on each day."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from backfire.answers.empirics import (
    DAYS_PER_QUARTER,
    QUARTER,
    SENDER,
    STATES,
    TARGET,
    Initiation,
    Reaction,
    Share,
)

from ._intervals import exact, poisson

if TYPE_CHECKING:
    from backfire.data import Event, Truce


CALM, EXCHANGE, TRUCE = STATES
_A_DAY = datetime.timedelta(days=1)


def state_on(day: datetime.date, pair: Pair, truces: Sequence[Truce]) -> str:
    """What stands on a day, before anything is done on it."""
    for truce in truces:
        if truce.began and truce.began < day <= (truce.ended or ENDS):
            return TRUCE
    moved = any(0 < (day - move.date).days <= QUARTER for move in pair.moves())
    return EXCHANGE if moved else CALM


def initiations(pair: Pair, truces: Sequence[Truce]) -> tuple[Initiation, ...]:
    """First moves in a quarter of each side in each state, by both readings of what answers."""
    held = Counter(state_on(day, pair, truces) for day in _days())
    found: list[Initiation] = []
    for side in SIDES:
        moves = [move for move in pair.moves(side) if initiates(move)]
        states = Counter(state_on(move.date, pair, truces) for move in moves)
        strict = Counter(
            state_on(move.date, pair, truces) for move in moves if pair.first_move(move)
        )
        for state in STATES:
            quarters = held[state] / DAYS_PER_QUARTER
            rates = (poisson(counted[state], quarters) for counted in (states, strict))
            found.append(Initiation(side, state, *rates))
    return tuple(found)


def quarters_with_first_moves(pair: Pair, truces: Sequence[Truce]) -> dict[str, Share]:
    """Quarters in which a side moved first, of those that began in a state, by name.

    The last quarter is counted although a month of it lies after the record.
    """
    began = [(day, state_on(day, pair, truces)) for day in _quarters()]
    found: dict[str, Share] = {}
    for side in SIDES:
        moved = {_quarter_of(move.date) for move in pair.moves(side) if initiates(move)}
        for state in STATES:
            ours = [day in moved for day, held in began if held == state]
            found[f"{side} moves first in {state}"] = exact(sum(ours), len(ours))
    return found


def _days() -> Iterator[datetime.date]:
    day = BEGINS
    while day <= ENDS:
        yield day
        day += _A_DAY


def _quarters() -> Iterator[datetime.date]:
    return (day for day in _days() if day == _quarter_of(day))


def _quarter_of(day: datetime.date) -> datetime.date:
    return datetime.date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)


BEGINS = datetime.date(2018, 1, 1)
"""First day on which moves of the two sides are looked for: the year of the first tariffs."""
ENDS = datetime.date(2025, 11, 30)
"""Last day of the record; what was not answered by then is censored."""
SIDES = (SENDER, TARGET)
WORLD = "WLD"
MOVE, THREAT = "move", "threat"


@dataclass(frozen=True)
class Pair:
    """Hostile acts of the two sides towards each other, and the events that answer them."""

    events: tuple[Event, ...]

    def acts(self, side: str | None = None) -> Iterator[Event]:
        """Moves and threats of one side, or of both, from the first to the last day."""
        for event in self.events:
            mover = mover_of(event)
            wanted = mover is not None and side in {None, mover}
            if wanted and event.hostile and BEGINS <= event.date <= ENDS:
                yield event

    def moves(self, side: str | None = None) -> Iterator[Event]:
        """Moves alone; a threat imposes nothing."""
        return (event for event in self.acts(side) if event.act == MOVE)

    def reactions(self) -> tuple[Reaction, ...]:
        """Every move with the first answer of the other side."""
        return tuple(self.reaction(move) for move in self.moves())

    def reaction(self, move: Event) -> Reaction:
        """A move with the first answer of the other side."""
        mover = mover_of(move)
        assert mover is not None
        return reaction(move, mover, other(mover), self.events, self._next_unexplained(move))

    def _next_unexplained(self, move: Event) -> int | None:
        """Days to the other side's next move within a quarter that names nothing it answers."""
        mover = mover_of(move)
        assert mover is not None
        later = [
            (next_.date - move.date).days
            for next_ in self.moves(other(mover))
            if initiates(next_) and move.date < next_.date
        ]
        soon = [days for days in later if days <= QUARTER]
        return min(soon, default=None)

    def first_move(self, move: Event) -> bool:
        """Whether no move of the other side came in the quarter before a move that answers none."""
        mover = mover_of(move)
        assert mover is not None
        before = ((move.date - each.date).days for each in self.moves(other(mover)))
        return initiates(move) and not any(0 < days <= QUARTER for days in before)


def mover_of(event: Event) -> str | None:
    """The side that an act is of, if it is aimed at the other one or at all the world."""
    for side in SIDES:
        if event.actor == (side,) and {other(side), WORLD} & set(event.target):
            return side
    return None


def other(side: str) -> str:
    """The other one of the two sides."""
    return TARGET if side == SENDER else SENDER


def initiates(event: Event) -> bool:
    """Whether a move answers nothing: no event, no dated act, nothing that its trigger names."""
    return event.act == MOVE and not event.basis


def reaction(
    move: Event,
    mover: str,
    answerer: str,
    events: Iterable[Event],
    next_unexplained: int | None = None,
) -> Reaction:
    """A move with the first measure, the first hostile act, and the response to it."""
    answers = [each for each in events if each.answers == move.event and answerer in each.actor]
    hostile = sorted((each for each in answers if each.hostile), key=lambda each: each.began)
    measures = [each for each in hostile if each.act == MOVE]
    lag = _lag(move, measures)
    by_timing = next_unexplained if lag is None else lag
    first = (measures or hostile or answers or [None])[0]
    return Reaction(
        event=move.event,
        date=move.date,
        mover=mover,
        answerer=answerer,
        instrument=move.instrument,
        size=move.size,
        lag=lag,
        lag_with_threats=_lag(move, hostile),
        by_timing=by_timing,
        watched=(ENDS - move.date).days,
        response=first.response if first else "",
    )


def _lag(move: Event, answers: Sequence[Event]) -> int | None:
    """Days to the first answer; none where it was announced before the move took effect."""
    return min((max((each.began - move.date).days, 0) for each in answers), default=None)
