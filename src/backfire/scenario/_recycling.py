"""Money for recycling."""

from __future__ import annotations

from typing import Literal

from ._investment import Investment


class Recycling(Investment):
    """Public money builds capacity of processes that recover goods from scrap."""

    kind: Literal["recycling"] = "recycling"
    """The word that makes this instrument money for recycling."""
