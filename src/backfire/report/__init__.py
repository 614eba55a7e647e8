"""One self-contained page drawn from a saved result: the answer first, then the pictures."""

from backfire.report._backtest_rows import SCORES, scores
from backfire.report._spread_rows import PLACED, placed
from backfire.report._write import write

__all__ = ["PLACED", "SCORES", "placed", "scores", "write"]
