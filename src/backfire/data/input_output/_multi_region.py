"""One country out of an inter-country input-output table that pymrio has read.

OECD ICIO, WIOD, EXIOBASE and the like come as one table of countries and sectors. A country's own
part is what it buys of itself; what it buys of the others it buys outside [@miller_blair2009].
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from backfire.data.schema import nearest
from backfire.errors import DataError

if TYPE_CHECKING:
    from ._account import Array

SLACK = 1e-6
"""Share of output by which sales may differ from it: tables are rounded."""


@dataclass(frozen=True)
class CountryTable:
    """The industries of one country in an inter-country table, in the table's money of its year.

    Attributes
    ----------
    industries
        Names of the sectors.
    home
        What the sector of the row sells to that of the column at home, (industry, industry).
    bought_outside
        What each sector buys of other countries, (industry,).
    value_added
        Output less all inputs, (industry,).
    """

    country: str
    industries: tuple[str, ...]
    home: Array
    bought_outside: Array
    value_added: Array


def country_table(system: Any, country: str) -> CountryTable:
    """Cut a country out of an inter-country table.

    Parameters
    ----------
    system
        A ``pymrio.IOSystem`` or anything with its ``Z`` (flows), ``Y`` (final use) and ``x``
        (output), as data frames with country and sector as the two levels of their index.
    country
        Its label in the table.

    Raises
    ------
    DataError
        If the table has no such country, if sales and output differ anywhere in it, or if a sector
        of the country has value added below zero: every one of them is named.

    Examples
    --------
    >>> import pandas as pd
    >>> from types import SimpleNamespace
    >>> rows = pd.MultiIndex.from_product([["A", "B"], ["ore", "cars"]])
    >>> flow = pd.DataFrame([[0, 4, 0, 1], [0, 2, 0, 0], [0, 1, 0, 3], [0, 0, 0, 1]], rows, rows)
    >>> use = pd.DataFrame({"A": [5, 8, 0, 0], "B": [0, 0, 6, 9]}, rows)
    >>> made = (flow.sum(axis=1) + use.sum(axis=1)).to_frame("x")
    >>> table = country_table(SimpleNamespace(Z=flow, Y=use, x=made), "A")
    >>> table.industries, table.bought_outside.tolist(), table.value_added.tolist()
    (('ore', 'cars'), [0.0, 1.0], [10.0, 3.0])
    """
    rows = [tuple(map(str, label[:2])) for label in system.Z.index]
    flow = np.asarray(system.Z, dtype=float)
    output = np.asarray(system.x, dtype=float).ravel()
    final = np.asarray(system.Y, dtype=float).sum(axis=1)
    countries = dict.fromkeys(name for name, _ in rows)
    if country not in countries:
        where = f'"{country}" is not a country of the table{nearest(country, countries)}'
        raise DataError(where)
    mine = [at for at, (name, _) in enumerate(rows) if name == country]
    added = output - flow.sum(axis=0)
    gap = flow.sum(axis=1) + final - output
    problems = [
        f"{'/'.join(rows[at])}: sales must be output ({output[at]:,.6g}), got {gap[at]:+,.6g} more"
        for at in np.flatnonzero(np.abs(gap) > SLACK * np.maximum(output, 1.0))
    ]
    problems += [
        f"{'/'.join(rows[at])}: value added must not be below 0, got {added[at]:,.6g}"
        for at in mine
        if added[at] < 0
    ]
    if problems:
        raise DataError(country, problems)
    home = flow[np.ix_(mine, mine)]
    return CountryTable(
        country=country,
        industries=tuple(rows[at][1] for at in mine),
        home=home,
        bought_outside=flow[:, mine].sum(axis=0) - home.sum(axis=0),
        value_added=added[mine],
    )
