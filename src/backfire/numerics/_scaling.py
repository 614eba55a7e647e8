"""Fit a table to sums of its rows and columns."""

from __future__ import annotations

import numpy as np
from jaxtyping import Float

from backfire.errors import SolveError

WHERE = "fit of margins"
TOLERANCE = 1e-12
ROUNDS = 2_000
BETWEEN_LEAPS = 20
"""Rounds of scaling between two Newton steps."""
HALVINGS = 20
"""Times that a Newton step is shortened before it is given up."""


def fit_margins(
    matrix: Float[np.ndarray, "row column"],
    rows: Float[np.ndarray, " row"],
    columns: Float[np.ndarray, " column"],
) -> Float[np.ndarray, "row column"]:
    """Scale rows and columns in turn until both sums hold (Deming and Stephan 1940).

    Newton steps in between end what scaling alone approaches slowly.

    The result is the table of the wanted sums that is nearest to ``matrix`` in relative entropy:
    cells of zero stay zero, and odds ratios are kept.

    Parameters
    ----------
    matrix
        Starting pattern, zero or more.
    rows, columns
        Wanted sums, zero or more, of equal total.

    Raises
    ------
    SolveError
        If the totals differ, a value is negative or not finite, or no table with these zeros has
        these sums.

    Examples
    --------
    >>> fit_margins(np.ones((2, 2)), np.array([3.0, 1.0]), np.array([2.0, 2.0]))
    array([[1.5, 1.5],
           [0.5, 0.5]])
    """
    _refuse_impossible(matrix, rows, columns)
    table = matrix.astype(np.float64)
    error = np.inf
    for number in range(ROUNDS):
        table = table * _ratio(rows, table.sum(axis=1))[:, None]
        table = table * _ratio(columns, table.sum(axis=0))[None, :]
        error = _distance(table.sum(axis=1), rows)
        if error <= TOLERANCE:
            return table
        if number % BETWEEN_LEAPS == BETWEEN_LEAPS - 1:
            table = _leapt(table, rows, columns)
    problem = f"the zeros of the table leave its sums {error:.1e} apart after {ROUNDS} rounds"
    raise SolveError(WHERE, [problem])


def _leapt(table: np.ndarray, rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
    """One Newton step for the logarithms of all factors at once, shortened until it descends.

    The fitted table minimises its own sum less the wanted sums times the logarithms of the factors.
    """
    across, down = table.sum(axis=1), table.sum(axis=0)
    size = np.sqrt(np.concatenate([across, down]))
    size = np.where(size > 0, size, 1.0)
    curvature = np.block([[np.diag(across), table], [table.T, np.diag(down)]])
    missed = np.concatenate([rows - across, columns - down])
    scaled = np.linalg.lstsq(curvature / np.outer(size, size), missed / size, rcond=None)[0]
    step = scaled / size
    wanted = np.concatenate([rows, columns])
    for _ in range(HALVINGS):
        with np.errstate(over="ignore", invalid="ignore"):
            leapt = table * np.exp(step[: len(rows), None] + step[None, len(rows) :])
        if leapt.sum() - wanted @ step < table.sum():
            return leapt
        step = step / 2
    return table


def _refuse_impossible(matrix: np.ndarray, rows: np.ndarray, columns: np.ndarray) -> None:
    problems = [
        f"{name} must be finite and zero or more"
        for name, values in (("matrix", matrix), ("rows", rows), ("columns", columns))
        if not (np.isfinite(values).all() and (values >= 0).all())
    ]
    if not problems and not np.isclose(rows.sum(), columns.sum(), rtol=1e-9, atol=0):
        problems.append(f"rows sum to {rows.sum():g} and columns to {columns.sum():g}")
    for name, wanted, held in (
        ("row", rows, matrix.sum(axis=1)),
        ("column", columns, matrix.sum(axis=0)),
    ):
        empty = np.flatnonzero((wanted > 0) & (held == 0))
        problems += [f"{name} {at} must sum to {wanted[at]:g} but is empty" for at in empty]
    if problems:
        raise SolveError(WHERE, problems)


def _ratio(wanted: np.ndarray, held: np.ndarray) -> np.ndarray:
    return np.divide(wanted, held, out=np.zeros_like(wanted, dtype=np.float64), where=held > 0)


def _distance(held: np.ndarray, wanted: np.ndarray) -> float:
    """Largest difference, relative to each sum or, for sums near nothing, to the whole."""
    size = np.maximum(wanted, wanted.sum() * TOLERANCE)
    return float(np.max(np.abs(held - wanted) / np.where(size > 0, size, 1.0), initial=0.0))
