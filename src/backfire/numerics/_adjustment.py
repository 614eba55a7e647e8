"""The smallest adjustment that makes observed numbers obey linear laws, and obey them exactly."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import numpy as np
from jaxtyping import Float
from scipy import sparse
from scipy.sparse.linalg import norm

TOLERANCE = 1e-9
ROUNDS = 400
PROJECTIONS = 8


class Status(enum.Enum):
    """How the search ended."""

    SOLVED = "solved"
    INFEASIBLE = "no point obeys all constraints"
    FAILED = "the solver stopped before it reached the answer"


@dataclass(frozen=True)
class Adjusted:
    """The nearest point that obeys every law, or the reason why there is none."""

    status: Status
    solution: Float[np.ndarray, " unknown"]
    residual: Float[np.ndarray, " observation"]
    """Fitted less observed, in units of each observation's spread."""
    dual: Float[np.ndarray, " law"]
    """How much the objective falls per unit by which a law is loosened."""


@dataclass(frozen=True)
class Bounds:
    """Smallest and largest value of each unknown, and the most an observation may be missed by."""

    lower: Float[np.ndarray, " unknown"]
    upper: Float[np.ndarray, " unknown"]
    missed: Float[np.ndarray, " observation"]
    """In units of each observation's spread; infinite where there is no limit."""


def least_adjustment(
    design: sparse.csr_array,
    observed: Float[np.ndarray, " observation"],
    spread: Float[np.ndarray, " observation"],
    start: Float[np.ndarray, " unknown"],
    looseness: Float[np.ndarray, " unknown"],
    laws: sparse.csr_array,
    bounds: Bounds,
) -> Adjusted:
    r"""Find the point nearest to observations and to a start, subject to linear laws.

    Minimise :math:`\|(D z - y) / s\|^2 + \|(z - z_0) / \ell\|^2` subject to :math:`E z = 0`,
    lower :math:`\le z \le` upper, and :math:`|D z - y| \le` missed :math:`\times s`. The search
    runs in units of what is known of each unknown by itself, so unknowns may differ by many orders
    of magnitude. Where looseness is infinite the unknown is not drawn to its start.

    Parameters
    ----------
    design
        ``D``, one row an observation.
    observed, spread
        ``y`` and its standard deviation ``s`` above zero.
    start, looseness
        ``z_0`` and the standard deviation ``l`` of the pull towards it.
    laws
        ``E``, one row a law; rows are scaled to a largest entry of one inside.
    bounds
        Limits of unknowns and of residuals.

    Returns
    -------
    :
        A point of a relative accuracy near 1e-9, or a status that says why there is none.

    Examples
    --------
    Two scales weigh the same thing at 10 and 13, the second half as precise:

    >>> two = sparse.csr_array(np.eye(2))
    >>> equal = sparse.csr_array(np.array([[1.0, -1.0]]))
    >>> free = Bounds(np.zeros(2), np.full(2, np.inf), np.full(2, np.inf))
    >>> seen, sure, far = np.array([10.0, 13.0]), np.array([1.0, 2.0]), np.full(2, 1e6)
    >>> least_adjustment(two, seen, sure, seen, far, equal, free).solution.round(6).tolist()
    [10.6, 10.6]
    """
    unit = _own_spread(design, spread, start, looseness)
    weighted = sparse.diags_array(1 / spread) @ design @ sparse.diags_array(unit)
    scaled_laws, law_size = _unit_rows(laws @ sparse.diags_array(unit))
    pull = np.concatenate([(unit / looseness) ** 2, np.ones(len(observed))])
    toward = np.concatenate([start / unit, np.zeros(len(observed))]) * pull
    low = np.concatenate([bounds.lower / unit, -bounds.missed])
    high = np.concatenate([bounds.upper / unit, bounds.missed])
    equal = _with_residuals(weighted, scaled_laws)
    equal_to = np.concatenate([observed / spread, np.zeros(len(law_size))])
    status, point, dual = _solve(pull, toward, equal, equal_to, low, high)
    solution = np.clip(point[: len(start)] * unit, bounds.lower, bounds.upper)
    residual = (design @ solution - observed) / spread
    return Adjusted(status, solution, residual, dual[len(observed) :] / law_size)


