"""Read the facts and choices of this edition, and rows carried over from the edition 2025.11."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from types import ModuleType

from pipeline._figures import Row, table
from pipeline.in_2009._read import extract

FOLDER = Path(__file__).parent
YEAR = 2022
LAST_YEAR = 2023


@cache
def _facts() -> dict[str, dict[str, str]]:
    return {row["key"]: row for row in table(FOLDER / "readings" / "facts.csv")}


@cache
def _choices() -> dict[str, float]:
    return {row["key"]: float(row["value"]) for row in table(FOLDER / "choices" / "choices.csv")}


def fact(key: str) -> float:
    """Return a figure read in a publication."""
    return float(_facts()[key]["value"])


def source(*keys: str) -> str:
    """Return the sources of some facts, each once, joined as a table joins them."""
    return ";".join(dict.fromkeys(_facts()[key]["source"] for key in keys))


def choice(key: str) -> float:
    """Return a value the edition chose where nothing was observed."""
    return _choices()[key]


def carried(script: ModuleType, name: str) -> list[Row]:
    """Return a table of a script of 2025.11 as figures about 2023, with the year they are from."""
    return [as_of_2023(row) for row in script.rows(extract(script))[name]]


def as_of_2023(row: Row) -> Row:
    """Return a row of a later year taken as true of 2023."""
    said = str(row.get("note", ""))
    since = f"figure of {row['year']}, carried to {LAST_YEAR}"
    return {**row, "year": LAST_YEAR, "note": f"{since}; {said}" if said else since}
