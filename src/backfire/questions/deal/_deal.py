"""From the values of issues to the package that two sides would sign."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import numpy as np

from backfire.errors import DataError, SolveError
from backfire.model import strategy
from backfire.questions.run import set_up
from backfire.results import words

from ._by_game import ByGame, by_game
from ._collect import collect_deal
from ._findings import Findings
from ._packages import among_all, at_mean, at_what_is_known
from ._question import PACK, Settings, refuse, tables_of
from ._readings import assumed, by_case, readings, settled
from ._supply import losses
from ._terms import choose_term
from ._values import SENDER, TARGET, Terms, Worths, worths

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from backfire.results.deal import Assumed, Deal, Renewal
    from backfire.scenario import Scenario

    from ._question import Tables
    from ._supply import Loss
    from ._terms import Continuation

DRAWS = 2000
PERMANENT = 3.2
"""Judgement: years from the deal to the end of the American presidential term that signed it."""
HORIZONS = (1.0, 10.0)
"""Other lengths of a promise without an end: that of the dated ones, and the game's 40 quarters."""
RATE = 0.03
"""Yearly discount rate [@omb_a4_2003]."""
MOST_NUMBERS = 2**22
"""Packages times draws that are held at once where all packages are looked at."""


def deal(
    scenario: Scenario | str | Path = PACK,
    draws: int = DRAWS,
    seed: int | None = None,
    values: str | Path | None = None,
    signed: str | Path | None = None,
    cases: Mapping[str, str] | None = None,
    permanent: float = PERMANENT,
    discount_rate: float = RATE,
    continuation: Continuation | None = None,
    renewal: Mapping[str, Renewal] | None = None,
    progress: Callable[[int, int, str], None] | None = None,
) -> Deal:
    """Draw what issues are worth, and find the package whose product of gains is the largest.

    Parameters
    ----------
    scenario
        A scenario, the slug of a shipped one, or the path of a file.
    draws, seed
        Draws of the values; the seed is that of the scenario unless given.
    values, signed
        Own tables of values and of what was signed, with the columns of the shipped ones.
    cases
        Case that an issue with several is in, by issue; drawn with equal chances where not told.
    permanent
        Years for which a promise without an end counts, and no other counts for longer.
    continuation
        USD that the sender and the target expect of a truce, by the quarters that are left of it;
        what the scenario's game says unless told, or unless tables are the asker's own.
    renewal
        What becomes of suspensions on each day on which they run out; likewise.
    progress
        Called with the parts done, all parts, and what is worked on.

    Raises
    ------
    ScenarioError
        If the scenario cannot be read, is about other sides, or has no table of values.
    DataError
        If values are faulty, or such that no deal is possible; every problem is listed.

    Examples
    --------
    >>> found = deal("busan-2025", draws=50)
    >>> found.issue("soybeans").probability
    1.0
    """
    began = time.perf_counter()
    tables = tables_of(scenario, values, signed)
    chosen = Settings(
        draws, tables.seed if seed is None else seed, permanent, discount_rate, dict(cases or {})
    )
    refuse(tables, chosen)
    set_up()
    supply = losses(tables.questions, progress)
    told = by_game(scenario, progress) if values is None and signed is None else ByGame()
    truces = continuation or told.continuation
    renewed = renewal or told.renewal
    return collect_deal(_worked_out(tables, chosen, supply, truces, renewed, began))


def _worked_out(
    tables: Tables,
    chosen: Settings,
    supply: Sequence[Loss],
    continuation: Continuation | None,
    renewal: Mapping[str, Renewal] | None,
    began: float,
) -> Findings:
    terms = Terms(tables.years, chosen.permanent, chosen.rate)
    found = _drawn(tables, supply, terms, chosen)
    packages = np.asarray(strategy.packages(len(found.valued)), dtype=float)
    few = found.first(max(1, min(chosen.draws, MOST_NUMBERS // len(packages))))
    return Findings(
        tables=tables,
        chosen=chosen,
        terms=terms,
        supply=supply,
        worths=found,
        deal=_settled(tables, found),
        at_mean=at_mean(found),
        of_signed=among_all(found, [one.issue for one in tables.signed if one.signed]),
        at_what_is_known=at_what_is_known(found),
        cases=tuple(by_case(found)),
        horizons=tuple(_horizons(tables, supply, chosen)),
        readings=tuple(readings(found)),
        term=choose_term(few, packages, terms, continuation),
        renewal=renewal,
        began=began,
    )


def _drawn(tables: Tables, supply: Sequence[Loss], terms: Terms, chosen: Settings) -> Worths:
    asked = tuple(zip(tables.questions, supply, strict=True))
    found = worths(tables.table, asked, tables.besides, terms, chosen.draws, chosen.seed)
    for issue, case in chosen.cases.items():
        if issue in found.cases:
            found = found.in_case(issue, case)
    return found


def _settled(tables: Tables, found: Worths) -> strategy.Deal:
    """The main answer; where nothing can be signed it is the values that are at fault."""
    try:
        return settled(found, found.valued)
    except SolveError as fault:
        problems = [f"{fault.where}: {each}" for each in fault.problems]
        for side, place in (("sender", SENDER), ("target", TARGET)):
            told = f"{words.capital(tables.names[place])} must"
            problems = [each.replace(f"{side}: must", told) for each in problems]
        where = f"the deal of {tables.values}"
        raise DataError(where, problems) from None


def _horizons(tables: Tables, supply: Sequence[Loss], chosen: Settings) -> Iterator[Assumed]:
    """The deal if promises without an end count for other lengths of time, from the same luck."""
    for years in HORIZONS:
        terms = Terms(tables.years, years, chosen.rate)
        found = _drawn(tables, supply, terms, chosen)
        yield assumed(found, "permanent", f"{years:g}")
