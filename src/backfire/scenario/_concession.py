"""What the target gives while the control lasts or is feared."""

from __future__ import annotations

from pydantic import model_validator

from ._band import refuse_disorder
from ._closed import Closed
from ._fields import NotNegative, Positive, Text


class Concession(Closed):
    """What a use of the control obtains from the targets: an assumption, not a result."""

    low: NotNegative
    """The branch in USD a year that about one future in twenty falls below."""
    central: NotNegative
    """The middle branch in USD a year."""
    high: NotNegative
    """The branch in USD a year that about one future in twenty rises above."""
    years: Positive = 1.0
    """Years for which the concession is in force."""
    source: Text = ""
    """Key in docs/references.bib; several are joined by a semicolon."""
    note: Text = ""
    """What is conceded, and how the numbers were chosen."""

    @model_validator(mode="after")
    def _in_order(self) -> Concession:
        refuse_disorder(self.low, self.central, self.high)
        return self
