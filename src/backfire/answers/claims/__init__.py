"""Claims about a control: which hold, under which conditions, and which fail."""

from ._facts import About, Axis, Facts, Unit, Verdict, judged, region
from ._findings import Figure, Finding, Lines, answered, findings, span
from ._kind import KIND, statement, written

__all__ = [
    "KIND",
    "About",
    "Axis",
    "Facts",
    "Figure",
    "Finding",
    "Lines",
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
