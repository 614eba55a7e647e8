"""How dates, goods, places and lists of them are written in sentences and on pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    import numpy as np


_WITH_ARTICLE = ("united ", "netherlands")


def date(when: np.datetime64) -> str:
    """Write a date out.

    >>> import numpy as np
    >>> date(np.datetime64("2025-04-04"))
    '4 April 2025'
    """
    day: datetime.date = when.astype("datetime64[D]").astype(object)
    return f"{day.day} {day:%B %Y}"


def good(name: str) -> str:
    """Write a good's name as it stands inside a sentence.

    >>> good("Dysprosium oxide"), good("NdPr metal")
    ('dysprosium oxide', 'NdPr metal')
    """
    first = name.split(" ", 1)[0]
    plain = len(first) > 2 and first[1:].islower()
    return name[:1].lower() + name[1:] if plain else name


def place(name: str) -> str:
    """Write a place's name as it stands inside a sentence.

    >>> place("United States"), place("Rest of EU"), place("Japan")
    ('the United States', 'the rest of the EU', 'Japan')
    """
    lowered = name.lower()
    if lowered.startswith("rest of "):
        rest = name[len("rest of ") :]
        rest = rest if rest.lower().startswith("the ") else f"the {rest}"
        return f"the rest of {rest}"
    return f"the {name}" if lowered.startswith(_WITH_ARTICLE) else name


def capital(text: str) -> str:
    """Write the first letter large and leave the others.

    >>> capital("the United States")
    'The United States'
    """
    return text[:1].upper() + text[1:]


def listed(parts: Sequence[str]) -> str:
    """Write a list with commas and a last "and".

    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def plain(label: str) -> str:
    """Write a label as words.

    >>> plain("price_floor")
    'price floor'
    """
    return label.replace("_", " ")


_PARAMETERS = {
    "good_short": "elasticity of the goods at once",
    "good_long": "elasticity of the goods after years",
    "good_lag": "years until that is reached",
    "inputs": "elasticity among other inputs",
    "final": "elasticity in final use",
    "cost_share": "share of the goods in costs",
}


def parameter(label: str) -> str:
    """Name an uncertain parameter in words.

    >>> parameter("good_long"), parameter("cover_scale")
    ('elasticity of the goods after years', 'cover scale')
    """
    return _PARAMETERS.get(label, plain(label))
