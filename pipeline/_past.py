"""What editions of the past have in common: facts and choices of their own, and carried rows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import ModuleType

from pipeline._figures import Row, table


@dataclass(frozen=True)
class Past:
    """The readings and choices of an edition of the past, in a folder of its own."""

    folder: Path

    @cached_property
    def facts(self) -> dict[str, dict[str, str]]:
        """Figures read in publications, by key."""
        return {row["key"]: row for row in table(self.folder / "readings" / "facts.csv")}

    @cached_property
    def choices(self) -> dict[str, float]:
        """Values chosen where nothing was observed, by key."""
        rows = table(self.folder / "choices" / "choices.csv")
        return {row["key"]: float(row["value"]) for row in rows}

    def fact(self, key: str) -> float:
        """Return a figure read in a publication."""
        return float(self.facts[key]["value"])

    def choice(self, key: str) -> float:
        """Return a value the edition chose where nothing was observed."""
        return self.choices[key]


def extract(script: ModuleType) -> Path:
    """Return the folder that a script of 2025.11 reads."""
    return Path(str(script.__file__)).parent / "extracts" / str(script.EXTRACT)


def carried_to(year: int, row: Row) -> Row:
    """Return a row of a later year taken as true of an earlier one, with the year it is from."""
    said = str(row.get("note", ""))
    since = f"figure of {row['year']}, carried to {year}"
    return {**row, "year": year, "note": f"{since}; {said}" if said else since}
