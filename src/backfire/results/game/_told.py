"""How a figure of a game and its band are written."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from backfire.results import words

if TYPE_CHECKING:
    from datetime import date

    from ._parts import Banded

_POINTS = 100
UNKNOWN = "not known"
ALIKE = "in all draws"
"""Stands for a band whose two ends are written alike."""


def known(band: Banded) -> bool:
    """Whether a figure is there at all.

    Examples
    --------
    >>> from backfire.results.game import Banded
    >>> known(Banded(0.1, 0.2, 0.3)), known(Banded(0.1, float("nan"), 0.3))
    (True, False)
    """
    return math.isfinite(band.central)


def chance(band: Banded) -> str:
    """A probability and its band, in percent.

    Examples
    --------
    >>> from backfire.results.game import Banded
    >>> chance(Banded(0.7, 0.86, 0.95)), chance(Banded(0.5, 0.5, 0.5))
    ('86 % (70 to 95)', '50 % (in all draws)')
    """
    return _with_band(band, words.percent, " %")


def in_brackets(band: Banded) -> str:
    """The same as it stands inside brackets.

    Examples
    --------
    >>> from backfire.results.game import Banded
    >>> in_brackets(Banded(0.7, 0.86, 0.95))
    '86 %, 70 to 95'
    """
    return chance(band).replace(" (", ", ").removesuffix(")")


def usd(band: Banded) -> str:
    """An amount and its band.

    Examples
    --------
    >>> from backfire.results.game import Banded
    >>> usd(Banded(-1e9, 2e9, 6e9))
    'USD 2.0 billion (-1.0 to 6.0 billion)'
    """
    if not known(band):
        return UNKNOWN
    return f"{words.money(band.central)} ({usd_ends(band)})"


def usd_ends(band: Banded) -> str:
    """The two ends of an amount's band."""
    if words.money(band.low) == words.money(band.high):
        return ALIKE
    return words.money_range(band.low, band.high)


def points(band: Banded) -> str:
    """A change of a probability and its band, in hundredths.

    Examples
    --------
    >>> from backfire.results.game import Banded
    >>> points(Banded(-0.02, 0.05, 0.11))
    '+5 points (-2 to +11)'
    """
    return _with_band(band, _signed, " points")


def times(band: Banded) -> str:
    """A ratio and its band.

    Examples
    --------
    >>> from backfire.results.game import Banded
    >>> times(Banded(0.9, 0.97, 1.08))
    '0.97 times (0.90 to 1.08)'
    """
    return _with_band(band, words.ratio, " times")


def day(when: date) -> str:
    """A date written out.

    Examples
    --------
    >>> import datetime
    >>> day(datetime.date(2025, 11, 10))
    '10 November 2025'
    """
    return words.date(np.datetime64(when))


def is_money(name: str) -> bool:
    """Whether a headline is an amount and not a probability, by its name.

    Examples
    --------
    >>> is_money("value"), is_money("escalation")
    (True, False)
    """
    return name.startswith("value")


def change(name: str, band: Banded) -> str:
    """A change of a headline and its band: an amount, or hundredths of a probability."""
    return usd(band) if is_money(name) else points(band)


def _signed(share: float | None) -> str:
    if share is None:
        return ""
    told = f"{_POINTS * share:+.1f}" if 0 < abs(share) < 0.00995 else f"{_POINTS * share:+.0f}"
    return "0" if float(told) == 0 else told


def _with_band(band: Banded, told: Callable[[float | None], str], unit: str) -> str:
    if not known(band):
        return UNKNOWN
    low, middle, high = (told(value) for value in (band.low, band.central, band.high))
    ends = ALIKE if low == high else f"{low} to {high}"
    return f"{middle}{unit} ({ends})"
