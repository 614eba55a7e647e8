"""The use of the chokepoint that leverage is measured by, and what the headline counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from pydantic import Discriminator, Field, Tag

from ._fields import (
    Amount,
    Banded,
    Count,
    Day,
    Labels,
    NotNegative,
    Positive,
    Quarters,
    Share,
    Slug,
    Year,
)
from ._instruments import Dumping, Stockpile
from ._record import Closed, Sourced, Text, beside, must

LAST_YEAR = 2035
"""The last year of the curve: named projects and trends of the edition reach no further."""
WEEKS = 52
"""Weeks of a control, and of the losses that are added up, unless the scenario says otherwise."""
LONGEST_WINDOW = 5

_Year = Annotated[
    int, Field(ge=2000, le=LAST_YEAR), must(f"must be a year, {LAST_YEAR} at the latest")
]
_Window = Annotated[
    int,
    Field(gt=0, le=LONGEST_WINDOW),
    must(f"must be a whole number from 1 to {LONGEST_WINDOW}"),
]


class Concession(Banded[Amount]):
    """What a use of the control obtains from the targets, in USD a year."""

    years: Positive = 1.0
    """Years for which the concession is in force."""
    game: Text = ""
    """The scenario whose game the figures come from; left out, they are an assumption."""


class ConcessionByGame(Closed):
    """What a use of the control obtains in the equilibrium of a game, against not using it."""

    game: Slug
    """The shipped scenario whose game is played."""
    years: Positive = 3.0
    """Years over which what is conceded is added up and spread evenly."""
    note: Text = ""
    """Why this game."""


def _kind(value: Any) -> str:
    by_game = isinstance(value, ConcessionByGame)
    by_game = by_game or (isinstance(value, dict) and "low" not in value)
    return "<ConcessionByGame>" if by_game else "<Concession>"


AnyConcession = Annotated[
    Annotated[Concession, Tag("<Concession>")]
    | Annotated[ConcessionByGame, Tag("<ConcessionByGame>")],
    Discriminator(_kind),
]
"""What a use obtains: in figures, or by a game."""


class Worth(Banded[NotNegative]):
    """What the sender would pay to keep leverage, in USD per USD: an assumption, not a result."""


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
    horizon_weeks: Count = Field(default=WEEKS, validate_default=True)
    """Weeks over which the loss is added up; not fewer than the control lasts."""
    used_quarters: Quarters = 4
    """Quarters that the earlier use lasts in the history in which there was one."""
    until: _Year = Field(default=LAST_YEAR, validate_default=True)
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

    @beside("goods")
    @staticmethod
    def _some(goods: tuple[str, ...]) -> Iterator[str]:
        if not goods:
            yield "goods must name at least one good, got none"

    @beside("horizon_weeks", "weeks")
    @staticmethod
    def _long_enough(horizon: int, weeks: int) -> Iterator[str]:
        if horizon < weeks:
            control = f"the control (leverage.weeks, {weeks})"
            yield f"horizon_weeks must not be shorter than {control}, got {horizon}"

    @beside("until", "starts")
    @staticmethod
    def _after_the_first(until: int, starts: Day) -> Iterator[str]:
        if until <= starts.year:
            year = f"the year of leverage.starts ({starts.year})"
            yield f"until must be after {year}, got {until}"

    @property
    def conceded(self) -> Concession | None:
        """What a use obtains, in figures; nothing where it is yet to be found by a game."""
        return self.concession if isinstance(self.concession, Concession) else None


class Reference(Closed):
    """Which goods, from which day and over how many weeks the headline counts."""

    goods: Labels
    """Goods, or groups of goods, whose shortage and price the headline reports."""
    starts: Day
    """Day zero of every "days to the first shortage"."""
    horizon_weeks: Count = WEEKS
    """Weeks over which losses are added up."""


class Shortage(Closed):
    """A week is short when enough buyers of a place get too little of their use."""

    below: Share = 0.5
    """A buyer stops when it gets less than this share of its use."""
    buyers: Share = 0.05
    """A place is short when at least this share of its buyers stops."""


class Activity(Sourced):
    """Activity of end uses by year, in place of the growth that the edition expected.

    A backtest gives activity as it happened: what it judges is the chain, not a forecast of its
    users.
    """

    uses: Labels = ()
    """End uses of the edition; left out, all of them."""
    places: Labels = ()
    """Places whose users these are; left out, all of them."""
    ratio: Annotated[Mapping[Year, Positive], Field(min_length=1)]
    """Activity over that of the baseline year, by calendar year."""


class Backtest(Closed):
    """The table of what was observed, and the year up to which parameters may be fitted to it."""

    seen: Text
    """Name of a table of observations that comes with the package, or the path of one's own."""
    fitted_until: Year
    """Last year that parameters may be fitted to; what came later is held back."""
    traded: Labels = ()
    """Goods, or groups of goods with the weights of customs, that figures on trade count."""
