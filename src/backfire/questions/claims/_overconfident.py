"""Whether a sender who thinks the target too pliable raises escalation and costs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from backfire.results.claims import About, Axis, Lines, Tested

from ._claim import FEW, POINT, AbstractClaim, Difference, Sweep, percents, reading, series, worlds
from .trials import AS_IS, confronted, ever

if TYPE_CHECKING:
    from backfire.model.strategy.contest import Paths

    from .trials import Solved, Trials

RATIOS = (0.25, 0.5, 0.75)
HALVED = RATIOS.index(0.5)
ERRORS = ("the sender alone errs", "both err")
ALONE, BOTH = 0, 1


class Overconfident(AbstractClaim):
    """Overconfidence leads to misjudgement."""

    about: ClassVar[About] = About(
        id="overconfidence",
        claim=(
            "a sender who takes the target for more pliable than it is raises escalation and costs"
        ),
        place="paragraphs 6 and 30",
        mechanisms=("M10", "M11"),
        question=(
            "If the sender believes the target resolute with half of the true probability, does it "
            "come to a ban answered with all more often, and is the sender worse off?"
        ),
        rule=(
            "It holds in a future if the probability that it ever comes to a ban answered with all "
            "rises by at least one point, and the sender's present value falls, each by more than "
            "two standard errors. Swept over how wrong the sender is, over whether the target "
            "shares the error, and over what concessions and a control cost the target."
        ),
    )

    def tested(self, trials: Trials) -> Tested:
        """Paths under a wrong belief beside those under a right one."""
        sweep = Sweep(
            Axis("believed probability, of the true one", percents(RATIOS)),
            Axis("error and game", _rows(trials), ordered=False),
            len(trials.futures),
        )
        size = len(trials.futures), len(_rows(trials)), len(RATIOS) + 1, 3
        found = np.full(size, np.nan)
        found[:, :, -1] = 0.0
        risks: list[float] = []
        here: list[bool] = []
        for future in trials.futures:
            for number, (_, change) in enumerate(worlds(trials, future)):
                game = trials.game(future, change)
                right = trials.walk(game, future)
                if change == AS_IS:
                    risks.append(float(ever(confronted(right, game.contest.postures)).mean()))
                for column, ratio in enumerate(RATIOS):
                    for error in (ALONE, BOTH):
                        wrong = _mistaken(trials, game, future, ratio, shared=error == BOTH)
                        risk, own, others = _differences(game, wrong, right)
                        row = len(ERRORS) * number + error
                        sweep.note(future, column, costly(risk, own), row)
                        found[future, row, column] = risk.mean, own.mean, others.mean
                        if (row, column) == (ALONE, HALVED):
                            here.append(costly(risk, own))
        return Tested(
            across=sweep.across,
            down=sweep.down,
            shares=sweep.shares(),
            here=tuple(here),
            readings=(
                reading("ban answered with all, if halved", found[:, ALONE, HALVED, 0], "points"),
                reading("ban answered with all, if believed right", np.array(risks), "share"),
                reading("value to the sender", found[:, ALONE, HALVED, 1], "usd"),
                reading("value to the target", found[:, ALONE, HALVED, 2], "usd"),
                reading(
                    "ban answered with all, if the error is shared",
                    found[:, BOTH, HALVED, 0],
                    "points",
                ),
                reading(
                    "ban answered with all, if concessions and a control cost the target most",
                    found[:FEW, -len(ERRORS), HALVED, 0],
                    "points",
                ),
            ),
            lines=Lines(
                Axis("believed, of the true probability", (*percents(RATIOS), "100 %")),
                "points",
                "change in the probability of a ban answered with all, points",
                {
                    name: series(found[:, row, :, 0])
                    for row, name in ((ALONE, "the sender alone errs"), (BOTH, "both err"))
                },
            ),
        )


def costly(risk: Difference, own: Difference) -> bool:
    """Whether escalation rises and the sender loses.

    Examples
    --------
    >>> costly(Difference(0.02, 0.001), Difference(-1e9, 1e8))
    True
    >>> costly(Difference(0.02, 0.001), Difference(1e9, 1e8))
    False
    """
    return risk.above(POINT) and own.below(0.0)


def _rows(trials: Trials) -> tuple[str, ...]:
    return tuple(f"{error}, {name}" for name, _ in worlds(trials) for error in ERRORS)


def _mistaken(trials: Trials, game: Solved, future: int, ratio: float, *, shared: bool) -> Paths:
    start = game.start
    wrong = ratio * start.target
    begun = replace(start, target=wrong) if shared else replace(start, believed=wrong)
    return trials.walk(game, future, begun, (start.sender, start.target))


def _differences(
    game: Solved, wrong: Paths, right: Paths
) -> tuple[Difference, Difference, Difference]:
    """In whether there is a confrontation, and in present value to the sender and the target."""
    known, discount = game.contest.postures, game.setting.discount
    risk = Difference.between(*(ever(confronted(one, known)) for one in (wrong, right)))
    value = wrong.present(discount), right.present(discount)
    own, others = (Difference.between(value[0][side], value[1][side]) for side in (0, 1))
    return risk, own, others
