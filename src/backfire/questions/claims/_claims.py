"""Goes through the claims, one after the other, and keeps what is finished."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from backfire import data
from backfire.errors import ScenarioError
from backfire.results.claims import Claim, Findings
from backfire.scenario import Scenario, read_scenario

from ._all import CLAIMS
from .trials import Trials

if TYPE_CHECKING:
    from pathlib import Path

    from ._claim import AbstractClaim

    Progress = Callable[[int, int, str], None]

DRAWS = 4
"""Futures beside the central one, unless told."""
PATHS = 2000
"""Paths of each future, unless told."""
_FEWEST = 100
COARSE = "4 beliefs about the target and 3 about the sender"
FINE = "the grid of the scenario"


class Stopped(Exception):
    """The work was asked to end; what is finished is kept."""


def claims(
    scenario: Scenario | str | Path = "busan-2025",
    only: Sequence[str] = (),
    draws: int = DRAWS,
    paths: int = PATHS,
    edition: str | Path | None = None,
    progress: Progress | None = None,
    stop: Callable[[], bool] = lambda: False,
    tests: Sequence[AbstractClaim] = CLAIMS,
    *,
    fine: bool = False,
) -> Findings:
    """Test the claims of the article on a scenario's game.

    Each claim has a rule that says when it holds in one future; it is tried in a central future
    and in draws of all bands, and again over one or two parameters, on a coarse grid of beliefs.

    Parameters
    ----------
    scenario
        A scenario with a game, the slug of a shipped one, or the path of a file.
    only
        Short names of claims; all unless told.
    draws, paths
        Draws of what is not known beside the central future, and paths of each future.
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
    question = scenario if isinstance(scenario, Scenario) else read_scenario(scenario)
    _refuse(only, draws, paths, tests)
    asked = [one for one in tests if not only or one.about.id in only]
    work = _Work(asked, progress, stop)
    trials = Trials.of(question, draws, paths, edition, work.before, fine=fine)
    found = work.through(trials)
    return Findings(
        scenario=question.name,
        title=question.title,
        edition=data.read_edition(question.edition, overlay=edition).name,
        futures=draws + 1,
        paths=paths,
        seed=question.seed,
        grid=FINE if fine else COARSE,
        claims=tuple(found),
        left=tuple(one.about for one in asked[len(found) :]),
        seconds=round(time.perf_counter() - began, 1),
        sources=_cited(question, found),
    )


def _cited(question: Scenario, found: Sequence[Claim]) -> dict[str, str]:
    """Citations of the scenario and of what the claims rest on."""
    known = data.citations()
    keys = {*question.source_keys(), *(key for one in found for key in one.tested.sources)}
    return {key: known[key] for key in sorted(keys) if key in known}


@dataclass
class _Work:
    """The claims to go through, and how far it has come."""

    asked: Sequence[AbstractClaim]
    progress: Progress | None
    stop: Callable[[], bool]
    done: int = 0

    def through(self, trials: Trials) -> list[Claim]:
        """Test one claim after the other until all are done or the work is stopped."""
        found: list[Claim] = []
        for one in self.asked:
            began = time.perf_counter()
            try:
                self.before()
                tested = one.tested(trials)
            except Stopped:
                break
            found.append(Claim(one.about, tested, round(time.perf_counter() - began, 1)))
            self.done += 1
        if self.progress is not None:
            self.progress(self.done, len(self.asked), "claims")
        return found

    def before(self) -> None:
        """Look whether to go on, and say what is worked on."""
        if self.stop():
            raise Stopped
        if self.progress is not None and self.done < len(self.asked):
            told = self.asked[self.done].about.id.replace("-", " ")
            self.progress(self.done, len(self.asked), told)


def _refuse(only: Sequence[str], draws: int, paths: int, tests: Sequence[AbstractClaim]) -> None:
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
