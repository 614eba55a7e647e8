"""A threat: known, not carried out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import equinox as eqx
import numpy as np
from typing_extensions import override

from ._control import AbstractControl, Reach, Span

if TYPE_CHECKING:
    from ._control import Frame, Sheet


class Threat(AbstractControl):
    """Buyers hear of a measure that stops no shipment."""

    span: Span
    """When."""
    reach: Reach
    """What, to whom."""
    severity: float = eqx.field(static=True)
    """How bad the measure would be, as a share of supply stopped."""

    @override
    def weeks(self, frame: Frame) -> Sheet:
        known = np.clip(self.span.pending(frame.weeks) + self.span.in_force(frame.weeks), 0.0, 1.0)
        mask = self.reach.mask(frame)
        return frame.free().but(threat=self.severity * known[:, None, None, None] * mask)
