"""Exports by month, as bands, beside what customs counted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from backfire.answers import Answer, words
from backfire.answers.run import MAGNET, exported
from backfire.dims import DESTINATION, DRAW, GOOD, ORIGIN, PLACE, QUANTILE, WEEK
from backfire.figures.drawing import (
    BLACK,
    BLUE,
    FIVE,
    PAPER,
    Figure,
    Look,
    figure,
    hover,
    level,
    note,
    see_through,
)
from backfire.figures.run._observed import Observed, add_observed, observed, unjudged

Numbers = np.ndarray[Any, np.dtype[np.float64]]

_SERIES = "magnet_exports"
_MAGNETS = "Magnet exports"
_DAYS_IN_WEEK = 7
_MONTHS_IN_YEAR = 12
_AT_REST = 0.97
"""Exports at this share of the baseline or more, day for day, are said to stay there."""

_MONTH_IN_MS = 30 * 86_400_000


def export_destinations(answer: Answer) -> tuple[str, ...]:
    """Name the target places for which monthly exports of magnets were observed."""
    places = {entry.place for entry in observed(answer, _SERIES)}
    return tuple(place for place in answer.facts.targets if place in places)


def _named(answer: Answer) -> str:
    """What is exported, as the title names it."""
    goods = exported(answer)
    stages = dict(zip(answer.good.values, answer.good_stage.values, strict=True))
    if all(stages[good] == MAGNET for good in goods):
        return _MAGNETS
    return f"Exports of {words.listed([words.good(answer.name(GOOD, good)) for good in goods])}"


def exports(answer: Answer, destination: str | None = None) -> Figure:
    """Draw the sender's exports by month, to the world or to one destination.

    Magnets are drawn, or the goods of the control in a chain without them.

    Weeks are split over months by day and months that the run does not cover are left out. Bars
    hold 50 and 90 % of draws; dots are observed, hollow where the parameters were not fitted to
    them. For one destination the band adds up the bands of goods and weeks, as if a draw high in
    one were high in all, which makes it the widest it can be.
    """
    months, quantiles = _monthly(answer, destination)
    seen = observed(answer, _SERIES) if _named(answer) == _MAGNETS else ()
    points = [e for e in seen if e.place == (destination or "")]
    points = [entry for entry in points if entry.day[:7] in months]
    normal = _normal(answer, destination)
    title = _title(answer, destination, months, quantiles, normal)
    picture = figure(title, _sentence(answer, months, quantiles, points, destination), 276)
    _bars(picture, [f"{month}-01" for month in months], quantiles)
    for held_back, symbol in ((False, "circle"), (True, "circle-open")):
        here = [entry for entry in points if entry.held_back == held_back]
        if here:
            name = "observed, held back" if held_back else "observed, used to fit"
            look = Look(name, BLACK, symbol=symbol)
            add_observed(picture, answer, here, look, "{x|%b %Y}: {y:,.0f} t observed")
    picture.update_layout(barmode="overlay")
    picture.update_xaxes(type="date", tickformat="%b<br>%Y", dtick="M2", title_text="month")
    picture.update_yaxes(rangemode="tozero", title_text="exports, t a month", tickformat=",")
    level(picture, y=normal)
    place = {"x": 1, "xref": "x domain", "xanchor": "right", "y": normal, "yanchor": "bottom"}
    paper = {"bgcolor": see_through(PAPER, 0.8), "borderpad": 1}
    note(picture, "baseline", font={"size": 11}, **place, **paper)
    return picture


def _bars(picture: Figure, days: Sequence[str], quantiles: Numbers) -> None:
    for low, high, alpha, name in ((0, 4, 0.25, "90 % of draws"), (1, 3, 0.5, "50 % of draws")):
        if np.isnan(quantiles[low]).all():
            continue
        picture.add_bar(
            x=days,
            y=quantiles[high] - quantiles[low],
            base=quantiles[low],
            marker={"color": see_through(BLUE, alpha), "line": {"width": 0}},
            width=_MONTH_IN_MS * 0.72,
            name=name,
            hoverinfo="skip",
        )
    tick = {"symbol": "line-ew", "size": 16, "line": {"color": BLUE, "width": 3}, "color": BLUE}
    picture.add_scatter(
        x=days,
        y=quantiles[2],
        mode="markers",
        marker=tick,
        customdata=quantiles[[0, 4]].T,
        hovertemplate=hover("{x|%b %Y}: {y:,.0f} t, 90 % band {0:,.0f} to {1:,.0f} t"),
        name="median",
    )


def _monthly(answer: Answer, destination: str | None) -> tuple[list[str], Numbers]:
    data = answer.dataset
    goods = list(exported(answer))
    months, share = _days_by_month(data[WEEK].values.astype("datetime64[D]"))
    if destination is None:
        rate = data["exports"].sel({GOOD: goods}).sum(GOOD, skipna=False).transpose(DRAW, WEEK)
        tonnes = np.asarray(rate.values, dtype=float) @ share
        ran = tonnes[~np.isnan(tonnes).any(axis=1)]
        return months, np.quantile(ran, FIVE, axis=0)
    rate = data["exports_to"].sel({GOOD: goods, PLACE: destination}).sum(GOOD)
    low, middle, high = np.asarray(rate.transpose(QUANTILE, WEEK).values, dtype=float) @ share
    unknown = np.full_like(middle, np.nan)
    return months, np.stack([low, unknown, middle, unknown, high])


def _days_by_month(weeks: np.ndarray[Any, Any]) -> tuple[list[str], Numbers]:
    """Give the months the run covers wholly and the share of each week's tonnes in each."""
    days = weeks[:, None] + np.arange(_DAYS_IN_WEEK)
    month_of = days.astype("datetime64[M]")
    first, last = days[0, 0], days[-1, -1]
    covered = [
        month
        for month in np.unique(month_of)
        if month.astype("datetime64[D]") >= first
        and (month + np.timedelta64(1, "M")).astype("datetime64[D]") - 1 <= last
    ]
    share = np.stack([(month_of == month).sum(axis=1) for month in covered], axis=1)
    return [str(month) for month in covered], share / _DAYS_IN_WEEK


