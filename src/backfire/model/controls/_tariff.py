"""A duty on imports."""

from __future__ import annotations

from typing import TYPE_CHECKING

import equinox as eqx
from typing_extensions import override

from ._control import AbstractControl, Reach, Span

if TYPE_CHECKING:
    from ._control import Frame, Sheet


class Tariff(AbstractControl):
    """Goods of one origin pay a duty on their price at origin."""

    span: Span
    """When."""
    reach: Reach
    """What, from whom, into which places."""
    rate: float = eqx.field(static=True)
    """Duty above what the baseline already holds, ad valorem."""

    @override
    def weeks(self, frame: Frame) -> Sheet:
        force = self.span.in_force(frame.weeks)[:, None, None, None]
        return frame.free().but(duty=self.rate * force * self.reach.mask(frame))
