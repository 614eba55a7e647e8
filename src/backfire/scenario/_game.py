"""A game between the sender and the target, quarter by quarter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import MAXYEAR
from itertools import pairwise
from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag

from ._checks import named_twice
from ._fields import AboveZero, AsTuple, BandOrShare, Cost, CostBand, Day, Quarters
from ._payoffs import BothCosts, BothSides, GamePayoffs, Retaliation
from ._players import (
    Fear,
    Flooding,
    Lever,
    Preparation,
    Priors,
    ResoluteSender,
    ResoluteTarget,
    Starts,
    ThirdParties,
)
from ._record import Closed, Sourced, Text, beside, must

LONGEST_TERM = 9
_QUARTERS_PER_YEAR = 4

_Term = Annotated[
    int,
    Field(ge=1, le=LONGEST_TERM),
    must(f"must be a whole number of quarters from 1 to {LONGEST_TERM}"),
]
_Capacities = Annotated[int, Field(ge=2, le=12), must("must be a whole number from 2 to 12")]
_Levels = Annotated[int, Field(ge=1, le=8), must("must be a whole number from 1 to 8")]
Package = Annotated[
    Literal["quiet", "concessions"], must("must be quiet or concessions, what the truce holds")
]
"""What a truce holds."""
Rung = Annotated[
    Literal["none", "licence_delay", "quota", "partial_ban", "full_ban"],
    must("must be none, licence_delay, quota, partial_ban or full_ban"),
]
"""What the sender has in force."""
Level = Annotated[
    Literal["none", "proportional", "maximal"], must("must be none, proportional or maximal")
]
"""What the target has in force."""

_ALONE = CostBand(low=1.0, central=1.0, high=1.0)


class InTruce(Closed):
    """A truce with an end."""

    truce: Package
    """Quiet alone, or quiet and concessions to the sender."""
    left: Quarters
    """Quarters that it has left, the first one counted."""


class InOpen(Closed):
    """No truce: a control, an answer to it, both or neither."""

    control: Rung = "none"
    """What the sender has in force."""
    retaliation: Level = "none"
    """What the target has in force."""


def _kind(value: Any) -> str:
    in_truce = isinstance(value, InTruce) or (isinstance(value, dict) and "truce" in value)
    return "<InTruce>" if in_truce else "<InOpen>"


Standing = Annotated[
    Annotated[InTruce, Tag("<InTruce>")] | Annotated[InOpen, Tag("<InOpen>")], Discriminator(_kind)
]
"""A truce, or what stands where there is none."""


class Game(Sourced):
    """What the two sides can do, what it pays them and what they believe of each other.

    Money is in USD a year unless a field says otherwise, above zero for a gain. A number names a
    source, or its note says that it is an assumption or a judgement, and why.
    """

    question: Text = ""
    """What the scenario asks, in one line."""
    quarters: Quarters = 40
    """Quarters that are played; at least those of a truce."""
    term: _Term = Field(default=4, validate_default=True)
    """Quarters that a truce is signed for."""
    begins: Day | None = None
    """First day of the first quarter; else the day after the edition's date."""
    begins_in: Standing
    """Where the two sides stand at first: a truce, or what stands where there is none."""
    meetings: Annotated[tuple[Day, ...], AsTuple] = ()
    """Dated meetings at which a truce can be renewed, in order."""
    meetings_every: Quarters = 2
    """Quarters from one meeting to the next after the last dated one."""
    precision: AboveZero
    """How closely choices follow what they pay: the logit precision, a pure number."""
    payoffs: GamePayoffs
    """Where harm and rent are taken from: the supply model, or ranges."""
    concessions: BothSides
    """What a truce with concessions pays each side, against calm without a truce."""
    quiet: BothSides
    """What a quiet truce pays each side, against calm without a truce."""
    retaliation: Retaliation
    """What retaliation is worth to each side while it stands."""
    vulnerability: Cost = _ALONE
    """What retaliation costs the sender, over what it costs the sender of 2025."""
    vulnerability_then: Cost | None = None
    """The same for a sender as vulnerable as in 2018, for a second answer beside the first."""
    breaking: BothCosts
    """What breaking a truce costs the side that breaks it, once, in USD."""
    backing_down: Cost
    """What lifting a control that was answered and won nothing costs the sender, once, in USD."""
    conceding: Cost
    """What conceding under a control costs the target at home, once, in USD."""
    investment: Preparation
    """What the target can put money into, whatever it answers."""
    capacity_levels: _Capacities = 6
    """Levels of outside capacity that are distinguished."""
    stock_levels: _Levels = 4
    """Levels of the target's stocks that are distinguished."""
    fear_levels: _Levels = 1
    """Levels of what buyers expect that are distinguished; 1 leaves it out."""
    coalition_levels: _Levels = 2
    """Levels of how far third parties have joined; 1 leaves them out."""
    flooding: Flooding
    """Selling below cost: what it costs the sender and does to others."""
    accidents: BandOrShare
    """Probability a quarter that somebody takes a step that nobody ordered."""
    third_parties: ThirdParties
    """Others who are drawn in."""
    starts: Starts | None = None
    """Waves that firms begin by themselves; else at the pace of the payoffs."""
    fear: Fear = Field(default=Fear(), validate_default=True)
    """How buyers come to expect interruptions; used where ``fear_levels`` is above 1."""
    beliefs: Priors
    """What each side is believed to be."""
    resolute_sender: ResoluteSender
    """What a resolute sender does, whatever it pays."""
    resolute_target: ResoluteTarget
    """How a resolute target answers, whatever it pays."""
    levers: Annotated[tuple[Lever, ...], AsTuple] = ()
    """Other goods on which a success may be repeated."""

    @beside("term", "quarters")
    @staticmethod
    def _fits_the_game(term: int, quarters: int) -> Iterator[str]:
        if quarters < term:
            truce = f"a truce (game.term, {term})"
            yield f"quarters must not be shorter than {truce}, got {quarters}"

    @beside("begins", "quarters")
    @staticmethod
    def _ends_in_the_calendar(begins: Day, quarters: int) -> Iterator[str]:
        if begins.year + quarters // _QUARTERS_PER_YEAR + 1 > MAXYEAR:
            yield f"begins must leave its quarters before the year {MAXYEAR + 1}, got {begins}"

    @beside("begins_in", "term")
    @staticmethod
    def _within_a_truce(standing: InTruce | InOpen, term: int) -> Iterator[str]:
        if isinstance(standing, InTruce) and standing.left > term:
            truce = f"a truce (game.term, {term})"
            yield f"begins_in.left must not be longer than {truce}, got {standing.left}"

    @beside("meetings", perhaps=("begins",))
    @staticmethod
    def _one_after_another(meetings: Sequence[Day], begins: Day | None) -> Iterator[str]:
        yield from early_meetings(meetings, begins or meetings[0]) if meetings else ()
        for place, (before, day) in enumerate(pairwise(meetings), start=1):
            if day <= before:
                yield f"meetings[{place}] must be after the one before it ({before}), got {day}"

    @beside("quiet", "concessions")
    @staticmethod
    def _worth_a_deal(quiet: BothSides, concessions: BothSides) -> Iterator[str]:
        bands = [side for each in (quiet, concessions) for side in (each.sender, each.target)]
        if max(band.high for band in bands) < 0:
            yield (
                "concessions and game.quiet must hold something of worth to a side, got losses for "
                "both even at their highest: no deal is possible; give one of them a high above 0"
            )

    @beside("fear", "fear_levels")
    @staticmethod
    def _given_where_used(fear: Fear, levels: int) -> Iterator[str]:
        if levels > 1 and not fear.model_fields_set:
            yield f"fear is required where game.fear_levels is above 1, got {levels}"

    @beside("levers")
    @staticmethod
    def _named_once(levers: Sequence[Lever]) -> Iterator[str]:
        names = [(f"levers[{place}]", lever.name) for place, lever in enumerate(levers)]
        return named_twice(names, inside="game.")


def early_meetings(meetings: Sequence[Day], begins: Day) -> Iterator[str]:
    """Refuse a meeting that is held before the game begins."""
    for place, day in enumerate(meetings):
        if day < begins:
            yield f"meetings[{place}] must not be before the game begins ({begins}), got {day}"
