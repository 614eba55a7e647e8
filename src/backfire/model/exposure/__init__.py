"""Static indices of dependence, read off shares alone: no prices, no weeks, no behaviour."""

from ._concentration import concentration, least_concentration

__all__ = ["concentration", "least_concentration"]
