"""The bibliography: which sources are known, and what each of them says it is."""

from __future__ import annotations

import re
from contextlib import suppress
from functools import cache
from pathlib import Path

from backfire.regular_file import read_regular

_HERE = Path(__file__)
_HOMES = (_HERE.parents[4] / "docs" / "references.bib", _HERE.parents[1] / "references.bib")
_ENTRY = re.compile(r"^\s*@(\w+)\s*\{\s*([^,\s]+)\s*,", re.MULTILINE)
_FIELD = re.compile(r"^\s*(\w+)\s*=\s*[{\"](.*?)[}\"],?\s*$", re.MULTILINE | re.DOTALL)
_PARTS = ("author", "title", "howpublished", "journal", "institution", "publisher", "year", "url")


@cache
def citations() -> dict[str, str]:
    """Author, title, year and address of every source, by key.

    Returns
    -------
    :
        Read from ``docs/references.bib``, or from its copy in an installed package; empty where
        there is neither.
    """
    found: dict[str, str] = {}
    text = _bibliography()
    entries = list(_ENTRY.finditer(text))
    ends = [*(entry.start() for entry in entries[1:]), len(text)]
    for entry, end in zip(entries, ends, strict=False):
        kind, key = entry.groups()
        if kind.lower() == "comment":
            continue
        body = text[entry.end() : end].rstrip().removesuffix("}")
        fields = {name.lower(): _plain(value) for name, value in _FIELD.findall(body)}
        found[key] = ". ".join(fields[part] for part in _PARTS if fields.get(part))
    return found


@cache
def reference_keys() -> frozenset[str]:
    """Keys of every entry of the bibliography; none where there is no bibliography."""
    return frozenset(citations())


def _bibliography() -> str:
    for path in _HOMES:
        with suppress(OSError):
            return read_regular(path).decode("utf-8")
    return ""


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("{", "").replace("}", "")).strip()
