"""One draw of a game: solved, bound in two ways, and played out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from backfire.answers.game import YEARS
from backfire.model.strategy.contest import Act, CommonRandomNumbers, Paths, value_at
from backfire.model.strategy.outcomes import (
    ENDINGS,
    advantage,
    backfired,
    confronted,
    endings,
    hazard,
    renewal,
    used,
    within,
)

from ._draws import Solved, never_used, solved
from ._policy import sender_plan, target_plan
from ._setting import SENDER, day_of, quarter_of
from ._stakes import QUARTERS_PER_YEAR

if TYPE_CHECKING:
    from datetime import date

    from numpy.typing import NDArray

    from ._setting import Setting

    Numbers = NDArray[np.float64]

MISTAKEN = 0.5
"""What an overconfident sender takes the probability of a resolute target for, over the true."""
RENEWALS = 3
"""Due dates of a truce that are followed."""


@dataclass(frozen=True)
class GameOutcome:
    """What one draw of a game comes to.

    Attributes
    ----------
    quantities
        By name, without the axis of draws.
    closes
        Last quarter in which use is worth more than holding back, by path.
    paths
        The paths themselves.
    """

    quantities: Mapping[str, Numbers]
    closes: NDArray[np.int64]
    paths: Paths


def game_outcome(
    setting: Setting, unit: Numbers, seed: tuple[int, int], paths: int, regret: bool = False
) -> tuple[GameOutcome, Solved, Solved]:
    """Solve one draw and read off its paths.

    Parameters
    ----------
    seed
        Of the random numbers of its paths.
    regret
        Whether it is worked out what each side forgoes.

    Returns
    -------
    tuple
        The outcome, the game, and the game of a sender who is bound never to use the control.
    """
    game = solved(setting, unit, regret=regret)
    free = solved(setting, unit, bound=never_used(setting))
    luck = CommonRandomNumbers.drawn(_seed(seed), setting.game.quarters, paths)
    went, known = game.walk(luck), setting.postures
    gain, closes = advantage(went, game.solution, float(unit[SENDER]) / game.precision)
    spans = [min(year * QUARTERS_PER_YEAR, setting.game.quarters) for year in YEARS]
    back = backfired(went, free.walk(luck), setting.discount)
    quantities = {
        "act_chance": sender_plan(game),
        "reply_chance": target_plan(game),
        "hazard": hazard(used(went)),
        "flooding": (went.act == Act.FLOOD).mean(1),
        "advantage": gain,
        "first_use": within(used(went), spans),
        "escalation_within": within(confronted(went, known), spans),
        "backfire": back[0],
        "backfire_if_used": back[1],
        "backfire_against": back[2:],
        "endings": _endings(setting, went),
        **_worth(setting, unit, game, free),
        **_escalation(game, luck, went),
        **_overconfidence(game, luck, went),
    }
    due = due_quarters(setting)
    if due:
        quantities["renewals"] = np.array([renewal(went, known, end - 1) for end in due])
    return GameOutcome(quantities, closes, went), game, free


def _seed(seed: tuple[int, int]) -> int:
    return int(np.random.SeedSequence(seed).generate_state(1)[0])


def _endings(setting: Setting, went: Paths) -> Numbers:
    """Shares of endings after each of the years; NaN beyond the end of the game."""
    ends = [year * QUARTERS_PER_YEAR for year in YEARS]
    nothing = np.full(len(ENDINGS), np.nan)
    inside = setting.game.quarters
    return np.array(
        [endings(went, setting.postures, e - 1) if e <= inside else nothing for e in ends]
    )


def _worth(setting: Setting, unit: Numbers, game: Solved, free: Solved) -> dict[str, Numbers]:
    """What the game is worth to both sides, and what being bound would add for the sender."""
    resolve = solved(setting, unit, bound=np.asarray(game.contest.beliefs.resolute_sender))
    here, restrained, resolved = (
        np.asarray(value_at(one.contest, one.solution, start).value, dtype=float)
        for one, start in (
            (game, game.start),
            (free, free.start),
            (resolve, replace(resolve.start, sender=1.0)),
        )
    )
    bound = np.array([restrained[SENDER], resolved[SENDER]])
    return {"value": here, "commitment_value": bound - here[SENDER]}


def _escalation(game: Solved, luck: CommonRandomNumbers, went: Paths) -> dict[str, Numbers]:
    """How often it comes to a ban answered with all, and how much of that is inadvertent."""
    known = game.contest.postures
    calm = game.without_accidents().walk(luck)
    risk, ordered = (confronted(each, known).any(0).mean() for each in (went, calm))
    inadvertent = 1 - ordered / risk if risk > 0 else np.nan
    return {"escalation": risk, "inadvertent": np.asarray(inadvertent)}


def _overconfidence(game: Solved, luck: CommonRandomNumbers, went: Paths) -> dict[str, Numbers]:
    """What it costs the sender to take the target for more pliable than it is."""
    start, discount = game.start, game.setting.discount
    wrong = MISTAKEN * start.target
    alone = game.walk(luck, replace(start, believed=wrong))
    both = game.walk(luck, replace(start, target=wrong), true=start.target)
    known = game.contest.postures
    base, *mistaken = (each.present(discount)[SENDER].mean() for each in (went, alone, both))
    risk = [confronted(each, known).any(0).mean() for each in (went, alone)]
    return {
        "overconfidence_cost": base - np.array(mistaken),
        "overconfidence_escalation": np.asarray(risk[1] - risk[0]),
    }


def due_quarters(setting: Setting) -> tuple[int, ...]:
    """Quarters before which a truce that stands at the start has to be renewed, again and again."""
    left = setting.postures.left(setting.start().posture)
    if not left:
        return ()
    due = [left + number * setting.game.term for number in range(RENEWALS)]
    return tuple(quarter for quarter in due if quarter <= setting.game.quarters)


def due_day(setting: Setting, quarter: int) -> date:
    """The day by which it is to be renewed: the last dated meeting in the quarter, or its end."""
    dated = [day for day in setting.game.meetings if quarter_of(day, setting.begins) < quarter]
    last = max(dated) if dated else None
    near = last is not None and quarter_of(last, setting.begins) == quarter - 1
    return last if near and last is not None else day_of(quarter, setting.begins)
