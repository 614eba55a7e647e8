"""Claims in order, tested one after the other; what is finished stays when the work is stopped."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from backfire import data
from backfire.answers import Answer
from backfire.answers.claims import KIND, answered
from backfire.errors import ScenarioError
from backfire.questions.game import game_in
from backfire.questions.prepare import prepare

from ._agreements import KEPT_OUT, SHORT_TRUCE
from ._answers import ANSWERED_ALIKE, CALLED_BLUFF
from ._beliefs import OVERCONFIDENT, REUSE
from ._others import DECOUPLING, THIRD_PARTIES
from ._pressure import MAXIMUM_PRESSURE, PRESSURE
from ._trials import Trials
from ._use import STRATEGIC_LOSS, USE_OR_LOSE, WINDOW

if TYPE_CHECKING:
    from pathlib import Path

    from backfire.answers.claims import Finding
    from backfire.scenario import Scenario

    from ._claim import Claim

    Progress = Callable[[int, int, str], None]

CLAIMS = (
    WINDOW,
    USE_OR_LOSE,
    ANSWERED_ALIKE,
    OVERCONFIDENT,
    CALLED_BLUFF,
    KEPT_OUT,
    SHORT_TRUCE,
    REUSE,
    DECOUPLING,
    PRESSURE,
    STRATEGIC_LOSS,
    MAXIMUM_PRESSURE,
    THIRD_PARTIES,
)
"""The claims in the order of the article's argument."""
DRAWS = 4
"""Draws beside the central one, unless given."""
PATHS = 2000
"""Paths of each draw, unless given."""
_FEWEST = 100
COARSE = "4 beliefs about the target and 3 about the sender"
FINE = "the grid of the scenario"


class Stopped(Exception):
    """The work was asked to end."""


def claims(
    scenario: Scenario | str | Path = "busan-2025",
    only: Sequence[str] = (),
    draws: int = DRAWS,
    paths: int = PATHS,
    edition: str | Path | None = None,
    progress: Progress | None = None,
    stop: Callable[[], bool] = lambda: False,
    tests: Sequence[Claim] = CLAIMS,
    *,
    fine: bool = False,
) -> Answer:
    """Test the claims of the article on a scenario's game.

    Each claim has a rule that says when it holds in one draw; it is tried in a central draw and
    in draws of all bands, and again over one or two parameters, on a coarse grid of beliefs.

    Parameters
    ----------
    scenario
        A scenario with a game, the slug of a shipped one, or the path of a file.
    only
        Short names of claims; all unless given.
    draws, paths
        Draws of what is not known beside the central one, and paths of each.
    edition
        A folder with own tables, laid over the edition that the scenario names.
    progress
        Called with the claims done, all claims, and what is worked on.
    stop
        Asked before each game; if it says so, what is finished is given back.
    tests, fine
        Claims to choose from; solve on the grid of the scenario, five times as long.

    Raises
    ------
    ScenarioError
        If the scenario holds no game, or a claim is not one of them.
    """
    began = time.perf_counter()
    _refuse(only, draws, paths, tests)
    prepared = prepare(scenario, edition)
    question = prepared.scenario
    game_in(question)
    asked = [one for one in tests if not only or one.about.id in only]
    work = _Work(asked, progress, stop)
    trials = Trials.of(question, draws, paths, edition, work.before, fine=fine)
    found = work.through(trials)
    left = [one.about for one in asked[len(found) :]]
    dataset, facts = answered(found, draws + 1, paths, FINE if fine else COARSE, left)
    known = data.citations()
    cited = {key for one in asked[: len(found)] for key in (*one.sources, *question.source_keys())}
    provenance = prepared.provenance(
        title=f"which claims hold: {question.title}",
        seconds=round(time.perf_counter() - began, 1),
        sources={key: known[key] for key in sorted(cited) if key in known},
    )
    return Answer.of(KIND, dataset, provenance, facts)


@dataclass
class _Work:
    """The claims to go through, and how far it has come."""

    asked: Sequence[Claim]
    progress: Progress | None
    stop: Callable[[], bool]
    done: int = 0

    def through(self, trials: Trials) -> list[Finding]:
        """Test one claim after the other until all are done or the work is stopped."""
        found: list[Finding] = []
        for one in self.asked:
            began = time.perf_counter()
            try:
                self.before()
                tested = one.tested(trials)
            except Stopped:
                break
            found.append(replace(tested, seconds=round(time.perf_counter() - began, 1)))
            self.done += 1
        if self.progress is not None:
            self.progress(self.done, len(self.asked), "claims")
        return found

    def before(self) -> None:
        """Look whether to go on, and say what is worked on."""
        if self.stop():
            raise Stopped
        if self.progress is not None and self.done < len(self.asked):
            name = self.asked[self.done].about.id.replace("-", " ")
            self.progress(self.done, len(self.asked), name)


def _refuse(only: Sequence[str], draws: int, paths: int, tests: Sequence[Claim]) -> None:
    known = [one.about.id for one in tests]
    problems = [
        f"only: must be one of {', '.join(known)}, got {name}" for name in only if name not in known
    ]
    problems += [
        f"{name}: must be at least {least}, got {got}"
        for name, got, least in (("draws", draws, 0), ("paths", paths, _FEWEST))
        if got < least
    ]
    if problems:
        where = "the question"
        raise ScenarioError(where, problems)
