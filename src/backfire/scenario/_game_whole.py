"""A contest between the sender and the target, quarter by quarter."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from ._amount_band import AboveZero, Cost, CostBand
from ._band import BandOrShare
from ._closed import Closed
from ._fields import AsTuple, Count, Day, Text, must
from ._game_moves import Fear, Flooding, Lever, Preparation, Starts, ThirdParties
from ._game_payoffs import GamePayoffs
from ._game_posture import Standing
from ._game_rules import Priors, ResoluteSender, ResoluteTarget
from ._game_sides import BothCosts, BothSides, Retaliation

LONGEST_TERM = 9

_Term = Annotated[
    int,
    Field(ge=1, le=LONGEST_TERM),
    must(f"must be a whole number of quarters from 1 to {LONGEST_TERM}"),
]
_Capacities = Annotated[int, Field(ge=2, le=12), must("must be a whole number from 2 to 12")]
_Levels = Annotated[int, Field(ge=1, le=8), must("must be a whole number from 1 to 8")]

_ALONE = CostBand(low=1.0, central=1.0, high=1.0)


class Game(Closed):
    """What the two sides can do, what it pays them and what they believe of each other.

    Money is in USD a year unless a field says otherwise, above zero for a gain. A number names a
    source, or its note says that it is an assumption or a judgement, and why.
    """

    question: Text = ""
    """What the scenario asks, in one line."""
    quarters: Count = 40
    """Quarters that are played; at least those of a truce."""
    term: _Term = 4
    """Quarters that a truce is signed for."""
    begins: Day | None = None
    """First day of the first quarter; else the day after the edition's date."""
    begins_in: Standing
    """Where the two sides stand at first: a truce, or what stands where there is none."""
    meetings: Annotated[tuple[Day, ...], AsTuple] = ()
    """Dated meetings at which a truce can be renewed, in order."""
    meetings_every: Count = 2
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
    """The same for a sender as vulnerable as in 2018, so that both answers can be told."""
    breaking: BothCosts
    """What breaking a truce costs the side that breaks it, once, in USD."""
    backing_down: Cost
    """What lifting a control that was answered and won nothing costs the sender, once, in USD."""
    conceding: Cost
    """What conceding under a control costs the target at home, once, in USD."""
    investment: Preparation
    """What the target can put money into, whatever it answers."""
    capacity_levels: _Capacities = 6
    """Levels of outside capacity that are told apart."""
    stock_levels: _Levels = 4
    """Levels of the target's stocks that are told apart."""
    fear_levels: _Levels = 1
    """Levels of what buyers expect that are told apart; 1 leaves it out."""
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
    fear: Fear = Fear()
    """How buyers come to expect interruptions; used where ``fear_levels`` is above 1."""
    beliefs: Priors
    """What each side is believed to be."""
    resolute_sender: ResoluteSender
    """What a resolute sender does, whatever it pays."""
    resolute_target: ResoluteTarget
    """How a resolute target answers, whatever it pays."""
    levers: Annotated[tuple[Lever, ...], AsTuple] = ()
    """Other goods on which a success may be repeated."""
    source: Text = ""
    """Key in docs/references.bib of the dates, and of all numbers that name no source."""
    note: Text = ""
    """What a reader should know: what is left out, and why."""
