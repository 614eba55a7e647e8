"""The past run again, and scored against what was observed."""

from ._backtest import backtest
from ._hindcast import Hindcast, hindcast
from ._hindcast_series import HindcastSeries, NotComparableError
from ._scoring import Scorer, called

__all__ = [
    "Hindcast",
    "HindcastSeries",
    "NotComparableError",
    "Scorer",
    "backtest",
    "called",
    "hindcast",
]
