"""Pictures of a game: when a control is used, what is answered, and what choices forgo."""

from collections.abc import Iterator

from backfire.answers import Answer
from backfire.figures._picture import Picture
from backfire.figures.game._endings import endings
from backfire.figures.game._escalation_ladder import escalation_ladder
from backfire.figures.game._game_tree import game_tree
from backfire.figures.game._hazard_of_use import advantage_of_use, hazard_of_use
from backfire.figures.game._policy_map import policy_map
from backfire.figures.game._regret_sweep import regret_sweep

__all__ = [
    "advantage_of_use",
    "endings",
    "escalation_ladder",
    "game_tree",
    "hazard_of_use",
    "pictures",
    "policy_map",
    "regret_sweep",
]


def pictures(answer: Answer) -> Iterator[Picture]:
    """Draw every picture of a game, in the order of the page."""
    yield Picture("policy-map", "policy", policy_map(answer))
    yield Picture("game-tree", "tree", game_tree(answer))
    yield Picture("hazard-of-use", "use", hazard_of_use(answer))
    yield Picture("advantage-of-use", "use", advantage_of_use(answer))
    yield Picture("escalation-ladder", "ladder", escalation_ladder(answer))
    yield Picture("endings", "ending", endings(answer))
    yield Picture("regret-sweep", "solved", regret_sweep(answer))
