"""Where the two sides stand when a game begins."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Tag

from ._closed import Closed
from ._fields import Count, must

Package = Annotated[
    Literal["quiet", "concessions"], must("must be quiet or concessions, what the truce holds")
]
"""What a truce holds."""
Rung = Annotated[
    Literal["none", "licence_delay", "quota", "partial_ban", "full_ban"],
    must("must be none, licence_delay, quota, partial_ban or full_ban"),
]
"""What the sender has in force."""
Level = Annotated[
    Literal["none", "proportional", "maximal"], must("must be none, proportional or maximal")
]
"""What the target has in force."""


class InTruce(Closed):
    """A truce with an end."""

    truce: Package
    """Quiet alone, or quiet and concessions to the sender."""
    left: Count
    """Quarters that it has left, the first one counted."""


class InOpen(Closed):
    """No truce: a control, an answer to it, both or neither."""

    control: Rung = "none"
    """What the sender has in force."""
    retaliation: Level = "none"
    """What the target has in force."""


def _kind(value: Any) -> str:
    told = isinstance(value, InTruce) or (isinstance(value, dict) and "truce" in value)
    return "<InTruce>" if told else "<InOpen>"


Standing = Annotated[
    Annotated[InTruce, Tag("<InTruce>")] | Annotated[InOpen, Tag("<InOpen>")], Discriminator(_kind)
]
"""A truce, or what stands where there is none."""
