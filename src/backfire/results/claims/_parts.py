"""What is claimed, and what came of testing it, as plain values."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True)
class About:
    """A claim and how it is tested, written down before it was.

    Attributes
    ----------
    id, claim
        Short name, and the claim in our words.
    place
        Where the article makes it.
    mechanisms
        Numbers of the mechanisms that it rests on.
    question
        What is asked of the game.
    rule
        When it holds in one future at one point of the sweep.
    given
        What the game assumes that bears on it, so that it is no finding.
    """

    id: str
    claim: str
    place: str
    mechanisms: tuple[str, ...]
    question: str
    rule: str
    given: str = ""


@dataclass(frozen=True)
class Spanned:
    """A figure in the central future, and the lowest and the highest over all futures."""

    low: float
    central: float
    high: float

    @classmethod
    def over(cls, values: Sequence[float]) -> Self:
        """From the value in each future, the central one first; what is not known is left out.

        Examples
        --------
        >>> Spanned.over([2.0, 1.0, 4.0])
        Spanned(low=1.0, central=2.0, high=4.0)
        """
        known = [float(value) for value in values if math.isfinite(value)]
        if not known:
            return cls(math.nan, math.nan, math.nan)
        return cls(min(known), float(values[0]), max(known))


@dataclass(frozen=True)
class Axis:
    """A parameter that is swept: its name, how each of its points is written, and if in order."""

    name: str
    points: tuple[str, ...]
    ordered: bool = True


@dataclass(frozen=True)
class Reading:
    """A figure that was read off.

    Attributes
    ----------
    unit
        ``share``, ``points``, ``usd``, ``times``, ``quarters`` or ``rungs``.
    """

    words: str
    value: Spanned
    unit: str


@dataclass(frozen=True)
class Lines:
    """Figures along one parameter, at the scenario's own numbers else.

    Attributes
    ----------
    along
        The parameter.
    unit
        As of a reading.
    series
        A figure at each of its points, by name.
    """

    along: Axis
    unit: str
    measure: str
    series: Mapping[str, tuple[Spanned, ...]]


@dataclass(frozen=True)
class Tested:
    """What came of testing a claim.

    Attributes
    ----------
    across, down
        Axes of the sweep; ``down`` is nothing where one parameter is swept.
    shares
        Share of the futures in which it holds, by point, a row for each point of ``down``; NaN
        where it could not be told.
    here
        Whether it holds at the scenario's own numbers, in each future, the central one first.
    readings
        Figures, the main one first.
    record
        What dated events say of it.
    """

    across: Axis
    down: Axis | None
    shares: tuple[tuple[float, ...], ...]
    here: tuple[bool, ...]
    readings: tuple[Reading, ...]
    lines: Lines | None = None
    record: str = ""
    sources: tuple[str, ...] = ()
