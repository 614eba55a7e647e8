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


def counted(count: int, noun: str) -> str:
    """A number of things, with the noun in its right form.

    >>> counted(1, "observation"), counted(3, "observation")
    ('1 observation', '3 observations')
    """
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


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

    >>> money(1.234e11), money(-2.5e9)
    ('USD 123 billion', 'USD -2.5 billion')
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
    return f"{round(value) or 0:,.0f}", ""


def _spoken(digits: str, scale: str) -> str:
    return f"{digits} {scale}".strip()


def band(
    results: Results,
    values: Band,
    write: Callable[[float | None], str],
    unit: str,
) -> str:
    """Write the band between the 5 % and 95 % quantiles, or that there is none."""
    if int(results.dataset.attrs["draws"]) == 1:
        return "one future, no band"
    if values.p5 is None or values.p95 is None:
        return "no band"
    return f"90 % band {write(values.p5)} to {write(values.p95)}{unit}"
