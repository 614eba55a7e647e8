"""Change: what is altered in a game before it is solved again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from backfire.model.strategy.contest import Act

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from backfire.model.strategy.contest import Postures
    from backfire.questions.game import Setting


@dataclass(frozen=True)
class Rule:
    """What the sender is bound to do, and known to do, by the retaliation that stands.

    In a truce it holds back.

    Examples
    --------
    >>> from backfire.model.strategy.contest import Postures
    >>> Rule(with_all=Act.FULL_BAN).table(Postures(term=4))[:3, Act.FULL_BAN].tolist()
    [0.0, 0.0, 1.0]
    """

    unanswered: Act = Act.HOLD
    in_proportion: Act = Act.HOLD
    with_all: Act = Act.HOLD

    def table(self, known: Postures) -> NDArray[np.float64]:
        """Probability of each act by posture."""
        by_level = np.array([self.unanswered, self.in_proportion, self.with_all])
        acts = np.where(known.in_truce, Act.HOLD, by_level[known.level])
        return np.eye(len(Act))[acts]


@dataclass(frozen=True)
class Change:
    """One change of a game; two changes that are equal lead to the same game.

    Attributes
    ----------
    fields
        Fields of the scenario by their dotted path, with other values.
    times
        Bands of the game by their dotted path, and what they are multiplied by in each draw.
    pace
        What the pace at which firms build by themselves is multiplied by.
    harm
        What the target's loss by a control is multiplied by.
    rule
        What the sender is bound to.
    often
        Whether the game is asked for again and again, so that it stays in memory.
    """

    fields: tuple[tuple[str, object], ...] = ()
    times: tuple[tuple[str, float], ...] = ()
    pace: float = 1.0
    harm: float = 1.0
    rule: Rule | None = None
    often: bool = False

    def bound(self, rule: Rule) -> Change:
        """The same with a sender who is bound."""
        return replace(self, rule=rule)

    def of(self, setting: Setting) -> Setting:
        """The setting with its bands and its pace changed; fields are changed before.

        Raises
        ------
        KeyError
            If the game has no such band.
        """
        if not self.times and self.pace == self.harm == 1:
            return setting
        values = dict(setting.values)
        for path, factor in self.times:
            values[path] = values[path] * factor
        stakes = replace(
            setting.stakes,
            harm=setting.stakes.harm * self.harm,
            pace=setting.stakes.pace * self.pace,
            pace_used=setting.stakes.pace_used * self.pace,
        )
        return replace(setting, values=values, stakes=stakes)


AS_IS = Change(often=True)
HELD_BACK = Rule()
"""Rule of a sender who never uses the control."""
