"""How sure: fitting to what was seen, telling the past once more, and why figures disagree."""

from ._backtest import backtest
from ._calibrate import calibrate
from ._seen import Seen, compare, observations
from ._spread import spread

__all__ = ["Seen", "backtest", "calibrate", "compare", "observations", "spread"]
