"""A duty on imports."""

from __future__ import annotations

from typing import Literal

from ._control import Control
from ._fields import NotNegative, SomeLabels


class Tariff(Control):
    """The places in ``to`` charge a duty on the goods when they come from ``by``."""

    kind: Literal["tariff"] = "tariff"
    """The word that makes this control a tariff."""
    to: SomeLabels  # pyright: ignore[reportIncompatibleVariableOverride, reportGeneralTypeIssues]
    """The places that charge the duty."""
    rate: NotNegative
    """Duty as a share of the price before duty; 0.25 is 25 percent."""
