"""Prints an answer about a game: in words, in small tables, and where it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from backfire.report import game_rows as rows

from ._screen import Screen
from ._tables import table

if TYPE_CHECKING:
    from backfire.results.game import GameAnswer

_EVERY = 100
_DAYS = 3
"""Days on which the screen has room to say how things stand; the page holds all of them."""


def show(answer: GameAnswer, written: Sequence[Path]) -> None:
    """Print an answer and where its page lies on standard output."""
    screen = Screen()
    for sentence in answer.sentences:
        screen.print(Text(sentence))
    for title, listed in _tables(answer):
        screen.print()
        screen.print(Text(title))
        screen.print(listed)
    screen.print()
    closing = (
        f"Figures of edition {answer.edition}, scenario {answer.scenario}, {answer.draws} draws "
        f"with {answer.paths:,} paths each, precision {answer.precision:g}, {answer.seconds:.1f} s."
    )
    for line in (closing, *(f"Written: {path}" for path in written)):
        screen.print(Text(line), soft_wrap=True)


def _tables(answer: GameAnswer) -> Iterable[tuple[str, Table]]:
    yield _table(
        "What each side most often does, by its strategic type", rows.POLICY, rows.policy(answer), 3
    )
    yield _table("First use and escalation, by years", rows.YEARS, rows.years(answer), 1)
    if answer.renewals:
        yield _table("What becomes of the truce", rows.RENEWALS, rows.renewals(answer), 1)
    heading, standing = rows.endings(answer.endings[-_DAYS:])
    yield _table("How things stand", heading, standing, 1)
    yield _table("What it is worth, USD in present value", rows.WORTH, rows.worth(answer), 1)
    yield _table(
        "Value forgone by not always doing what is best", rows.SWEEP, rows.sweep(answer), 0
    )


def _table(
    title: str, heading: Sequence[str], listed: Iterable[Sequence[str]], words: int
) -> tuple[str, Table]:
    return title, table(heading, listed, words, limit=_EVERY, fold=True)
