"""From a question to its answer."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import numpy as np

from backfire import data
from backfire.questions.prepare import prepare

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    from backfire.answers import Answer
    from backfire.scenario import Scenario

    from ._run import Run

CHUNK = 32
"""Draws rolled out together on one core, so that a week's arrays stay in its cache."""


def simulate(
    scenario: Scenario | str | Path,
    draws: int | None = None,
    seed: int | None = None,
    edition: str | Path | None = None,
    parameters: str | None = None,
    precision: str = "float32",
    progress: Callable[[int, int], None] | None = None,
    values: Mapping[str, NDArray[np.float64]] | None = None,
) -> Answer:
    """Run a scenario over many draws and label what came out.

    Parameters
    ----------
    scenario
        A scenario, the slug of a shipped one, or the path of a file.
    draws, seed, parameters
        Replace those of the scenario.
    edition
        A folder with own tables, laid over the edition that the scenario names.
    precision
        ``float32`` or ``float64``.
    progress
        Called with the draws done and all draws after each chunk.
    values
        Own draws of some parameters, in place of those from the table; one value a draw.

    Raises
    ------
    ScenarioError
        If the scenario cannot be read or names what the edition does not know.
    DataError
        If the figures do not hold together.

    Examples
    --------
    >>> results = simulate("no-control", draws=2)
    >>> bool(abs(results.price.isel(week=slice(13)) - 1).max() < 1e-3)  # at rest until things grow
    True
    """
    began = time.perf_counter()
    prepared = prepare(scenario, edition, draws=draws, seed=seed, parameters=parameters)
    _ = prepared.baseline, prepared.parameters  # faults of the figures come before JAX is loaded
    from ._collect import collect
    from ._run import Run

    run = Run.of(prepared, precision, CHUNK, values)
    parts = in_order(run, run.chunk, progress)
    measured = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    return collect(prepared, run.view, measured, precision, time.perf_counter() - began)


def draws(scenario: Scenario) -> dict[str, NDArray[np.float64]]:
    """The behaviour that each draw of a scenario has, by name of the parameter.

    Examples
    --------
    >>> from backfire.scenario import read_scenario
    >>> drawn = draws(read_scenario("no-control").but(draws=4))
    >>> drawn["cover_scale"].shape
    (4,)
    """
    from backfire.questions.prepare import draw_rules

    table = data.read_parameters(scenario.parameters)
    return draw_rules(table, scenario.draws, scenario.seed)


def in_order(
    run: Run,
    chunk: Callable[[int], dict[str, NDArray[Any]]],
    progress: Callable[[int, int], None] | None,
) -> list[dict[str, NDArray[Any]]]:
    """Every chunk in order, as many at a time as there are cores."""
    parts: list[dict[str, NDArray[Any]]] = []
    with ThreadPoolExecutor(run.cores) as pool:
        for part in pool.map(chunk, range(run.chunks)):
            parts.append(part)
            if progress is not None:
                progress(min(len(parts) * run.size, run.draws), run.draws)
    return parts
