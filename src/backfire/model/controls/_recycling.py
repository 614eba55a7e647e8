"""Support of recycling."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import override

from ._control import AbstractControl
from ._funding import Funding

if TYPE_CHECKING:
    from ._control import Frame, Sheet


class Recycling(AbstractControl):
    """Plants that recover goods from scrap: supply that no ore and no sender can hold back."""

    funding: Funding
    """When, for what and where."""

    @override
    def weeks(self, frame: Frame) -> Sheet:
        return self.funding.on(frame, paid=1.0, invested=1.0)
