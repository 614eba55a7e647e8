"""How easily an economy does without an input, what it holds of it, and how fast it catches up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from backfire.data.input_output import industry_labels, summary_of
from backfire.data.schema import (
    EVERY,
    TABLES,
    Fault,
    Row,
    listed,
    measures,
    nearest,
    read_gaps,
    read_records,
)
from backfire.errors import DataError

if TYPE_CHECKING:
    from pathlib import Path

SHIPPED = TABLES / "economy"


@dataclass(frozen=True)
class Elasticity:
    """One figure that says how an economy bears a shortage, with its band.

    What every field holds stands in ``elasticities.schema.csv``; all three of central, low and high
    are the same where it is fixed.
    """

    parameter: str
    industry: str
    unit: str
    distribution: str
    central: float
    spread: float | None
    low: float
    high: float
    source: str
    kind: str
    method: str
    note: str


@dataclass(frozen=True)
class Elasticities:
    """The figures by parameter and industry, and what was not found.

    ``elasticities.measures.csv`` lists the parameters. Between ``good_short`` and ``good_long``,
    ``h`` years after the control, the elasticity is ``long - (long - short) exp(-h / lag)`` with
    ``good_lag`` in years.
    """

    rows: Mapping[tuple[str, str], Elasticity]
    data_gaps: tuple[str, ...] = ()

    def of(self, parameter: str, industry: str = EVERY) -> Elasticity:
        """The figure of an industry, or the one for all others where it has none of its own.

        Parameters
        ----------
        parameter
            One of those above.
        industry
            A code of the 71- or the 402-industry table, or ``*`` for all others.

        Raises
        ------
        DataError
            If there is no such parameter or industry.

        Examples
        --------
        >>> figures = read_elasticities()
        >>> figures.of("cover", "334413").unit, figures.of("final", "334").central
        ('wk', 0.9)
        """
        if parameter not in measures("elasticities"):
            known = tuple(measures("elasticities"))
            near = nearest(parameter, known)
            where = f'"{parameter}" is no parameter{near}; known are {listed(known)}'
            raise DataError(where)
        own = (parameter, summary_of(industry))
        return self.rows.get(own) or self.rows[parameter, EVERY]


@cache
def read_elasticities(path: str | Path | None = None) -> Elasticities:
    """Read the shipped elasticities, weeks of stock and speeds, or a table of one's own.

    Parameters
    ----------
    path
        A file with the same columns; the shipped one unless given.

    Raises
    ------
    DataError
        With every problem found: a missing column, text for a number, a band that does not hold
        its central value, an elasticity below 0, an unknown industry or source.

    Examples
    --------
    >>> most = read_elasticities().of("most")
    >>> most.low, most.central
    (1.2, 1.25)
    """
    found = read_records(
        _figure,
        "elasticities",
        path or SHIPPED / "elasticities.csv",
        labels=industry_labels(),
        beside=_faults,
    )
    rows = {(each.parameter, each.industry): each for each in found}
    return Elasticities(MappingProxyType(rows), economy_data_gaps("elasticities"))


def economy_data_gaps(table: str = "") -> tuple[str, ...]:
    """What was looked for and not found for the tables of the economy, one line each.

    Parameters
    ----------
    table
        Only the gaps of this table, such as ``critical``; of all tables unless given.

    Examples
    --------
    >>> any("housing" in gap for gap in economy_data_gaps("critical"))
    True
    """
    gaps = read_gaps(SHIPPED / "holes.csv")
    return tuple(str(gap) for gap in gaps if gap.table.startswith(table))


def _figure(**cells: Any) -> Elasticity:
    """A row as a figure; a fixed one has no ends of its own."""
    ends = {name: cells["central"] for name in ("low", "high") if cells[name] is None}
    return Elasticity(**{**cells, **ends})


def _faults(rows: Sequence[Row]) -> Iterator[Fault]:
    for row in rows:
        measure = measures("elasticities").get(row["parameter"] or "")
        if measure:
            yield from ((row, fault) for fault in measure.faults(row, ("central", "low", "high")))
    for parameter in measures("elasticities"):
        if not any((row["parameter"], row["industry"]) == (parameter, EVERY) for row in rows):
            yield None, f"{parameter}: must have a row for all other industries, {EVERY}"
