"""The answer of ``backtest``: a scenario of the past beside what was observed."""

from ._kind import KIND, LARGE, LEVELS, SERIES, Entrants, Facts, fitted, held_back
from ._scores import COVERED, HALF, Score, Scored, SeriesScore, score

__all__ = [
    "COVERED",
    "HALF",
    "KIND",
    "LARGE",
    "LEVELS",
    "SERIES",
    "Entrants",
    "Facts",
    "Score",
    "Scored",
    "SeriesScore",
    "fitted",
    "held_back",
    "score",
]
