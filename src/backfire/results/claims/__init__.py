"""Which claims about a chokepoint hold, under which conditions, and which fail."""

from ._file import from_json
from ._findings import Claim, Findings
from ._parts import About, Axis, Lines, Reading, Spanned, Tested
from ._sentences import figure, finding, verdict
from ._told import told
from ._verdict import FAILS, HALF, HOLDS, HOLDS_IF, UNTESTED, Verdict, judged

__all__ = [
    "FAILS",
    "HALF",
    "HOLDS",
    "HOLDS_IF",
    "UNTESTED",
    "About",
    "Axis",
    "Claim",
    "Findings",
    "Lines",
    "Reading",
    "Spanned",
    "Tested",
    "Verdict",
    "figure",
    "finding",
    "from_json",
    "judged",
    "told",
    "verdict",
]
