"""Draws of what each issue of a deal is worth to each side over its term."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import jax.numpy as jnp
import numpy as np

from backfire.model import strategy
from backfire.numerics import annuity
from backfire.questions.prepare import TAIL, from_band

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from backfire.data import IssueValue, SupplyBeside, SupplyQuestion

    from ._supply import Loss

SENDER, TARGET = "CHN", "USA"
"""The sides whose values the tables of a deal hold: who has the chokepoint, and who needs it."""
SIDES = (SENDER, TARGET)
SUPPLY_MODEL = "supply model"
ENDS = (TAIL, 0.5, 1 - TAIL)
STREAM = 17
"""Sets the random numbers of a deal apart from every other use of a seed."""


@dataclass(frozen=True)
class Row:
    """What one issue is worth to one side in one case."""

    issue: str
    side: str
    case: str
    """Nothing where it holds in every case."""
    usd: NDArray[np.float64]
    """Present value over the term, by draw."""
    ends: tuple[float, float, float]
    """The low, middle and high end of it."""


@dataclass(frozen=True)
class Terms:
    """How long each promise counts, and how money of later years is counted today."""

    years: Mapping[str, float]
    """Years for which each issue was signed; those without an end are not here."""
    permanent: float
    """Years for which a promise without an end counts, and no other counts for longer."""
    rate: float
    """Yearly discount rate."""

    def of(self, issue: str) -> float:
        """Years for which an issue counts."""
        return min(self.years.get(issue, self.permanent), self.permanent)

    def worth(self, years: float) -> float:
        """Present value of a dollar a year, paid evenly."""
        return annuity(years, self.rate)


@dataclass(frozen=True)
class Worths:
    """Draws of all issues; an issue with several cases is in one of them in each draw."""

    rows: tuple[Row, ...]
    lacking: frozenset[tuple[str, str]]
    """Issues and sides of which some or all has no value."""
    names: tuple[str, ...]
    """All issues, in the order of their table."""
    once: frozenset[str]
    """Issues that count once and not by the year."""
    picked: Mapping[str, NDArray[np.intp]]
    """Case of each draw, for issues with more than one."""

    @cached_property
    def cases(self) -> dict[str, tuple[str, ...]]:
        """Cases of the issues that have more than one."""
        named: dict[str, tuple[str, ...]] = {row.issue: () for row in self.rows}
        for row in self.rows:
            if row.case and row.case not in named[row.issue]:
                named[row.issue] = (*named[row.issue], row.case)
        return {issue: cases for issue, cases in named.items() if len(cases) > 1}

    @property
    def valued(self) -> tuple[str, ...]:
        """Issues whose value to both sides is known."""
        without = {issue for issue, _ in self.lacking}
        return tuple(name for name in self.names if name not in without)

    @property
    def unvalued(self) -> tuple[str, ...]:
        """Issues of which some value is not known."""
        return tuple(name for name in self.names if name not in self.valued)

    def to(self, side: str, issues: Sequence[str]) -> NDArray[np.float64]:
        """What issues are worth to a side, by issue and draw; what is not known is left out."""
        found = np.zeros((len(issues), len(self.rows[0].usd)))
        for row in self.rows:
            if row.side != side or row.issue not in issues:
                continue
            here = True
            if row.case and row.issue in self.cases:
                here = self.picked[row.issue] == self.cases[row.issue].index(row.case)
            found[list(issues).index(row.issue)] += np.where(here, row.usd, 0.0)
        return found

    def of_both(self, issues: Sequence[str]) -> strategy.Issues:
        """What issues are worth to both sides, as the model takes them."""
        sender, target = (jnp.asarray(self.to(side, issues)) for side in SIDES)
        return strategy.Issues(sender, target)

    def knows(self, issue: str, side: str) -> bool:
        """Whether any of an issue's value to a side is known."""
        return any((row.issue, row.side) == (issue, side) for row in self.rows)

    def in_case(self, issue: str, case: str) -> Worths:
        """The same with one issue in one of its cases in every draw."""
        number = self.cases[issue].index(case)
        always = np.full_like(self.picked[issue], number)
        return replace(self, picked={**self.picked, issue: always})

    def at(self, row: Row, usd: float) -> Worths:
        """The same with one row at one value in every draw."""
        fixed = replace(row, usd=np.full_like(row.usd, usd))
        return replace(self, rows=tuple(fixed if one is row else one for one in self.rows))

    def first(self, draws: int) -> Worths:
        """The first draws of them."""
        rows = tuple(replace(row, usd=row.usd[:draws]) for row in self.rows)
        picked = {issue: cases[:draws] for issue, cases in self.picked.items()}
        return replace(self, rows=rows, picked=picked)


def worths(
    table: Sequence[IssueValue],
    supply: Sequence[tuple[SupplyQuestion, Loss]],
    besides: Sequence[SupplyBeside],
    terms: Terms,
    draws: int,
    seed: int,
) -> Worths:
    """Draw what issues are worth: each row of a table on its own, the supply model by its draws.

    Parameters
    ----------
    supply
        What the supply model found, in place of the rows that are taken from it.
    besides
        What it does not hold, added to it.
    """
    random = np.random.default_rng([seed, STREAM])
    rows: list[Row] = []
    for value in table:
        if value.usd_low is None or value.usd is None or value.usd_high is None:
            continue
        if value.taken_from == SUPPLY_MODEL:
            continue
        factor = 1.0 if value.counts == "once" else terms.worth(terms.of(value.issue))
        band = (factor * value.usd_low, factor * value.usd, factor * value.usd_high)
        usd = from_band(*band, random.random(draws))
        rows.append(Row(value.issue, value.side, value.case, usd, band))
    wanted = {(one.issue, one.side) for one in table if one.taken_from == SUPPLY_MODEL}
    for question, loss in supply:
        rows += _by_supply_model(
            question, loss, besides, terms, random.random((draws, 3)).T, wanted
        )
    lacking = frozenset((one.issue, one.side) for one in table if one.usd is None)
    names = tuple(dict.fromkeys(one.issue for one in table))
    once = frozenset(names) - {one.issue for one in table if one.counts != "once"}
    found = Worths(tuple(rows), lacking, names, once, {})
    picked = {
        issue: random.integers(len(cases), size=draws) for issue, cases in found.cases.items()
    }
    return replace(found, picked=picked)


def _by_supply_model(
    question: SupplyQuestion,
    loss: Loss,
    besides: Sequence[SupplyBeside],
    terms: Terms,
    rank: NDArray[np.float64],
    wanted: set[tuple[str, str]],
) -> Iterator[Row]:
    """What it is worth to be spared a control: one of its draws is taken for both sides."""
    factor = terms.worth(terms.of(question.issue))
    drawn = (rank[0] * len(loss.target)).astype(int)
    for column, side, lost in ((1, SENDER, loss.sender), (2, TARGET, loss.target)):
        if (question.issue, side) not in wanted:
            continue
        usd = lost[drawn] * factor / terms.worth(1.0)
        for each in besides:
            if (each.issue, each.side) == (question.issue, side):
                band = (each.usd_low, each.usd, each.usd_high)
                usd = usd + factor * from_band(*band, rank[column])
        low, central, high = np.quantile(usd, ENDS)
        yield Row(question.issue, side, question.case, usd, (low, central, high))
