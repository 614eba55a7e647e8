"""What each source says it is: one line per entry of the bibliography."""

from __future__ import annotations

import re
from functools import cache

from ._references import bibliography

_ENTRY = re.compile(r"^@\w+\{\s*([^,\s]+)\s*,(.*?)^\}", re.MULTILINE | re.DOTALL)
_FIELD = re.compile(r"^\s*(\w+)\s*=\s*[{\"](.*?)[}\"],?\s*$", re.MULTILINE | re.DOTALL)
_PARTS = ("author", "title", "howpublished", "journal", "institution", "publisher", "year", "url")


@cache
def citations() -> dict[str, str]:
    """Author, title, year and address of every source, by key."""
    found: dict[str, str] = {}
    for key, body in _ENTRY.findall(bibliography()):
        fields = {name.lower(): _plain(value) for name, value in _FIELD.findall(body)}
        found[key] = ". ".join(fields[part] for part in _PARTS if fields.get(part))
    return found


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("{", "").replace("}", "")).strip()
