"""Which sources a part of a scenario names."""

from __future__ import annotations

from typing import Any

_FIELDS = ("source", "discount_source")
"""Fields that hold keys in docs/references.bib, joined by semicolons."""


def keys_in(data: Any) -> list[str]:
    """Every key in docs/references.bib in plain data, as often as it is named.

    Examples
    --------
    >>> keys_in({"source": "a2025; b2025", "inner": [{"source": "c2025"}]})
    ['a2025', 'b2025', 'c2025']
    """
    if isinstance(data, dict):
        own = [key.strip() for field in _FIELDS for key in str(data.get(field, "")).split(";")]
        listed = [str(key) for key in data.get("sources", ())]
        inner = [key for item in data.values() for key in keys_in(item)]
        return [key for key in [*own, *listed, *inner] if key]
    if isinstance(data, list):
        return [key for item in data for key in keys_in(item)]
    return []
