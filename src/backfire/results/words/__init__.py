"""How amounts, dates, goods and places are written, the same in sentences and on pictures."""

from backfire.results.words._amounts import (
    band,
    counted,
    money,
    money_range,
    number,
    per_unit,
    percent,
    ratio,
    share,
)
from backfire.results.words._names import (
    capital,
    date,
    good,
    listed,
    parameter,
    place,
    plain,
)

__all__ = [
    "band",
    "capital",
    "counted",
    "date",
    "good",
    "listed",
    "money",
    "money_range",
    "number",
    "parameter",
    "per_unit",
    "percent",
    "place",
    "plain",
    "ratio",
    "share",
]
