"""What a game pays the two sides, and where its payoffs are taken from."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Annotated, Any, Generic, Literal, TypeVar

from pydantic import Discriminator, Field, Tag

from ._fields import BandOrShare, Cost, CostBand, Money
from ._record import Closed, Text, beside, must

_Value = TypeVar("_Value")
_RUNGS = ("licence_delay", "quota", "partial_ban", "full_ban")
_ORIGINS = must("must be supply_model or ranges")


class _Both(Closed, Generic[_Value]):
    """One value for each side (abstract)."""

    sender: _Value
    """What it is worth to the sender, or costs it."""
    target: _Value
    """What it is worth to the target, or costs it."""
    note: Text = ""
    """What is counted, and what is left out."""


class BothSides(_Both[Money]):
    """One amount for each side: above zero for a gain, below for a loss."""


class BothCosts(_Both[Cost]):
    """One cost for each side."""


class Retaliation(Closed):
    """What each level of retaliation is worth to both sides while it stands."""

    proportional: BothSides
    """Hurting the sender about as much as it hurts, in USD a year."""
    maximal: BothSides
    """Hurting the sender as much as the target can, in USD a year."""

    @beside("maximal", "proportional")
    @staticmethod
    def _hurts_most(maximal: BothSides, proportional: BothSides) -> Iterator[str]:
        for branch in ("low", "central", "high"):
            some, most = (getattr(each.sender, branch) for each in (proportional, maximal))
            if most > some:
                yield (
                    f"maximal.sender.{branch} must not be above that of proportional ({some}), "
                    f"got {most}: the largest answer cannot hurt the sender less"
                )
                return


class _ByControl(Closed, Generic[_Value]):
    """One value for each control that the sender can put in force (abstract)."""

    licence_delay: _Value
    """While every order waits for a licence, in USD a year."""
    quota: _Value
    """While a part of the orders is refused, in USD a year."""
    partial_ban: _Value
    """While some goods are refused whole, in USD a year."""
    full_ban: _Value
    """While all goods are refused, and foreign goods that contain them, in USD a year."""
    note: Text = ""
    """How the controls were set beside each other."""


class Harms(_ByControl[Cost]):
    """What each control that the sender can put in force costs the target."""


class Rents(_ByControl[Money]):
    """What each control brings the sender, below zero where sales are lost."""


class SupplyPayoffs(Closed):
    """Harm and rent come from rollouts of the supply model of the scenario."""

    from_: Annotated[Literal["supply_model"], _ORIGINS] = Field(alias="from")
    """The words ``supply_model``."""


class RangePayoffs(Closed):
    """Harm and rent are ranges, for goods that the supply model does not hold.

    Every answer that rests on them says so.
    """

    from_: Annotated[Literal["ranges"], _ORIGINS] = Field(alias="from")
    """The word ``ranges``."""
    harm: Harms
    """What each control costs the target, with nothing built outside and stocks empty."""
    rent: Rents
    """What each control brings the sender in prices less lost sales, in the same state."""
    rent_level: Money
    """What the sender earns in calm from the lack of other suppliers, in USD a year."""
    cushion: BandOrShare
    """Share of the harm that is left where stocks are full."""
    built: BandOrShare
    """Share of harm and rent that is left where outside capacity is at its highest level."""
    pace: Cost
    """Levels of outside capacity added in a year in which no control stands; the highest level of
    six counts as 5."""
    pace_used: Cost
    """The same in a year in which a control stands."""
    drain: Cost
    """Quarters that full stocks last under a full ban."""
    note: Text = ""
    """What the goods are, and what the ranges leave out."""

    @beside("harm")
    @staticmethod
    def _no_less_than_before(harm: Harms) -> Iterator[str]:
        levels = {rung: getattr(harm, rung).central for rung in _RUNGS}
        for (below, less), (rung, more) in pairwise(levels.items()):
            if more < less:
                yield f"harm.{rung}.central must not be below that of {below} ({less}), got {more}"

    @beside("pace_used", "pace")
    @staticmethod
    def _faster_when_used(used: CostBand, calm: CostBand) -> Iterator[str]:
        if used.central < calm.central:
            rule = f"must not be below game.payoffs.pace ({calm.central})"
            yield f"pace_used {rule}, got {used.central}"


def _origin(value: Any) -> str:
    origin = value.get("from") if isinstance(value, dict) else getattr(value, "from_", None)  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
    return "<RangePayoffs>" if origin == "ranges" else "<SupplyPayoffs>"


GamePayoffs = Annotated[
    Annotated[SupplyPayoffs, Tag("<SupplyPayoffs>")]
    | Annotated[RangePayoffs, Tag("<RangePayoffs>")],
    Discriminator(_origin),
]
"""Where harm and rent are taken from."""