def _with_residuals(weighted: sparse.sparray, laws: sparse.csr_array) -> sparse.csr_array:
    """Rows that define each residual as an unknown of its own, above the laws."""
    observations, bound = len(sparse.csr_array(weighted).indptr) - 1, len(laws.indptr) - 1
    minus, none = -sparse.eye_array(observations), sparse.csr_array((bound, observations))
    return sparse.csr_array(sparse.block_array([[weighted, minus], [laws, none]], format="csr"))


def _own_spread(
    design: sparse.csr_array, spread: np.ndarray, start: np.ndarray, looseness: np.ndarray
) -> np.ndarray:
    """Standard deviation of each unknown were all others known; its size where nothing is known."""
    precision = (design**2).T @ spread**-2.0 + looseness**-2.0
    known = precision > 0
    size = np.maximum(np.abs(start), 1.0)
    return np.where(known, np.where(known, precision, 1.0) ** -0.5, size)


def _unit_rows(matrix: sparse.sparray) -> tuple[sparse.csr_array, np.ndarray]:
    rows = sparse.csr_array(matrix)
    size = np.asarray(abs(rows).max(axis=1).todense()).ravel()
    size = np.where(size > 0, size, 1.0)
    return sparse.csr_array(sparse.diags_array(1 / size) @ rows), size


def _solve(
    pull: np.ndarray,
    toward: np.ndarray,
    equal: sparse.csr_array,
    equal_to: np.ndarray,
    low: np.ndarray,
    high: np.ndarray,
) -> tuple[Status, np.ndarray, np.ndarray]:
    """Minimise pull z^2 / 2 - toward z subject to equal z = equal_to and low <= z <= high."""
    clarabel: Any = import_module("clarabel")
    identity = sparse.csr_array(sparse.eye_array(len(pull)))
    capped, floored = np.isfinite(high), np.isfinite(low)
    matrix = sparse.vstack([equal, identity[capped], -identity[floored]], format="csc")
    right = np.concatenate([equal_to, high[capped], -low[floored]])
    cones = [
        clarabel.ZeroConeT(len(equal_to)),
        clarabel.NonnegativeConeT(len(right) - len(equal_to)),
    ]
    settings = clarabel.DefaultSettings()
    settings.verbose = False
    settings.max_iter = ROUNDS
    settings.tol_gap_rel = settings.tol_gap_abs = settings.tol_feas = TOLERANCE
    solver = clarabel.DefaultSolver(
        sparse.csc_matrix(sparse.diags_array(pull)),
        -toward,
        sparse.csc_matrix(matrix),
        right,
        cones,
        settings,
    )
    found = solver.solve()
    return _status(str(found.status)), np.asarray(found.x), np.asarray(found.z)[: len(equal_to)]


def _status(said: str) -> Status:
    if "PrimalInfeasible" in said:
        return Status.INFEASIBLE
    return Status.SOLVED if said in ("Solved", "AlmostSolved") else Status.FAILED


def obeying(
    laws: sparse.csr_array, point: Float[np.ndarray, " unknown"]
) -> Float[np.ndarray, " unknown"]:
    """Move a point that nearly obeys ``laws @ z = 0`` until it does, to rounding.

    Every entry moves in proportion to itself, so zeros stay zero and signs are kept.

    Parameters
    ----------
    laws
        One row a law.
    point
        A point that obeys them up to a small error.

    Examples
    --------
    >>> laws = sparse.csr_array(np.array([[1.0, -1.0, -1.0]]))
    >>> moved = obeying(laws, np.array([3.0, 1.0, 2.000001]))
    >>> bool(abs(laws @ moved).max() < 1e-14), bool(abs(moved - [3, 1, 2]).max() < 1e-5)
    (True, True)
    """
    moved = point
    for _ in range(PROJECTIONS):
        weighted = sparse.csr_array(laws @ sparse.diags_array(moved))
        size = np.asarray(norm(weighted, axis=1))
        present = size > 0
        if not present.any():
            return moved
        unit = sparse.csr_array(sparse.diags_array(1 / size[present]) @ weighted[present])
        missed = np.asarray(unit.sum(axis=1)).ravel()
        if np.abs(missed).max() < np.finfo(np.float64).eps:
            return moved
        gram = (unit @ unit.T).toarray()
        shift = np.linalg.lstsq(gram, missed, rcond=None)[0]
        moved = moved * (1 - unit.T @ shift)
    return moved
