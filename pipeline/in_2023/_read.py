"""Read the facts and choices of this edition, and rows carried over from the edition 2025.11."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

from pipeline._figures import Row
from pipeline._past import Past, carried_to, extract

FOLDER = Path(__file__).parent
YEAR = 2022
LAST_YEAR = 2023
_OWN = Past(FOLDER)
fact, choice = _OWN.fact, _OWN.choice


def source(*keys: str) -> str:
    """Return the sources of some facts, each once, joined as a table joins them."""
    return ";".join(dict.fromkeys(_OWN.facts[key]["source"] for key in keys))


def carried(script: ModuleType, name: str) -> list[Row]:
    """Return a table of a script of 2025.11 as figures about 2023, with the year they are from."""
    return [as_of_2023(row) for row in script.rows(extract(script))[name]]


def as_of_2023(row: Row) -> Row:
    """Return a row of a later year taken as true of 2023."""
    return carried_to(LAST_YEAR, row)
