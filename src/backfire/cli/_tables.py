"""Small tables for the screen, and how numbers stand in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable

    from backfire.results import Band

ROWS = 12
"""Rows of a table; the file and the page hold the rest."""


def table(
    heading: Sequence[str],
    rows: Iterable[Sequence[str]],
    words: int,
    *,
    limit: int = ROWS,
    fold: bool = False,
) -> Table:
    """A table whose first columns, as many as `words`, hold words, and whose others numbers.

    Words go on in a second line where they find no room and `fold` says so, but not names
    of one word in the first column, which may have to be typed.
    """
    listed = list(rows)
    names = all(" " not in row[0] for row in listed)
    made = Table(box=None, padding=(0, 2, 0, 0))
    for number, title in enumerate(heading):
        side = "left" if number < words else "right"
        wrapped = fold and number < words and not (names and number == 0)
        made.add_column(title, justify=side, no_wrap=not wrapped)
    for row in listed[:limit]:
        made.add_row(*(Text(cell) for cell in row))
    if len(listed) > limit:
        made.caption = f"{len(listed) - limit} more in the files"
        made.caption_justify = "left"
    if not listed:
        made.add_row("none")
    return made


def middle_and_span(band: Band, told: Callable[[Any], str]) -> tuple[str, str]:
    """The median and the ends of a band, which is one number where both ends are told alike."""
    low, high = told(band.p5), told(band.p95)
    return told(band.p50), low if low == high else f"{low} to {high}"
