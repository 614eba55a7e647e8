"""How a figure and its lowest and highest value are written."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING

from backfire.results import words

if TYPE_CHECKING:
    from ._parts import Spanned

_POINTS = 100.0
UNKNOWN = "not known"


def told(value: Spanned, unit: str) -> str:
    """A figure and the ends of its span.

    Examples
    --------
    >>> from backfire.results.claims import Spanned
    >>> told(Spanned(0.1, 0.2, 0.5), "share"), told(Spanned(-0.02, 0.05, 0.05), "points")
    ('20 % (10 to 50)', '+5 points (-2 to +5)')
    >>> told(Spanned(-1e9, 2e9, 3e9), "usd"), told(Spanned(4, 4, 4), "quarters")
    ('USD 2.0 billion (-1.0 to 3.0 billion)', '4 quarters')
    """
    if not math.isfinite(value.central):
        return UNKNOWN
    if unit == "usd":
        ends = words.money_range(value.low, value.high)
        return f"{words.money(value.central)} ({ends})"
    write, after = _WRITTEN[unit]
    low, middle, high = map(write, (value.low, value.central, value.high))
    return f"{middle}{after}" if low == high else f"{middle}{after} ({low} to {high})"


def _signed(share: float) -> str:
    return f"{_POINTS * share:+.1f}" if abs(share) < 0.00995 else f"{_POINTS * share:+.0f}"


_WRITTEN: dict[str, tuple[Callable[[float], str], str]] = {
    "share": (words.percent, " %"),
    "points": (_signed, " points"),
    "times": (words.ratio, " times"),
    "quarters": (lambda number: f"{number:.0f}", " quarters"),
    "rungs": (lambda number: f"{number:.2f}", " rungs"),
}
