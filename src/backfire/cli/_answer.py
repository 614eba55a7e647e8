"""Prints an answer: first in words, then in small tables, then where it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from ._screen import Screen
from ._tables import middle_and_span, table

if TYPE_CHECKING:
    from backfire.results import Answer, Band

_MOVES = 0.01
"""A price whose band stays within this share of the baseline is not listed."""


def show(answer: Answer, written: Sequence[Path]) -> None:
    """Print an answer and where its files lie on standard output."""
    screen = Screen()
    for sentence in answer.sentences:
        screen.print(Text(sentence))
    for title, listed in _tables(answer):
        screen.print()
        screen.print(title)
        screen.print(listed)
    screen.print()
    for line in _closing(answer, written):
        screen.print(Text(line), soft_wrap=True)


def _tables(answer: Answer) -> Iterable[tuple[str, Table]]:
    where = ("good", "place", "median", "5 to 95 %")
    first = (
        (row.good, row.place, *middle_and_span(row.days, _days)) for row in answer.first_shortage
    )
    yield "First shortage, days after the reference start", table(where, first, 2)
    lost = ((row.good, row.place, *middle_and_span(row.share, _percent)) for row in answer.shortage)
    yield "Shortage, share of use lost over the reference horizon", table(where, lost, 2)
    yield (
        f"Price against the baseline, goods that move by {_MOVES:.0%} or more",
        table(("good", "inside", "5 to 95 %", "outside", "5 to 95 %"), _price_rows(answer), 1),
    )


def _price_rows(answer: Answer) -> Iterable[tuple[str, ...]]:
    found = {(row.good, row.side): row.ratio for row in answer.price}
    for good in dict.fromkeys(row.good for row in answer.price if _moves(row.ratio)):
        cells: list[str] = []
        for side in ("inside", "outside"):
            band = found.get((good, side))
            cells += ("", "") if band is None else middle_and_span(band, _times)
        yield (good, *cells)


def _moves(ratio: Band) -> bool:
    known = [value for value in (ratio.p5, ratio.p95) if value is not None]
    return any(abs(value - 1) >= _MOVES for value in known)


def _closing(answer: Answer, written: Sequence[Path]) -> Iterable[str]:
    fitted = "not fitted" if answer.fitted_until is None else f"fitted until {answer.fitted_until}"
    yield (
        f"Figures of edition {answer.edition}, parameters {answer.parameters} ({fitted}), "
        f"seed {answer.seed}, {answer.draws} futures, {answer.seconds:.1f} s."
    )
    checks = answer.checks
    yield (
        f"Checks: mass balance {_small(checks.mass_balance)}, drift at rest "
        f"{_small(checks.drift)}, futures failed {checks.failed_draws}."
    )
    for path in written:
        yield f"Written: {path}"


def _days(days: float | None) -> str:
    return "later" if days is None else f"{days:.0f}"


def _percent(share: float | None) -> str:
    return "unknown" if share is None else f"{share:.1%}"


def _times(ratio: float | None) -> str:
    return "unknown" if ratio is None else f"{ratio:.2f}"


def _small(value: float | None) -> str:
    return "not checked" if value is None else f"{value:.1e}"
