"""Exports below the price at home."""

from __future__ import annotations

from typing import Literal

from ._fields import BelowOne, Places, SomeLabels
from ._instrument import Instrument


class Dumping(Instrument):
    """A place sells abroad below its price at home; its payers make up the difference."""

    kind: Literal["dumping"] = "dumping"
    """The word that makes this instrument dumping."""
    to: Places = "all"
    """The places that are offered the low price, or ``all`` for all but the one that acts."""
    goods: SomeLabels
    """Goods, or groups of goods, that are sold below the price at home."""
    price_cut: BelowOne
    """How far the export price lies below the price at home: 0.3 takes off three tenths."""
