"""One self-contained page drawn from a saved result: the answer first, then the pictures."""

from backfire.report import _deal_rows as deal_rows
from backfire.report import _game_rows as game_rows
from backfire.report._backtest_rows import SCORES, scores
from backfire.report._spread_rows import PLACED, placed
from backfire.report._write import write

__all__ = ["PLACED", "SCORES", "deal_rows", "game_rows", "placed", "scores", "write"]
