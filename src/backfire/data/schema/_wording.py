"""How a fault in a table is put into words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches

_LIKE_A_NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?|[+-]?(nan|inf)")


def nearest(word: str | None, known: Iterable[str]) -> str:
    """The question "did you mean", or nothing if no known word is near.

    Examples
    --------
    >>> nearest("dy_oxid", ["dy_oxide", "tb_oxide"])
    '; did you mean "dy_oxide"?'
    """
    found = get_close_matches(word or "", list(known), n=1, cutoff=0.6)
    return f'; did you mean "{found[0]}"?' if found else ""


def shown(value: str | float | None) -> str:
    """A cell as it appears after "got".

    Examples
    --------
    >>> shown(None), shown("abc"), shown("1_2"), shown("-5"), shown("nan")
    ('nothing', '"abc"', '"1_2"', '-5', 'nan')
    """
    if value is None:
        return "nothing"
    return str(value) if _LIKE_A_NUMBER.fullmatch(str(value).lower()) else f'"{value}"'


def listed(words: Iterable[str]) -> str:
    """Words in a row with "or" before the last.

    Examples
    --------
    >>> listed(["reported", "derived", "estimate"])
    'reported, derived or estimate'
    """
    *before, last = words
    return f"{', '.join(before)} or {last}" if before else last
