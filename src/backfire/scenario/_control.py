"""What every control says about itself."""

from __future__ import annotations

from typing import Annotated, Literal

from ._band import CERTAIN_ZERO, BandOrShare
from ._closed import Closed
from ._fields import AsTuple, Day, Label, Places, Slug, SomeLabels, Text
from ._suspension import Suspension


class Control(Closed):
    """A measure of one place that blocks, delays, taxes or threatens trade (abstract)."""

    name: Slug
    """Short name, unique within the scenario."""
    by: Label
    """The place that acts."""
    to: Places = "all"
    """The places it is aimed at, or ``all`` for every place but the one that acts."""
    goods: SomeLabels
    """Goods, or groups of goods, that it covers."""
    announced: Day | None = None
    """The day it became known; left out where it was announced as it began."""
    starts: Day
    """The first day on which it binds."""
    ends: Day | None = None
    """The first day on which it no longer binds; left out where no end is known."""
    suspended: Annotated[tuple[Suspension, ...], AsTuple] = ()
    """Spans of time in which it does not bind."""
    leakage: BandOrShare = CERTAIN_ZERO
    """The largest share of the blocked flow that still gets through."""
    holders_of_rent: Literal["sender", "buyer"] = "sender"
    """Who earns the value of a scarce licence: exporters of the sender, or the buyers."""
    source: Text = ""
    """Key in docs/references.bib for all numbers here that name no source of their own."""
    note: Text = ""
    """What a reader should know: assumptions, doubts, what was left out."""

    @property
    def known_from(self) -> Day:
        """The day on which the control can first matter: announced, or begun."""
        return min(self.announced or self.starts, self.starts)
