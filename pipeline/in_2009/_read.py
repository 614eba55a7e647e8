"""Read the facts and choices of this edition, and rows carried over from the edition 2025.11."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from types import ModuleType

from pipeline._figures import Row, table

FOLDER = Path(__file__).parent
YEAR = 2009
NOT_IN_2009 = frozenset({"sc_oxide", "ho_oxide", "lu_oxide", "recover_scandium"})


@cache
def _facts() -> dict[str, dict[str, str]]:
    return {row["key"]: row for row in table(FOLDER / "readings" / "facts.csv")}


@cache
def _choices() -> dict[str, float]:
    return {row["key"]: float(row["value"]) for row in table(FOLDER / "choices" / "choices.csv")}


def fact(key: str) -> float:
    """Return a figure read in a publication."""
    return float(_facts()[key]["value"])


def choice(key: str) -> float:
    """Return a value the edition chose where nothing was observed."""
    return _choices()[key]


def shares(prefix: str) -> dict[str, float]:
    """Return the choices whose key starts with `prefix`, by the rest of the key."""
    return {
        key.removeprefix(prefix): value
        for key, value in _choices().items()
        if key.startswith(prefix)
    }


def extract(script: ModuleType) -> Path:
    """Return the folder that a script of 2025.11 reads."""
    return Path(str(script.__file__)).parent / "extracts" / str(script.EXTRACT)


def carried(script: ModuleType, name: str) -> list[Row]:
    """Return a table of a script of 2025.11 as figures about 2009, with the year they are from."""
    rows = script.rows(extract(script))[name]
    return [as_of_2009(row) for row in rows if not NOT_IN_2009 & _labels(row)]


def as_of_2009(row: Row) -> Row:
    """Return a row of a later year taken as true of 2009."""
    said = str(row.get("note", ""))
    since = f"figure of {row['year']}, carried to {YEAR}"
    return {**row, "year": YEAR, "note": f"{since}; {said}" if said else since}


def _labels(row: Row) -> set[str]:
    return {str(row.get(column, "")) for column in ("good", "process", "main_good")}
