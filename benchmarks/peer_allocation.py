"""The allocation of ``Recipe`` as a program in CVXPY, every flow an unknown, left to a solver."""

from __future__ import annotations

import cvxpy as cp
import numpy as np
from scipy import sparse


def nearest(
    flow: np.ndarray, final: np.ndarray, most: np.ndarray, solver: str = "CLARABEL"
) -> tuple[np.ndarray, np.ndarray]:
    """Flows and output after the least change, squared and weighed by the size of each flow.

    Sales are output, inputs from home keep their part of output, and output is at most ``most``.
    """
    supplier, user = np.nonzero(flow)
    before, old = flow.sum(1) + final, flow[supplier, user]
    number = np.arange(len(old))
    sells = sparse.csr_array((np.ones(len(old)), (supplier, number)), (len(most), len(old)))
    buys = sparse.csr_array((np.ones(len(old)), (user, number)), (len(most), len(old)))
    sold = final > 0
    weight = np.where(sold, 1 / np.sqrt(np.where(sold, final, 1.0)), 0.0)

    new, use, made = cp.Variable(len(old)), cp.Variable(len(most)), cp.Variable(len(most))
    moved = cp.sum_squares(cp.multiply(1 / np.sqrt(old), new - old))
    program = cp.Problem(
        cp.Minimize(moved + cp.sum_squares(cp.multiply(weight, use - final))),
        [
            new >= 0,
            use >= 0,
            cp.multiply(~sold, use) == 0,
            made <= most,
            sells @ new + use == made,
            buys @ new == cp.multiply(flow.sum(0) / before, made),
        ],
    )
    program.solve(solver=solver)
    flows = np.zeros_like(flow)
    flows[supplier, user] = new.value
    return flows, np.asarray(made.value)
