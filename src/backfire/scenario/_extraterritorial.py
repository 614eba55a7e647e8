"""A rule that reaches goods made elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from ._control import Control
from ._fields import Label, Share


class Extraterritorial(Control):
    """Goods made outside the sender need its leave where they contain its material."""

    kind: Literal["extraterritorial"] = "extraterritorial"
    """The word that makes this control an extraterritorial rule."""
    content: Mapping[Label, Share]
    """Share of foreign output that carries controlled content, by good or group of goods."""
    withheld: Share
    """Share of that part which is refused."""
