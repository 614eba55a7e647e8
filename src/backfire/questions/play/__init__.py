"""A match against the model, one move at a time."""

from ._board import Board
from ._match import Match

__all__ = [
    "Board",
    "Match",
]
