"""Fitting uncertain parameters to what was seen."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
from scipy.special import ndtr, ndtri

from backfire import data
from backfire.answers import write_whole
from backfire.errors import DataError
from backfire.numerics import kalman_update, scrambled_sobol
from backfire.questions.prepare import quantile

from ._evidence import evidence
from ._fit import Fit, FittedParameter

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from backfire.scenario import Scenario

    from ._evidence import AbstractEvidence

STEPS = 4
"""Assimilation steps, each with the error variance times their number."""
EDGE = 1e-6


def calibrate(
    scenario: Scenario,
    fit: Sequence[str],
    to: Sequence[str],
    method: str = "ensemble-kalman",
    prior: str = "prior",
    draws: int | None = None,
    seed: int | None = None,
    edition: str | Path | None = None,
    out: str | Path | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Fit:
    """Fit named parameters to named observations and write the table as a new edition.

    Parameters
    ----------
    fit
        Rows of the prior; the others keep their distributions and
        stay uncertain during the fit.
    to
        Observations, such as ``magnet_exports@2025-01..2025-05`` or ``price:dy_oxide@..2025-05``.
    method
        ``ensemble-kalman``: smoothing with multiple data assimilation.
    prior
        Edition of parameters to start from, whatever the scenario uses.
    out
        File or folder to write; ``out/parameters`` if none is given.

    Raises
    ------
    DataError
        With every parameter or observation that is not known.
    """
    if method != "ensemble-kalman":
        msg = "calibrate"
        raise DataError(msg, [f"method must be ensemble-kalman, got {method}"])
    question = scenario.but(
        draws=draws or scenario.draws,
        seed=scenario.seed if seed is None else seed,
        parameters=prior,
    )
    table = data.read_parameters(question.parameters).table
    rows = _rows(table, fit)
    members = ndtri(np.clip(_levels(question, len(fit), len(table)), EDGE, 1 - EDGE))
    seen = evidence(question, to, edition)
    predicted = _look(seen, rows, members, 0, progress)
    for step in range(STEPS):
        members = kalman_update(
            members, predicted, seen.observed, seen.errors, STEPS, question.seed + step
        )
        predicted = _look(seen, rows, members, step + 1, progress)
    until = seen.until
    found = tuple(_fitted(row, members[:, i]) for i, row in enumerate(rows))
    name, recipe = _recipe(question.name, question.parameters, fit, to, until)
    path = _write(table, found, recipe, until, name, out)
    return Fit(name, path, recipe, found, seen.compared(), seen.left_out)


def _rows(table: pl.DataFrame, fit: Sequence[str]) -> list[dict[str, Any]]:
    known = {row["parameter"]: row for row in table.iter_rows(named=True)}
    problems = [
        f"{name}: is not an uncertain parameter; known: {', '.join(known)}"
        for name in fit
        if name not in known or known[name]["distribution"] == "fixed"
    ]
    if problems or not fit:
        msg = "calibrate"
        raise DataError(msg, problems or ["fit: at least one parameter must be named"])
    return [known[name] for name in fit]


def _levels(question: Scenario, count: int, taken: int) -> NDArray[np.float64]:
    """Levels of what is fitted, on dimensions of the sequence that the runs do not draw from."""
    return scrambled_sobol(question.draws, taken + count, question.seed + 1)[:, taken:]


def _look(
    seen: AbstractEvidence,
    rows: list[dict[str, Any]],
    members: NDArray[np.float64],
    step: int,
    progress: Callable[[int, int], None] | None,
) -> NDArray[np.float64]:
    levels = np.clip(ndtr(members), EDGE, 1 - EDGE)
    values = {row["parameter"]: quantile(row, levels[:, i]) for i, row in enumerate(rows)}

    def advance(done: int, total: int) -> None:
        if progress is not None:
            progress(step * total + done, (STEPS + 1) * total)

    return seen.look(values, advance)


def _fitted(row: dict[str, Any], member: NDArray[np.float64]) -> FittedParameter:
    spread = np.linspace(0.5 / 512, 1 - 0.5 / 512, 512)
    before = quantile(row, spread)
    after = quantile(row, np.clip(ndtr(member), EDGE, 1 - EDGE))
    return FittedParameter(
        row["parameter"],
        row["unit"],
        float(before.mean()),
        float(before.std()),
        float(after.mean()),
        float(after.std()),
    )


def _recipe(
    name: str, prior: str, fit: Sequence[str], to: Sequence[str], until: str
) -> tuple[str, str]:
    recipe = (
        f"ensemble-kalman, {STEPS} steps, scenario {name}, prior {prior}: "
        f"{' '.join(fit)} to {' '.join(to)}"
    )
    return f"fitted-{until[:7]}", recipe


def _write(
    table: pl.DataFrame,
    found: tuple[FittedParameter, ...],
    recipe: str,
    until: str,
    name: str,
    out: str | Path | None,
) -> Path:
    """The whole table, with recipe, prior and fitted value side by side."""
    by_name = {one.parameter: one for one in found}
    lines: list[dict[str, Any]] = []
    for row in table.iter_rows(named=True):
        one = by_name.get(row["parameter"])
        extra: dict[str, Any] = dict.fromkeys(
            ("recipe", "fitted_until", "prior_distribution", "prior_central", "prior_spread")
        )
        if one is not None:
            extra = {
                "recipe": recipe,
                "fitted_until": until,
                "prior_distribution": row["distribution"],
                "prior_central": row["central"],
                "prior_spread": round(one.prior_sd, 4),
            }
            row = row | {
                "distribution": "beta",
                "central": round(min(max(one.fitted, row["low"]), row["high"]), 4),
                "spread": round(max(one.fitted_sd, 1e-4), 4),
            }
        lines.append(row | extra)
    target = Path(out) if out is not None else Path("out") / "parameters"
    path = target if target.suffix == ".csv" else target / f"{name}.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    text = io.StringIO()
    pl.DataFrame(lines, infer_schema_length=None).write_csv(text)
    write_whole(path, lambda temporary: temporary.write_text(text.getvalue(), encoding="utf-8"))
    return path
