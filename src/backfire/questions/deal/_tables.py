"""What is asked about a deal: values of its issues and what was signed, checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from backfire import data
from backfire.answers import words
from backfire.errors import DataError, ScenarioError, SolveError
from backfire.model import strategy
from backfire.questions.prepare import too_large

from ._supply import background
from ._values import SENDER, SIDES, SUPPLY_MODEL, TARGET, Terms, Worths, worths

if TYPE_CHECKING:
    from backfire.data import IssueValue, Signed, SupplyBeside, SupplyQuestion
    from backfire.scenario import Scenario

    from ._supply import Loss


PACK = "busan-2025"
"""Scenario whose values and terms are shipped."""


@dataclass(frozen=True)
class Tables:
    """What is known of a deal before anything is drawn.

    Attributes
    ----------
    name
        Name of the table of values.
    values, signed, questions, besides
        Rows of the tables; the questions are those about issues taken from the supply model.
    """

    name: str
    values: tuple[IssueValue, ...]
    signed: tuple[Signed, ...]
    questions: tuple[SupplyQuestion, ...]
    besides: tuple[SupplyBeside, ...]

    @property
    def years(self) -> dict[str, float]:
        """Years for which each issue with an end was signed."""
        return {one.issue: one.years for one in self.signed if one.years is not None}

    @property
    def issues(self) -> tuple[str, ...]:
        """All issues, in the order of the table of values."""
        return tuple(dict.fromkeys(one.issue for one in self.values))

    @property
    def givers(self) -> dict[str, str]:
        """Side whose concession each issue is."""
        return {one.issue: one.giver for one in self.values}

    @property
    def outcome(self) -> dict[str, bool]:
        """Whether each issue of the table of values was signed, where that is recorded."""
        return {one.issue: one.signed for one in self.signed if one.issue in self.issues}

    @cached_property
    def names(self) -> dict[str, str]:
        """Names of the two sides as they stand in a sentence."""
        places = data.read_edition(background().edition).tables["places"]
        known = dict(places.select("place", "name").iter_rows())
        return {side: words.place(known[side]) for side in SIDES}

    @property
    def sources(self) -> dict[str, str]:
        """Citation of each source of the values and terms, by key."""
        rows = (*self.values, *self.signed, *self.questions, *self.besides)
        keys = {key.strip() for row in rows for key in row.source.split(";")}
        known = data.citations()
        return {key: known[key] for key in sorted(keys) if key in known}


def read_tables(scenario: Scenario, values: str | Path | None, signed: str | Path | None) -> Tables:
    """Read the values of the issues and what was signed.

    Raises
    ------
    ScenarioError
        If the scenario is about other sides, or has no table of values.
    DataError
        With every problem of both tables.
    """
    problems: list[str] = []
    if scenario.sender != SENDER or TARGET not in scenario.targets:
        got = f"{scenario.sender} and {', '.join(scenario.targets)}"
        problems.append(f"sender and targets must be {SENDER} and {TARGET}, got {got}")
    if values is None and scenario.name != PACK:
        problems.append(
            f"must have a table of what its issues are worth, which only {PACK} has; give one with "
            "--values PATH"
        )
    if problems:
        raise ScenarioError(scenario.name, problems)
    faulty: list[DataError] = []
    table, terms = (), ()
    try:
        table = data.read_issue_values(_absolute(values))
    except DataError as fault:
        faulty.append(fault)
    try:
        terms = data.read_signed(_absolute(signed))
    except DataError as fault:
        faulty.append(fault)
    if faulty:
        where = ", ".join(fault.where for fault in faulty)
        raise DataError(where, [each for fault in faulty for each in fault.problems])
    asked = {one.issue for one in table if one.taken_from == SUPPLY_MODEL}
    questions = tuple(one for one in data.read_supply_questions() if one.issue in asked)
    name = PACK if values is None else Path(values).name
    return Tables(name, table, terms, questions, data.read_supply_besides())


def _absolute(path: str | Path | None) -> Path | None:
    """The whole path, since what was read is cached by it and the working folder may change."""
    return None if path is None else Path(path).absolute()


def faults(tables: Tables, cases: Mapping[str, str]) -> Iterator[str]:
    """What keeps values from being drawn, one sentence each.

    Parameters
    ----------
    cases
        Case that was asked for, by issue.
    """
    if not tables.values:
        yield "must hold at least one issue, got none"
        return
    asked = {question.issue for question in tables.questions}
    for issue in tables.issues:
        mine = [one for one in tables.values if one.issue == issue]
        if any(one.taken_from == SUPPLY_MODEL for one in mine) and issue not in asked:
            known = ", ".join(sorted(asked))
            way_out = "write taken_from range instead"
            yield f"{issue}: the supply model must know it ({known}); {way_out}"
        yield from _unpaired(issue, [one for one in mine if one.usd is not None], tables.names)
    if all(any(one.usd is None for one in tables.values if one.issue == i) for i in tables.issues):
        yield "must hold an issue with a value to both sides, got none"
    yield from _unknown_cases(tables, cases)


def _unpaired(issue: str, mine: list[IssueValue], names: Mapping[str, str]) -> Iterator[str]:
    """Cases that one side has and the other, which has cases too, has not."""
    by_side = {side: {one.case for one in mine if one.side == side} for side in SIDES}
    for side, other in (SIDES, SIDES[::-1]):
        if "" in by_side[side] or not by_side[side]:
            continue
        for case in sorted(by_side[other] - by_side[side] - {""}):
            yield f'{issue}: {names[side]} must have a value in the case "{case}", got none'


def _unknown_cases(tables: Tables, cases: Mapping[str, str]) -> Iterator[str]:
    own = [one for one in tables.values if one.usd is not None and one.taken_from != SUPPLY_MODEL]
    known: dict[str, dict[str, None]] = {issue: {} for issue in tables.issues}
    for one in (*own, *tables.questions):
        if one.case and one.issue in known:
            known[one.issue][one.case] = None
    for issue, case in cases.items():
        if issue not in known:
            yield f'case: issue must be one of {", ".join(known)}, got "{issue}"'
        elif case not in known[issue]:
            listed = ", ".join(known[issue]) or "none"
            yield f'case of {issue} must be one of {listed}, got "{case}"'


_LONGEST = 1000.0
"""Years for which a promise may count at most."""
_LARGEST_SEED = 2**64 - 1
_BYTES = 500
"""Bytes that each issue takes in a draw, in all arrays that are held at once."""


@dataclass(frozen=True)
class Asked:
    """The tables of a deal with what is chosen beside them: see the parameters of ``deal``."""

    tables: Tables
    cases: Mapping[str, str]
    draws: int
    seed: int
    terms: Terms

    def refuse(self) -> None:
        """Say what keeps a deal from being looked for.

        Raises
        ------
        DataError
            With every problem found.
        """
        problems = [*self._numbers(), *faults(self.tables, self.cases)]
        if problems:
            raise DataError(self._where, problems)

    def _numbers(self) -> Iterator[str]:
        years, rate = self.terms.permanent, self.terms.rate
        if self.draws < 1:
            yield f"draws must be a whole number, 1 or more, got {self.draws}"
        elif problem := too_large("draws", self.draws, _BYTES * max(1, len(self.tables.issues))):
            yield problem
        if not 0 <= self.seed <= _LARGEST_SEED:
            yield f"seed must be a whole number from 0 to {_LARGEST_SEED:,}, got {self.seed}"
        if not 0 < years <= _LONGEST:
            limits = f"above 0 and at most {_LONGEST:g}"
            yield f"permanent must be a number of years {limits}, got {years:g}"
        if not 0 <= rate < 1:
            yield f"discount_rate must be a share from 0 to 1, got {rate:g}"

    def drawn(self, supply: Sequence[Loss], terms: Terms) -> Worths:
        """Values under some terms, from the same random numbers whatever the terms."""
        tables = self.tables
        asked = tuple(zip(tables.questions, supply, strict=True))
        found = worths(tables.values, asked, tables.besides, terms, self.draws, self.seed)
        for issue, case in self.cases.items():
            if issue in found.cases:
                found = found.in_case(issue, case)
        return found

    def settled(self, found: Worths) -> strategy.Deal:
        """The Nash package in every draw; where nothing can be signed the values are at fault.

        Raises
        ------
        DataError
            If no deal is possible.
        """
        try:
            return strategy.settle(found.of_both(found.valued))
        except SolveError as fault:
            problems = [f"{fault.where}: {each}" for each in fault.problems]
            for side, place in (("sender", SENDER), ("target", TARGET)):
                must = f"{words.capital(self.tables.names[place])} must"
                problems = [each.replace(f"{side}: must", must) for each in problems]
            raise DataError(self._where, problems) from None

    @property
    def _where(self) -> str:
        return f"the deal of {self.tables.name}"
