"""Why published figures disagree: a sweep of assumptions, and where each figure lies in it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import numpy as np

from backfire import data, simulation
from backfire.errors import StudyError
from backfire.results.spread import IMPORTS, Spread
from backfire.scenario import Scenario, read_scenario

from ._placing import Atlas, amount, place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    import xarray as xr

    from backfire.data import Edition, PublishedLoss
    from backfire.results.spread import Placed

QUESTION = "rare-earths-2025"
"""Scenario whose reference use is swept unless told."""
ELASTICITY = tuple(map(float, np.geomspace(0.05, 0.5, 11)))
SEVERITY = tuple(map(float, np.geomspace(0.05, 1.0, 27)))
MONTHS = (3.0, 12.0, 36.0)


def spread(
    scenario: Scenario | str | Path = QUESTION,
    elasticity: Sequence[float] = ELASTICITY,
    severity: Sequence[float] = SEVERITY,
    months: Sequence[float] = MONTHS,
    edition: str | Path | None = None,
    published: str | Path | None = None,
    progress: Callable[[int, int, str], None] | None = None,
) -> Spread:
    """Sweep what published estimates of a cut-off assume, and place each of them.

    Horizons and severities that a study states are swept as well, so as to search at its own.

    Parameters
    ----------
    elasticity, severity, months
        Elasticities between the goods and all else, shares of supply missing, and lengths.
    edition, published
        A folder with own tables, laid over the edition, and a table of figures in place of ours.
    progress
        Called with the pieces done, all pieces, and what is worked on.

    Raises
    ------
    ScenarioError
        If no target of the scenario has an input-output table.
    DataError
        If figures do not hold together, or none tells what the place imports.
    StudyError
        If an axis is empty or out of range.

    Examples
    --------
    >>> found = spread(elasticity=[0.1], severity=[0.0, 0.5], months=[12])
    >>> found.surface["loss"].sel(closure="recipe", severity=0.0).max().item()
    0.0
    """
    began = time.perf_counter()
    _refuse({"elasticity": elasticity, "severity": severity, "months": months})
    question = scenario if isinstance(scenario, Scenario) else read_scenario(scenario)
    figures = data.read_edition(question.edition, overlay=edition)
    losses = data.read_published_losses(published)
    with_sum = [(one, usd) for one in losses if (usd := amount(one))]
    lacking = _with(severity, (one.severity for one, _ in with_sum))
    lengths = _with(months, (one.horizon_months for one, _ in with_sum))
    surface = simulation.loss_surface(
        question, _raw_imports(losses), _with(elasticity), lacking, lengths, edition, progress
    )
    placed = tuple(_placed(with_sum, surface, figures))
    return Spread(
        scenario=question.name,
        edition=figures.name,
        surface=surface,
        placed=placed,
        without_sum=_left(losses, placed),
        seconds=round(time.perf_counter() - began, 1),
        sources=_cited(figures, losses, surface),
    )


def _placed(
    with_sum: Sequence[tuple[PublishedLoss, float]], surface: xr.Dataset, figures: Edition
) -> Iterator[Placed]:
    atlas = Atlas(dict(figures.tables["gdp"].select("place", "value").iter_rows()))
    found = (place(one, usd, surface, atlas) for one, usd in with_sum)
    yield from (one for one in found if one is not None)


def _left(losses: Sequence[PublishedLoss], placed: Sequence[Placed]) -> tuple[str, ...]:
    here = {one.id for one in placed}
    return tuple(one.id for one in losses if one.id not in here)


def _with(asked: Sequence[float], stated: Iterable[float | None] = ()) -> list[float]:
    return sorted({*map(float, asked), *(one for one in stated if one is not None)})


def _raw_imports(losses: Sequence[PublishedLoss]) -> dict[str, float]:
    """The largest published value of imports of each place, USD a year."""
    found: dict[str, float] = {}
    for one in losses:
        for usd in (one.usd, one.usd_high) if one.closure == IMPORTS else ():
            if usd:
                found[one.place] = max(usd, found.get(one.place, 0.0))
    return found


def _refuse(axes: Mapping[str, Sequence[float]]) -> None:
    """Say what is wrong with an axis."""
    for name, axis in axes.items():
        values = [float(value) for value in axis]
        if not values:
            msg = f"{name} must hold at least one value, got none"
            raise StudyError(msg)
        wrong = [value for value in values if not 0 <= value < float("inf")]
        if name == "severity":
            wrong += [value for value in values if value > 1]
        if name == "months":
            wrong += [value for value in values if value == 0]
        if wrong:
            limits = {"severity": "between 0 and 1", "months": "above 0"}.get(name, "0 or more")
            msg = f"{name} must be {limits}, got {wrong[0]:g}"
            raise StudyError(msg)


def _cited(
    figures: Edition, losses: Sequence[PublishedLoss], surface: xr.Dataset
) -> dict[str, str]:
    """Citations of the published figures and of what the surface rests on."""
    goods = surface.attrs["goods"].split(", ")
    rows = [
        row["source"]
        for table in ("use", "prices")
        for row in figures.tables[table].select("good", "source").iter_rows(named=True)
        if row["good"] in goods
    ]
    rows += [row["source"] for row in figures.tables["gdp"].iter_rows(named=True)]
    rows += [one.source for one in losses]
    rows += [reach.source for reach in data.read_bridge().reaches]
    rows += [data.read_elasticities().of(name).source for name in ("inputs", "final", "cover")]
    known = data.citations()
    keys = sorted({key.strip() for cell in rows for key in str(cell).split(";")})
    return {key: known[key] for key in keys if key in known}
