"""Observed facts as they stand in an answer, one record each, and how they are drawn."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from backfire.dims import WEEK
from backfire.figures.drawing import (
    Figure,
    Look,
    hover,
    level,
    marker,
    note,
    wrapped,
)

if TYPE_CHECKING:
    from backfire.answers import Answer


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

    @property
    def ends(self) -> tuple[float, float]:
        """Low and high, or the value itself where there is no range."""
        return (
            self.value if self.low is None else self.low,
            self.value if self.high is None else self.high,
        )


def observed(answer: Answer, series: str) -> tuple[Observed, ...]:
    """Give the observed facts of a series in order of date.

    What was seen of a single place counts as held back: fits name the world's months.
    """
    data = answer.dataset
    fitted_until = str(answer.facts.fitted_until or "")
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


def days(answer: Answer) -> list[str]:
    """Give the first day of each week of a run."""
    return answer.dataset[WEEK].values.astype("datetime64[D]").astype(str).tolist()


def unjudged(answer: Answer, points: Sequence[Observed]) -> str:
    """Say why observed facts are no test of a run: they come from other controls, or from before.

    A run without any control has no ``kind:`` in its scenario. Blank where they are a test.
    """
    if "kind:" not in str(answer.provenance.scenario):
        return "Dots were observed under controls, which this run leaves out."
    if all(entry.day < str(answer.facts.reference_start) for entry in points):
        return "Dots were observed before this control begins."
    return ""


def add_observed(
    picture: Figure,
    answer: Answer,
    points: Sequence[Observed],
    look: Look,
    text: str,
    **trace: Any,
) -> None:
    """Draw observed facts as marks, with their sources on pointing at them."""
    picture.add_scatter(
        x=[entry.day for entry in points],
        y=[entry.value for entry in points],
        mode="markers",
        marker=marker(look, 8),
        customdata=[
            [wrapped(answer.provenance.sources.get(one.source, one.source))] for one in points
        ],
        hovertemplate=hover(f"{text}<br>{{0}}"),
        name=look.name,
        **trace,
    )


def mark_today(picture: Figure, answer: Answer) -> None:
    """Draw a dotted line at the date of the edition, if the run goes beyond it."""
    weeks, today = days(answer), str(answer.facts.today)
    if weeks[0] < today < weeks[-1]:
        level(picture, x=today)
        place = {"x": today, "xanchor": "right", "xshift": -3}
        place |= {"y": 0, "yref": "y domain", "yanchor": "bottom"}
        note(picture, "figures end", font={"size": 11}, **place)


def _day(text: str) -> str:
    return f"{text}-01" if len(text) == len("2025-01") else text[: len("2025-01-01")]


def _known(value: float) -> float | None:
    return None if math.isnan(value) else value
