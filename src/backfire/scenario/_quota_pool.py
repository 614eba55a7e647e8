"""A tonnage quota shared by several goods."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from ._control import Control
from ._fields import AsTuple, Positive
from ._tranche import Tranche


class QuotaPool(Control):
    """All goods of the pool draw on the same tonnes; when they run out nothing leaves."""

    kind: Literal["quota_pool"] = "quota_pool"
    """The word that makes this control a quota pool."""
    tranches: Annotated[tuple[Tranche, ...], Field(min_length=1), AsTuple]
    """Tonnes by date of allocation; what is unused at the end of a calendar year lapses."""
    coverage: Positive = 1.0
    """Licence tonnes used up by one tonne of trade."""
