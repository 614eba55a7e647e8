"""Mathematics that knows nothing of trade: adjustments, crossings, annuities, ensembles."""

from ._adjustment import Adjusted, Bounds, Status, least_adjustment, obeying
from ._annuity import annuity
from ._crossings import first_fall, last_fall, spells_above
from ._ensembles import crps, kalman_update, scrambled_sobol
from ._scaling import fit_margins

__all__ = [
    "Adjusted",
    "Bounds",
    "Status",
    "annuity",
    "crps",
    "first_fall",
    "fit_margins",
    "kalman_update",
    "last_fall",
    "least_adjustment",
    "obeying",
    "scrambled_sobol",
    "spells_above",
]
