"""How sure: fitting to what was seen, comparing with it, and telling the past once more."""

from ._backtest import backtest
from ._calibrate import calibrate
from ._seen import Seen, compare, observations

__all__ = ["Seen", "backtest", "calibrate", "compare", "observations"]
