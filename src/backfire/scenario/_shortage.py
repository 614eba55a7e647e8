"""When a place counts as short of a good."""

from __future__ import annotations

from ._closed import Closed
from ._fields import Share


class Shortage(Closed):
    """A week is short when enough buyers of a place get too little of their use."""

    below: Share = 0.5
    """A buyer stops when he gets less than this share of his use."""
    buyers: Share = 0.05
    """A place is short when at least this share of its buyers stops."""
