"""``backfire data``: what the figures are, what an edition rests on, and what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import typer
from rich.table import Table
from rich.text import Text

from . import _options

if TYPE_CHECKING:
    from backfire.data import DataReport


_KINDS = {"estimate": "estimated"}
"""Kinds of figure whose name is not the word for a heading."""


def show(report: DataReport) -> None:
    """Print the report on standard output, the verdict first."""
    from backfire.render import Screen

    screen = Screen()
    for part in _parts(report):
        screen.print(part)


def _parts(report: DataReport) -> Iterable[Text | Table | str]:
    number = sum(report.counts.values())
    told = ", ".join(f"{count:,} {_KINDS.get(kind, kind)}" for kind, count in report.counts.items())
    yield Text(
        f"Edition {report.edition} ({report.checksum[:12]}) balances at every good and place, to "
        f"{report.residual:.0e} of what passes through. It rests on {number:,} figures: {told}."
    )
    yield ""
    yield "Figures by table"
    yield _counts(report)
    yield from _moved(report)
    yield from _missing(report)
    yield from _assumed(report)


def _counts(report: DataReport) -> Table:
    table = _table(("table", *(_KINDS.get(kind, kind) for kind in report.counts), "all"), words=1)
    for name, counts in report.tables.items():
        shown = (str(counts[kind] or "") for kind in report.counts)
        table.add_row(name, *shown, str(sum(counts.values())))
    return table


def _moved(report: DataReport) -> Iterable[Text | Table | str]:
    yield ""
    if not report.adjustments:
        yield "No figure had to move by more than two standard deviations."
        return
    yield "Moved by more than two standard deviations so that all of it balances, t/yr"
    table = _table(("figure", "source", "stated", "balanced", "standard deviations"), words=2)
    for each in report.adjustments:
        table.add_row(
            Text(f"{each.table} ({each.key})"),
            Text(each.source),
            f"{each.observed:,.4g}",
            f"{each.balanced:,.4g}",
            f"{each.moved_sd:+.1f}",
        )
    yield table
    from backfire.data import citations

    known = citations()
    keys = (key.strip() for each in report.adjustments for key in each.source.split(";"))
    for key in dict.fromkeys(keys):
        yield Text(f"- {key}: {known.get(key, 'not in the bibliography')}")


def _missing(report: DataReport) -> Iterable[Text | str]:
    gaps = [gap for gap in report.data_gaps if gap.where]
    yield ""
    yield f"Looked for and not found: {len(gaps)}"
    for gap in gaps:
        yield Text(f"- {gap.table} ({gap.key}): {gap.missing} [{gap.where}]")


def _assumed(report: DataReport) -> Iterable[Text | str]:
    gaps = [gap for gap in report.data_gaps if not gap.where]
    keys: dict[tuple[str, str], list[str]] = {}
    for gap in gaps:
        keys.setdefault((gap.table, gap.missing), []).append(gap.key)
    if keys:
        yield ""
        yield f"Not stated by anybody: {len(gaps)}"
    for (table, missing), named in keys.items():
        yield Text(f"- {table}, {missing} ({len(named)}): {'; '.join(named)}")


def _table(heading: Sequence[str], words: int) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0))
    for number, name in enumerate(heading):
        table.add_column(name, justify="left" if number < words else "right")
    return table


DEFAULT = "2025.11"
"""The edition that is meant when none is named."""

data = typer.Typer(
    name="data", help="Look at the figures and their reconciliation.", no_args_is_help=True
)


@data.command()
def check(edition: _options.Edition = None) -> None:
    """Balance an edition; say what was moved, what was estimated and what is missing."""
    from backfire.data import data_report, read_edition, reconcile

    figures = read_edition(DEFAULT if edition is None else edition)
    show(data_report(figures, reconcile(figures)))


@data.command("list")
def list_tables(edition: _options.Edition = None) -> None:
    """List the editions that come with Backfire, and the tables of one of them."""
    from backfire.data import editions, read_edition

    figures = read_edition(DEFAULT if edition is None else edition)
    print(f"Editions: {', '.join(editions())}")
    print(f"Edition {figures.name} of {figures.date}, checksum {figures.checksum}")
    widest = max(map(len, figures.tables), default=0)
    for name, table in figures.tables.items():
        rows = len(table)
        print(f"  {name:<{widest}}  {rows:>5} row{'' if rows == 1 else 's'}")
