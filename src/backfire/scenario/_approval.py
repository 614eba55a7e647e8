"""One dated point on the path of licence approvals."""

from __future__ import annotations

from pydantic import model_validator

from ._band import refuse_disorder
from ._closed import Closed
from ._fields import Day, Share, Text


class Approval(Closed):
    """The share of applications granted by a date; between two dates the path is straight.

    Before the first point nothing has been granted; after the last one the path stays level.
    """

    date: Day
    """The date the share refers to."""
    low: Share
    """The branch that about one future in twenty falls below."""
    central: Share
    """The middle branch."""
    high: Share
    """The branch that about one future in twenty rises above."""
    source: Text = ""
    """Key in docs/references.bib of the observation; blank for an interpolated point."""
    note: Text = ""
    """What was counted, or how the point was interpolated."""

    @model_validator(mode="after")
    def _in_order(self) -> Approval:
        refuse_disorder(self.low, self.central, self.high)
        return self
