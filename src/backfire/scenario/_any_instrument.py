"""All kinds of instrument; ``kind`` says which one a mapping in a file is."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from ._dumping import Dumping
from ._joint_project import JointProject
from ._offtake import Offtake
from ._price_floor import PriceFloor
from ._recycling import Recycling
from ._stockpile import Stockpile
from ._subsidy import Subsidy

INSTRUMENTS = (PriceFloor, Offtake, Subsidy, JointProject, Recycling, Stockpile, Dumping)

AnyInstrument = Annotated[
    PriceFloor | Offtake | Subsidy | JointProject | Recycling | Stockpile | Dumping,
    Field(discriminator="kind"),
]
"""One instrument of any kind."""
