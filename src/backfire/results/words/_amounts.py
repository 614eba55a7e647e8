"""How numbers, shares, ratios, money and bands are written in sentences and on pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from backfire.results._answer import Band
    from backfire.results._results import Results

_SCALES = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))


def number(value: float | None) -> str:
    """Write a whole number.

    >>> number(1234.4)
    '1,234'
    """
    return "" if value is None else f"{value:,.0f}"


def percent(value: float | None) -> str:
    """Write a share as a percentage without its sign, with one decimal below one percent.

    >>> percent(0.256), percent(0.004)
    ('26', '0.4')
    """
    if value is None:
        return ""
    return f"{100 * value:.1f}" if 0 < value < 0.00995 else f"{100 * value:.0f}"


def share(value: float | None) -> str:
    """Write a share as a percentage.

    >>> share(0.256)
    '26 %'
    """
    return f"{percent(value)} %"


def ratio(value: float | None) -> str:
    """Write a ratio with two decimals near one and fewer further off.

    >>> ratio(0.954), ratio(1.53), ratio(3.14), ratio(31.4)
    ('0.95', '1.5', '3.1', '31')
    """
    if value is None:
        return ""
    if value < 1.495:
        return f"{value:.2f}"
    return f"{value:.1f}" if value < 10 else f"{value:,.0f}"


def money(value: float) -> str:
    """Write an amount of USD to three digits.

    >>> money(1.234e11)
    'USD 123 billion'
    """
    for size, name in _SCALES:
        if abs(value) >= 0.9995 * size:
            scaled = value / size
            digits = 0 if scaled >= 99.5 else 1
            return f"USD {scaled:.{digits}f} {name}"
    return f"USD {value:,.0f}"


def band(results: Results, values: Band, write: Callable[[float | None], str], unit: str) -> str:
    """Write the band between the 5 % and 95 % quantiles, or that there is none."""
    if int(results.dataset.attrs["draws"]) == 1:
        return "one future, no band"
    if values.p5 is None or values.p95 is None:
        return "no band"
    return f"90 % band {write(values.p5)} to {write(values.p95)}{unit}"
