"""The parts of what a game comes to, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True)
class Banded:
    """A figure and its 90 % band over what is not known."""

    low: float
    central: float
    high: float


@dataclass(frozen=True)
class Move:
    """What a side does where it stands, by its most likely type.

    Attributes
    ----------
    side
        ``sender`` or ``target``.
    situation
        Where the two sides stand, in words.
    chances
        Probability of each action of the strategic type.
    """

    side: str
    situation: str
    chances: Mapping[str, Banded]


@dataclass(frozen=True)
class Regret:
    """What a side forgoes by not always doing what is best.

    Attributes
    ----------
    usd
        At the start, USD.
    share
        Over the value of what it does.
    """

    usd: float
    share: float


@dataclass(frozen=True)
class AtPrecision:
    """What each side forgoes at one precision, as a share of its value."""

    precision: float
    sender: float
    target: float


@dataclass(frozen=True)
class Backfire:
    """How often use leaves the sender worse off than never having used the card.

    Attributes
    ----------
    probability
        Share of all paths, against a sender who is bound never to use it.
    if_used
        Share of the paths on which it is used.
    by_type
        Share of the paths on which it is used, by the true type of the target.
    """

    probability: Banded
    if_used: Banded
    by_type: Mapping[str, Banded]


@dataclass(frozen=True)
class Window:
    """When use is worth more than holding back, on paths on which the card is still unused.

    Attributes
    ----------
    opens, closes
        First and last quarter in which that is so on the whole; nothing if never, and no end if
        it still is in the last quarter.
    closes_by
        Day by which it has closed on a tenth, a half and nine tenths of the paths; nothing where
        it has not.
    advantage
        What use is worth above holding back, USD, by quarter.
    """

    opens: date | None
    closes: date | None
    closes_by: Mapping[str, date | None]
    advantage: tuple[Banded, ...]


@dataclass(frozen=True)
class Escalation:
    """How often it comes to a ban answered with all.

    Attributes
    ----------
    probability
        Within all quarters.
    by_year
        Within some years.
    inadvertent_share
        Part of it that goes away with steps that nobody ordered, by the same luck.
    ladder
        Probability, over all quarters and paths, of going from one step of the ladder to another.
    """

    probability: Banded
    by_year: Mapping[int, Banded]
    inadvertent_share: Banded
    ladder: Mapping[str, Mapping[str, float]]


@dataclass(frozen=True)
class Commitment:
    """What it would be worth to the sender to be bound, USD, against playing as it likes.

    Attributes
    ----------
    restraint
        To be bound never to withhold, and believed.
    resolve
        To be bound to the rule of the resolute type, and believed.
    """

    restraint: Banded
    resolve: Banded


@dataclass(frozen=True)
class Overconfidence:
    """What it costs the sender to think the target more pliable than it is, USD.

    Attributes
    ----------
    believed, true
        Probability that the target is resolute.
    private
        The sender alone is wrong, and nobody knows.
    common
        Both believe it.
    escalation
        Change of the probability of a ban answered with all, where the sender alone is wrong.
    """

    believed: float
    true: float
    private: Banded
    common: Banded
    escalation: Banded


@dataclass(frozen=True)
class Ending:
    """How things stand on a day: shares of the paths that add up to one."""

    day: date
    shares: Mapping[str, Banded]


@dataclass(frozen=True)
class Renewal:
    """What becomes of a truce by the day on which it ends."""

    day: date
    renewed: Banded
    lapsed: Banded
    replaced: Banded


@dataclass(frozen=True)
class Variant:
    """The same game with one thing changed, by the same luck.

    Attributes
    ----------
    name, what
        Short name, and what is changed, in words.
    mechanism
        Mechanism of the design that it shows, such as ``M29``.
    headline
        Probability of first use within three years, of escalation, of backfire if used, and value
        to the sender in USD: as changed, less as it is.
    """

    name: str
    what: str
    mechanism: str
    headline: Mapping[str, Banded]


@dataclass(frozen=True)
class PolicyMap:
    """Probability of use by outside capacity and by what the target is believed to be.

    Attributes
    ----------
    capacity
        Levels of outside capacity, as the measure of the payoffs says.
    belief
        Probability that the target is resolute.
    use
        Probability of any control, by situation, capacity and belief.
    act
        The most likely action, by situation, capacity and belief.
    """

    capacity: tuple[float, ...]
    belief: tuple[float, ...]
    use: Mapping[str, tuple[tuple[float, ...], ...]]
    act: Mapping[str, tuple[tuple[str, ...], ...]]


@dataclass(frozen=True)
class Branch:
    """A branch of the tree of the first quarter and the next, with its probability.

    Attributes
    ----------
    path
        Moves from the start, in words, the sender's first.
    probability
        Of reaching the end of it.
    belief
        That the target is resolute, after it.
    """

    path: tuple[str, ...]
    probability: float
    belief: float
