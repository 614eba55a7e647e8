"""What customs checks hold back of goods that need no licence."""

from __future__ import annotations

from ._closed import Closed
from ._fields import Positive, Share, Text


class Friction(Closed):
    """A share of the uncovered flow held at customs, falling in a straight line to zero."""

    initial: Share
    """Share of the uncovered flow held on the first day of the control."""
    weeks: Positive
    """Weeks until nothing is held any more."""
    source: Text = ""
    """Key in docs/references.bib; several are joined by a semicolon."""
    note: Text = ""
    """How the numbers were chosen, when no source states them."""
