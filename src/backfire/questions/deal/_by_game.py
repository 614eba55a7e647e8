"""What the game of a scenario adds to the question of a deal: truces to come, and their renewal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from backfire.questions.game import BECOMES, game_summary
from backfire.results.deal import Range, Renewal
from backfire.scenario import Scenario, read_scenario

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    from ._terms import Continuation


@dataclass(frozen=True)
class ByGame:
    """What the game says.

    Attributes
    ----------
    continuation
        USD that the sender and the target expect of a truce above calm, by quarters left.
    renewal
        What becomes of a truce on each day on which it ends.
    """

    continuation: Continuation | None = None
    renewal: Mapping[str, Renewal] | None = None


def by_game(
    scenario: Scenario | str | Path, progress: Callable[[int, int, str], None] | None
) -> ByGame:
    """What the scenario's game says of truces; nothing if it holds none."""
    question = scenario if isinstance(scenario, Scenario) else read_scenario(scenario)
    if question.game is None:
        return ByGame()
    told = game_summary(question, progress=progress)
    middle = np.median(told.truce, axis=-1)
    sender, target = ((0.0, *map(float, row)) for row in middle)
    renewal = {
        day.isoformat(): Renewal(
            **{name: _range(told.becomes[row, place]) for place, name in enumerate(BECOMES)}
        )
        for row, day in enumerate(told.due)
    }
    return ByGame((sender, target), renewal or None)


def _range(column: NDArray[np.float64]) -> Range:
    low, central, high = map(float, np.quantile(column, (0.05, 0.5, 0.95)))
    return low, central, high
