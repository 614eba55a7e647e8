"""How easily an economy does without an input, what it holds of it, and how fast it catches up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from backfire.errors import DataError

from ._economy_rows import (
    EVERY,
    SHIPPED,
    SUMMARY,
    Row,
    economy_holes,
    faults_of_numbers,
    faults_of_source,
    faults_of_words,
    industry_codes,
    number_in,
    rows_of,
    summary_of,
)
from ._parameters import SHAPES
from ._schema import CHOICES
from ._wording import listed, nearest, shown

FILE = "elasticities.csv"
NUMBERS = ("central", "spread", "low", "high")
COLUMNS = (
    *("parameter", "industry", "unit", "distribution", *NUMBERS),
    *("source", "kind", "method", "note"),
)


@dataclass(frozen=True)
class _Rule:
    """What a parameter may be: its one unit, and the ends of its range."""

    unit: str
    least: float = 0.0
    most: float = float("inf")


RULES: Mapping[str, _Rule] = MappingProxyType(
    {
        "good_short": _Rule("1"),
        "good_long": _Rule("1"),
        "good_lag": _Rule("yr"),
        "inputs": _Rule("1"),
        "final": _Rule("1"),
        "cost_share": _Rule("1"),
        "cover": _Rule("wk"),
        "restock": _Rule("wk"),
        "needed": _Rule("1", most=1.0),
        "most": _Rule("1", least=1.0),
        "speed_up": _Rule("wk"),
    }
)


@dataclass(frozen=True)
class Elasticity:
    """One figure that says how an economy bears a shortage, with its band.

    Attributes
    ----------
    unit
        ``1`` for an elasticity or a ratio, ``wk`` for weeks, ``yr`` for years.
    central, low, high
        The value to take and the ends of its band; all three the same where it is fixed.
    spread
        Standard deviation of its distribution; nothing where it has none.
    source, kind, method, note
        Keys of ``docs/references.bib``, whether it was reported, derived or estimated, and how.
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

    ``good_short`` and ``good_long`` are elasticities of substitution between a critical material
    and all else within about three months and after years; between them, ``h`` years after the
    control, it is ``long - (long - short) exp(-h / lag)`` with ``good_lag`` in years. ``inputs`` is
    the elasticity among inputs and value added, ``final`` that among products in final use.
    ``cost_share`` is what goods weigh in costs over what an edition's use and prices say.
    ``cover`` is stock in weeks of use, ``restock`` the weeks in which a gap is to be closed,
    ``needed`` the share of the stock below which output falls, ``most`` the most output over that
    at rest, ``speed_up`` the weeks until it is reached.
    """

    rows: Mapping[tuple[str, str], Elasticity]
    holes: tuple[str, ...] = ()

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
        if parameter not in RULES:
            known = listed(RULES)
            where = f'"{parameter}" is no parameter{nearest(parameter, RULES)}; known are {known}'
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
    file = SHIPPED / FILE if path is None else Path(path)
    written = rows_of(file, COLUMNS)
    problems = list(_problems(written))
    if problems:
        raise DataError(file.name, problems)
    rows = {(row["parameter"], row["industry"]): _figure(row) for _, row in written}
    return Elasticities(MappingProxyType(rows), economy_holes("elasticities"))


def _problems(written: list[tuple[str, Row]]) -> Iterator[str]:
    seen: dict[tuple[str, str], str] = {}
    for where, row in written:
        key = (row["parameter"], row["industry"])
        if key in seen:
            yield f"{where} ({', '.join(key)}): must stand once, is already in {seen[key]}"
        seen.setdefault(key, where)
        yield from (f"{where} ({', '.join(key)}): {fault}" for fault in _faults(row))
    for parameter in RULES:
        if (parameter, EVERY) not in seen:
            yield f"{parameter}: must have a row for all other industries, {EVERY}"


def _faults(row: Row) -> Iterator[str]:
    kinds = CHOICES["kind"]
    choices = {"parameter": tuple(RULES), "distribution": SHAPES, "kind": kinds}
    yield from faults_of_words(row, choices)
    if row["industry"] not in (EVERY, *industry_codes()):
        near = nearest(row["industry"], industry_codes())
        yield f"industry must be one of {SUMMARY} or {EVERY}, got {shown(row['industry'])}{near}"
    if row["kind"] in kinds[1:] and not row["method"]:
        yield f"method is required where kind is {row['kind']}"
    yield from faults_of_source(row)
    yield from faults_of_numbers(row, NUMBERS)
    yield from _about_band(row)
    rule = RULES.get(row["parameter"])
    if rule:
        yield from _against(rule, row)


def _about_band(row: Row) -> Iterator[str]:
    central, low, high = (number_in(row[name]) for name in ("central", "low", "high"))
    if not row["central"]:
        yield "central is required"
    if row["distribution"] == "fixed":
        return
    for name in ("low", "high"):
        if not row[name]:
            yield f"{name} is required unless the distribution is fixed"
    if central is not None and low is not None and high is not None and not low <= central <= high:
        yield f"must have low <= central <= high, got {low:g}, {central:g}, {high:g}"
    if row["distribution"] != "uniform" and not (number_in(row["spread"]) or 0.0) > 0:
        yield f"spread must be above zero, got {shown(row['spread'] or None)}"


def _against(rule: _Rule, row: Row) -> Iterator[str]:
    if row["unit"] != rule.unit:
        yield f"unit must be {rule.unit}, got {shown(row['unit'] or None)}; convert the figures"
    for name in ("central", "low", "high"):
        found = number_in(row[name])
        if found is not None and not rule.least <= found <= rule.most:
            span = f"{rule.least:g} or more" if rule.most == float("inf") else ""
            yield f"{name} must be {span or f'{rule.least:g} to {rule.most:g}'}, got {row[name]}"


def _figure(row: Row) -> Elasticity:
    central, spread, low, high = (number_in(row[name]) for name in NUMBERS)
    assert central is not None
    words = {name: cell for name, cell in row.items() if name not in NUMBERS}
    return Elasticity(
        central=central,
        spread=spread,
        low=central if low is None else low,
        high=central if high is None else high,
        **words,
    )
