"""What the target gives while the control lasts or is feared."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Discriminator, Tag, model_validator

from ._band import refuse_disorder
from ._closed import Closed
from ._fields import Amount, Positive, Slug, Text


class Concession(Closed):
    """What a use of the control obtains from the targets, in figures."""

    low: Amount
    """The branch in USD a year that about one future in twenty falls below."""
    central: Amount
    """The middle branch in USD a year."""
    high: Amount
    """The branch in USD a year that about one future in twenty rises above."""
    years: Positive = 1.0
    """Years for which the concession is in force."""
    game: Text = ""
    """The scenario whose game the figures come from; left out, they are an assumption."""
    source: Text = ""
    """Key in docs/references.bib; several are joined by a semicolon."""
    note: Text = ""
    """What is conceded, and how the numbers were chosen."""

    @model_validator(mode="after")
    def _in_order(self) -> Concession:
        refuse_disorder(self.low, self.central, self.high)
        return self


class ConcessionByGame(Closed):
    """What a use of the control obtains in the equilibrium of a game, against not using it."""

    game: Slug
    """The shipped scenario whose game is played."""
    years: Positive = 3.0
    """Years over which what is conceded is added up and spread evenly."""
    note: Text = ""
    """Why this game."""


def _kind(value: Any) -> str:
    told = isinstance(value, ConcessionByGame) or (isinstance(value, dict) and "low" not in value)
    return "<ConcessionByGame>" if told else "<Concession>"


AnyConcession = Annotated[
    Annotated[Concession, Tag("<Concession>")]
    | Annotated[ConcessionByGame, Tag("<ConcessionByGame>")],
    Discriminator(_kind),
]
"""What a use obtains: in figures, or by a game."""
