"""Input-output tables: what every industry buys from every other, sells to final users, and adds.

The Bureau of Economic Analysis prints two tables, who makes which commodity and who uses it. They
become one table of industries by the industry-technology assumption: whoever buys a commodity buys
it from its makers by their market shares [@miller_blair2009]. Scrap, used goods, noncomparable
imports and the adjustment for the rest of the world are made by no industry to order; what is
bought of them counts as an input from outside, what is sold of them as a final use.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from backfire.data.schema import TABLES, nearest
from backfire.errors import DataError

from ._account import FILE, read_account
from ._balance_check import problems_of, slack

if TYPE_CHECKING:
    from ._account import Account, Array

SHIPPED = TABLES / "input_output"
SPECIAL, STOCK = "special", "from_stock"
"""Final uses that the reader adds: sales of special commodities, and negative purchases."""


@dataclass(frozen=True)
class InputOutput:
    """One table of industries by industries, in USD of one year.

    Attributes
    ----------
    industries, names
        Codes and names of the industries.
    output
        Gross output, USD, (industry,).
    components, value_added_by_component, value_added
        Codes of the parts of value added, USD by (component, industry), and their sum, (industry,).
    flow
        What the industry of the row sells to that of the column, domestic and imported, USD,
        (industry, industry); never negative.
    categories, final
        Codes of final uses and USD by (industry, category). Changes of inventories and imports may
        be negative: imports are subtracted here, not in `flow`. The last categories are added
        by the reader: ``special``, scrap and the like that an industry sells, and ``from_stock``,
        what an industry sells out of stock and the source prints as a negative purchase.
    outside
        Inputs that no industry makes to order, and what ``from_stock`` takes back,
        USD, (industry,).
    imports, imported
        Imports by the industry that makes the same products, USD, (industry,), and the part of them
        that the industry of the column buys, USD, (industry, industry). They are printed before
        redefinitions, so that a cell may be above that of `flow`.
    tolerance
        How far sums may be off because the source rounds every figure, USD, (industry,).
    unit, year, source
        Always USD; the year of the figures; keys of ``docs/references.bib``.
    """

    name: str
    title: str
    industries: tuple[str, ...]
    names: tuple[str, ...]
    components: tuple[str, ...]
    categories: tuple[str, ...]
    output: Array
    value_added: Array
    value_added_by_component: Array
    flow: Array
    final: Array
    outside: Array
    imports: Array
    imported: Array
    tolerance: Array
    year: int
    source: str
    unit: str = "USD"

    @property
    def coefficients(self) -> Array:
        """USD bought from the industry of the row for a USD of output of that of the column."""
        return self.flow / self.output

    @property
    def home(self) -> Array:
        """What the industry of the row sells to that of the column out of its own output, USD.

        Purchases less imports of the same products; where the imports, printed before
        redefinitions, are above the purchases, nothing, and never more than is made.
        """
        flow = np.maximum(self.flow - self.imported, 0.0)
        sold = flow.sum(axis=1)
        part = np.minimum(1.0, self.output / np.where(sold > 0, sold, 1.0))
        return flow * part[:, None]

    @property
    def bought_outside(self) -> Array:
        """What each industry buys of imports and of what no industry makes to order, USD."""
        return np.maximum(self.output - self.home.sum(axis=0) - self.value_added, 0.0)

    @property
    def sales_gap(self) -> Array:
        """Intermediate sales plus final uses less output, USD, (industry,): rounding."""
        return self.flow.sum(axis=1) + self.final.sum(axis=1) - self.output

    @property
    def cost_gap(self) -> Array:
        """Inputs plus value added less output, USD, (industry,): rounding."""
        return self.flow.sum(axis=0) + self.outside + self.value_added - self.output

    def at(self, industry: str) -> int:
        """Position of an industry by its code.

        Raises
        ------
        DataError
            If the table has no such industry.
        """
        if industry not in self.industries:
            where = f'"{industry}" is not an industry of {self.name}'
            where += nearest(industry, self.industries)
            raise DataError(where)
        return self.industries.index(industry)


def input_output_tables() -> tuple[str, ...]:
    """Names of the tables that come with the package.

    Examples
    --------
    >>> input_output_tables()
    ('bea-2017-402', 'bea-2017-71')
    """
    return tuple(sorted(path.parent.name for path in SHIPPED.glob(f"*/{FILE}")))


def read_input_output(name_or_path: str | Path) -> InputOutput:
    """Read and check an input-output table.

    Parameters
    ----------
    name_or_path
        Name of a shipped table, or a folder of one's own with the same files: ``table.json``,
        ``industries.csv``, ``commodities.csv``, ``make.csv``, ``use.csv``, ``final.csv``,
        ``value_added.csv`` and ``imports.csv``, each of them plain or packed as ``.csv.gz``.

    Raises
    ------
    DataError
        With every problem found: missing files, unknown or missing industries, cells that are no
        numbers; then, if all can be read, negative flows and value added without a stated reason;
        then, if the signs hold, every industry and commodity that does not balance.

    Examples
    --------
    >>> table = read_input_output("bea-2017-71")
    >>> len(table.industries), f"{table.value_added.sum():.3g}"
    (71, '1.96e+13')
    """
    name = str(name_or_path)
    if name in input_output_tables():
        return _read(SHIPPED / name)
    path = Path(name)
    if not path.is_dir():
        known = input_output_tables()
        way_out = nearest(name, known) or f"; shipped are {', '.join(known) or 'none'}"
        where = f'"{name}" is neither an input-output table nor a folder{way_out}'
        raise DataError(where)
    return _read.__wrapped__(path)


@cache
def _read(folder: Path) -> InputOutput:
    account, problems = read_account(folder)
    if account is not None:
        problems = problems_of(account)
    if account is None or problems:
        raise DataError(str(folder), problems)
    return _industry_by_industry(account)


def _industry_by_industry(account: Account) -> InputOutput:
    """Spread what is bought over the makers by market share, and set apart what is not made."""
    about, products = account.metadata, ~account.special
    made = account.make[:, products]
    shares = made / made.sum(axis=0)
    bought = np.maximum(account.use[products], 0)
    sold = np.minimum(account.use[products], 0)
    imports = shares @ account.imports[products]
    special = account.make[:, account.special].sum(axis=1)
    from_stock = shares @ sold.sum(axis=1)
    final = np.column_stack([shares @ account.final[products], special, from_stock])
    outside = account.use[account.special].sum(axis=0) + sold.sum(axis=0)
    sales = slack(account, account.use, account.final) + slack(account, account.make.T)
    costs = slack(account, account.use.T, account.value_added.T)
    tolerance = np.maximum(shares @ sales[products] + slack(account, account.make), costs)
    users = len(account.industries)

    def usd(array: Array) -> Array:
        scaled = array * about.scale
        scaled.setflags(write=False)
        return scaled

    return InputOutput(
        name=about.name,
        title=about.title,
        industries=account.industries,
        names=account.names,
        components=tuple(about.components),
        categories=(*about.categories, SPECIAL, STOCK),
        output=usd(account.output),
        value_added=usd(account.value_added.sum(axis=0)),
        value_added_by_component=usd(account.value_added),
        flow=usd(shares @ bought),
        final=usd(final),
        outside=usd(outside),
        imports=usd(imports.sum(axis=1)),
        imported=usd(imports[:, :users]),
        tolerance=usd(tolerance),
        year=about.year,
        source=about.source,
    )
