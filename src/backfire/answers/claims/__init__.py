"""Claims about a control: which hold, under which conditions, and which fail."""

from ._facts import About, Axis, Facts, FigureText, LinesText, Tested, Unit
from ._findings import Finding, answered, findings, span
from ._kind import KIND, statement, written
from ._verdict import Verdict, judged, region

__all__ = [
    "KIND",
    "About",
    "Axis",
    "Facts",
    "FigureText",
    "Finding",
    "LinesText",
    "Tested",
    "Unit",
    "Verdict",
    "answered",
    "findings",
    "judged",
    "region",
    "span",
    "statement",
    "written",
]
