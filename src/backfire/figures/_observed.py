"""Observed facts as they stand in a result, one record each."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backfire.results import Results


@dataclass(frozen=True)
class Observed:
    """One observed fact; `day` is an ISO date, the first of the month where only that is known.

    `held_back` says that the parameters were not fitted to it. `place` is blank for the world.
    """

    good: str
    place: str
    side: str
    day: str
    value: float
    low: float | None
    high: float | None
    source: str
    held_back: bool


def observed(results: Results, series: str) -> tuple[Observed, ...]:
    """Give the observed facts of a series in order of date.

    What was seen of a single place counts as held back: fits name the world's months.
    """
    data = results.dataset
    fitted_until = str(data.attrs.get("fitted_until", ""))
    found: list[Observed] = []
    for at, name in enumerate(data["observation_series"].values):
        if str(name) != series:
            continue
        day = _day(str(data["observation_date"].values[at]))
        place = str(data["observation_place"].values[at])
        found.append(
            Observed(
                good=str(data["observation_good"].values[at]),
                place=place,
                side=str(data["observation_side"].values[at]),
                day=day,
                value=float(data["observed_value"].values[at]),
                low=_known(float(data["observed_low"].values[at])),
                high=_known(float(data["observed_high"].values[at])),
                source=str(data["observation_source"].values[at]),
                held_back=bool(place) or day > fitted_until,
            )
        )
    return tuple(sorted(found, key=lambda entry: entry.day))


def before_the_control(results: Results, points: Sequence[Observed]) -> bool:
    """Say whether all was observed before the control that the headline speaks of."""
    return all(entry.day < str(results.reference_start) for entry in points)


def without_control(results: Results) -> bool:
    """Say whether the run has no control at all: then what was observed happened under others."""
    return "kind:" not in str(results.attrs["scenario"])


def _day(text: str) -> str:
    return f"{text}-01" if len(text) == len("2025-01") else text[: len("2025-01-01")]


def _known(value: float) -> float | None:
    return None if math.isnan(value) else value
