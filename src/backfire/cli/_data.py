"""``backfire data``: what the figures are and whether they hold together."""

from __future__ import annotations

import typer

from . import _options

DEFAULT = "2025.11"
"""The edition that is meant when none is named."""

data = typer.Typer(
    name="data", help="Look at the figures and their reconciliation.", no_args_is_help=True
)


@data.command()
def check(edition: _options.Edition = None) -> None:
    """Balance an edition; say what was moved, what was estimated and what is missing."""
    from backfire.data import data_report, read_edition, reconcile

    from ._balance import show

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
