"""What leverage is worth to the sender."""

from __future__ import annotations

from pydantic import model_validator

from ._band import refuse_disorder
from ._closed import Closed
from ._fields import NotNegative, Text


class Worth(Closed):
    """What the sender would pay to keep a dollar of leverage: an assumption, not a result."""

    low: NotNegative
    """The branch in USD per USD of leverage that about one future in twenty falls below."""
    central: NotNegative
    """The middle branch in USD per USD of leverage."""
    high: NotNegative
    """The branch in USD per USD of leverage that about one future in twenty rises above."""
    source: Text = ""
    """Key in docs/references.bib; several are joined by a semicolon."""
    note: Text = ""
    """How the numbers were chosen."""

    @model_validator(mode="after")
    def _in_order(self) -> Worth:
        refuse_disorder(self.low, self.central, self.high)
        return self
