"""Format: how amounts, dates, goods, places and lists are written, the same everywhere.

A hand-written file of English in place of Babel: amounts keep three digits and their scale in
words, which Babel's compact currency does not, and no other language is planned.
"""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import numpy as np

    from backfire.units import Unit

    from ._interval import Interval

__all__ = [
    "band",
    "by_unit",
    "capital",
    "counted",
    "date",
    "day",
    "good",
    "listed",
    "money",
    "money_band",
    "money_range",
    "number",
    "parameter",
    "payers",
    "per_unit",
    "percent",
    "place",
    "plain",
    "ratio",
    "share",
    "years",
]

_PAYER = re.compile(r"^(?P<who>.+?)[\s:=]+(?P<share>[01](?:\.\d*)?)$")
_WITH_ARTICLE = ("united ", "netherlands")
_MILLION = 1e6
_SMALL = 1e4
"""Smallest amount that is written in millions; a smaller one is a price."""
_SCALES = ((1e12, "trillion"), (1e9, "billion"), (_MILLION, "million"))


def number(value: float) -> str:
    """Write a whole number.

    >>> number(1234.4)
    '1,234'
    """
    return f"{value:,.0f}"


def counted(count: int, noun: str) -> str:
    """A number of things, with the noun in its right form.

    >>> counted(1, "observation"), counted(3, "observation")
    ('1 observation', '3 observations')
    """
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def percent(value: float) -> str:
    """Write a share as a percentage without its sign, with one decimal below one percent.

    >>> percent(0.256), percent(0.004)
    ('26', '0.4')
    """
    return f"{100 * value:.1f}" if 0 < value < 0.00995 else f"{100 * value:.0f}"


def share(value: float) -> str:
    """Write a share as a percentage.

    >>> share(0.256)
    '26 %'
    """
    return f"{percent(value)} %"


def ratio(value: float) -> str:
    """Write a ratio with two decimals near one and fewer further off.

    >>> ratio(0.954), ratio(1.53), ratio(3.14), ratio(31.4)
    ('0.95', '1.5', '3.1', '31')
    """
    if value < 1.495:
        return f"{value:.2f}"
    return f"{value:.1f}" if value < 10 else f"{value:,.0f}"


def money(value: float) -> str:
    """Write an amount of USD to three digits.

    >>> money(1.234e11), money(-2.5e9), money(198_000)
    ('USD 123 billion', 'USD -2.5 billion', 'USD 0.2 million')
    """
    return f"USD {_spoken(*_scaled(value))}"


def money_range(low: float, high: float) -> str:
    """Write the ends of a range of amounts, with their scale once where they share it.

    >>> money_range(1.8e10, 1.95e11), money_range(2e8, 3e9), money_range(0, 3e9)
    ('18.0 to 195 billion', '200 million to 3.0 billion', '0 to 3.0 billion')
    """
    (a, small), (b, large) = _scaled(low), _scaled(high)
    return (
        f"{a} to {_spoken(b, large)}"
        if small in {large, ""}
        else (f"{_spoken(a, small)} to {_spoken(b, large)}")
    )


def per_unit(value: float) -> str:
    """Write a cost per dollar to two digits.

    >>> per_unit(0.0123), per_unit(1.26), per_unit(1260)
    ('0.012', '1.3', '1,300')
    """
    return f"{float(f'{value:.2g}'):,}".removesuffix(".0")


def _scaled(value: float) -> tuple[str, str]:
    """The digits of an amount and the name of its scale."""
    for size, name in _SCALES:
        if abs(value) >= 0.9995 * size:
            scaled = value / size
            return f"{scaled:.{0 if abs(scaled) >= 99.5 else 1}f}", name
    if abs(value) >= _SMALL:
        return f"{value / _MILLION:.2g}", "million"
    return f"{float(f'{value:.3g}') or 0:,.0f}", ""


def _spoken(digits: str, scale: str) -> str:
    return f"{digits} {scale}".strip()


def date(when: np.datetime64 | datetime.date) -> str:
    """Write a date out.

    >>> import numpy as np
    >>> date(np.datetime64("2025-04-04"))
    '4 April 2025'
    """
    found = datetime.date.fromisoformat(str(when)[:10])
    return f"{found.day} {found:%B %Y}"


