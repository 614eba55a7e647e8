"""The question about leverage in the positions and weeks of the arrays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from backfire.model.rollout import WEEKS_PER_QUARTER
from backfire.questions.prepare import reference_use_starts
from backfire.units import DAYS_PER_WEEK, WEEKS_PER_YEAR

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from backfire.data import Edition
    from backfire.questions.prepare import Labels
    from backfire.scenario import Scenario

THREE_YEARS = 3 * WEEKS_PER_YEAR
"""Weeks of the longer horizon that the answer gives beside the shorter one."""


@dataclass(frozen=True)
class ReferenceUse:
    """Which control is held back, when it may be used, and over how long its loss is counted."""

    scenario: Scenario
    edition: Edition
    labels: Labels

    @cached_property
    def today(self) -> date:
        """First day of the reference use."""
        return reference_use_starts(self.scenario, self.edition.date)

    @cached_property
    def week(self) -> float:
        """Week of the run in which it starts."""
        return (self.today - self.scenario.starts).days / DAYS_PER_WEEK

    @property
    def quarter(self) -> int:
        """Quarter of the run in which it starts."""
        return int(self.week // WEEKS_PER_QUARTER)

    @property
    def offset(self) -> float:
        """Weeks between the start of that quarter and the control."""
        return self.week - self.quarter * WEEKS_PER_QUARTER

    @cached_property
    def starts(self) -> tuple[date, ...]:
        """Days on which the control may start: today and every 52 weeks, to the last year."""
        days: list[date] = [self.today]
        step = timedelta(weeks=WEEKS_PER_YEAR)
        while (days[-1] + step).year <= self.scenario.leverage.until:
            days.append(days[-1] + step)
        return tuple(days)

    @property
    def years(self) -> NDArray[np.float64]:
        """Years from today to each start."""
        return np.arange(len(self.starts), dtype=float)

    @property
    def earlier_use(self) -> int:
        """Weeks that the use lasts in the history in which there was one."""
        return self.scenario.leverage.used_quarters * WEEKS_PER_QUARTER

    def stands(self, number: int) -> bool:
        """Whether the earlier use still stands at a start."""
        return number * WEEKS_PER_YEAR < self.earlier_use

    def week_of(self, number: int) -> float:
        """Week of the run of one of the starts."""
        return self.week + number * WEEKS_PER_YEAR

    def quarter_of(self, number: int) -> int:
        """Quarter of the run of one of the starts."""
        return self.quarter + number * WEEKS_PER_YEAR // WEEKS_PER_QUARTER

    @property
    def sender(self) -> int:
        """Position of the sender among the places."""
        return self.labels.places.index(self.scenario.sender)

    @property
    def targets(self) -> tuple[int, ...]:
        """Positions of the targets."""
        return self.labels.place_positions(self.scenario.targets, self.scenario.sender)

    @property
    def goods(self) -> tuple[int, ...]:
        """Positions of the goods that the control withholds."""
        return self.labels.good_positions(self.scenario.leverage.goods)

    def weights(
        self, weeks: int, horizon: float, begin: float | None = None
    ) -> NDArray[np.float64]:
        """Part of each week in a horizon, times its discount factor from the horizon's start.

        Parameters
        ----------
        weeks
            How many weeks there are, the first of them the first week of a quarter.
        begin
            Weeks until the horizon starts; those of the control unless given.
        """
        first = self.offset if begin is None else begin
        week = np.arange(weeks, dtype=float)
        part = np.clip(np.minimum(first + horizon, week + 1) - np.maximum(first, week), 0.0, 1.0)
        years = np.maximum(week + 0.5 - first, 0.0) / WEEKS_PER_YEAR
        return part * (1 + self.scenario.leverage.discount_rate) ** -years
