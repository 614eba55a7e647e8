"""A rule that reaches goods made in third places."""

from __future__ import annotations

from typing import TYPE_CHECKING

import equinox as eqx
import numpy as np
from typing_extensions import override

from ._control import AbstractControl, Reach, Span

if TYPE_CHECKING:
    from ._control import Frame, Sheet


class Extraterritorial(AbstractControl):
    """Foreign goods with controlled content need the sender's consent as well."""

    span: Span
    """When."""
    reach: Reach
    """What, to whom."""
    withheld: float = eqx.field(static=True)
    """Share of such goods refused."""
    content: tuple[tuple[int, float], ...] = eqx.field(static=True)
    """Good and share of foreign output with controlled content."""

    @override
    def weeks(self, frame: Frame) -> Sheet:
        force = self.span.in_force(frame.weeks)
        pending = self.span.pending(frame.weeks)
        mask = self.reach.mask(frame)
        places = np.zeros((frame.goods, frame.places))
        places[np.ix_(self.reach.goods, self.reach.places)] = 1.0
        return frame.free().but(
            blocked=self.withheld * force[:, None, None] * places,
            threat=self.withheld * pending[:, None, None, None] * mask,
        )
