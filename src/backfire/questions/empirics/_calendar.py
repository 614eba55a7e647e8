"""What stands on a day (a truce, an exchange of moves, or calm) and who moves first in it."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from backfire.answers.empirics import DAYS_PER_QUARTER, QUARTER, STATES, Initiation, Share

from ._intervals import exact, poisson
from ._pair import BEGINS, ENDS, SIDES, Pair, initiates

if TYPE_CHECKING:
    from backfire.data import Truce

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
