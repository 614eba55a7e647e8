"""What was seen, what a result says of it, and by how much they differ."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from backfire.answers.run import OUTSIDE
from backfire.errors import DataError

from ._fit import Compared

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from backfire.answers import Answer

SERIES = ("magnet_exports", "price")
FORM = re.compile(
    r"^(\w+)(?::(\w+))?(?:@(\d{4}(?:-\d\d(?:-\d\d)?)?)?(?:\.\.(\d{4}(?:-\d\d(?:-\d\d)?)?)?)?)?$"
)
WORDS = (
    "SERIES:GOOD@FROM..UNTIL, good or place and dates optional: price:dy_oxide@..2025-05; "
    "a date without dots is that month or day alone"
)
MAGNETS = ("ndfeb_standard", "ndfeb_high_coercivity", "smco")
"""Goods of the customs line 85051110."""


@dataclass(frozen=True)
class Observation:
    """One observation of a series, in the units of a result."""

    series: str
    good: str
    place: str
    side: str
    date: str
    value: float
    relative_sd: float

    @property
    def last_day(self) -> date:
        """The day, or the last of the month."""
        parts = [int(part) for part in self.date.split("-")]
        day = parts[2] if len(parts) == 3 else monthrange(parts[0], parts[1])[1]
        return date(parts[0], parts[1], day)

    def predicted(self, results: Answer) -> NDArray[np.float64]:
        """What every future of a result says of it."""
        if self.series == "price":
            return _price(results, self.good, self.side or OUTSIDE, self.last_day)
        return _exports(results, self.place, self.last_day)


def observations(results: Answer, wanted: Iterable[str]) -> tuple[Observation, ...]:
    """Observations by name and span of dates, among those that a result carries.

    A place counts where it is named: ``magnet_exports`` is to the world, ``magnet_exports:USA`` to
    the United States.

    Raises
    ------
    DataError
        With every name that is not of the form, or under which nothing was seen.
    """
    known = list(_known(results))
    found: list[Observation] = []
    problems: list[str] = []
    for text in wanted:
        picked = [seen for seen in known if _matches(seen, text)] if FORM.match(text) else []
        if not FORM.match(text):
            problems.append(f"{text}: must read {WORDS}")
        elif not picked:
            problems.append(
                f"{text}: nothing was seen under this name; series: {', '.join(SERIES)}"
            )
        found.extend(picked)
    if problems:
        msg = "observations"
        raise DataError(msg, problems)
    return tuple(dict.fromkeys(found))


def compare(
    results: Answer, seen: Iterable[Observation], fitted_until: str = ""
) -> tuple[Compared, ...]:
    """Each observation beside the 5th, 50th and 95th percentile of the futures."""
    rows: list[Compared] = []
    for one in seen:
        low, middle, high = np.quantile(one.predicted(results), [0.05, 0.5, 0.95])
        fitted = bool(fitted_until) and one.last_day.isoformat() <= fitted_until
        rows.append(
            Compared(
                one.series,
                one.good,
                one.place,
                one.side,
                one.date,
                one.value,
                low,
                middle,
                high,
                fitted,
            )
        )
    return tuple(rows)


def _known(results: Answer) -> Iterator[Observation]:
    data = results.dataset
    first = np.datetime64(data["week"].values[0], "D").astype(date)
    last = np.datetime64(data["week"].values[-1], "D").astype(date)
    for i in range(data.sizes["observation"]):
        text = {
            name: str(data[f"observation_{name}"].values[i])
            for name in ("series", "good", "place", "side", "date")
        }
        value, low, high = (
            float(data[f"observed_{name}"].values[i]) for name in ("value", "low", "high")
        )
        elsewhere = text["place"] not in ("", ",".join(results.facts.targets))
        if text["series"] not in SERIES or (text["series"] == "magnet_exports" and elsewhere):
            continue
        if not re.fullmatch(r"\d{4}-\d\d(-\d\d)?", text["date"]):
            continue
        # A range is read as the span of two standard deviations either way.
        relative = (high - low) / (4 * value) if np.isfinite(high - low) else 0.0
        seen = Observation(**text, value=value, relative_sd=relative)
        if first <= seen.last_day <= last:
            yield seen


def _matches(seen: Observation, text: str) -> bool:
    form = FORM.match(text)
    if form is None:
        return False
    series, part, since, until = form.groups()
    until = until if ".." in text else since
    if seen.series != series or (part and part not in (seen.good, seen.place, seen.side)):
        return False
    if seen.place and not part:
        return False
    day = seen.last_day.isoformat()
    return (not since or day >= since) and (not until or day[: len(until)] <= until)


def _price(results: Answer, good: str, side: str, day: date) -> NDArray[np.float64]:
    """The quote of a day, on the straight line between the first days of two weeks."""
    week = results.dataset["week"].values
    days = (np.datetime64(day, "ns") - week[0]) / np.timedelta64(1, "D")
    before = min(int(days // 7), len(week) - 1)
    after = min(before + 1, len(week) - 1)
    quotes = np.asarray(results.price.sel(good=good, side=side).values, dtype=float)
    part = days / 7 - before
    return quotes[:, before] * (1 - part) + quotes[:, after] * part


def _exports(results: Answer, place: str, last_day: date) -> NDArray[np.float64]:
    """Tonnes of magnets in a calendar month: each week counts by its days in the month.

    To every place, or to the one target of the scenario.
    """
    week = results.dataset["week"].values.astype("datetime64[D]")
    begins = np.datetime64(last_day.replace(day=1), "D")
    ends = np.datetime64(last_day, "D") + np.timedelta64(1, "D")
    after = week + np.timedelta64(7, "D")
    days = (np.minimum(after, ends) - np.maximum(week, begins)).astype(int)
    part = np.clip(days, 0, 7) / 7
    goods = [good for good in MAGNETS if good in results.dataset["good"].values]
    rate = results.dataset["exports_to_targets"] if place else results.exports
    tonnes = rate.sel(good=goods).sum("good").values
    return np.asarray(tonnes @ part, dtype=float)
