"""Closure: a year's flows are moved as little as the shortage allows."""

from __future__ import annotations

from dataclasses import dataclass

import jax.numpy as jnp
import numpy as np
from scipy import linalg, sparse
from typing_extensions import override

from backfire.errors import SolveError
from backfire.numerics import Bounds, Status, least_adjustment

from ._closure import AbstractClosure, Loss, Network, Shortage

MOST_ROUNDS = 50
"""Changes of the set of limits that bind after which the search is left to the library."""
SLACK = 1e-9
"""Share by which a limit may be passed before it binds, and that is left where all is missing."""
CLOSE = 1e-7
"""Most that a balance may be off, over output of before, in an answer that is taken."""


class Recipe(AbstractClosure):
    """The flows nearest to those of today, one year, as the Geological Survey allocates them.

    The recipe of every industry for the goods it is short of is fixed: one that lacks a share of
    the scarcest makes that share less. Value added and what is bought outside stay in proportion
    to output, and nobody makes more than before. All other flows and final use move as little as
    sales and costs that agree allow, each change squared and weighed by the size of the flow.

    Raises
    ------
    SolveError
        If no allocation is found.
    """

    @override
    def loss(self, network: Network, shortage: Shortage) -> Loss:
        """Output and value added that a year costs if recipes stay as they are.

        A shortage by week counts by its mean over the year.

        Raises
        ------
        SolveError
            If no allocation is found.
        """
        missing = shortage.scarcest
        if missing.ndim == 2:
            missing = missing.mean(0)
        output = np.asarray(network.output, dtype=float)
        most = output * np.maximum(1 - np.asarray(missing, dtype=float), SLACK)
        flow, final = (np.asarray(each, dtype=float) for each in (network.flow, network.final))
        made = nearest_flows(flow, np.maximum(final, 0.0), most)
        lost = output - made
        added = np.asarray(network.value_added, dtype=float) / output
        return Loss(output=jnp.asarray(lost), value_added=jnp.asarray(lost @ added))


def nearest_flows(flow: np.ndarray, final: np.ndarray, most: np.ndarray) -> np.ndarray:
    """Output by industry after the least change of flows that keeps it below its limits.

    Minimises half the sum of ``(z - z0)^2 / z0`` over flows and final uses subject to: sales are
    output, inputs from home keep their part of output, and output is at most ``most``. Then
    ``z = z0 max(0, 1 + a_supplier + b_user)`` with a price on each balance, and which flows are
    zero and which limits bind is found by solving the rest again (primal-dual active sets). An
    answer is taken if it obeys every condition of the program, which is convex; else a library
    solves the program as it is written.

    Parameters
    ----------
    flow, final : array, shapes (supplier, industry) and (industry,)
        Before, USD.
    most : array, shape (industry,)
        Most output of each, USD.

    Raises
    ------
    SolveError
        If the library finds no answer either.

    Examples
    --------
    Cloth, a third of which goes into coats: half of the wool is gone.

    >>> flow = np.array([[0.0, 3.0], [0.0, 0.0]])
    >>> made = nearest_flows(flow, np.array([6.0, 9.0]), np.array([4.5, 9.0]))
    >>> made.round(2).tolist()
    [4.5, 7.5]
    """
    found = by_active_sets(flow, final, most)
    return by_library(flow, final, most) if found is None else found


def by_active_sets(flow: np.ndarray, final: np.ndarray, most: np.ndarray) -> np.ndarray | None:
    """Output by linear solves, or nothing where no sets are found that obey every condition."""
    before = flow.sum(1) + final
    part = flow.sum(0) / before
    binds, flows, uses = most < before * (1 - SLACK), flow, final
    for _ in range(MOST_ROUNDS):
        try:
            at = _prices(flows, uses, most, binds, part)
        except linalg.LinAlgError:
            return None
        size = 1 + at.supplier[:, None] + at.user[None, :]
        kept, sold = np.where(size > 0, flow, 0.0), np.where(at.supplier > -1, final, 0.0)
        scarce = -(at.supplier + part * at.user)
        bound = np.where(binds, scarce > -SLACK, at.made > most * (1 + SLACK))
        if np.array_equal(bound, binds) and _same(kept, flows) and _same(sold, uses):
            moved = kept * size
            off = np.stack(
                [
                    moved.sum(1) + sold * (1 + at.supplier) - at.made,
                    moved.sum(0) - part * at.made,
                    np.where(binds, 0.0, scarce * before),
                    np.minimum(at.made, 0.0),
                ]
            )
            return at.made if (np.abs(off) <= CLOSE * before).all() else None
        flows, uses, binds = kept, sold, bound
    return None


