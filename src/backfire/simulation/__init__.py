"""The seam: labels to arrays, arrays to labels."""

from ._check import check
from ._distribution import quantile
from ._simulate import draws, simulate

__all__ = ["check", "draws", "quantile", "simulate"]
