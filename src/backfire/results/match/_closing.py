"""What a person sees once a match is over, as sentences and rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from backfire.results import words

from ._record import SIDES
from ._shown import both, share

if TYPE_CHECKING:
    from ._record import Choice, Record

WORST = ("quarter", "you did", "the model's best", "its chance of yours", "it cost you")
BARS = "▁▂▃▄▅▆▇█"
_ENDINGS = {
    "framework": "a truce, in which each quarter of two years has ended",
    "truce": "a truce",
    "calm": "calm without a truce",
    "sanctions": "retaliation without a control",
    "control": "a control in force",
    "confrontation": "a ban answered with all",
}
_MOST = 3
"""Choices that are told at the end."""


def spark(values: Sequence[float], bars: str = BARS) -> str:
    """Probabilities as a row of bars.

    Examples
    --------
    >>> spark([0, 0.5, 1]), spark([0, 0.5, 1], "0123456789")
    ('▁▅█', '059')
    """
    last = len(bars) - 1
    return "".join(bars[min(int(value * len(bars)), last)] for value in values)


def closing(record: Record, bars: str = BARS) -> Iterator[str]:
    """How a match ended, in sentences.

    Parameters
    ----------
    bars
        Signs of the row of bars, from nothing to certainty.
    """
    outcome = record.outcome
    if outcome is None:
        return
    other = "target" if record.side == "sender" else "sender"
    kind = "resolute" if outcome.resolute[other] else "strategic"
    yield f"The match ends in {_ENDINGS[outcome.ending]}."
    yield f"The {other} was {kind}."
    paid = record.present()
    yield f"Paid, in present value: {both(paid)}."
    total = {side: paid[side] + outcome.after[side] for side in SIDES}
    yield f"With what follows the last quarter: {both(total)}."
    for side, who in ((record.side, "You seemed"), (other, f"The {other} seemed")):
        path = [quarter.began.believed[side] for quarter in record.quarters]
        path.append(record.quarters[-1].ended.believed[side])
        ends = f"from {share(path[0])} to {share(path[-1])}"
        yield f"{who} resolute, by quarter: {spark(path, bars)}  ({ends})"
    yield _cost(record)


def _cost(record: Record) -> str:
    numbered = _choices(record)
    total = sum(record.discount ** (number - 1) * choice.forgone for number, choice in numbered)
    made = [choice for _, choice in numbered]
    count = sum(choice.move == choice.best for choice in made)
    left = sum(choice.by == "model" for choice in made)
    told = f" ({left} of them left to the model)" if left else ""
    return (
        f"Of {words.counted(len(made), 'choice')}{told} {count} were the model's best; the others "
        f"cost you {words.money(total)} in present value, by what was known at the time and if "
        "both sides had gone on by the plan."
    )


def _choices(record: Record) -> list[tuple[int, Choice]]:
    return [
        (number, choice)
        for number, quarter in enumerate(record.quarters, 1)
        for choice in quarter.choices
    ]


def worst(record: Record) -> list[tuple[str, ...]]:
    """The choices that cost most, each beside the model's."""
    made = [each for each in _choices(record) if each[1].forgone > 0]
    dearest = sorted(made, key=lambda each: -each[1].forgone)[:_MOST]
    return [
        (
            str(number),
            words.plain(choice.move),
            words.plain(choice.best),
            share(choice.chance),
            words.money(choice.forgone),
        )
        for number, choice in dearest
    ]
