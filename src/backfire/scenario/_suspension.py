"""A span of time in which a control does not bind."""

from __future__ import annotations

from pydantic import Field

from ._closed import Closed
from ._fields import Day, Text


class Suspension(Closed):
    """A control that has been announced or begun, set aside between two dates."""

    from_: Day = Field(alias="from")
    """First day on which the control does not bind."""
    until: Day
    """First day on which it may bind again."""
    source: Text = ""
    """Key in docs/references.bib; several are joined by a semicolon."""
    note: Text = ""
    """What was set aside, and by which act."""
