"""The past run again, and scored against what was observed."""

from ._backtest import backtest
from ._hindcast import hindcast
from ._hindcast_series import Hindsight, NotComparableError
from ._scoring import Judge, called

__all__ = [
    "Hindsight",
    "Judge",
    "NotComparableError",
    "backtest",
    "called",
    "hindcast",
]
