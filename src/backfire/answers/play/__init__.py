"""A match that a person plays against the model: what happened, what was chosen, what it cost."""

from ._kind import KIND, chance, spark
from ._record import (
    CALM,
    SIDES,
    Asked,
    Choice,
    Origin,
    Outcome,
    Quarter,
    Record,
    Side,
    Standing,
)

__all__ = [
    "CALM",
    "KIND",
    "SIDES",
    "Asked",
    "Choice",
    "Origin",
    "Outcome",
    "Quarter",
    "Record",
    "Side",
    "Standing",
    "chance",
    "spark",
]
