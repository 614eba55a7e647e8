"""A ban, whole or in part."""

from __future__ import annotations

from typing import Literal

from ._control import Control
from ._fields import Share


class Ban(Control):
    """A fixed share of the flow is not let out."""

    kind: Literal["ban"] = "ban"
    """The word that makes this control a ban."""
    withheld: Share
    """Share of every order that is refused."""
