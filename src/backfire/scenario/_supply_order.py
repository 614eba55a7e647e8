"""An order to producers inside the sender."""

from __future__ import annotations

from typing import Literal

from ._control import Control
from ._fields import Labels, NotNegative, SomeLabels


class SupplyOrder(Control):
    """Producers inside the acting place may use only a part of their capacity."""

    kind: Literal["supply_order"] = "supply_order"
    """The word that makes this control a supply order."""
    goods: Labels = ()
    """Not needed: the processes say what is made less of."""
    processes: SomeLabels
    """The processes that are held down."""
    output_cap: NotNegative
    """Capacity that may be used, as a multiple of capacity: 0.8 takes away a fifth."""
