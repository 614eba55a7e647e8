"""The rows of a sweep as they stand in tables of the page and on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backfire.results import words
from backfire.results.spread import COST_SHARE, spans

if TYPE_CHECKING:
    from backfire.results.spread import Placed, Spread

PLACED = ("figure", "nearest point", "USD", "missing", "given")
LEVELS = ("what is counted", "USD a year", "over GDP")
WAYS = ("way of counting", "least", "most")


def placed(spread: Spread) -> list[tuple[str, ...]]:
    """Rows of the published figures by size: where each lies, and whether a point gives it."""
    return [
        (
            one.id,
            one.assumed,
            words.money(one.usd).removeprefix("USD "),
            f"{words.share(one.severity)}, {one.months:.0f} mo",
            "yes" if one.reached else _off(one),
        )
        for one in by_size(spread)
    ]


def _off(one: Placed) -> str:
    times = 10**one.distance
    return f"{words.number(times)}x" if times >= 100 else f"{times:.2g}x"


def by_size(spread: Spread) -> list[Placed]:
    """Published figures, the smallest first."""
    return sorted(spread.placed, key=lambda one: one.usd)


def levels(spread: Spread) -> list[tuple[str, ...]]:
    """Rows of what the goods are taken to cost."""
    bills = spread.surface["bill"]
    return [
        (str(level), words.money(float(bill)), f"{1e6 * float(bill) / spread.gdp:.1f} millionths")
        for level, bill in zip(spread.surface[COST_SHARE].values, bills.values, strict=True)
    ]


def ways(spread: Spread) -> list[tuple[str, ...]]:
    """Rows of the least and the most that each way of counting gives."""
    return [
        (way, words.money(extent.lowest), words.money(extent.highest))
        for way, extent in spans(spread.surface).items()
    ]


def told(one: Placed) -> str:
    """The published amount with its band."""
    if one.usd_low is None or one.usd_high is None or one.usd_low == one.usd_high:
        return words.money(one.usd)
    return f"{words.money(one.usd)} ({words.money_range(one.usd_low, one.usd_high)})"
