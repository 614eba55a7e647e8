"""From the values of issues to the package that two sides would sign."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from backfire.answers import QUANTILES, Answer, words
from backfire.answers import deal as of
from backfire.dims import DRAW, QUANTILE, SAMPLE, SIDE, TERM
from backfire.questions.game import game_summary
from backfire.questions.prepare import prepare
from backfire.questions.run import set_up

from . import _collect as collect
from ._sensitivity import assumptions, ranges, scores
from ._supply import BACKGROUND, losses
from ._tables import PACK, Asked, Tables, read_tables
from ._values import SENDER, SIDES, TARGET, Terms, Worths

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from backfire.model import strategy
    from backfire.questions.prepare import Prepared
    from backfire.scenario import Scenario

    from ._collect import Continuation
    from ._sensitivity import Arrays
    from ._supply import Loss

DRAWS = 2000
PERMANENT = 3.2
"""Judgement: years from the deal to the end of the American presidential term that signed it."""
RATE = 0.03
"""Yearly discount rate [@omb_a4_2003]."""


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
    tables = read_tables(prepared.scenario, values, signed)
    seed = prepared.scenario.seed if seed is None else seed
    terms = Terms(tables.years, permanent, discount_rate)
    asked = Asked(tables, dict(cases or {}), draws, seed, terms)
    asked.refuse()
    set_up()
    supply = losses(tables.questions, progress)
    told = prepared.scenario if values is None and signed is None else None
    game = game_summary(told, progress=progress) if told and told.game else None
    answer = _answer(prepared, asked, supply, game, continuation)
    return answer.with_provenance(seconds=round(time.perf_counter() - began, 1))


def _answer(
    prepared: Prepared,
    asked: Asked,
    supply: Sequence[Loss],
    game: Any,
    continuation: Continuation | None,
) -> Answer:
    """The package in every draw, what else could have been signed, and what would move it."""
    tables, terms = asked.tables, asked.terms
    drawn = partial(asked.drawn, supply)
    found = drawn(terms)
    main = asked.settled(found)
    if game is not None:
        continuation = continuation or collect.continuation_of(game.truce)
    listed, moving = _sensitivity(found, drawn, terms, continuation)
    shown, of_packages = collect.packages(found)
    arrays = collect.issues(found, main, tables.givers) | of_packages | moving
    labels: dict[str, Any] = {
        SIDE: SIDES,
        DRAW: range(asked.draws),
        QUANTILE: QUANTILES,
        of.END: of.ENDS,
        of.ISSUE: found.valued,
        of.PACKAGE: shown,
        of.ASSUMPTION: [one.label for one in listed["assumptions"]],
        of.RANGE: [one.label for one in listed["ranges"]],
        TERM: [one.label for one in listed["terms"]],
    }
    parts: list[str] = []
    for part, more, named in _parts(tables, found, main, terms, supply, game):
        parts.append(part)
        arrays |= more
        labels |= named
    minerals = prepare(BACKGROUND)
    provenance = prepared.provenance(
        title=f"what {words.listed(list(tables.names.values()))} would sign",
        edition=minerals.edition.name,
        edition_checksum=minerals.edition.checksum,
        parameters=minerals.parameters.name,
        seed=asked.seed,
        sources=tables.sources,
        parts=tuple(parts),
    )
    facts = _facts(tables, found, terms, listed)
    return Answer.of(of.KIND, _dataset(arrays, labels), provenance, facts)


def _sensitivity(
    found: Worths,
    drawn: Callable[[Terms], Worths],
    terms: Terms,
    continuation: Continuation | None,
) -> tuple[dict[str, Any], Arrays]:
    """What moves the package: facts by their field, and quantities."""
    assumed, by_assumption = assumptions(found, drawn, terms)
    ranged, by_range = ranges(found)
    offered, by_term = collect.terms_offered(found, terms, continuation)
    listed = {"assumptions": assumed, "ranges": ranged, "terms": offered}
    return listed, by_assumption | by_range | by_term


def _facts(tables: Tables, found: Worths, terms: Terms, listed: Mapping[str, Any]) -> of.Facts:
    """What was asked, in words."""
    return of.Facts(
        sender=SENDER,
        target=TARGET,
        names=tables.names,
        values=tables.name,
        permanent=terms.permanent,
        discount_rate=terms.rate,
        issues=tuple(_issues(tables, found, terms)),
        supply=tuple(
            of.Supply(issue=each.issue, case=each.case, goods=each.goods, weeks=each.weeks)
            for each in tables.questions
        ),
        **listed,
    )


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
        limits = collect.thresholds(found, main, terms, tables.givers)
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