def day(when: np.datetime64) -> str:
    """Write a date in ISO form.

    >>> import numpy as np
    >>> day(np.datetime64("2025-04-04"))
    '2025-04-04'
    """
    return str(when)[:10]


def years(count: float) -> str:
    """Write a number of years.

    >>> years(1), years(2.5)
    ('one year', '2.5 years')
    """
    return "one year" if count == 1 else f"{count:g} years"


def good(name: str) -> str:
    """Write a good's name as it stands inside a sentence.

    >>> good("Dysprosium oxide"), good("NdPr metal")
    ('dysprosium oxide', 'NdPr metal')
    """
    first = name.split(" ", 1)[0]
    plain = len(first) > 2 and first[1:].islower()
    return name[:1].lower() + name[1:] if plain else name


def place(name: str) -> str:
    """Write a place's name as it stands inside a sentence.

    >>> place("United States"), place("Rest of EU"), place("Japan")
    ('the United States', 'the rest of the EU', 'Japan')
    """
    lowered = name.lower()
    if lowered.startswith("rest of "):
        rest = name[len("rest of ") :]
        rest = rest if rest.lower().startswith("the ") else f"the {rest}"
        return f"the rest of {rest}"
    return f"the {name}" if lowered.startswith(_WITH_ARTICLE) else name


def capital(text: str) -> str:
    """Write the first letter large and leave the others.

    >>> capital("the United States")
    'The United States'
    """
    return text[:1].upper() + text[1:]


def listed(parts: Sequence[str]) -> str:
    """Write a list with commas and a last "and".

    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def plain(label: str) -> str:
    """Write a label as words.

    >>> plain("price_floor")
    'price floor'
    """
    return label.replace("_", " ")


_PARAMETERS = {
    "good_short": "elasticity of the goods at once",
    "good_long": "elasticity of the goods after years",
    "good_lag": "years until that is reached",
    "inputs": "elasticity among other inputs",
    "final": "elasticity in final use",
    "cost_share": "share of the goods in costs",
}


def parameter(label: str) -> str:
    """Name an uncertain parameter in words.

    >>> parameter("good_long"), parameter("cover_scale")
    ('elasticity of the goods after years', 'cover scale')
    """
    return _PARAMETERS.get(label, plain(label))


def band(figure: Interval, write: Callable[[float], str], unit: str = "", *, draws: int = 2) -> str:
    """Write the band of a figure, or that there is none.

    >>> from backfire.answers import Interval
    >>> band(Interval(1.0, 2.0, 3.0), number, " days")
    '90 % band 1 to 3 days'
    """
    if draws == 1:
        return "one draw, no band"
    if not figure.bounded:
        return "no band"
    return f"90 % band {write(figure.low)} to {write(figure.high)}{unit}"


def money_band(usd: Interval, *, draws: int = 2) -> str:
    """Write the ends of a band of money in brackets, with a space before; nothing without a band.

    >>> from backfire.answers import Interval
    >>> money_band(Interval(1e9, 2e9, 3e9))
    ' (1.0 to 3.0 billion)'
    """
    if draws == 1 or not usd.bounded:
        return ""
    return f" ({money_range(usd.low, usd.high)})"


def payers(text: str, names: Mapping[str, str]) -> str:
    """Write who pays with names and percentages.

    >>> payers("USA 0.6, firms 0.4", {"USA": "United States"})
    'the United States (60 %) and firms (40 %)'
    """
    parts: list[str] = []
    for part in filter(None, (piece.strip() for piece in text.split(","))):
        found = _PAYER.match(part)
        who = found["who"] if found else part
        named = place(names[who]) if who in names else plain(who)
        paid = float(found["share"]) if found else 1.0
        parts.append(named if paid == 1 else f"{named} ({share(paid)})")
    return listed(parts) if parts else "nobody named"


def by_unit(unit: Unit) -> Callable[[float], str]:
    """How a figure of a unit is written.

    >>> from backfire.units import DAY, USD
    >>> by_unit(USD)(2.5e9), by_unit(DAY)(53.0)
    ('USD 2.5 billion', '53 d')
    """
    if unit.symbol == "USD":
        return money
    return lambda value: f"{value:.3g} {'' if unit.symbol == '1' else unit.symbol}".strip()
