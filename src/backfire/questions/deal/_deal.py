"""From the values of issues to the package that two sides would sign."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from backfire.answers import QUANTILES, Answer, words
from backfire.answers import deal as of
from backfire.dims import DRAW, QUANTILE, SAMPLE, SIDE, TERM
from backfire.errors import DataError, SolveError
from backfire.model import strategy
from backfire.questions.game import game_summary
from backfire.questions.prepare import prepare, too_large
from backfire.questions.run import set_up

from . import _collect as collect
from ._scores import scores
from ._sensitivity import assumptions, ranges
from ._supply import BACKGROUND, losses
from ._tables import PACK, Tables, faults, read_tables
from ._values import SENDER, SIDES, TARGET, Terms, Worths, worths

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from backfire.scenario import Scenario

    from ._collect import Continuation
    from ._scores import Arrays

DRAWS = 2000
PERMANENT = 3.2
"""Judgement: years from the deal to the end of the American presidential term that signed it."""
RATE = 0.03
"""Yearly discount rate [@omb_a4_2003]."""
_LONGEST = 1000.0
"""Years for which a promise may count at most."""
_LARGEST_SEED = 2**64 - 1
_BYTES = 500
"""Bytes that each issue takes in a draw, in all arrays that are held at once."""


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
    progress: Callable[[int, int, str], None] | None = None,
) -> Answer:
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
        Case that an issue with several is in, by issue; drawn with equal chances where not given.
    permanent
        Years for which a promise without an end counts, and no other counts for longer.
    continuation
        USD that the sender and the target expect of a truce, by the quarters that are left of it;
        what the scenario's game says unless given, or unless tables are the asker's own.
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
    >>> float(found.probability.sel(issue="soybeans"))
    1.0
    """
    began = time.perf_counter()
    prepared = prepare(scenario)
    question = prepared.scenario
    tables = read_tables(question, values, signed)
    seed = question.seed if seed is None else seed
    _refuse(tables, cases or {}, draws, seed, permanent, discount_rate)
    set_up()
    supply = losses(tables.questions, progress)
    own = values is not None or signed is not None
    game = None if own or question.game is None else game_summary(question, progress=progress)
    terms = Terms(tables.years, permanent, discount_rate)
    asked = tuple(zip(tables.questions, supply, strict=True))
    drawn = partial(_drawn, tables, asked, cases or {}, draws, seed)
    found = drawn(terms)
    main = _settled(tables, found)
    givers = {one.issue: one.giver for one in tables.values}
    assumed, by_assumption = assumptions(found, drawn, terms)
    ranged, by_range = ranges(found)
    if game is not None:
        continuation = continuation or collect.continuation_of(game.truce)
    offered, by_term = collect.terms_offered(found, terms, continuation)
    shown, of_packages = collect.packages(found)
    arrays = collect.issues(found, main, givers) | of_packages | by_assumption | by_range | by_term
    labels: dict[str, Any] = {
        SIDE: SIDES,
        DRAW: range(draws),
        QUANTILE: QUANTILES,
        TERM: [one.label for one in offered],
        of.END: of.ENDS,
        of.ISSUE: found.valued,
        of.PACKAGE: shown,
        of.ASSUMPTION: [one.label for one in assumed],
        of.RANGE: [one.label for one in ranged],
    }
    parts: list[str] = []
    for part, more, named in _parts(tables, found, main, terms, supply, game):
        parts.append(part)
        arrays |= more
        labels |= named
    facts = of.Facts(
        sender=SENDER,
        target=TARGET,
        names=tables.names,
        values=tables.name,
        permanent=permanent,
        discount_rate=discount_rate,
        issues=tuple(_issues(tables, found, terms)),
        supply=tuple(
            of.Supply(issue=each.issue, case=each.case, goods=each.goods, weeks=each.weeks)
            for each in tables.questions
        ),
        assumptions=assumed,
        ranges=ranged,
        terms=offered,
    )
    minerals = prepare(BACKGROUND)
    provenance = prepared.provenance(
        title=f"what {words.listed(list(tables.names.values()))} would sign",
        edition=minerals.edition.name,
        edition_checksum=minerals.edition.checksum,
        parameters=minerals.parameters.name,
        seed=seed,
        sources=tables.sources,
        seconds=round(time.perf_counter() - began, 1),
        parts=tuple(parts),
    )
    return Answer.of(of.KIND, _dataset(arrays, labels), provenance, facts)


