"""The nearest point that obeys linear laws exactly."""

from __future__ import annotations

import numpy as np
from jaxtyping import Float
from scipy import sparse
from scipy.sparse.linalg import norm

ROUNDS = 8


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
    for _ in range(ROUNDS):
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