def _normal(answer: Answer, destination: str | None) -> float:
    """Tonnes a month in the baseline."""
    sold = answer.dataset["flow0"].sel({GOOD: list(exported(answer)), ORIGIN: answer.facts.sender})
    if destination is None:
        total = sold.sum() - sold.sel({DESTINATION: answer.facts.sender}).sum()
    else:
        total = sold.sel({DESTINATION: destination}).sum()
    return float(total) / _MONTHS_IN_YEAR


def _title(
    answer: Answer,
    destination: str | None,
    months: Sequence[str],
    quantiles: Numbers,
    normal: float,
) -> str:
    to = "" if destination is None else f" to {words.place(answer.name(PLACE, destination))}"
    length = np.array([_days_in(month) for month in months])
    lowest = int(np.argmin(quantiles[2] / length))
    value = float(quantiles[2][lowest])
    share = value / normal * float(np.mean(length)) / float(length[lowest]) if normal > 0 else 1.0
    if share >= _AT_REST:
        return f"{_named(answer)}{to} stay at the baseline in this run"
    when = np.datetime64(months[lowest]).astype(object).strftime("%B %Y")
    fallen = words.share(share)
    return (
        f"{_named(answer)}{to} fall to {words.number(value)} t in {when}, {fallen} of the baseline"
    )


def _days_in(month: str) -> int:
    start = np.datetime64(month, "M")
    return int(((start + 1).astype("datetime64[D]") - start.astype("datetime64[D]")).astype(int))


def _sentence(
    answer: Answer,
    months: Sequence[str],
    quantiles: Numbers,
    points: Sequence[Observed],
    destination: str | None,
) -> str:
    bars = "Bars hold 50 % and 90 % of draws" if destination is None else "Bars hold 90 %"
    said = f"{bars}, the tick is the median."
    if destination is not None:
        said = "Bars add up the 90 % bands of goods and weeks; the tick does so with the medians."
    if not points:
        return f"{said} No exports were observed within the run."
    why = unjudged(answer, points)
    if why:
        return f"{said} {why}"
    if all(entry.held_back for entry in points):
        unseen = _score(months, quantiles, points, held_back=True)
        return f"{said} Dots: observed months, none used to fit the parameters; {unseen}."
    fitted = _score(months, quantiles, points, held_back=False)
    unseen = _score(months, quantiles, points, held_back=True)
    return (
        f"{said} Filled dots: observed months used to fit the parameters ({fitted}). "
        f"Hollow dots: months held back ({unseen})."
    )


def _score(
    months: Sequence[str], quantiles: Numbers, points: Sequence[Observed], *, held_back: bool
) -> str:
    here = [entry for entry in points if entry.held_back == held_back]
    if not here:
        return "none"
    at = {month: number for number, month in enumerate(months)}
    low, high = quantiles[0], quantiles[4]
    hits = sum(bool(low[at[e.day[:7]]] <= e.value <= high[at[e.day[:7]]]) for e in here)
    return f"{hits} of {len(here)} within the 90 % band"
