"""When a place counts as short."""

from __future__ import annotations

import equinox as eqx


class Shortage(eqx.Module):
    """Enough buyers of a place get too little of their use (product.md)."""

    below: float = eqx.field(static=True, default=0.5)
    """A buyer has stopped when he gets less than this share of his use."""
    buyers: float = eqx.field(static=True, default=0.05)
    """A place is short when at least this share of its buyers has stopped."""
