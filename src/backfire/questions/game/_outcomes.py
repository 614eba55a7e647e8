"""One future of a game: solved, bound in two ways, and played out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from backfire.model.strategy.contest import SIDES, Act, CommonRandomNumbers, Paths, value_at

from ._draws import Solved, never_used, solved
from ._paths import FEWEST, advantage, confronted, endings, hazard, ladder, renewal, used, within
from ._setting import SENDER, day_of, quarter_of
from ._stakes import QUARTERS_PER_YEAR

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from numpy.typing import NDArray

    from backfire.scenario import Game

    from ._setting import Setting

    Numbers = NDArray[np.float64]

YEARS = (1, 3, 5, 10)
MISTAKEN = 0.5
"""What an overconfident sender takes the probability of a resolute target for, over the true."""
RENEWALS = 3
"""Due dates of a truce that are told."""
ENDINGS_AFTER = (1, 3, 5, 10)
"""Years after which it is told how things stand."""


@dataclass(frozen=True)
class GameOutcome:
    """What one future of a game comes to.

    Attributes
    ----------
    numbers
        Figures by name.
    by_year
        First use and escalation within some years.
    hazard, flooding, advantage
        By quarter.
    closes
        Last quarter in which use is worth more than holding back, by path.
    endings, renewals
        Shares of the paths, by date.
    ladder
        Steps between quarters.
    paths
        The paths themselves.
    """

    numbers: Mapping[str, float]
    by_year: Mapping[str, Mapping[int, float]]
    hazard: Numbers
    flooding: Numbers
    advantage: Numbers
    closes: NDArray[np.int64]
    endings: tuple[Mapping[str, float], ...]
    renewals: tuple[Mapping[str, float], ...]
    ladder: Mapping[str, Mapping[str, float]]
    paths: Paths


def game_outcome(
    setting: Setting, unit: Numbers, seed: tuple[int, int], paths: int, regret: bool = False
) -> tuple[GameOutcome, Solved, Solved]:
    """Solve one future and read off its paths.

    Parameters
    ----------
    seed
        Of the luck of its paths.
    regret
        Whether it is worked out what each side forgoes.

    Returns
    -------
    tuple
        The future, the game, and the game of a sender who is bound never to use the card.
    """
    game = solved(setting, unit, regret=regret)
    free = solved(setting, unit, bound=never_used(setting))
    resolve = solved(setting, unit, bound=np.asarray(game.contest.beliefs.resolute_sender))
    luck = CommonRandomNumbers.drawn(_seed(seed), setting.game.quarters, paths)
    went, unused = game.walk(luck), free.walk(luck)
    calm = game.without_accidents().walk(luck)
    sure = value_at(resolve.contest, resolve.solution, replace(resolve.start, sender=1.0))
    known = setting.postures
    years = _years(setting.game)
    numbers = {
        **worth(game, free, float(sure.value[SENDER])),
        **backfired(setting, went, unused),
        **overconfidence(game, luck, went),
    }
    risk = float(confronted(went, known).any(0).mean())
    ordered = float(confronted(calm, known).any(0).mean())
    numbers["inadvertent"] = 1 - ordered / risk if risk > 0 else np.nan
    numbers["escalation"] = risk
    gain, closes = advantage(went, game.solution, float(unit[SENDER]) / game.precision)
    due = due_quarters(setting)
    found = GameOutcome(
        numbers=numbers,
        by_year={
            "first_use": within(used(went), years),
            "escalation": within(confronted(went, known), years),
        },
        hazard=hazard(used(went)),
        flooding=(went.act == Act.FLOOD).mean(1),
        advantage=gain,
        closes=closes,
        endings=tuple(
            endings(went, known, years_after * QUARTERS_PER_YEAR - 1)
            for years_after in ENDINGS_AFTER
            if years_after * QUARTERS_PER_YEAR <= setting.game.quarters
        ),
        renewals=tuple(renewal(went, known, quarter - 1) for quarter in due),
        ladder=ladder(went, known),
        paths=went,
    )
    return found, game, free


def _seed(seed: tuple[int, int]) -> int:
    return int(np.random.SeedSequence(seed).generate_state(1)[0])


def _years(game: Game) -> dict[int, int]:
    return {year: min(year * QUARTERS_PER_YEAR, game.quarters) for year in YEARS}


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


def worth(game: Solved, free: Solved, resolute: float) -> dict[str, float]:
    """What the game is worth to both sides, and what being bound would add for the sender."""
    here = value_at(game.contest, game.solution, game.start).value
    bound = value_at(free.contest, free.solution, free.start).value
    return {
        **{f"value.{side}": float(here[row]) for row, side in enumerate(SIDES)},
        "restraint": float(bound[SENDER] - here[SENDER]),
        "resolve": resolute - float(here[SENDER]),
    }


def backfired(setting: Setting, went: Paths, unused: Paths) -> dict[str, float]:
    """How often the sender ends worse off than with a card that it is bound not to use."""
    gain = went.present(setting.discount)[SENDER] - unused.present(setting.discount)[SENDER]
    tried = np.asarray(used(went).any(0))
    lost = np.asarray(tried & (gain < 0))

    def share(among: NDArray[np.bool_]) -> float:
        return float(lost[among].mean()) if among.sum() >= FEWEST else np.nan

    resolute = np.asarray(went.resolute[1])
    return {
        "backfire": float(lost.mean()),
        "backfire.used": share(tried),
        "backfire.strategic": share(tried & ~resolute),
        "backfire.resolute": share(tried & resolute),
    }


def overconfidence(game: Solved, luck: CommonRandomNumbers, went: Paths) -> dict[str, float]:
    """What it costs the sender to take the target for more pliable than it is."""
    start, discount = game.start, game.setting.discount
    wrong = MISTAKEN * start.target
    alone = game.walk(luck, replace(start, believed=wrong))
    both = game.walk(luck, replace(start, target=wrong), true=start.target)
    known = game.contest.postures
    base, private, common = (each.present(discount)[SENDER].mean() for each in (went, alone, both))
    risk = [float(confronted(each, known).any(0).mean()) for each in (went, alone)]
    return {
        "overconfidence.private": float(base - private),
        "overconfidence.common": float(base - common),
        "overconfidence.escalation": risk[1] - risk[0],
    }
