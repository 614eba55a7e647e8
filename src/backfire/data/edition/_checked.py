"""Collect every problem of an edition's tables, and turn text into figures where there is none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from backfire.data.schema import (
    Bounds,
    Labels,
    TextTable,
    check_cells,
    reference_keys,
    schemas,
    typed,
)

from ._cross_table_checks import cross_table_problems

if TYPE_CHECKING:
    import polars as pl


def checked(
    tables: Mapping[str, TextTable], bounds: Bounds
) -> tuple[dict[str, pl.DataFrame], list[str]]:
    """Check all tables and give their cells types.

    Parameters
    ----------
    bounds
        Date of the edition, which no figure may pass, and baseline year, which projects must.

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
    labels = Labels.of({name: table.frame for name, table in tables.items()}, reference_keys())
    for table in tables.values():
        problems += check_cells(table, labels, bounds)
    figures = {name: typed(table) for name, table in tables.items()}
    if len(figures) == len(schemas()):
        problems += cross_table_problems(figures)
    return figures, problems