def _same(some: np.ndarray, others: np.ndarray) -> bool:
    return np.array_equal(some > 0, others > 0)


@dataclass(frozen=True)
class _Prices:
    supplier: np.ndarray
    user: np.ndarray
    made: np.ndarray


def _prices(
    flow: np.ndarray, final: np.ndarray, most: np.ndarray, binds: np.ndarray, part: np.ndarray
) -> _Prices:
    """Prices of each supplier's and each user's balance, and output, for the sets as they are.

    A user that is held back buys its part of the limit; for one that is free, the prices of its
    sales and its purchases cancel. Both put its price in terms of its suppliers', and what is left
    is a symmetric, positive definite system in the prices of sales.
    """
    bought, sales = flow.sum(0), flow.sum(1) + final
    buys = (bought > 0) & (part > 0)
    held, free = binds & buys, ~binds & buys
    each = np.where(free, 1 / np.where(buys, part, 1.0), 0.0)
    fixed = np.where(held, part * most / np.where(buys, bought, 1.0) - 1, 0.0)
    passed = flow * each
    theirs = flow[:, held] / np.sqrt(bought[held])
    matrix = np.diag(sales + bought * each**2) - passed - passed.T - theirs @ theirs.T
    right = np.where(binds, most, bought * each) - sales - flow @ fixed
    # One that buys nothing at home and is not held back sells what it is asked for.
    idle = ~binds & ~buys
    matrix[idle], matrix[:, idle], right[idle] = 0.0, 0.0, 0.0
    matrix[idle, idle] = 1.0
    supplier = linalg.cho_solve(linalg.cho_factor(matrix), right)
    paid = supplier @ flow
    user = fixed - each * supplier - np.where(held, paid / np.where(buys, bought, 1.0), 0.0)
    made = np.where(binds, most, each * (paid + bought * (1 + user)))
    asked = sales[idle] + flow[idle] @ user
    made[idle] = asked
    return _Prices(supplier, user, made)


def by_library(flow: np.ndarray, final: np.ndarray, most: np.ndarray) -> np.ndarray:
    """Output by an interior-point method on the program as it is written; slower, and surer."""
    size, before = len(most), flow.sum(1) + final
    supplier, user = np.nonzero(flow)
    (seller,) = np.nonzero(final)
    start = np.concatenate([flow[supplier, user], final[seller], before])
    moves = np.ones(len(start) - size)
    columns = np.arange(len(moves))
    output = sparse.eye_array(size)
    sells = _ones(np.concatenate([supplier, seller]), columns, size)
    buys = _ones(user, columns[: len(user)], size, len(moves))
    found = least_adjustment(
        sparse.csr_array((0, len(start))),
        np.zeros(0),
        np.ones(0),
        start,
        np.concatenate([np.sqrt(start[: len(moves)]), np.full(size, np.inf)]),
        sparse.csr_array(
            sparse.block_array(
                [[sells, -output], [buys, -sparse.diags_array(flow.sum(0) / before)]]
            )
        ),
        Bounds(
            lower=np.zeros(len(start)),
            upper=np.concatenate([np.inf * moves, most]),
            missed=np.zeros(0),
        ),
    )
    if found.status is not Status.SOLVED:
        msg = f"recipe: {found.status.value}"
        raise SolveError(msg)
    return found.solution[len(moves) :]


def _ones(
    rows: np.ndarray, columns: np.ndarray, height: int, width: int | None = None
) -> sparse.csr_array:
    shape = height, len(columns) if width is None else width
    return sparse.csr_array((np.ones(len(rows)), (rows, columns)), shape=shape)
