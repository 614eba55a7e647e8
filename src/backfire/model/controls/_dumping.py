"""Goods sold abroad below their price at home."""

from __future__ import annotations

from typing import TYPE_CHECKING

import equinox as eqx
from typing_extensions import override

from ._control import AbstractControl, Reach, Span

if TYPE_CHECKING:
    from ._control import Frame, Sheet


class Dumping(AbstractControl):
    """The sender sells abroad below its price at home, so that plants elsewhere earn less.

    Its treasury makes the difference up to exporters.
    """

    span: Span
    """When."""
    reach: Reach
    """What, to whom."""
    price_cut: float = eqx.field(static=True)
    """How far the export price lies below that at home, as a share of it."""

    @override
    def weeks(self, frame: Frame) -> Sheet:
        force = self.span.in_force(frame.weeks)[:, None, None, None]
        return frame.free().but(discount=self.price_cut * force * self.reach.mask(frame))
