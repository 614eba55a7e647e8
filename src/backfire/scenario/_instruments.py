"""Instruments: moves that build or flood supply; ``kind`` says which one."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, model_validator

from ._controls import Move, not_at_oneself
from ._fields import (
    Actor,
    BelowOne,
    Day,
    Labels,
    NotNegative,
    Places,
    Positive,
    Price,
    Share,
    SomeLabels,
)
from ._record import beside, whole_sentence

_TOLERANCE = 1e-6
"""How far from 1 the shares of all payers may add up, for the sake of rounding."""


def _add_up(shares: Mapping[str, float]) -> Mapping[str, float]:
    total = math.fsum(shares.values())
    if abs(total - 1) > _TOLERANCE:
        got = f"{total:.9g}" if shares else "none"
        sentence = f"must name who pays, with shares that add up to 1, got {got}"
        raise whole_sentence(sentence)
    return shares


def _several(shares: Mapping[str, float]) -> Mapping[str, float]:
    if len(shares) == 1:
        sentence = f"must name at least two payers, got {next(iter(shares))}"
        raise whole_sentence(sentence)
    return shares


PaidBy = Annotated[
    Mapping[Actor, Share], AfterValidator(_add_up), Field(json_schema_extra={"minProperties": 1})
]
"""Payers and their shares, which add up to 1."""

_PaidTogether = Annotated[
    Mapping[Actor, Share],
    AfterValidator(_add_up),
    AfterValidator(_several),
    Field(json_schema_extra={"minProperties": 2}),
]


class Instrument(Move):
    """A move of one actor that builds or floods supply (abstract)."""

    paid_by: PaidBy
    """Who pays, and which share of the cost each; the shares add up to 1."""

    @model_validator(mode="before")
    @classmethod
    def _nobody_pays(cls, given: Any) -> Any:
        """Nobody named is nobody: the one sentence on payers serves both."""
        silent = isinstance(given, Mapping) and given.get("paid_by") is None  # pyright: ignore[reportUnknownMemberType]
        return {**given, "paid_by": {}} if silent else given


class PriceFloor(Instrument):
    """Producers are paid the difference whenever the price is below a guaranteed one."""

    kind: Literal["price_floor"] = "price_floor"
    """The word that makes this instrument a price floor."""
    where: SomeLabels
    """Places whose producers are guaranteed the price."""
    goods: SomeLabels
    """Goods, or groups of goods, whose price is guaranteed."""
    floor_usd_per_kg: Price
    """The guaranteed price in USD/kg; of two floors on one good in one place the higher holds."""
    covered: Share = 1.0
    """Share of the producers' output that is guaranteed."""


class Offtake(Instrument):
    """So many tonnes a year are bought from producers at an agreed price."""

    kind: Literal["offtake"] = "offtake"
    """The word that makes this instrument an offtake."""
    where: SomeLabels
    """Places whose producers sell under the contract."""
    goods: SomeLabels
    """Goods, or groups of goods, that are bought."""
    tonnes_per_year: Positive
    """Tonnes that are bought in a year, of each good in each place."""
    price_usd_per_kg: Price
    """The agreed price in USD/kg."""


class Investment(Instrument):
    """A sum that is spent evenly, from the first day to the last, on capacity (abstract)."""

    ends: Day  # pyright: ignore[reportIncompatibleVariableOverride, reportGeneralTypeIssues]
    """The first day on which nothing is spent any more; required, for it sets the pace."""
    where: SomeLabels
    """Places in which capacity is built."""
    processes: SomeLabels
    """Processes whose capacity is built."""
    usd: Positive
    """Public money in USD, all of it together, spent evenly over the span."""
    additional: Share
    """Share of the capacity that would not be built without it."""
    projects: Labels = ()
    """Named projects of the edition that the money goes to; without it they come in so far as they
    are not ``additional``. Left out, it builds capacity at the edition's cost of plants."""


class Subsidy(Investment):
    """Public money pays for a part of new capacity, as a grant or as a cheap loan."""

    kind: Literal["subsidy"] = "subsidy"
    """The word that makes this instrument a subsidy."""
    grant_share: Share = 1.0
    """1 for a grant; for a loan the part of the principal that is a gift in present value."""
    private_usd_per_usd: NotNegative = 0.0
    """Private money in USD that comes with each public dollar."""


class JointProject(Investment):
    """Several payers build capacity together."""

    kind: Literal["joint_project"] = "joint_project"
    """The word that makes this instrument a joint project."""
    paid_by: _PaidTogether
    """Who pays, two at least, and which share of the cost each; the shares add up to 1."""
    private_usd_per_usd: NotNegative = 0.0
    """Private money in USD that comes with each public dollar."""


class Recycling(Investment):
    """Public money builds capacity of processes that recover goods from scrap."""

    kind: Literal["recycling"] = "recycling"
    """The word that makes this instrument money for recycling."""


class Stockpile(Instrument):
    """Goods are bought for a public store, and released when buyers run short."""

    kind: Literal["stockpile"] = "stockpile"
    """The word that makes this instrument a stockpile."""
    where: SomeLabels
    """Places that keep a store, each for its own use."""
    goods: SomeLabels
    """Goods, or groups of goods, that are stored."""
    weeks_of_use: Positive
    """Size of the full store, in weeks of the place's use in calm times."""
    buying_weeks: Positive
    """Weeks in which it would be filled from nothing at normal supply."""
    releases_below: Share = 0.95
    """Share of use served below which goods are released."""
    admitted: Share
    """Share of its purchases from a sender under a licence regime that the sender lets through."""


class Dumping(Instrument):
    """A place sells abroad below its price at home; its payers make up the difference."""

    kind: Literal["dumping"] = "dumping"
    """The word that makes this instrument dumping."""
    to: Places = "all"
    """The places that are offered the low price, or ``all`` for all but the one that acts."""
    goods: SomeLabels
    """Goods, or groups of goods, that are sold below the price at home."""
    price_cut: BelowOne
    """How far the export price lies below the price at home: 0.3 takes off three tenths."""

    _aim = beside("to", "by")(not_at_oneself)


INSTRUMENTS = (PriceFloor, Offtake, Subsidy, JointProject, Recycling, Stockpile, Dumping)

AnyInstrument = Annotated[
    PriceFloor | Offtake | Subsidy | JointProject | Recycling | Stockpile | Dumping,
    Field(discriminator="kind"),
]
"""One instrument of any kind."""
