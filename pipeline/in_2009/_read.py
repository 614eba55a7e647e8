"""Read the facts and choices of this edition, and rows carried over from the edition 2025.11."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

from pipeline._figures import Row
from pipeline._past import Past, carried_to, extract

FOLDER = Path(__file__).parent
YEAR = 2009
NOT_IN_2009 = frozenset({"sc_oxide", "ho_oxide", "lu_oxide", "recover_scandium"})
_OWN = Past(FOLDER)
fact, choice = _OWN.fact, _OWN.choice


def shares(prefix: str) -> dict[str, float]:
    """Return the choices whose key starts with `prefix`, by the rest of the key."""
    return {
        key.removeprefix(prefix): value
        for key, value in _OWN.choices.items()
        if key.startswith(prefix)
    }


def carried(script: ModuleType, name: str) -> list[Row]:
    """Return a table of a script of 2025.11 as figures about 2009, with the year they are from."""
    rows = script.rows(extract(script))[name]
    return [as_of_2009(row) for row in rows if not NOT_IN_2009 & _labels(row)]


def as_of_2009(row: Row) -> Row:
    """Return a row of a later year taken as true of 2009."""
    return carried_to(YEAR, row)


def _labels(row: Row) -> set[str]:
    return {str(row.get(column, "")) for column in ("good", "process", "main_good")}
