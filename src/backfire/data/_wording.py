"""How a fault in a table is put into words."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(word: str, known: Iterable[str]) -> str:
    """The question "did you mean", or nothing if no known word is near.

    Examples
    --------
    >>> nearest("dy_oxid", ["dy_oxide", "tb_oxide"])
    '; did you mean "dy_oxide"?'
    """
    found = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f'; did you mean "{found[0]}"?' if found else ""


def shown(value: str | float | None) -> str:
    """A cell as it appears after "got".

    Examples
    --------
    >>> shown(None), shown("abc"), shown("-5"), shown("nan")
    ('nothing', '"abc"', '-5', 'nan')
    """
    if value is None:
        return "nothing"
    try:
        float(value)
    except ValueError:
        return f'"{value}"'
    return str(value)


def listed(words: Iterable[str]) -> str:
    """Words in a row with "or" before the last.

    Examples
    --------
    >>> listed(["reported", "derived", "estimate"])
    'reported, derived or estimate'
    """
    *before, last = words
    return f"{', '.join(before)} or {last}" if before else last
