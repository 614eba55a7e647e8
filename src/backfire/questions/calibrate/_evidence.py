"""What a fit is made to: observations of a run of 2025, or of years of the past."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any

import numpy as np
from typing_extensions import override

from backfire import data
from backfire.errors import DataError
from backfire.questions.backtest import HindcastSeries, NotComparableError, Scorer, called, hindcast
from backfire.questions.run import simulate

from ._fit import Compared
from ._observations import FORM, WORDS, compare, observations

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from backfire.answers import Answer
    from backfire.questions.backtest import Hindcast
    from backfire.scenario import Scenario

    from ._observations import Observation

    Values = Mapping[str, NDArray[np.float64]]
    Progress = Callable[[int, int], None]

MONTHLY_NOISE = 0.2
"""Relative spread of a month's customs figure about its trend: holidays and loading dates.

January to March 2025, before any control, spread by 0.22 about their mean; the model is flat.
"""
QUOTE_NOISE = 0.1
"""Relative error of a quoted price beyond its stated range."""
YEARLY_NOISE = {"price": 0.8, "licence_price": 1.5, "tonnes": 0.4, "share": 0.25}
"""Relative error of the model itself in a year of the past, by kind of series.

About what the medians of the prior miss the years to 2013 by, as a root mean square of logs, of a
licence less: figures of few causes are no independent proof, and a share that misses by a quarter
says as much as a price that misses twofold.
"""
LEAST = 1e-3
"""What a future says at least, over what was observed: nothing at all is off by three tens."""


class AbstractEvidence(ABC):
    """Observations with their errors, and what a set of futures says of them."""

    @abstractmethod
    def look(self, values: Values, progress: Progress) -> NDArray[np.float64]:
        """Run the futures; log of what each says of each observation, by future and observation."""

    @property
    @abstractmethod
    def observed(self) -> NDArray[np.float64]:
        """Log of each observation."""

    @property
    @abstractmethod
    def errors(self) -> NDArray[np.float64]:
        """Standard deviation of each in logs."""

    @property
    @abstractmethod
    def until(self) -> str:
        """Last day that any of them is about."""

    left_out: tuple[str, ...] = ()
    """Observations that were asked for and that no future says anything of."""

    @abstractmethod
    def compared(self) -> tuple[Compared, ...]:
        """Each observation beside the futures of the last look."""


class Recent(AbstractEvidence):
    """Observations that the edition itself holds, of weeks within the run."""

    def __init__(self, question: Scenario, to: Sequence[str], edition: str | Path | None) -> None:
        self.question, self.to, self.edition = question, to, edition
        self.results: Answer | None = None
        self.seen: tuple[Observation, ...] = ()

    @override
    def look(self, values: Values, progress: Progress) -> NDArray[np.float64]:
        found = simulate(self.question, edition=self.edition, values=values, progress=progress)
        self.results = found
        if not self.seen:
            self.seen = observations(found, self.to)
        return np.log(np.stack([one.predicted(found) for one in self.seen], axis=1))

    @property
    @override
    def observed(self) -> NDArray[np.float64]:
        return np.log([one.value for one in self.seen])

    @property
    @override
    def errors(self) -> NDArray[np.float64]:
        noise = [MONTHLY_NOISE if s.series == "magnet_exports" else QUOTE_NOISE for s in self.seen]
        return np.hypot([one.relative_sd for one in self.seen], noise)

    @property
    @override
    def until(self) -> str:
        return max(one.last_day for one in self.seen).isoformat()

    @override
    def compared(self) -> tuple[Compared, ...]:
        if self.results is None:
            return ()
        return compare(self.results, self.seen, self.until)


class Past(AbstractEvidence):
    """Observations in hindsight that a backtest may fit to: none of the years it holds back."""

    def __init__(self, question: Scenario, to: Sequence[str], edition: str | Path | None) -> None:
        self.question, self.edition = question, edition
        self.figures = data.read_edition(question.edition, overlay=edition)
        asked = question.backtest
        rows = list(data.read_seen(asked.seen if asked else "").table.iter_rows(named=True))
        self.rows, self.last = rows, asked.fitted_until if asked else 0
        self.wanted = _picked(rows, to, self.last)
        self.numbers: list[int] = []
        self.said: NDArray[np.float64] = np.zeros((0, 0))
        self.judge: Scorer | None = None

    @override
    def look(self, values: Values, progress: Progress) -> NDArray[np.float64]:
        found = hindcast(self.question, edition=self.edition, values=values, progress=progress)
        self.judge = self._judge(found)
        if not self.numbers:
            self.numbers = [number for number in self.wanted if self._comparable(number)]
            self.left_out = tuple(
                called(self.rows[number]) for number in self.wanted if number not in self.numbers
            )
        if not self.numbers:
            msg = "calibrate"
            named = ", ".join(self.left_out)
            raise DataError(msg, [f"to: the run says nothing of {named}; name other series"])
        said = np.stack([self.judge.said(self.rows[number]) for number in self.numbers], axis=1)
        self.said = np.log(np.maximum(said, LEAST * np.exp(self.observed)))
        # A future that broke says what the median does, so that it neither pulls nor is lost.
        whole = np.tile(np.median(self.said, axis=0), (self.question.draws, 1))
        whole[found.dataset["draw"].values] = self.said
        return whole

    def _judge(self, found: Hindcast) -> Scorer:
        told = HindcastSeries(found, self.question, self.figures)
        return Scorer(told, self.rows, self.figures, self.last)

    def _comparable(self, number: int) -> bool:
        row = self.rows[number]
        if self.judge is None or row["value"] <= 0:
            return False
        try:
            self.judge.said(row)
        except NotComparableError:
            return False
        return True

    @property
    @override
    def observed(self) -> NDArray[np.float64]:
        if self.judge is None:
            return np.zeros(0)
        return np.log([self.judge.observed(self.rows[number]) for number in self.numbers])

    @property
    @override
    def errors(self) -> NDArray[np.float64]:
        if self.judge is None:
            return np.zeros(0)
        rows = [self.rows[number] for number in self.numbers]
        spread = [self.judge.spread(row) for row in rows]
        return np.hypot(spread, [YEARLY_NOISE[_kind(row)] for row in rows])

    @property
    @override
    def until(self) -> str:
        return f"{max(int(self.rows[number]['year']) for number in self.numbers)}-12-31"

    @override
    def compared(self) -> tuple[Compared, ...]:
        bands = np.exp(np.quantile(self.said, [0.05, 0.5, 0.95], axis=0))
        rows = [self.rows[number] for number in self.numbers]
        return tuple(
            Compared(
                series=row["series"],
                good=str(row["good"] or ""),
                place=str(row["place"] or ""),
                side=str(row["side"] or ""),
                date=str(row["date"] or row["year"]),
                observed=float(np.exp(seen)),
                low=float(low),
                middle=float(middle),
                high=float(high),
                fitted=True,
            )
            for row, seen, low, middle, high in zip(rows, self.observed, *bands, strict=True)
        )


def _kind(row: dict[str, Any]) -> str:
    if row["series"] in YEARLY_NOISE:
        return str(row["series"])
    return "share" if row["unit"] == "1" else "tonnes"


def evidence(question: Scenario, to: Sequence[str], edition: str | Path | None) -> AbstractEvidence:
    """What a scenario can be fitted to: the past if it has a backtest, else its own edition."""
    return (
        Recent(question, to, edition) if question.backtest is None else Past(question, to, edition)
    )


def _picked(rows: list[dict[str, Any]], to: Sequence[str], last: int) -> list[int]:
    """Rows that one of the names picks, none of them in a year that is held back."""
    known = {str(row["series"]) for row in rows}
    problems: list[str] = []
    picked: dict[int, None] = {}
    for text in to:
        form = FORM.match(text)
        if form is None or form[1] not in known:
            words = WORDS if form is None else f"name a series: {', '.join(sorted(known))}"
            problems.append(f"{text}: must {'read ' if form is None else ''}{words}")
            continue
        found = [number for number, row in enumerate(rows) if _matches(row, text)]
        held = [number for number in found if int(rows[number]["year"]) > last]
        if not found:
            problems.append(f"{text}: nothing was seen under this name")
        elif len(held) == len(found):
            problems.append(f"{text}: is held back, as the scenario may be fitted to {last} only")
        picked |= dict.fromkeys(number for number in found if number not in held)
    if problems:
        msg = "observations"
        raise DataError(msg, problems)
    return list(picked)


def _matches(row: dict[str, Any], text: str) -> bool:
    form = FORM.match(text)
    if form is None:
        return False
    series, part, since, until = form.groups()
    until = until if ".." in text else since
    own = {row["good"], row["side"], row["place"]}
    if row["series"] != series or (part and part not in own):
        return False
    when = str(row["date"] or row["year"])
    early = bool(since) and when[: len(since)] < since[: len(when)]
    late = bool(until) and when[: len(until)] > until[: len(when)]
    return not early and not late
