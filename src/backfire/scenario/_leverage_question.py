"""The use of the chokepoint that leverage is measured by."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from ._closed import Closed
from ._concession import AnyConcession, Concession
from ._dumping import Dumping
from ._fields import Count, Day, Labels, Share, Text, must
from ._stockpile import Stockpile
from ._worth import Worth

LAST_YEAR = 2035
"""The last year of the curve: named projects and trends of the edition reach no further."""
WEEKS = 52
"""Weeks of the control, and of the losses that are added up, unless the scenario says otherwise."""
LONGEST_WINDOW = 5

_Year = Annotated[
    int, Field(ge=2000, le=LAST_YEAR), must(f"must be a year, {LAST_YEAR} at the latest")
]
_Window = Annotated[
    int,
    Field(gt=0, le=LONGEST_WINDOW),
    must(f"must be a whole number from 1 to {LONGEST_WINDOW}"),
]


class LeverageQuestion(Closed):
    """The control whose loss is leverage, and what its use is weighed against."""

    goods: Labels = ()
    """Goods, or groups of goods, that the control withholds; else those of the reference."""
    instead_of: Labels = ()
    """Controls of the scenario, by name, that are this use themselves: no history holds them."""
    withheld: Share = 1.0
    """Share of every order that the control refuses."""
    starts: Day | None = None
    """First day of the control, today in the answer; else the day after the edition's date."""
    weeks: Count = WEEKS
    """How long the control lasts, in weeks."""
    horizon_weeks: Count = WEEKS
    """Weeks over which the loss is added up; not fewer than the control lasts."""
    used_quarters: Count = 4
    """Quarters that the earlier use lasts in the history in which there was one."""
    until: _Year = LAST_YEAR
    """Year of the last start of the curve; after the first one."""
    window_years: _Window = 3
    """Years over which the value of a use is added up to find the window of use."""
    discount_rate: Share = 0.03
    """Yearly rate at which later money counts less."""
    discount_source: Text = ""
    """Key in docs/references.bib for the discount rate."""
    stockpiling: Stockpile | None = None
    """The stockpile of the target that the four cases switch on and off; left out, no cases."""
    dumping: Dumping | None = None
    """The dumping by the sender that the four cases switch on and off; left out, no cases."""
    concession: AnyConcession | None = None
    """What a use obtains; left out, value of use counts nothing obtained."""
    worth: Worth | None = None
    """What a dollar of leverage is worth to the sender; left out, lost leverage counts nothing."""

    @property
    def conceded(self) -> Concession | None:
        """What a use obtains, in figures; nothing where a game is yet to tell them."""
        return self.concession if isinstance(self.concession, Concession) else None
