"""The kind of a match: its tables, and what is said at its end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from .. import _format as words
from .._kind import Kind, Section
from .._table import Cell, Column, Table
from ._record import SIDES, Record

if TYPE_CHECKING:
    from .._answer import Answer

BARS = "▁▂▃▄▅▆▇█"
"""Signs of a row of bars, from nothing to certainty."""
_LEAST = 5e-4
_DEAREST = 3
"""Choices that are listed at the end."""


def spark(values: Sequence[float], bars: str = BARS) -> str:
    """Probabilities as a row of bars.

    Examples
    --------
    >>> spark([0, 0.5, 1]), spark([0, 0.5, 1], "0123456789")
    ('▁▅█', '059')
    """
    last = len(bars) - 1
    return "".join(bars[min(int(value * len(bars)), last)] for value in values)


def chance(value: float) -> str:
    """Write a probability as a percentage; below a tenth of a percent say so.

    Examples
    --------
    >>> chance(0.37), chance(1e-9), chance(0.0)
    ('37 %', 'below 0.1 %', '0 %')
    """
    return "below 0.1 %" if 0 < value < _LEAST else words.share(value)


def _quarters(answer: Answer) -> Iterator[tuple[Cell, ...]]:
    for number, one in enumerate(answer.facts.quarters, 1):
        moves = (words.plain(move) for move in (one.act, one.reply, one.build))
        believed = (one.began.believed[side] for side in SIDES)
        paid = (one.paid[side] for side in SIDES)
        yield str(number), one.day, *moves, one.accident, *believed, *paid


def _choices(answer: Answer) -> Iterator[tuple[Cell, ...]]:
    for number, one in answer.facts.choices():
        move, best = words.plain(one.move), words.plain(one.best)
        yield str(number), one.asked, move, one.by, best, one.chance, one.forgone


def _dearest(answer: Answer) -> Iterator[tuple[Cell, ...]]:
    record: Record = answer.facts
    made = [each for each in record.choices() if each[1].forgone > 0]
    if record.outcome is not None:
        for number, one in sorted(made, key=lambda each: -each[1].forgone)[:_DEAREST]:
            move, best = words.plain(one.move), words.plain(one.best)
            yield str(number), move, best, one.chance, one.forgone


TABLES = (
    Table(
        "dearest",
        "Where you were furthest from the advice",
        (
            Column("quarter", "quarter"),
            Column("move", "you did"),
            Column("best", "the model's best"),
            Column("chance", "its chance of yours", chance),
            Column("forgone", "it cost you", words.money),
        ),
        _dearest,
    ),
    Table(
        "quarter",
        "Quarter by quarter",
        (
            Column("quarter", "Quarter"),
            Column("day", "From"),
            Column("act", "Sender"),
            Column("reply", "Target"),
            Column("build", "Builds"),
            Column("accident", "Accident"),
            *(Column(f"{side}_resolute", f"{side} resolute", chance) for side in SIDES),
            *(Column(f"{side}_paid", f"Paid to the {side}", words.money) for side in SIDES),
        ),
        _quarters,
        "What both sides did, what the other side believed at the start of the quarter, and what "
        "they were paid. An accident is a step that nobody ordered.",
        screen=False,
    ),
    Table(
        "choice",
        "Every choice beside the advice",
        (
            Column("quarter", "Quarter"),
            Column("asked", "Asked for"),
            Column("move", "Done"),
            Column("by", "By"),
            Column("best", "Best"),
            Column("chance", "Chance by the plan", chance),
            Column("forgone", "Forgone", words.money),
        ),
        _choices,
        screen=False,
    ),
)
SECTIONS = (
    Section("quarters", "Quarter by quarter", ("quarter",), open=True),
    Section("choices", "Your choices", ("dearest", "choice"), open=True),
)


def context(answer: Answer) -> dict[str, Any]:
    """The figures that the sentences name."""
    record: Record = answer.facts
    paid, choices = record.present(), record.choices()
    after = record.outcome.after if record.outcome else {}
    return {
        "paid": paid,
        "total": {side: paid[side] + after.get(side, 0.0) for side in SIDES},
        "sides": SIDES,
        "path": _path,
        "spark": spark,
        "chance": chance,
        "made": [choice for _, choice in choices],
        "cost": sum(record.discount ** (number - 1) * one.forgone for number, one in choices),
    }


def _path(record: Record, side: str) -> list[float]:
    """What is believed of a side at the beginning of each quarter and at the end."""
    path = [quarter.began.believed[side] for quarter in record.quarters]
    return [*path, record.quarters[-1].ended.believed[side]]


KIND = Kind("play", (), (), Record, TABLES, SECTIONS, (), context)
