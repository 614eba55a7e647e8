"""Closure: a year's flows are moved as little as the shortage allows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import jax.numpy as jnp
import numpy as np
from scipy import linalg
from typing_extensions import override

from backfire.errors import SolveError

from ._closure import AbstractClosure
from ._loss import Loss

if TYPE_CHECKING:
    from ._network import Network
    from ._shortage import Shortage

MOST_ROUNDS = 50
"""Changes of the set of limits that bind after which the search gives up."""
SLACK = 1e-9
"""Share by which a limit may be passed before it binds, and that is left where all is missing."""


class Recipe(AbstractClosure):
    """The flows nearest to those of today, one year, as the Geological Survey allocates them.

    The recipe of every industry for the goods it is short of is fixed: one that lacks a share of
    the scarcest makes that share less. Value added and what is bought outside stay in proportion
    to output, and nobody makes more than before. All other flows and final use move as little as
    sales and costs that agree allow, each change squared and weighed by the size of the flow.

    Raises
    ------
    SolveError
        If the limits that bind are not found.
    """

    @override
    def loss(self, network: Network, shortage: Shortage) -> Loss:
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
    zero and which limits bind is found by solving the rest again (primal-dual active sets).

    Parameters
    ----------
    flow, final : array, shapes (supplier, industry) and (industry,)
        Before, USD.
    most : array, shape (industry,)
        Most output of each, USD.

    Examples
    --------
    Cloth, a third of which goes into coats: half of the wool is gone.

    >>> flow = np.array([[0.0, 3.0], [0.0, 0.0]])
    >>> made = nearest_flows(flow, np.array([6.0, 9.0]), np.array([4.5, 9.0]))
    >>> made.round(2).tolist()
    [4.5, 7.5]
    """
    part = flow.sum(0) / (flow.sum(1) + final)
    binds = most < flow.sum(1) + final
    flows, uses = flow, final
    for _ in range(MOST_ROUNDS):
        supplier, user, made = _prices(flows, uses, most, binds, part)
        kept = np.where(1 + supplier[:, None] + user[None, :] > 0, flow, 0.0)
        sold = np.where(1 + supplier > 0, final, 0.0)
        scarce = -(supplier + part * user) > -SLACK
        bound = np.where(binds, scarce, made > most * (1 + SLACK))
        same = (kept > 0) == (flows > 0), (sold > 0) == (uses > 0), bound == binds
        if all(each.all() for each in same):
            return made
        flows, uses, binds = kept, sold, bound
    msg = f"recipe: the limits that bind were not found in {MOST_ROUNDS} rounds"
    raise SolveError(msg)


def _prices(
    flow: np.ndarray, final: np.ndarray, most: np.ndarray, binds: np.ndarray, part: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Prices of each supplier's and each user's balance, and output, for the sets as they are."""
    bought = flow.sum(0)
    buys = bought > 0
    safe_bought, safe_part = np.where(buys, bought, 1.0), np.where(part > 0, part, 1.0)
    # user = fixed + slope @ supplier, by limit or by what a free output is worth to both sides.
    fixed = np.where(binds & buys, part * most / safe_bought - 1, 0.0)
    slope = np.where(
        (binds & buys)[:, None],
        -flow.T / safe_bought[:, None],
        -np.diag(np.where(part > 0, 1 / safe_part, 0.0)),
    )
    made_fixed = np.where(binds, most, bought * (1 + fixed) / safe_part)
    made_slope = np.where(
        binds[:, None], 0.0, (flow.T + bought[:, None] * slope) / safe_part[:, None]
    )
    sales = flow.sum(1) + final
    matrix = np.diag(sales) + flow @ slope - made_slope
    right = made_fixed - sales - flow @ fixed
    # One that buys nothing at home and is not held back sells what it is asked for.
    free = ~binds & ~(buys & (part > 0))
    matrix[free] = np.eye(len(most))[free]
    right[free] = 0.0
    supplier = linalg.solve(matrix, right)
    user = fixed + slope @ supplier
    made = np.where(binds, most, made_fixed + made_slope @ supplier)
    asked = (flow * (1 + supplier[:, None] + user[None, :])).sum(1) + final * (1 + supplier)
    return supplier, user, np.where(free, asked, made)
