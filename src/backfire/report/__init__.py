"""Rows of a backtest, until it is on the one answer."""

from backfire.report._backtest_rows import SCORES, scores

__all__ = ["SCORES", "scores"]
