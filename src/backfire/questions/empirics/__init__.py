"""How both sides have behaved: answers, truces and coercion, estimated from dated events."""

from backfire.answers.empirics import AT_ONCE, MEASURE, SENDER, PrecisionFit, Prior, Record, Share

from ._empirics import empirics
from ._others import TRUCES_DUE
from ._precision import FITTED, GRID, HELD_BACK, Fitted, fit_precision, precision_likelihood

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
