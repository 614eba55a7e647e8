"""How likely what happened is at each precision of choice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from jaxtyping import Float


@dataclass(frozen=True)
class PrecisionFit:
    """Log-likelihood of the counts over a grid of precisions, and the band it leaves.

    Attributes
    ----------
    precision
        The grid, rising.
    log_likelihood
        Binomial log-likelihood at each precision; minus infinity where it rules out what happened.
    best
        Precision of the grid at which it is highest.
    low, high
        Ends of the likelihood-ratio band; nothing where it runs to the end of the grid.
    """

    precision: Float[np.ndarray, " precision"]
    log_likelihood: Float[np.ndarray, " precision"]
    best: float
    low: float | None
    high: float | None
