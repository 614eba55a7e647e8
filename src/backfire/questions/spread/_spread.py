"""Why published figures disagree: a sweep of assumptions, and where each figure lies in it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import numpy as np

from backfire import data
from backfire.answers import Answer
from backfire.answers.spread import KIND, Facts
from backfire.errors import StudyError
from backfire.questions.prepare import prepare

from ._placing import Atlas, amount, place
from ._surfaces import Axes, cut_of, editions_of, surfaces

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    import xarray as xr

    from backfire.answers.spread import Placed
    from backfire.data import Edition, PublishedLoss
    from backfire.scenario import Scenario

    from ._surfaces import CutoffGoods

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
) -> Answer:
    """Sweep what published estimates of a cut-off assume, and place each of them.

    Horizons and severities that a study states are swept as well, so as to search at its own. A
    figure about single elements is searched for on a surface of their goods alone.

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
    >>> found.loss.sel(closure="recipe", severity=0.0).max().item()
    0.0
    """
    began = time.perf_counter()
    _refuse({"elasticity": elasticity, "severity": severity, "months": months})
    prepared = prepare(scenario, edition)
    question, figures = prepared.scenario, prepared.edition
    losses = data.read_published_losses(published)
    cuts = {one.id: cut_of(one.goods, figures) for one in losses if amount(one)}
    axes = Axes(elasticity, severity, months)
    found = surfaces(question, edition, losses, cuts, axes, progress)
    placed = tuple(_placed(losses, cuts, found, figures))
    surface = found[()]
    named = ("place", "place_name", "goods", "gdp", "embedded_low", "embedded_high", "not_found")
    facts = Facts(
        **{name: surface.attrs[name] for name in named},
        placed=placed,
        without_sum=_left(losses, placed),
    )
    provenance = prepared.provenance(
        title="Why the published numbers disagree",
        sources=_cited(losses, cuts, figures),
        seconds=round(time.perf_counter() - began, 1),
    )
    return Answer.of(KIND, surface, provenance, facts)


def _placed(
    losses: Sequence[PublishedLoss],
    cuts: Mapping[str, CutoffGoods],
    found: Mapping[CutoffGoods, xr.Dataset],
    figures: Edition,
) -> Iterator[Placed]:
    for one in losses:
        usd = amount(one)
        if not usd:
            continue
        cut = cuts[one.id]
        gdp = editions_of(cut, figures)[0].tables["gdp"]
        atlas = Atlas(dict(gdp.select("place", "value").iter_rows()))
        where = place(one, usd, found[cut], atlas)
        if where is not None:
            yield where


def _left(losses: Sequence[PublishedLoss], placed: Sequence[Placed]) -> tuple[str, ...]:
    here = {one.id for one in placed}
    return tuple(one.id for one in losses if one.id not in here)


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
    losses: Sequence[PublishedLoss], cuts: Mapping[str, CutoffGoods], figures: Edition
) -> dict[str, str]:
    """Citations of the published figures and of what the surfaces rest on."""
    editions = {one.name: one for cut in ((), *cuts.values()) for one in editions_of(cut, figures)}
    rows: list[str] = []
    for one in editions.values():
        for name in ("use", "prices", "gdp"):
            rows += one.tables[name]["source"].to_list()
    rows += [one.source for one in losses]
    rows += [reach.source for reach in data.read_bridge().reaches]
    rows += [data.read_elasticities().of(name).source for name in ("inputs", "final", "cover")]
    known = data.citations()
    keys = sorted({key.strip() for cell in rows for key in str(cell).split(";")})
    return {key: known[key] for key in keys if key in known}
