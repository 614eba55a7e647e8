"""A threat without a measure."""

from __future__ import annotations

from typing import Literal

from ._control import Control
from ._fields import Day, Share


class Threat(Control):
    """Buyers hear of it and prepare; no trade is touched."""

    kind: Literal["threat"] = "threat"
    """The word that makes this control a threat."""
    announced: Day  # pyright: ignore[reportIncompatibleVariableOverride, reportGeneralTypeIssues]
    """The day it was uttered."""
    starts: Day
    """The day on which it would be carried out."""
    ends: Day | None = None
    """The day on which it was withdrawn, which may come before ``starts``."""
    severity: Share
    """How much of a full cut buyers take it for: 0 is talk, 1 is a full cut."""
