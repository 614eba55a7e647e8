"""An order to producers at home."""

from __future__ import annotations

from typing import TYPE_CHECKING

import equinox as eqx
import numpy as np
from typing_extensions import override

from ._control import AbstractControl, Span

if TYPE_CHECKING:
    from ._control import Frame, Sheet


class SupplyOrder(AbstractControl):
    """The sender caps what its own producers may make, as in the crackdown of 2010 to 2014."""

    span: Span
    """When."""
    place: int = eqx.field(static=True)
    """Position of the place that orders."""
    processes: tuple[int, ...] = eqx.field(static=True)
    """Positions of the processes."""
    output_cap: float = eqx.field(static=True)
    """Share of capacity that may run."""

    @override
    def weeks(self, frame: Frame) -> Sheet:
        force = self.span.in_force(frame.weeks)
        cap = np.ones((frame.weeks, frame.processes, frame.places))
        for process in self.processes:
            cap[:, process, self.place] = 1 - force * (1 - self.output_cap)
        return frame.free().but(output_cap=cap)
