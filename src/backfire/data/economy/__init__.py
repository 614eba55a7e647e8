"""How an economy bears a shortage: elasticities, critical inputs, parameters, published losses."""

from ._critical_inputs import read_critical
from ._elasticities import Elasticities, Elasticity, economy_data_gaps, read_elasticities
from ._parameters import Parameters, parameter_editions, read_parameters
from ._published_losses import PublishedLoss, read_published_losses

__all__ = [
    "Elasticities",
    "Elasticity",
    "Parameters",
    "PublishedLoss",
    "economy_data_gaps",
    "parameter_editions",
    "read_critical",
    "read_elasticities",
    "read_parameters",
    "read_published_losses",
]
