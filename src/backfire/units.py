"""The units that figures carry inside the program; other units are converted once, on reading."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Unit:
    """A unit of measurement with the symbol that appears on an axis.

    Examples
    --------
    >>> str(TONNE_PER_YEAR)
    't/yr'
    """

    symbol: str
    meaning: str

    def __str__(self) -> str:
        return self.symbol


TONNE = Unit("t", "metric tonnes of the good as traded inside the program")
TONNE_PER_YEAR = Unit("t/yr", "metric tonnes a year")
USD = Unit("USD", "United States dollars of the edition's price year")
USD_PER_YEAR = Unit("USD/yr", "United States dollars of the edition's price year, a year")
USD_PER_TONNE = Unit("USD/t", "United States dollars of the edition's price year, a tonne")
USD_PER_TONNE_PER_YEAR = Unit(
    "USD/(t/yr)", "United States dollars of the edition's price year, a tonne a year of capacity"
)
SHARE = Unit("1", "a share between 0 and 1")
RATIO = Unit("1", "a ratio to the baseline")
LOG_RATIO = Unit("log", "natural logarithm of a ratio to the baseline")
YEAR = Unit("yr", "years")
PER_YEAR = Unit("1/yr", "a year")
WEEK = Unit("wk", "weeks of 1/52 year")
DAY = Unit("d", "days")
TONNE_PER_TONNE = Unit("t/t", "tonnes a tonne of the process's main product")
PURE = Unit("", "no unit")

DAYS_PER_WEEK = 7
DAYS_PER_YEAR = 365.25
WEEKS_PER_YEAR = 52
WEEKS_PER_QUARTER = 13
QUARTERS_PER_YEAR = 4
MONTHS_PER_YEAR = 12
YEAR_OF_ONE_WEEK = 1 / WEEKS_PER_YEAR
"""The week as a physical constant, also when the numerical step is shorter."""
DAYS_PER_QUARTER = DAYS_PER_YEAR / QUARTERS_PER_YEAR
"""A quarter of the calendar; one of the model has 13 weeks."""
KILOGRAMS_PER_TONNE = 1000
BILLION = 1e9
