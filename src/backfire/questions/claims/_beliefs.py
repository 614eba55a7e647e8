"""Claims on what wrong beliefs cost, and on what a success teaches."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from backfire.answers.claims import Axis, Unit
from backfire.questions.game import confronted, used

from ._claim import (
    POINT,
    QUARTERS,
    Claim,
    Curves,
    Difference,
    Judged,
    about,
    in_worlds,
    percents,
    points,
    share,
    usd,
    worlds,
)
from ._readings import cut, ever, succeeded

if TYPE_CHECKING:
    from backfire.model.strategy.contest import Paths
    from backfire.questions.game import Solved

    from ._trials import Trials

RATIOS = (0.25, 0.5, 0.75)
HALVED = RATIOS.index(0.5)
ALONE, BOTH = 0, 1
RISK, OWN, OTHERS = 0, 1, 2


def _overconfident_varied(trials: Trials) -> tuple[Axis, Axis]:
    rows = in_worlds(trials, "the sender alone errs", "both err")
    return (
        Axis(name="believed probability, of the true one", points=percents(RATIOS)),
        Axis(name="error and game", points=rows, ordered=False),
    )


def _overconfident(trials: Trials, draw: int) -> Judged:
    """Paths under a wrong belief beside those under a right one."""
    games = [trials.game(draw, change) for _, change in worlds(trials, draw)]
    right = [trials.walk(game, draw) for game in games]
    found = [
        [_wrong(trials, game, draw, ratio, paths, shared=error == BOTH) for ratio in RATIOS]
        for game, paths in zip(games, right, strict=True)
        for error in (ALONE, BOTH)
    ]
    halved = found[ALONE][HALVED]
    dear = found[-2][HALVED][RISK].mean if len(games) > 1 else np.nan
    return Judged(
        [[costly(*each[:2]) for each in row] for row in found],
        costly(*halved[:2]),
        (
            points("ban answered with all, if halved", halved[RISK].mean),
            share(
                "ban answered with all, if believed right",
                ever(confronted(right[0], games[0].contest.postures)).mean(),
            ),
            usd("value to the sender", halved[OWN].mean),
            usd("value to the target", halved[OTHERS].mean),
            points("ban answered with all, if the error is shared", found[BOTH][HALVED][RISK].mean),
            points(
                "ban answered with all, if concessions and a control cost the target most", dear
            ),
        ),
        Curves(
            Axis(name="believed, of the true probability", points=(*percents(RATIOS), "100 %")),
            Unit.POINTS,
            "change in the probability of a ban answered with all, points",
            {
                name: [*(each[RISK].mean for each in found[row]), 0.0]
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


def _wrong(
    trials: Trials, game: Solved, draw: int, ratio: float, right: Paths, *, shared: bool
) -> tuple[Difference, Difference, Difference]:
    """What a wrong belief changes: confrontation, and present value to the sender and target."""
    start, discount = game.start, game.setting.discount
    belief = ratio * start.target
    begun = replace(start, target=belief) if shared else replace(start, believed=belief)
    wrong = trials.walk(game, draw, begun, (start.sender, start.target))
    both = wrong, right
    risk = Difference.between(*(ever(confronted(one, game.contest.postures)) for one in both))
    value = [one.present(discount) for one in both]
    own, others = (Difference.between(value[0][side], value[1][side]) for side in (0, 1))
    return risk, own, others


OVERCONFIDENT = Claim(about("overconfidence"), _overconfident_varied, _overconfident)

SOON = 3
"""Years within which the next use is counted."""
BELIEFS = (0.2, 0.4, 0.6, 0.8)
OTHER_GOODS = "other-levers"
THOSE, THESE, COSTING = 0, 1, 2


def _reuse_varied(trials: Trials) -> tuple[Axis, Axis]:
    goods = ("medicines, batteries, chips", *in_worlds(trials, "these"))
    return (
        Axis(name="target thought resolute before with", points=percents(BELIEFS)),
        Axis(name="goods", points=goods, ordered=False),
    )


def _reuse(trials: Trials, draw: int) -> Judged:
    """First use after a success and without one, path by path."""
    others, first = trials.beside(OTHER_GOODS), trials.game(draw)
    games = [trials.game(draw, change) for _, change in worlds(trials, draw)]
    each = [(others, others.game(draw), first), *((trials, game, game) for game in games)]

    def learnt(row: int, before: float) -> tuple[Difference, float, float]:
        return _next_use(*each[row], draw, before)

    here = [learnt(row, first.start.target) for row in range(len(each))]
    often = np.full((1 + len(worlds(trials)), 2), np.nan)
    often[: len(each)] = [chances for _, *chances in here]
    rise = often[:, 1] - often[:, 0]
    return Judged(
        [[learnt(row, before)[0].above(POINT) for before in BELIEFS] for row in range(len(each))],
        here[THESE][0].above(POINT),
        (
            points("use within three years after a success, against none", rise[THESE]),
            points("use of other goods, against none", rise[THOSE]),
            points(
                "use of these if concessions and a control cost the target most, against none",
                rise[-1],
            ),
            share("use within three years without a success", often[THESE, 0]),
            share("of other goods", often[THOSE, 0]),
        ),
        Curves(
            Axis(name="learnt", points=("nothing", "that it conceded")),
            Unit.SHARE,
            "probability of a use within three years, %",
            {
                "these goods": often[THESE],
                "these, if concessions cost the target": often[COSTING],
                "other goods": often[THOSE],
            },
        ),
    )


def _next_use(
    trials: Trials, game: Solved, won: Solved, draw: int, before: float
) -> tuple[Difference, float, float]:
    """Rise of the probability of a use, and that probability without and with a success.

    Parameters
    ----------
    won
        The game in which the success was won.
    """
    known, soon = game.contest.postures, cut(game, SOON * QUARTERS)
    renewed = replace(game.start, posture=known.truce(1, known.term))
    without, after = (
        ever(
            used(trials.walk(soon, draw, replace(renewed, target=belief), (game.start.sender, 0.0)))
        )
        for belief in (before, succeeded(won, replace(won.start, target=before)))
    )
    return Difference.between(after, without), float(without.mean()), float(after.mean())


REUSE = Claim(about("success-breeds-reuse"), _reuse_varied, _reuse)
