"""A match against the model, one move at a time."""

from ._board import Board
from ._match import Match
from ._turn import Levels, Option, Turn, key_of

__all__ = ["Board", "Levels", "Match", "Option", "Turn", "key_of"]
