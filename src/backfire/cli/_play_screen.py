"""Prints a match: where it stands, the model's advice, and how it ended."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from backfire.answers.game import Origin, origin
from backfire.results import match as told

from ._screen import Screen
from ._tables import table

if TYPE_CHECKING:
    from backfire.questions.play import Board
    from backfire.results.match import Record, Turn

HELP = (
    "A number or a name makes a move. a leaves it to the model, which draws it by its plan; "
    "s saves; q leaves and asks whether to save; ? says this.",
    "plan: how often the model would make each move in your place, if it were not bound to a rule. "
    "USD: what a move is worth below the best one, in dollars of this quarter, if both sides go on "
    "by the plan after it. resolute: how likely the other side holds you for bound to a rule after "
    "that move, by the rule of Bayes.",
    "What is believed moves in steps: a belief between two steps is drawn to one of them so that "
    "its mean stays true. The other side was drawn as resolute or not when the match began, and "
    "you are told at the end.",
)
DIGITS = "0123456789"
"""Signs of a row of bars where the screen has no others."""


def opening(screen: Screen, board: Board, side: str, seed: int, kept: str) -> None:
    """Say who plays whom over what."""
    other = "target" if side == "sender" else "sender"
    rests_on = Origin.RANGES if board.outside is None else Origin.SUPPLY_MODEL
    for line in (
        f"{board.title}.",
        f"{origin(rests_on)} Every figure that is known within a band stands at its middle.",
        f"You are the {side}, {board.names[side]}. The model plays the {other}, "
        f"{board.names[other]}.",
    ):
        screen.print(Text(line))
    where = f"Seed {seed}. Kept after every move in {kept}; ? tells what you can type."
    screen.print(Text(where), soft_wrap=True)


def turn(screen: Screen, shown: Turn) -> None:
    """Print where the match stands and what can be done."""
    if shown.asked != "build":
        screen.print()
        screen.rule(Text(told.heading(shown)), align="left", characters="-", style="none")
    _two_columns(screen, told.rows(shown))
    screen.print()
    screen.print(Padding(_options(shown), (0, 0, 0, 2)))
    screen.print(Text(told.why(shown)))


def _options(shown: Turn) -> Table:
    """What can be done; only what a move comes to goes on in a second line."""
    made = Table(box=None, padding=(0, 2, 0, 0))
    for number, name in enumerate(told.OPTIONS):
        side = "left" if 0 < number <= _WORDS else "right"
        made.add_column(name, justify=side, no_wrap=number != _WORDS)
    for row in told.options(shown):
        made.add_row(*map(Text, row))
    return made


_WORDS = 2
"""Column that says what a move comes to."""


def _two_columns(screen: Screen, rows: Iterable[tuple[str, str]]) -> None:
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column()
    for name, words in rows:
        grid.add_row(Text(name), Text(words))
    screen.print(grid)


def explain(screen: Screen) -> None:
    """Print what can be typed, and what the columns mean."""
    for line in HELP:
        screen.print(Text(line))


def ending(screen: Screen, record: Record) -> None:
    """Print how a match ended, and what the person's choices cost."""
    bars = told.BARS if screen.encoding.startswith("utf") else DIGITS
    screen.print()
    screen.rule(Text("The end"), align="left", characters="-", style="none")
    last = record.quarters[-1]
    done = told.moved(last.act, last.reply, last.build)
    _two_columns(screen, (("Last quarter", done), ("It paid", told.both(last.paid))))
    screen.print()
    for sentence in told.closing(record, bars):
        screen.print(Text(sentence))
    worst = told.worst(record)
    if worst:
        screen.print()
        screen.print(Text("Where you were furthest from the advice"))
        screen.print(Padding(table(told.WORST, worst, 3), (0, 0, 0, 2)))
