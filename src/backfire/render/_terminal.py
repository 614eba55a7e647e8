"""The terminal: an answer in words, then in small tables, then where it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NoReturn

from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

if TYPE_CHECKING:
    from pathlib import Path

    from backfire.answers import Answer, Cell, Table


class Screen(Console):
    """A console on standard output that colours nothing and leaves a closed pipe to the program."""

    def __init__(self) -> None:
        super().__init__(highlight=False)

    def on_broken_pipe(self) -> NoReturn:
        """Raise, so that the program ends quietly where nobody takes the answer."""
        raise BrokenPipeError


def show(answer: Answer, written: Iterable[Path] = ()) -> None:
    """Print an answer and where its files lie on standard output."""
    screen = Screen()
    for sentence in answer.sentences:
        screen.print(Text(sentence))
    for each in (*answer.parts, answer):
        for name, reason in each.provenance.failed.items():
            screen.print(Text(f"Not worked out: {name}, because {reason}"))
    for each in (*answer.parts, answer):
        for table, rows in each.tables():
            if table.screen:
                screen.print()
                screen.print(Text(table.title))
                screen.print(_table(table, rows))
    screen.print()
    closing = [answer.note("closing"), *(f"Written: {path}" for path in written)]
    for line in closing:
        screen.print(Text(line), soft_wrap=True)


def _table(table: Table, rows: Sequence[Sequence[Cell]]) -> RichTable:
    columns = [column for column in table.columns if column.screen]
    return grid(
        table.headings(columns),
        table.texts(rows[: table.limit], columns),
        table.words(columns),
        len(rows),
    )


def grid(
    headings: Sequence[str], rows: Sequence[Sequence[str]], words: int, count: int | None = None
) -> RichTable:
    """Rows of text as a table whose first columns, as many as `words`, hold words.

    Words go on in a second line where they find no room, but not names of one word in the first
    column, which may have to be typed. `count` is the number of rows there are in all.
    """
    names = all(" " not in row[0] for row in rows)
    made = RichTable(box=None, padding=(0, 2, 0, 0))
    for number, title in enumerate(headings):
        side = "left" if number < words else "right"
        made.add_column(title, justify=side, no_wrap=number >= words or (names and number == 0))
    for row in rows:
        made.add_row(*(Text(cell) for cell in row))
    more = (len(rows) if count is None else count) - len(rows)
    if more > 0:
        made.caption = f"{more} more in the files"
        made.caption_justify = "left"
    return made
