"""Money for plants."""

from __future__ import annotations

from typing import TYPE_CHECKING

import equinox as eqx
import numpy as np

from backfire.units import WEEKS_PER_YEAR

if TYPE_CHECKING:
    from ._control import Frame, Sheet, Span


class Funding(eqx.Module):
    """Money for plants: when, for what, where, and how much of it builds what else would not be."""

    span: Span
    """When it is spent, evenly."""
    processes: tuple[int, ...] = eqx.field(static=True)
    """Positions of the processes, among which it is split evenly."""
    places: tuple[int, ...] = eqx.field(static=True)
    """Positions of the places, likewise."""
    usd: float = eqx.field(static=True)
    """Sum over the whole span."""
    additional: float = eqx.field(static=True)
    """Share of the capacity that would not be built without it."""

    def on(self, frame: Frame, paid: float, invested: float) -> Sheet:
        """The sheet of a payer who spends ``paid`` USD of each USD, with ``invested`` USD of it."""
        weekly = self.span.in_force(frame.weeks)
        years = (self.span.ends - self.span.starts) / WEEKS_PER_YEAR
        rate = self.usd * weekly / years
        split = 1 / (len(self.processes) * len(self.places))
        where = np.zeros((frame.processes, frame.places))
        where[np.ix_(self.processes, self.places)] = split
        return frame.free().but(
            funding=self.additional * invested * rate[:, None, None] * where, outlay=paid * rate
        )
