"""What each side gains and loses in a quarter of each control, for the strategic game."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from backfire.errors import DataError
from backfire.questions.prepare import cache_key, cached, prepare
from backfire.questions.run import CHUNK

from ._axes import CAPACITIES, CHECKED, HISTORIES, RUNGS, STOCKS, USUAL, WAYS

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from backfire.questions.prepare import Prepared
    from backfire.scenario import Scenario

    Numbers = NDArray[np.float64]

CACHE_VERSION = 1
"""Raised by one whenever a change of code changes what the tables hold."""
NAME = "payoffs"
ELSEWHERE = ("backtest", "game", "reference", "side_outside")
"""Fields of a scenario that no payoff depends on."""
VALUED = ("concession", "worth", "stockpiling", "dumping")
"""Fields of the question of leverage that it does not depend on either."""


@dataclass(frozen=True)
class Payoffs:
    """What each side gains and loses in a quarter, by rung, capacity, stock and draw.

    Money is in USD of the edition's base year, for one quarter of 13 weeks, not discounted. A rung
    stands for that quarter; what it adds is told against a quarter without one that begins in the
    same state. Axes are named in the order in which they come, and the draw is always last.

    The rungs are controls on the goods of the control against the targets. ``licence_delay`` is a
    licence for everything, granted as the scenario's own first licence regime was in its first
    quarter (where it has none, as that of April 2025); ``quota`` withholds a half, an assumption;
    ``partial_ban`` all of the first group of goods; ``full_ban`` all goods, and those from
    elsewhere with the sender's content.

    Levels of capacity are the world outside the sender after 0, 2, 4, 6, 8 and 10 years of the
    history without use, from the first quarter of the run that does not begin before the reference
    use. Levels of stock are a tenth of what the targets' buyers hold and await in calm times, all
    of it, and all of it with 13 or 26 weeks of use in a public store, from which the model hands
    out what users lack.

    A loss is found where firms and households substitute, with the elasticities of a year. It is
    far from linear in what is missing, and leverage takes the mean of a year before it takes the
    loss; so a quarter is counted as its part of a year that is as short as the quarter wherever
    usual stocks do not cover it. ``aggregation`` says what four such quarters add up to, and what
    they would if nothing could be made up for between them.

    Attributes
    ----------
    rungs, capacities, stocks, histories, ways
        Labels of the axes.
    checked
        Levels of capacity from which a year is added up.
    draw
        Numbers of the draws; those that did not stay finite are missing.
    harm
        Loss of the targets, (rung, capacity, stock, draw).
    shelf_harm
        What beginning a quarter without any control with such stocks costs the targets against
        usual ones, (capacity, stock, draw). What they lose in a quarter is this and ``harm``.
    rent
        Gain of the sender: its producers' profit and its processing, less the loss of its own users
        and what its treasury adds, (rung, capacity, stock, draw).
    rent_level
        Profit of the sender's producers in a quarter without a control, (capacity, draw).
    third_harm
        Loss of all other places of which value added is known; negative where they gain,
        (rung, capacity, stock, draw).
    price
        Delivered price at the targets over the quarter, mean over the goods of the control by value
        of end use, log ratio to the baseline, (rung, capacity, stock, draw).
    stock_after
        Level of stocks after the quarter, 0 to 3, (rung, capacity, stock, draw).
    stock_back
        The same after a quarter without a control that began with empty shelves, (capacity, draw).
    stock_held
        Level of stocks along the history without use, (capacity, draw).
    outside
        Share of need that plants outside the sender could make, (history, capacity, draw).
    built
        The same over the need at level 0, uncapped, at all six levels, (history, level, draw).
    pace
        Levels a quarter by which what is built moves from each level's date to the next,
        (history, step, draw).
    aggregation
        Loss of the targets in a year of the full ban from usual stocks, USD at its first day,
        (checked, way, draw).
    seconds
        How long the tables took to fill.
    """

    rungs: tuple[str, ...]
    capacities: tuple[int, ...]
    stocks: tuple[int, ...]
    histories: tuple[str, ...]
    checked: tuple[int, ...]
    ways: tuple[str, ...]
    draw: NDArray[np.int_]
    harm: Numbers
    shelf_harm: Numbers
    rent: Numbers
    rent_level: Numbers
    third_harm: Numbers
    price: Numbers
    stock_after: Numbers
    stock_back: Numbers
    stock_held: Numbers
    outside: Numbers
    built: Numbers
    pace: Numbers
    aggregation: Numbers
    seconds: float

    @property
    def ratio(self) -> Numbers:
        """Chained loss of a year over that of leverage, (checked, draw)."""
        chain, year = (self.aggregation[:, self.ways.index(way)] for way in ("chained", "year"))
        return chain / year


def payoffs(
    scenario: Scenario | str | Path,
    draws: int = 64,
    seed: int | None = None,
    edition: str | Path | None = None,
    parameters: str | None = None,
    progress: Callable[[int, int, str], None] | None = None,
    precision: str = "float32",
    capacities: Sequence[int] = CAPACITIES,
    stocks: Sequence[int] = STOCKS,
) -> Payoffs:
    """Fill the payoff tables of the game by rollouts of the supply model, or read them if cached.

    Parameters
    ----------
    scenario
        A scenario, the slug of a shipped one, or the path of a file.
    draws, seed, parameters
        Replace those of the scenario.
    edition
        A folder with own tables, laid over the edition that the scenario names.
    progress
        Called with the pieces done, all pieces, and what is worked on.
    precision
        ``float32`` or ``float64``.
    capacities, stocks
        Levels to fill; the usual stock, 1, must be among them.

    Raises
    ------
    ScenarioError
        If the scenario cannot be read or names what the edition does not know.
    DataError
        If the figures do not hold together, or have no value added of a target.
    SolveError
        If no draw stayed finite.
    ValueError
        If a level is not one of them, or the usual stock is left out.

    Examples
    --------
    >>> told = payoffs("rare-earths-2025", seed=1)  # shipped, so that nothing is rolled out
    >>> told.harm.shape
    (5, 6, 4, 64)
    """
    outside = _levels("capacities", capacities, CAPACITIES)
    stored = _levels("stocks", stocks, STOCKS, USUAL)
    prepared = prepare(scenario, edition, draws=draws, seed=seed, parameters=parameters)
    _refuse_holes(prepared)

    def filled() -> dict[str, NDArray[Any]]:
        from ._context import PayoffContext  # only this needs JAX
        from ._fill import Filling

        width = min(CHUNK, prepared.scenario.draws * len(stored))
        context = PayoffContext.of(prepared, precision, width)
        return Filling(context, outside, stored, progress).tables()

    more = {"precision": precision, "capacities": outside, "stocks": stored}
    return _labelled(cached(NAME, _about(prepared, more), filled), outside, stored)


def _about(prepared: Prepared, more: Mapping[str, Any]) -> dict[str, Any]:
    """What decides the tables: all of the scenario but what no payoff depends on."""
    scenario = prepared.scenario.but_paths({f"leverage.{name}": None for name in VALUED})
    figures, table = prepared.edition, prepared.parameters
    return cache_key(scenario, figures, table, CACHE_VERSION, without=ELSEWHERE, **more)


def _refuse_holes(prepared: Prepared) -> None:
    """Where no value added is known, a loss of zero would be a gap that does not show."""
    known = set(prepared.edition.tables["value_added"]["place"])
    problems = [
        f"targets: the edition must hold value added of {place}, or its loss has no measure; add "
        "rows to value_added.csv in a folder of your own and lay it over with edition"
        for place in prepared.scenario.targets
        if place not in known
    ]
    if problems:
        where = f"the payoffs of {prepared.scenario.name}"
        raise DataError(where, problems)


def _labelled(
    arrays: dict[str, NDArray[Any]], capacities: tuple[int, ...], stocks: tuple[int, ...]
) -> Payoffs:
    checked = tuple(level for level in CHECKED if stocks == STOCKS and level in capacities)
    return Payoffs(
        rungs=RUNGS,
        capacities=capacities,
        stocks=stocks,
        histories=HISTORIES,
        checked=checked,
        ways=WAYS,
        **{
            part.name: arrays[part.name]
            for part in fields(Payoffs)
            if part.name in arrays and part.name != "seconds"
        },
        seconds=float(arrays["seconds"]),
    )


def _levels(
    name: str, asked_for: Sequence[int], known: tuple[int, ...], needed: int | None = None
) -> tuple[int, ...]:
    """Levels in order and once each."""
    if not asked_for or set(asked_for) - set(known):
        msg = f"{name} must be some of {list(known)}, got {list(asked_for)}"
        raise ValueError(msg)
    if needed is not None and needed not in asked_for:
        msg = f"{name} must hold the usual level, {needed}, got {list(asked_for)}"
        raise ValueError(msg)
    return tuple(level for level in known if level in asked_for)
