"""How both sides have behaved: answers, truces and coercion, estimated from dated events."""

from backfire.answers.empirics import AT_ONCE, MEASURE, SENDER, PrecisionFit, Prior, Record, Share

from ._empirics import empirics
from ._precision import FITTED, GRID, HELD_BACK, Fitted, fit_precision, precision_likelihood
from ._truces import TRUCES_DUE

__all__ = [
    "AT_ONCE",
    "FITTED",
    "GRID",
    "HELD_BACK",
    "MEASURE",
    "SENDER",
    "TRUCES_DUE",
    "Fitted",
    "PrecisionFit",
    "Prior",
    "Record",
    "Share",
    "empirics",
    "fit_precision",
    "precision_likelihood",
]
