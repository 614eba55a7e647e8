"""Run the scripts of an edition and write its tables.

`python -m pipeline.build` writes every edition from the trimmed extracts beside its scripts;
`--edition NAME` writes one, `--raw FOLDER` reads the raw files after checking their sha256.

A script is a module with a function `rows(path)` that returns rows by table, a mapping `RAW` from
raw file to sha256, and `EXTRACT`, the folder in `extracts` beside it that holds what it reads.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import importlib
import io
import json
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from pipeline._figures import HERE, Row

ROOT = HERE.parent
TABLES = ROOT / "src" / "backfire" / "data" / "tables"
FIRST = ("goods", "places", "processes", "uses")
Tables = dict[str, list[Row]]


@dataclass(frozen=True)
class Release:
    """What an edition is called, what it is about, and the package of its scripts."""

    name: str
    date: str
    baseline_year: int
    price_year: int
    package: str

    @property
    def card(self) -> dict[str, str | int]:
        """The facts that `edition.json` states."""
        return {
            "name": self.name,
            "date": self.date,
            "baseline_year": self.baseline_year,
            "price_year": self.price_year,
        }


EDITIONS = {
    release.name: release
    for release in (
        Release("2009.12", "2009-12-31", 2009, 2009, "pipeline.in_2009"),
        Release("2023.06", "2023-06-30", 2022, 2022, "pipeline.in_2023"),
        Release("2025.11", "2025-11-30", 2024, 2024, "pipeline"),
    )
}
LATEST = "2025.11"


def scripts(edition: str = LATEST) -> list[ModuleType]:
    """Import every module of an edition's folder that offers `rows`, by name."""
    package = EDITIONS[edition].package
    folder = ROOT.joinpath(*package.split("."))
    names = sorted(file.stem for file in folder.glob("*.py") if not file.stem.startswith("_"))
    modules = [importlib.import_module(f"{package}.{name}") for name in names if name != "build"]
    return [module for module in modules if hasattr(module, "rows")]


def origin(script: ModuleType, raw: Path | None) -> Path:
    """Return the folder a script reads, after checking the raw files it expects."""
    if raw is None:
        return Path(str(script.__file__)).parent / "extracts" / str(script.EXTRACT)
    for name, expected in script.RAW.items():
        if checksum((raw / name).read_bytes()) != expected:
            msg = f"{raw / name}: not the file that {script.__name__} was written for"
            raise ValueError(msg)
    return raw


def collect(raw: Path | None = None, edition: str = LATEST) -> Tables:
    """Run the scripts of an edition and merge what they return, each table sorted by its key."""
    merged: Tables = {}
    for script in scripts(edition):
        for name, found in script.rows(origin(script, raw)).items():
            merged.setdefault(name, []).extend(found)
    order = labels(merged)
    return {name: ordered(name, merged[name], order) for name in sorted(merged)}


def labels(tables: Tables) -> dict[str, int]:
    """Return the rank of every label: goods, places, processes and uses as they are listed."""
    listed = [str(row[name_of_key(name)]) for name in FIRST for row in tables.get(name, [])]
    return {label: rank for rank, label in enumerate(["*", *listed])}


def ordered(name: str, found: list[Row], order: dict[str, int]) -> list[Row]:
    """Sort the rows of a table by key, and refuse a key that appears twice."""
    keys = key_columns(name)
    seen: set[tuple[str, ...]] = set()
    for row in found:
        key = tuple(str(row.get(column, "")) for column in keys)
        if key in seen:
            msg = f"{name}: two rows for {', '.join(key)}"
            raise ValueError(msg)
        seen.add(key)
    if name in FIRST:
        return found
    last = len(order)
    return sorted(
        found,
        key=lambda row: [
            (order.get(str(row.get(column, "")), last), str(row.get(column, ""))) for column in keys
        ],
    )


def schema(name: str) -> list[dict[str, str]]:
    """Return the attributes of a table."""
    own = TABLES / f"{name}.schema.csv"
    path = own if own.exists() else TABLES / "schemas" / own.name
    with path.open(encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))


def key_columns(name: str) -> list[str]:
    """Return the columns whose cells name a row."""
    return [cell["attribute"] for cell in schema(name) if cell["status"].endswith("key")]


def name_of_key(name: str) -> str:
    """Return the one key column of a table of labels."""
    return key_columns(name)[0]


def written(name: str, found: list[Row]) -> bytes:
    """Return a table as the bytes of its file."""
    columns = [attribute["attribute"] for attribute in schema(name)]
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows({key: shown(cell) for key, cell in row.items()} for row in found)
    return text.getvalue().encode("utf-8")


def shown(cell: str | float) -> str:
    """Write whole numbers without a decimal point.

    Examples
    --------
    >>> shown(45500.0), shown(0.5), shown("USA")
    ('45500', '0.5', 'USA')
    """
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def checksum(content: bytes) -> str:
    """Return the sha256 of some bytes."""
    return hashlib.sha256(content).hexdigest()


def write(target: Path, tables: Tables, edition: str = LATEST) -> None:
    """Write the tables and, in `edition.json`, their checksums and that of the whole."""
    target.mkdir(parents=True, exist_ok=True)
    sums: dict[str, str] = {}
    for name, found in sorted(tables.items()):
        content = written(name, found)
        (target / f"{name}.csv").write_bytes(content)
        sums[f"{name}.csv"] = checksum(content)
    parts = "".join(f"\0{file}\0{found}" for file, found in sums.items())
    whole = checksum(f"{edition}{parts}".encode())
    facts = {**EDITIONS[edition].card, "sha256": sums, "checksum": whole}
    (target / "edition.json").write_text(json.dumps(facts, indent=2) + "\n", encoding="utf-8")


def main() -> None:
    """Read the command line and write the editions it asks for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--edition", choices=sorted(EDITIONS), help="the one to write")
    parser.add_argument("--raw", type=Path, help="folder of the raw files")
    parser.add_argument("--target", type=Path, help="folder to write into")
    given = parser.parse_args()
    if given.target and not given.edition:
        parser.error("--target needs --edition: one folder holds one edition")
    for edition in [given.edition] if given.edition else sorted(EDITIONS):
        tables = collect(given.raw, edition)
        write(given.target or TABLES / edition, tables, edition)
        for name, found in tables.items():
            print(f"{edition} {name}: {len(found)} rows")


if __name__ == "__main__":
    main()
