"""What was found: one type of answer, with declared quantities and tables."""

from . import _format as words
from ._answer import Answer
from ._atomic_write import remove_drafts, write_whole
from ._compare import Comparison, Difference, compared
from ._export import dumps
from ._interval import QUANTILES, UNKNOWN, Interval, interval
from ._kind import Kind, Label, NoFacts, Provenance, Quantity, Section, axis
from ._read import KINDS, kind_named, read_answer
from ._table import MISSING, NEVER, Cell, Column, Table

__all__ = [
    "KINDS",
    "MISSING",
    "NEVER",
    "QUANTILES",
    "UNKNOWN",
    "Answer",
    "Cell",
    "Column",
    "Comparison",
    "Difference",
    "Interval",
    "Kind",
    "Label",
    "NoFacts",
    "Provenance",
    "Quantity",
    "Section",
    "Table",
    "axis",
    "compared",
    "dumps",
    "interval",
    "kind_named",
    "read_answer",
    "remove_drafts",
    "words",
    "write_whole",
]
