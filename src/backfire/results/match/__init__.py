"""A match that a person plays against the model: what he is shown, and what is saved."""

from ._closing import BARS, WORST, closing, spark, worst
from ._moves import meaning, moved, posture
from ._record import (
    CALM,
    FORMAT,
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
from ._shown import OPTIONS, both, day, heading, options, question, rows, share, why
from ._turn import MOVES, Levels, Option, Turn, key_of

__all__ = [
    "BARS",
    "CALM",
    "FORMAT",
    "MOVES",
    "OPTIONS",
    "SIDES",
    "WORST",
    "Asked",
    "Choice",
    "Levels",
    "Option",
    "Origin",
    "Outcome",
    "Quarter",
    "Record",
    "Side",
    "Standing",
    "Turn",
    "both",
    "closing",
    "day",
    "heading",
    "key_of",
    "meaning",
    "moved",
    "options",
    "posture",
    "question",
    "rows",
    "share",
    "spark",
    "why",
    "worst",
]
