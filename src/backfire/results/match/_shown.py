"""What a person sees before he moves, as sentences and rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import numpy as np

from backfire.results import words

from ._moves import meaning, moved, posture
from ._record import SIDES

if TYPE_CHECKING:
    from datetime import date

    from ._record import Quarter
    from ._turn import Option, Turn

OPTIONS = ("", "move", "what it is", "plan", "USD", "resolute")
_QUESTIONS = {"act": "What do you do?", "reply": "How do you answer?", "build": "What do you buy?"}


def day(when: date) -> str:
    """A date written out."""
    return words.date(np.datetime64(when))


def heading(turn: Turn) -> str:
    """Which quarter it is."""
    return f"Quarter {turn.number} of {turn.quarters}, from {day(turn.day)}"


def question(turn: Turn) -> str:
    """What is asked for."""
    return _QUESTIONS[turn.asked]


def rows(turn: Turn) -> Iterator[tuple[str, str]]:
    """What is in force, built, held, believed and paid, each with its name.

    What was told before in the same quarter is left out where only the investment is asked for.
    """
    standing, levels = turn.standing, turn.levels
    other = "target" if turn.side == "sender" else "sender"
    if turn.asked != "build":
        if turn.last is not None:
            yield "Last quarter", _last(turn.last)
            yield "It paid", both(turn.last.paid)
            yield "Paid so far", f"{both(turn.present)}, in present value"
        if "act" in turn.done:
            yield "The sender now", words.plain(turn.done["act"])
    yield "In force", posture(standing)
    if turn.asked != "build":
        yield "A truce", _meeting(turn)
        yield "Capacity outside", f"{_level(standing.capacity, levels.capacity)}{_outside(turn)}"
        yield "Stocks of the target", _level(standing.stock, levels.stock)
        if levels.fear:
            yield "What buyers expect", _level(standing.fear, levels.fear)
        if levels.coalition:
            yield "Third parties", _joined(standing.coalition, levels.coalition)
        yield "The other side", f"is resolute with {share(standing.believed[other])}, you think"
    yield "You", f"are resolute with {share(standing.believed[turn.side])}, the other side thinks"


def _last(quarter: Quarter) -> str:
    mistake = "; then came a step that nobody ordered" if quarter.accident else ""
    return f"{moved(quarter.act, quarter.reply, quarter.build)}{mistake}"


def _meeting(turn: Turn) -> str:
    if turn.standing.truce == "none":
        return "can be agreed in any quarter"
    if turn.meeting:
        return "can be renewed now, at a meeting in this quarter"
    if turn.next_meeting is None:
        return "cannot be renewed any more, as no meeting is left"
    return f"can be renewed at a meeting, next in the quarter from {day(turn.next_meeting)}"


def _outside(turn: Turn) -> str:
    share_of_need = f" ({share(turn.outside)} of need)" if turn.outside is not None else ""
    waves = turn.standing.pipeline
    return f"{share_of_need}, {words.counted(waves, 'wave')} of plants under way"


def _level(level: int, highest: int) -> str:
    return f"level {level} of {highest}"


def _joined(level: int, highest: int) -> str:
    if highest > 1:
        return f"{level} of {highest} steps towards the target's side"
    return "have joined the target" if level else "stay out"


def both(paid: Mapping[str, float]) -> str:
    """What both sides are paid, in one line.

    Examples
    --------
    >>> both({"sender": 7.1e9, "target": -2e8})
    'sender USD 7.1 billion; target USD -200 million'
    """
    return "; ".join(f"{side} {words.money(paid[side])}" for side in SIDES)


def share(value: float) -> str:
    """A probability in percent; below a tenth of a percent that it is so.

    Examples
    --------
    >>> share(0.37), share(1e-9), share(0.0)
    ('37 %', 'below 0.1 %', '0 %')
    """
    return "below 0.1 %" if 0 < value < _LEAST else words.share(value)


_LEAST = 5e-4


def options(turn: Turn) -> Iterator[tuple[str, ...]]:
    """The moves that can be made, with the model's advice."""
    for option in turn.options:
        yield (
            str(option.number),
            words.plain(option.move),
            meaning(turn.asked, option.move, turn.standing),
            share(option.chance),
            "best" if option is turn.best else words.money(option.worth).removeprefix("USD "),
            "as now" if option.taken is None else share(option.taken),
        )


def why(turn: Turn) -> str:
    """What speaks for the best move, in one sentence."""
    best = turn.best
    rest = [option for option in turn.options if option is not best]
    if not rest:
        return "There is nothing else to do."
    second = max(rest, key=lambda option: option.worth)
    told = (
        f"{words.capital(words.plain(best.move))} is worth {words.money(-second.worth)} more to "
        f"you than the next best, {words.plain(second.move)}"
    )
    return f"{told}{_telling(best, turn)}."


def _telling(best: Option, turn: Turn) -> str:
    if best.taken is None:
        return "; what you buy tells nothing of what you are"
    now = turn.standing.believed[turn.side]
    change = best.taken - now
    if abs(change) < _LEAST:
        return f"; it leaves what you seem to be at {share(now)} resolute"
    way = "more" if change > 0 else "less"
    return f"; it makes you seem {way} resolute, {share(best.taken)} after {share(now)}"
