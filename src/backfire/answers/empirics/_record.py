"""The record of moves and answers, read for how both sides behave."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime

    from ._estimates import Prior, Rate, Share, Survival

SENDER, TARGET = "CHN", "USA"
"""Who controls the chokepoint, and who is meant to be hurt; both can move and answer."""
MEASURE, WITH_THREATS = "measure", "measure or threat"
AT_ONCE, QUARTER, YEAR = 30, 90, 365
"""Days in which an answer is looked for: so few that late moves can be judged as well, those of
a quarter, and those of a year."""
WINDOWS = (AT_ONCE, QUARTER, YEAR)
STATES = ("calm", "exchange", "truce")


@dataclass(frozen=True)
class Reaction:
    """One move and the first answer of the other side.

    Attributes
    ----------
    event, date, mover, answerer
        The move, its day, who made it and who could answer.
    instrument, size
        Class and size of the move; the size is empty where the record does not say.
    lag
        Days to the first answer by a measure; nothing if there was none.
    lag_with_threats
        The same if a threat is an answer as well.
    by_timing
        The same as ``lag`` if a next move that states no reason counts as an answer.
    watched
        Days from the move to the end of the record.
    response
        The first answer against the move: ``higher``, ``matched``, ``lower`` or ``threatened``;
        empty where the record does not say or nothing followed.
    """

    event: str
    date: datetime.date
    mover: str
    answerer: str
    instrument: str
    size: str
    lag: int | None
    lag_with_threats: int | None
    by_timing: int | None
    watched: int
    response: str


@dataclass(frozen=True)
class Answers:
    """How one side answered a group of the other's moves.

    Attributes
    ----------
    answerer, group
        Who answers, and which moves: ``all``, a size or a class.
    within
        Share answered by a measure within 30, 90 and 365 days, among moves watched that long.
    recorded
        Share answered within 30 days by the record alone, without what was added to it.
    with_threats, by_timing
        Share answered within 30 days if threats count, and within 90 if a next move without a
        stated reason counts as an answer.
    lags
        Days to the first measure.
    later
        Hazard in a quarter after the first 90 days, while unanswered.
    """

    answerer: str
    group: str
    moves: int
    within: Mapping[int, Share]
    recorded: Share
    with_threats: Share
    by_timing: Share
    lags: Survival
    later: Rate


@dataclass(frozen=True)
class Comparison:
    """Whether one group of moves is answered as often as another (Fisher's exact test).

    Attributes
    ----------
    answer
        What counts as an answer: ``measure`` or ``measure or threat``.
    groups, shares
        Two sizes or classes of moves, and the share of each answered within 30 days.
    odds_low, odds_high
        90 % band of the odds of the second over those of the first; nothing without an end.
    p_value
        Probability of counts at least as far apart if it made no difference.
    """

    answerer: str
    answer: str
    groups: tuple[str, str]
    shares: tuple[Share, Share]
    odds_low: float
    odds_high: float | None
    p_value: float


@dataclass(frozen=True)
class Responses:
    """What answers are like, given the size of the move.

    Attributes
    ----------
    shares
        Share of moves with each response, ``none`` among them, of those where the record tells.
    proportional
        Share answered in like measure or more.
    untold
        Moves whose answer the record does not compare.
    """

    answerer: str
    size: str
    shares: Mapping[str, Share]
    proportional: Share
    untold: int


@dataclass(frozen=True)
class Initiation:
    """How often a side moves without answering anything, by what stands at the time.

    Attributes
    ----------
    state
        ``truce``, ``calm`` (no truce, and no move of either side in 90 days) or ``exchange``.
    stated
        Rate of moves that name nothing they answer.
    by_timing
        The same without those that follow a move of the other side within 90 days.
    """

    side: str
    state: str
    stated: Rate
    by_timing: Rate


@dataclass(frozen=True)
class TruceLife:
    """How long one truce lasted, in days from its first one.

    Attributes
    ----------
    first_act, first_large
        Days to the first hostile act of either side, and to the first large move or the one that
        ended it; nothing if there was none. Each with its event.
    lived
        Days to its end, its renewal or the end of the record.
    ended_by
        ``renewal``, ``tariff rise``, or empty where it runs.
    """

    name: str
    first_act: int | None
    first_act_event: str
    first_large: int | None
    first_large_event: str
    lived: int
    ended_by: str


@dataclass(frozen=True)
class BaseRate:
    """How often coercion by one kind of lever had an outcome, with Jeffreys' 90 % band."""

    lever: str
    judged: str
    """``tactical`` (what was asked for) or ``strategic`` (lasting interests)."""
    outcome: str
    share: Share


@dataclass(frozen=True)
class Record:
    """What the dated record says of both sides: reactions, truces, coercion, and priors.

    Attributes
    ----------
    begins, ends
        First and last day on which moves of the two sides were looked for.
    reactions
        Every move of the two sides in that time.
    political
        Days from political acts to China's measure; they stand in the record because they were
        answered, so that no share can be taken of them.
    others
        Moves of third parties against China.
    """

    begins: datetime.date
    ends: datetime.date
    reactions: tuple[Reaction, ...]
    others: tuple[Reaction, ...]
    political: Mapping[str, int]
    answers: tuple[Answers, ...]
    comparisons: tuple[Comparison, ...]
    responses: tuple[Responses, ...]
    initiations: tuple[Initiation, ...]
    truces: tuple[TruceLife, ...]
    survival: Mapping[str, Survival]
    renewals: Mapping[str, Share]
    base_rates: tuple[BaseRate, ...]
    estimated: tuple[Prior, ...] = field(repr=False)
    counted: Mapping[str, Share] = field(repr=False)
    sources: tuple[str, ...] = field(repr=False)

    def priors(self) -> dict[str, Prior]:
        """Priors of the game by name, each with its band, its derivation and what it rests on."""
        return {prior.name: prior for prior in self.estimated}

    def counts(self) -> dict[str, Share]:
        """Counts that a precision of choice is fitted to: answers, and quarters with a first move.

        The names are ``CHN answers``, and ``CHN moves first in truce`` for each side and state.
        """
        return dict(self.counted)
