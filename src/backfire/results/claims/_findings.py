"""All claims with their verdicts."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ._sentences import sentences
from ._verdict import judged

if TYPE_CHECKING:
    from ._parts import About, Reading, Tested
    from ._verdict import Verdict


@dataclass(frozen=True)
class Claim:
    """A claim, its test, and the verdict that follows from it.

    Attributes
    ----------
    seconds
        How long it took.
    """

    about: About
    tested: Tested
    seconds: float

    @cached_property
    def verdict(self) -> Verdict:
        """Follows from the shares at the points of the sweep."""
        return judged(self.tested.shares, self.tested.across, self.tested.down)

    @property
    def main(self) -> Reading:
        """The figure that the claim turns on."""
        return self.tested.readings[0]

    @property
    def strength(self) -> float:
        """Share of the futures in which it holds at the scenario's own numbers."""
        here = self.tested.here
        return sum(here) / len(here) if here else math.nan


@dataclass(frozen=True)
class Findings:
    """What came of all claims that were gone through.

    Attributes
    ----------
    futures, paths
        Futures of the game, the central one among them, and paths of each.
    grid
        In words, how fine the game was solved.
    left
        Claims that were asked for and not finished.
    """

    scenario: str
    title: str
    edition: str
    futures: int
    paths: int
    seed: int
    grid: str
    claims: tuple[Claim, ...]
    left: tuple[About, ...]
    seconds: float
    sources: Mapping[str, str]

    def claim(self, name: str) -> Claim:
        """One claim by its short name.

        Raises
        ------
        KeyError
            If it is not among those that were finished.
        """
        return {one.about.id: one for one in self.claims}[name]

    @property
    def sentences(self) -> tuple[str, ...]:
        """The answer in words: how many hold, then each claim."""
        return sentences(self)

    def to_json(self) -> dict[str, Any]:
        """Everything, in types that JSON knows; what is not a number is nothing."""
        told = _plain(asdict(self))
        for one, claim in zip(told["claims"], self.claims, strict=True):
            one["verdict"] = asdict(claim.verdict)
            one["strength"] = _plain(claim.strength)
        return told | {"sentences": list(self.sentences)}


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value