def _refuse(
    tables: Tables,
    cases: Mapping[str, str],
    draws: int,
    seed: int,
    permanent: float,
    discount_rate: float,
) -> None:
    """Say what keeps a deal from being looked for.

    Raises
    ------
    DataError
        With every problem found.
    """
    found: list[str] = []
    if draws < 1:
        found.append(f"draws must be a whole number, 1 or more, got {draws}")
    elif problem := too_large("draws", draws, _BYTES * max(1, len(tables.issues))):
        found.append(problem)
    if not 0 <= seed <= _LARGEST_SEED:
        found.append(f"seed must be a whole number from 0 to {_LARGEST_SEED:,}, got {seed}")
    if not 0 < permanent <= _LONGEST:
        limits = f"above 0 and at most {_LONGEST:g}"
        found.append(f"permanent must be a number of years {limits}, got {permanent:g}")
    if not 0 <= discount_rate < 1:
        found.append(f"discount_rate must be a share from 0 to 1, got {discount_rate:g}")
    found += faults(tables, cases)
    if found:
        where = f"the deal of {tables.name}"
        raise DataError(where, found)


def _drawn(
    tables: Tables, asked: Any, cases: Mapping[str, str], draws: int, seed: int, terms: Terms
) -> Worths:
    """Values under some terms, from the same random numbers whatever the terms."""
    found = worths(tables.values, asked, tables.besides, terms, draws, seed)
    for issue, case in cases.items():
        if issue in found.cases:
            found = found.in_case(issue, case)
    return found


def _settled(tables: Tables, found: Worths) -> strategy.Deal:
    """The main answer; where nothing can be signed it is the values that are at fault."""
    try:
        return strategy.settle(found.of_both(found.valued))
    except SolveError as fault:
        problems = [f"{fault.where}: {each}" for each in fault.problems]
        for side, place in (("sender", SENDER), ("target", TARGET)):
            must = f"{words.capital(tables.names[place])} must"
            problems = [each.replace(f"{side}: must", must) for each in problems]
        where = f"the deal of {tables.name}"
        raise DataError(where, problems) from None


def _parts(
    tables: Tables, found: Worths, main: strategy.Deal, terms: Terms, supply: Any, game: Any
) -> Iterator[tuple[str, Arrays, dict[str, Any]]]:
    """What is there in some answers alone: name of the part, its quantities and labels."""
    in_part = collect.known_in_part(found)
    chances = dict(zip(found.valued, np.asarray(main.probability).tolist(), strict=True))
    if tables.outcome:
        scored = scores(chances, in_part, tables.outcome)
        rules = {of.RULE: of.RULES, of.OVER: of.SETS}
        yield of.SIGNED, collect.signed(found, main, tables.outcome) | scored, rules
    if found.unvalued:
        givers = {one.issue: one.giver for one in tables.values}
        limits = collect.thresholds(found, main, terms, givers)
        yield of.THRESHOLDS, limits, {of.UNVALUED: found.unvalued}
    if in_part:
        yield of.IN_PART, collect.in_part(found, in_part), {of.ANY_ISSUE: found.names}
    if supply:
        asked = [f"{each.issue}: {each.case}" for each in tables.questions]
        named = {of.QUESTION: asked, SAMPLE: range(len(supply[0].target))}
        yield of.SUPPLY, collect.supply(tables, supply, found, terms), named
    if game is not None and len(game.due):
        days = np.array(game.due, dtype="datetime64[ns]")
        yield of.RENEWAL, collect.renewal(game.becomes), {of.DUE: days, of.OUTCOME: of.BECOMES}


def _issues(tables: Tables, found: Worths, terms: Terms) -> Iterator[of.Issue]:
    """All issues in the order of their table."""
    first = {one.issue: one for one in reversed(tables.values)}
    for name in found.names:
        lacking = tuple(side for side in SIDES if (name, side) in found.lacking)
        cases = [row.case for row in found.rows if row.issue == name and row.side in lacking]
        yield of.Issue(
            id=name,
            name=first[name].name,
            giver=first[name].giver,
            years=None if name in found.once else terms.of(name),
            signed=tables.outcome.get(name),
            lacking=lacking,
            part=cases[0] if cases else "",
        )


def _dataset(arrays: Arrays, labels: Mapping[str, Any]) -> Any:
    import xarray as xr

    coordinates = {name: (name, list(values)) for name, values in labels.items()}
    return xr.Dataset(arrays, coordinates)
