"""How both sides have behaved: answers, truces and coercion, estimated from dated events."""

from backfire.results.empirics import PrecisionFit, Prior, Record, Share

from ._empirics import empirics
from ._fit_precision import FITTED, GRID, HELD_BACK, Fitted, fit_precision
from ._precision import precision_likelihood

__all__ = [
    "FITTED",
    "GRID",
    "HELD_BACK",
    "Fitted",
    "PrecisionFit",
    "Prior",
    "Record",
    "Share",
    "empirics",
    "fit_precision",
    "precision_likelihood",
]
