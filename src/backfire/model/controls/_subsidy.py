"""A grant or a loan for plants at home or abroad."""

from __future__ import annotations

from typing import TYPE_CHECKING

import equinox as eqx
from typing_extensions import override

from ._control import AbstractControl
from ._funding import Funding

if TYPE_CHECKING:
    from ._control import Frame, Sheet


class Subsidy(AbstractControl):
    """Public money for plants, as a grant or a loan, with the private money that comes with it."""

    funding: Funding
    """When, for what and where."""
    grant_share: float = eqx.field(static=True, default=1.0)
    """Part that is a gift in present value: 1 for a grant, less for a loan that is paid back."""
    private: float = eqx.field(static=True, default=0.0)
    """Private dollars that come with each public one."""

    @override
    def weeks(self, frame: Frame) -> Sheet:
        return self.funding.on(frame, paid=self.grant_share, invested=1 + self.private)
