"""A ban, whole or partial."""

from __future__ import annotations

from typing import TYPE_CHECKING

import equinox as eqx
import numpy as np
from typing_extensions import override

from ._control import AbstractControl, Leakage, Reach, Span

if TYPE_CHECKING:
    from ._control import Frame, Sheet


class Ban(AbstractControl):
    """A share of orders is refused."""

    span: Span
    """When."""
    reach: Reach
    """What, to whom."""
    withheld: float = eqx.field(static=True)
    """Share of orders refused."""
    leakage: Leakage = Leakage()
    """What arrives all the same."""

    @override
    def weeks(self, frame: Frame) -> Sheet:
        mask = self.reach.mask(frame)
        force = self.span.in_force(frame.weeks)[:, None, None, None] * mask
        licensed = 1 - self.withheld * force
        bite = float(self.withheld > 0)
        pending = self.span.pending(frame.weeks)[:, None, None, None] * mask
        sheet = frame.free().but(
            licensed_low=licensed,
            licensed=licensed,
            licensed_high=licensed,
            standing=bite * np.ceil(force),
            threat=self.withheld * pending,
        )
        return self.leakage.on(sheet, mask)
