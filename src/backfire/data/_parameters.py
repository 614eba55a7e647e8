"""Editions of the table of uncertain parameters."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path

import polars as pl

from backfire.errors import DataError

SHIPPED = Path(__file__).parent / "tables" / "parameters"
SHAPES = ("uniform", "normal", "lognormal", "beta", "fixed")
"""Shapes of a distribution; a beta has the mean `central` and the standard deviation `spread`."""
COLUMNS = ("parameter", "unit", "distribution", "central", "spread", "low", "high", "source")


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
        close = get_close_matches(name_or_path, parameter_editions(), n=1)
        hint = (
            f"did you mean {close[0]}?" if close else f"shipped: {', '.join(parameter_editions())}"
        )
        msg = "parameters"
        raise DataError(msg, [f"there is no edition {name_or_path}; {hint}"])
    table = pl.read_csv(path)
    problems = list(_problems(table))
    if problems:
        raise DataError(path.name, problems)
    return Parameters(name=path.stem, table=table)


def _problems(table: pl.DataFrame) -> list[str]:
    missing = [column for column in COLUMNS if column not in table.columns]
    if missing:
        return [f"columns {', '.join(missing)} must be there, got {', '.join(table.columns)}"]
    names = table["parameter"].to_list()
    found = [
        f"{name}: must stand once" for name in sorted({n for n in names if names.count(n) > 1})
    ]
    for row in table.iter_rows(named=True):
        found.extend(f"{row['parameter']}: {fault}" for fault in _faults(row))
    return found


def _faults(row: dict[str, object]) -> list[str]:
    shape, central = row["distribution"], row["central"]
    low, high, spread = row["low"], row["high"], row["spread"]
    if shape not in SHAPES:
        return [f"distribution must be one of {', '.join(SHAPES)}, got {shape}"]
    if not isinstance(central, int | float) or central != central:
        return [f"central must be a number, got {central}"]
    if shape == "fixed":
        return []
    if not isinstance(low, int | float) or not isinstance(high, int | float):
        return [f"low and high must be numbers, got {low} and {high}"]
    faults = (
        []
        if low <= central <= high
        else [f"must have low <= central <= high, got {low}, {central}, {high}"]
    )
    if shape != "uniform" and not (isinstance(spread, int | float) and spread > 0):
        faults.append(f"spread must be above zero, got {spread}")
    return faults
