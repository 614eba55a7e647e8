"""A licence regime."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from ._approval import Approval
from ._band import BandOrShare
from ._control import Control
from ._fields import AsTuple, Label, NotNegative
from ._friction import Friction

_Path = Annotated[tuple[Approval, ...], Field(min_length=1), AsTuple]


class Licence(Control):
    """Goods leave only with a licence, and licences are granted over time."""

    kind: Literal["licence"] = "licence"
    """The word that makes this control a licence regime."""
    covered: BandOrShare
    """Share of the flow of these goods that needs a licence."""
    approvals: _Path
    """Share of applications granted by date, straight between the dates."""
    approvals_by: Mapping[Label, _Path] = {}
    """Paths of approvals for single destinations, in place of ``approvals``."""
    delay_weeks: NotNegative = 0.0
    """Weeks between an order and its licence once licences are granted, beyond the path."""
    friction: Friction | None = None
    """What customs checks hold back of the part that needs no licence."""
    grace_weeks: NotNegative = 0.0
    """Weeks after the start in which goods cleared before still leave."""
    declared_use: bool = True
    """Whether licences cap orders at declared use, so that nobody can build stocks."""
