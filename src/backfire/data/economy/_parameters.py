"""Editions of the table of uncertain parameters."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import polars as pl

from backfire.data.schema import TABLES, nearest, read_table
from backfire.errors import DataError
from backfire.regular_file import read_regular

SHIPPED = TABLES / "parameters"


@dataclass(frozen=True)
class Parameters:
    """One edition of ``parameters.csv``: a prior or fitted distribution for each parameter."""

    name: str
    table: pl.DataFrame

    @property
    def fitted_until(self) -> str:
        """ISO date of the last observation used in the fit; blank for a prior."""
        if "fitted_until" not in self.table.columns:
            return ""
        return str(self.table["fitted_until"].drop_nulls().max() or "")


def parameter_editions() -> tuple[str, ...]:
    """Names of the shipped editions.

    Examples
    --------
    >>> "prior" in parameter_editions()
    True
    """
    return tuple(sorted(path.stem for path in SHIPPED.glob("*.csv")))


@cache
def read_parameters(name_or_path: str = "prior") -> Parameters:
    """Read an edition of the parameters by name, or a file of one's own by path.

    Raises
    ------
    DataError
        If there is no such edition, or with every row that is not a distribution.
    """
    path = Path(name_or_path) if name_or_path.endswith(".csv") else SHIPPED / f"{name_or_path}.csv"
    if not path.exists():
        known = parameter_editions()
        way_out = nearest(name_or_path, known) or f"; shipped: {', '.join(known)}"
        where = "parameters"
        raise DataError(where, [f"there is no edition {name_or_path}{way_out}"])
    read_table("parameters", path)
    return Parameters(name=path.stem, table=pl.read_csv(read_regular(path)))
