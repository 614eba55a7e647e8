"""From labels and dates to positions in arrays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from backfire.data import Edition


DAYS_PER_WEEK = 7
DAYS_PER_YEAR = 365.25
MIDDLE_OF_A_YEAR = (7, 1)


def day_of(when: str, *, middle: bool = False) -> date:
    """The day that a year, a month or a day stands for: its first, or of a year the middle."""
    parts = [int(part) for part in when.split("-")]
    if middle and len(parts) == 1:
        return date(parts[0], *MIDDLE_OF_A_YEAR)
    return date(*(*parts, 1, 1)[:3])


def calendar_year(starts: date, week: NDArray[np.float64]) -> NDArray[np.float64]:
    """The calendar year, with its fraction, in which a week of the run lies."""
    begin = starts.year + (starts - date(starts.year, 1, 1)).days / DAYS_PER_YEAR
    return begin + week * DAYS_PER_WEEK / DAYS_PER_YEAR


EVERYWHERE = "all"
"""Stands for every place but the one that acts."""


@dataclass(frozen=True)
class Labels:
    """The names an edition knows, in the order of the arrays, and its groups of goods."""

    goods: tuple[str, ...]
    places: tuple[str, ...]
    processes: tuple[str, ...]
    uses: tuple[str, ...]
    groups: Mapping[str, tuple[str, ...]]

    def good_positions(self, names: Iterable[str]) -> tuple[int, ...]:
        """Positions of goods and of the members of groups, in order and once each."""
        members = {good for name in names for good in self.groups.get(name, (name,))}
        return tuple(i for i, good in enumerate(self.goods) if good in members)

    def place_positions(self, names: Iterable[str] | str, actor: str) -> tuple[int, ...]:
        """Positions of places; ``all`` is every place but the actor's own."""
        if names == EVERYWHERE:
            return tuple(i for i, place in enumerate(self.places) if place != actor)
        return tuple(self.places.index(name) for name in names)


def labels_of(edition: Edition) -> Labels:
    """The names in an edition's structural tables."""
    groups: dict[str, list[str]] = {}
    for group, good in edition.tables["groups"].select("group", "good").iter_rows():
        groups.setdefault(group, []).append(good)
    return Labels(
        goods=tuple(edition.tables["goods"]["good"]),
        places=tuple(edition.tables["places"]["place"]),
        processes=tuple(edition.tables["processes"]["process"]),
        uses=tuple(edition.tables["uses"]["use"]),
        groups={name: tuple(goods) for name, goods in groups.items()},
    )
