"""Which sources are known: the keys of the bibliography."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

_HERE = Path(__file__)
_HOMES = (_HERE.parents[3] / "docs" / "references.bib", _HERE.parent / "references.bib")
_ENTRY = re.compile(r"^\s*@(\w+)\s*\{\s*([^,\s]+)\s*,", re.MULTILINE)


def bibliography() -> str:
    """Text of ``docs/references.bib``, or of its copy in an installed package; blank without."""
    for path in _HOMES:
        if path.exists():
            return path.read_text(encoding="utf-8")
    return ""


@cache
def reference_keys() -> frozenset[str]:
    """Keys of every entry of ``docs/references.bib``, or of its copy in an installed package.

    Returns
    -------
    :
        Empty where there is no bibliography: then no key can be looked up.
    """
    entries = _ENTRY.findall(bibliography())
    return frozenset(key for kind, key in entries if kind.lower() != "comment")
