"""How amounts, dates, goods and places are written, the same in sentences and on pictures."""

from backfire.results.words._amounts import band, money, number, percent, ratio, share
from backfire.results.words._names import capital, date, good, listed, place

__all__ = [
    "band",
    "capital",
    "date",
    "good",
    "listed",
    "money",
    "number",
    "percent",
    "place",
    "ratio",
    "share",
]
