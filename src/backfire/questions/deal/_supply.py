"""What issues about minerals are worth by the supply model: the control that a deal takes away."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from backfire import data
from backfire.answers.leverage import UNUSED, USED
from backfire.questions.prepare import cache_key, cached
from backfire.scenario import read_scenario

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from backfire.data import SupplyQuestion
    from backfire.scenario import Scenario

BACKGROUND = "rare-earths-2025"
DRAWS = 64
CACHE_VERSION = 1
"""Raised when the supply model or what is cached of it changes."""
TABLE = "deal-supply"
WEEKS_PER_QUARTER = 13
UNASKED = ("concession", "worth", "stockpiling", "dumping")
"""Parts of the question about leverage that no loss depends on."""
YEARS_ON = 2
"""Years after its start at which it is read what a control has taken away of leverage: one year on
shelves are still empty, so that a second control bites at once."""


@dataclass(frozen=True)
class Loss:
    """What a control costs both sides over a year from its first day, USD."""

    target: NDArray[np.float64]
    """Loss of the target, by draw."""
    sender: NDArray[np.float64]
    """Loss of the sender; below zero where dearer goods bring it more than it forgoes."""
    run_down: NDArray[np.float64]
    """Leverage that the control has taken away two years after its start."""


def losses(
    questions: Sequence[SupplyQuestion],
    progress: Callable[[int, int, str], None] | None = None,
    draws: int = DRAWS,
) -> tuple[Loss, ...]:
    """Ask the supply model each question; what was asked before is read, not computed.

    Raises
    ------
    ScenarioError
        If a question names goods that the edition does not know.
    SolveError
        If no draw stayed finite.
    """
    found: list[Loss] = []
    for number, question in enumerate(questions):
        asked = scenario_of(question, draws)
        arrays = cached(TABLE, _about(asked), lambda asked=asked: _computed(asked))
        found.append(Loss(**arrays))
        if progress is not None:
            progress(number + 1, len(questions), "supply model")
    return tuple(found)


@cache
def background() -> Scenario:
    """The scenario whose moves stand in every draw."""
    return read_scenario(BACKGROUND)


def scenario_of(question: SupplyQuestion, draws: int) -> Scenario:
    """The scenario in which the control of a question is the reference use."""
    asked = {
        "goods": list(question.goods),
        "weeks": question.weeks,
        "instead_of": list(question.instead_of),
        "starts": question.starts,
        "until": question.starts.year + YEARS_ON,
        "used_quarters": max(1, round(question.weeks / WEEKS_PER_QUARTER)),
    }
    changes = {f"leverage.{name}": value for name, value in asked.items()}
    changes |= {f"leverage.{name}": None for name in UNASKED}
    return background().but_paths({**changes, "draws": draws})


def _about(asked: Scenario) -> dict[str, Any]:
    figures = data.read_edition(asked.edition)
    return cache_key(asked, figures, data.read_parameters(asked.parameters), CACHE_VERSION)


def _computed(asked: Scenario) -> dict[str, NDArray[np.float64]]:
    from backfire.questions.leverage import PIECES, leverage

    found = leverage(asked, without=PIECES).ran
    theirs = found.target_loss.transpose("start", "history", "draw")
    today, later = (theirs.isel(start=number) for number in (0, YEARS_ON))
    own = found.sender_loss.isel(start=0).sel(history=UNUSED)
    run_down = later.sel(history=UNUSED) - later.sel(history=USED)
    return {
        "target": np.asarray(today.sel(history=UNUSED).values, dtype=float),
        "sender": np.asarray(own.values, dtype=float),
        "run_down": np.asarray(run_down.values, dtype=float),
    }
