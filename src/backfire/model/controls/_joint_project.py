"""Plants that allies build together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import equinox as eqx
from typing_extensions import override

from ._control import AbstractControl
from ._funding import Funding

if TYPE_CHECKING:
    from ._control import Frame, Sheet


class JointProject(AbstractControl):
    """Several payers build plants in each other's territory."""

    funding: Funding
    """When, for what and where."""
    private: float = eqx.field(static=True, default=0.0)
    """Private dollars that come with each public one."""

    @override
    def weeks(self, frame: Frame) -> Sheet:
        return self.funding.on(frame, paid=1.0, invested=1 + self.private)
