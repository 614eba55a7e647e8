"""From what was asked about a deal to its tables, with every fault told at once."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from backfire import data
from backfire.errors import DataError, ScenarioError
from backfire.results import words
from backfire.scenario import Scenario, read_scenario

from ._faults import faults
from ._supply import background
from ._values import SENDER, SUPPLY_MODEL, TARGET

if TYPE_CHECKING:
    from backfire.data import Edition, IssueValue, Signed, SupplyBeside, SupplyQuestion

PACK = "busan-2025"
"""Scenario whose values and terms are shipped."""
WHERE = "the question"


@dataclass(frozen=True)
class Settings:
    """What is chosen beside the tables: see the parameters of the verb."""

    draws: int
    seed: int
    permanent: float
    rate: float
    cases: Mapping[str, str]


@dataclass(frozen=True)
class Tables:
    """What is known of a deal before anything is drawn."""

    scenario: str
    seed: int
    values: str
    """Name of the table of values."""
    table: tuple[IssueValue, ...]
    signed: tuple[Signed, ...]
    questions: tuple[SupplyQuestion, ...]
    """Those about issues of the table that are taken from the supply model."""
    besides: tuple[SupplyBeside, ...]
    names: Mapping[str, str]
    """Names of the two sides as they stand in a sentence."""

    @property
    def years(self) -> dict[str, float]:
        """Years for which each issue with an end was signed."""
        return {one.issue: one.years for one in self.signed if one.years is not None}


def tables_of(
    scenario: Scenario | str | Path, values: str | Path | None, signed: str | Path | None
) -> Tables:
    """Read the scenario and both tables.

    Raises
    ------
    ScenarioError
        If the scenario cannot be read, is about other sides, or has no table of values.
    DataError
        With every problem of both tables.
    """
    name, seed = _asked(scenario, values)
    faulty: list[DataError] = []
    table, terms = (), ()
    try:
        table = data.read_issue_values(_from_here(values))
    except DataError as fault:
        faulty.append(fault)
    try:
        terms = data.read_signed(_from_here(signed))
    except DataError as fault:
        faulty.append(fault)
    if faulty:
        where = ", ".join(fault.where for fault in faulty)
        raise DataError(where, [each for fault in faulty for each in fault.problems])
    asked = {one.issue for one in table if one.taken_from == SUPPLY_MODEL}
    return Tables(
        scenario=name,
        seed=seed,
        values=PACK if values is None else Path(values).name,
        table=table,
        signed=terms,
        questions=tuple(one for one in data.read_supply_questions() if one.issue in asked),
        besides=data.read_supply_besides(),
        names=_names(),
    )


def refuse(tables: Tables, chosen: Settings) -> None:
    """Say what keeps a deal from being looked for.

    Raises
    ------
    DataError
        With every problem found.
    """
    found: list[str] = []
    for name in ("draws", "seed"):
        least, value = (1 if name == "draws" else 0), getattr(chosen, name)
        if value < least:
            found.append(f"{name} must be a whole number, {least} or more, got {value}")
    if not 0 < chosen.permanent < math.inf:
        found.append(f"permanent must be a number of years above 0, got {chosen.permanent:g}")
    if not 0 <= chosen.rate < 1:
        found.append(f"discount_rate must be a share from 0 to 1, got {chosen.rate:g}")
    found += faults(tables.table, tables.questions, chosen.cases, tables.names)
    if found:
        where = f"the deal of {tables.values}"
        raise DataError(where, found)


def _asked(scenario: Scenario | str | Path, values: str | Path | None) -> tuple[str, int]:
    """Name and seed of the scenario."""
    question = scenario if isinstance(scenario, Scenario) else read_scenario(scenario)
    problems: list[str] = []
    if question.sender != SENDER or TARGET not in question.targets:
        got = f"{question.sender} and {', '.join(question.targets)}"
        problems.append(f"sender and targets must be {SENDER} and {TARGET}, got {got}")
    if values is None and question.name != PACK:
        problems.append(
            f"must have a table of what its issues are worth, which only {PACK} has; give one with "
            "--values PATH"
        )
    if problems:
        raise ScenarioError(question.name, problems)
    return question.name, question.seed


def _from_here(path: str | Path | None) -> Path | None:
    """The whole path, since what was read is remembered by it and the folder may change."""
    return None if path is None else Path(path).absolute()


def edition() -> Edition:
    """The edition of the supply model."""
    return data.read_edition(background().edition)


def _names() -> dict[str, str]:
    known = dict(edition().tables["places"].select("place", "name").iter_rows())
    return {side: words.place(known[side]) for side in (SENDER, TARGET)}
