"""Collect every problem of an edition's tables, and turn text into figures where there is none."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from ._cells import Bounds, Labels, check_cells
from ._references import reference_keys
from ._schema import Column, schemas
from ._text import ROW, TextTable
from ._whole import check_whole


def checked(
    tables: Mapping[str, TextTable], bounds: Bounds, sources: frozenset[str] | None = None
) -> tuple[dict[str, pl.DataFrame], list[str]]:
    """Check all tables and give their cells types.

    Parameters
    ----------
    bounds
        Date of the edition, which no figure may pass, and baseline year, which projects must.
    sources
        Keys that a ``source`` may name; the bibliography's unless given.

    Returns
    -------
    :
        Typed tables by name, and one sentence for each problem. Cells that are no number are null
        in the typed tables.
    """
    problems = [
        f"{name}.csv: is missing; a table without rows has its header alone"
        for name in schemas()
        if name not in tables
    ]
    known = reference_keys() if sources is None else sources
    labels = Labels.of({name: table.frame for name, table in tables.items()}, known)
    for table in tables.values():
        problems += check_cells(table, labels, bounds)
    figures = {name: typed(table) for name, table in tables.items()}
    if len(figures) == len(schemas()):
        problems += check_whole(figures)
    return figures, problems


def typed(table: TextTable) -> pl.DataFrame:
    """Give the cells of one table their types; those that are no number become null."""
    return table.frame.select(*(_cast(column) for column in table.schema.columns), ROW)


def _cast(column: Column) -> pl.Expr:
    cells = pl.col(column.name)
    if column.is_number:
        return cells.cast(pl.Float64, strict=False).fill_nan(None)
    if column.type == "year":
        return cells.cast(pl.Int64, strict=False)
    return cells
