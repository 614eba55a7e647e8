"""Closure: a year's flows are moved as little as the shortage allows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import jax.numpy as jnp
import numpy as np
from typing_extensions import override

from ._allocation import SLACK, nearest_flows
from ._closure import AbstractClosure
from ._loss import Loss

if TYPE_CHECKING:
    from ._network import Network
    from ._shortage import Shortage


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
