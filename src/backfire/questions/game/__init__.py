"""The game between the sender and the target, solved in every draw."""

from backfire.model.strategy.outcomes import (
    LADDER,
    LASTING,
    Steps,
    confronted,
    hazard,
    used,
)

from ._contest import contest_of
from ._draws import GameDraws, Solved, game_draws, game_in, solved
from ._game import game
from ._policy import choices
from ._setting import SENDER, TARGET, Setting, day_of
from ._stakes import QUARTERS_PER_YEAR
from ._summary import BECOMES, game_summary, with_concession

__all__ = [
    "BECOMES",
    "LADDER",
    "LASTING",
    "QUARTERS_PER_YEAR",
    "SENDER",
    "TARGET",
    "GameDraws",
    "Setting",
    "Solved",
    "Steps",
    "choices",
    "confronted",
    "contest_of",
    "day_of",
    "game",
    "game_draws",
    "game_in",
    "game_summary",
    "hazard",
    "solved",
    "used",
    "with_concession",
]
