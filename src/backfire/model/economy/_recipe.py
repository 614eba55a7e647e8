"""Closure: recipes are fixed and flows are moved as little as the shortage allows."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np
from scipy import sparse
from typing_extensions import override

from backfire.errors import SolveError
from backfire.numerics import Bounds, Status, least_adjustment

from ._closure import AbstractClosure
from ._loss import Loss
from ._network import Network
from ._shortage import Shortage


class Recipe(AbstractClosure):
    """The allocation nearest to that of today, one year, as the Geological Survey does it.

    Every industry keeps its recipe, so that one that lacks a share of an input makes that share
    less. Final use gives way so that what is made and what is bought agree, each product as little
    as possible, weighed by its size; final use below zero (imports, stocks) stays as it is.

    Raises
    ------
    SolveError
        If no allocation obeys the recipes.
    """

    @override
    def loss(self, network: Network, shortage: Shortage) -> Loss:
        output, final = (np.asarray(each, dtype=float) for each in (network.output, network.final))
        uses = np.asarray(shortage.cost_share) > 0
        most = output * (1 - np.where(uses, np.asarray(shortage.mean), 0.0))
        made = _allocation(np.asarray(network.requirements, dtype=float), output, final, most)
        lost = output - made
        added = np.asarray(network.value_added, dtype=float) / output
        return Loss(output=jnp.asarray(lost), value_added=jnp.asarray(lost @ added))


def _allocation(
    recipe: np.ndarray, output: np.ndarray, final: np.ndarray, most: np.ndarray
) -> np.ndarray:
    """Output by industry: minimise the squared change of final use over its size."""
    count = len(output)
    size = np.maximum(np.abs(final), 1e-6 * output.sum())
    moves = final > 0
    design = sparse.csr_array(
        sparse.hstack([sparse.csr_array((count, count)), sparse.eye_array(count)])
    )
    laws = sparse.csr_array(
        sparse.hstack([sparse.csr_array(np.eye(count) - recipe), -sparse.eye_array(count)])
    )
    found = least_adjustment(
        design,
        final,
        np.sqrt(size * size.mean()),
        np.concatenate([output, final]),
        np.full(2 * count, np.inf),
        laws,
        Bounds(
            lower=np.concatenate([np.zeros(count), np.where(moves, 0.0, final)]),
            upper=np.concatenate([most, np.maximum(final, np.where(moves, 0.0, final))]),
            missed=np.full(count, np.inf),
        ),
    )
    if found.status is not Status.SOLVED:
        msg = f"recipe: {found.status.value}; a smaller shortage or fewer negative final uses help"
        raise SolveError(msg)
    return found.solution[:count]
