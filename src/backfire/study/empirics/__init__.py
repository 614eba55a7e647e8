"""How both sides have behaved: answers, truces and coercion, estimated from dated events."""

from backfire.results.empirics import PrecisionFit, Prior, Record, Share

from ._empirics import empirics
from ._precision import precision_likelihood

__all__ = ["PrecisionFit", "Prior", "Record", "Share", "empirics", "precision_likelihood"]
