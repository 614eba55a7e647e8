"""One allocation out of a tonnage quota."""

from __future__ import annotations

from ._closed import Closed
from ._fields import Day, NotNegative, Text


class Tranche(Closed):
    """Tonnes that become available on a date and lapse at the end of that calendar year."""

    date: Day
    """The day on which the tonnes may be used for the first time."""
    tonnes: NotNegative
    """Licence tonnes handed out."""
    source: Text = ""
    """Key in docs/references.bib; several are joined by a semicolon."""
    note: Text = ""
    """How the number was chosen, when no source states it."""
