"""A grant or a loan for capacity."""

from __future__ import annotations

from typing import Literal

from ._fields import NotNegative, Share
from ._investment import Investment


class Subsidy(Investment):
    """Public money pays for a part of new capacity, as a grant or as a cheap loan."""

    kind: Literal["subsidy"] = "subsidy"
    """The word that makes this instrument a subsidy."""
    grant_share: Share = 1.0
    """1 for a grant; for a loan the part of the principal that is a gift in present value."""
    private_usd_per_usd: NotNegative = 0.0
    """Private money in USD that comes with each public dollar."""
