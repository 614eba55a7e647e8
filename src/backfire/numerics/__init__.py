"""Mathematics that knows nothing of trade: adjustments, projections, margins and even points."""

from backfire.numerics._ensemble_kalman import kalman_update
from backfire.numerics._projection import obeying
from backfire.numerics._quadratic import Adjusted, Bounds, Status, least_adjustment
from backfire.numerics._scaling import fit_margins
from backfire.numerics._score import crps
from backfire.numerics._sobol import scrambled_sobol

__all__ = [
    "Adjusted",
    "Bounds",
    "Status",
    "crps",
    "fit_margins",
    "kalman_update",
    "least_adjustment",
    "obeying",
    "scrambled_sobol",
]
