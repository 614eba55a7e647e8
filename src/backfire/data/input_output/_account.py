"""The files of an input-output table: metadata, labels and cells, with every problem."""

from __future__ import annotations

import gzip
import hashlib
import io
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from backfire.data.schema import (
    Bounds,
    Labels,
    TextTable,
    check_cells,
    listed,
    nearest,
    read_json,
    read_rows,
    reference_keys,
    schema_of,
    typed,
)
from backfire.regular_file import LIMIT, read_regular

if TYPE_CHECKING:
    from pathlib import Path


FILE = "table.json"
SCALES = {"USD": 1.0, "thousand USD": 1e3, "million USD": 1e6, "billion USD": 1e9}
_REQUIRED = ("name", "year", "unit", "source", "components", "categories")
_OPTIONAL = (
    "title",
    "rounding",
    "gdp",
    "negative_value_added",
    "negative_use",
    "raw",
    "sha256",
)


@dataclass(frozen=True)
class TableMetadata:
    """What ``table.json`` says about the files beside it.

    Attributes
    ----------
    rounding
        What every figure is printed to, in the unit of the table; 0 where none is rounded.
    gdp
        Gross domestic product as the table prints it, in its unit; None where it does not.
    components, categories
        Names of the parts of value added and of the final uses by code.
    negative_value_added, negative_use
        Industries whose value added, or whose purchases, may be below zero, and why.
    sha256
        Checksum of every file before it was packed.
    """

    name: str
    year: int
    unit: str
    source: str
    components: Mapping[str, str]
    categories: Mapping[str, str]
    title: str = ""
    rounding: float = 0.0
    gdp: float | None = None
    negative_value_added: Mapping[str, str] = field(default_factory=dict[str, str])
    negative_use: Mapping[str, str] = field(default_factory=dict[str, str])
    sha256: Mapping[str, str] = field(default_factory=dict[str, str])

    @property
    def scale(self) -> float:
        """USD in one unit of the table."""
        return SCALES[self.unit]


def read_metadata(folder: Path) -> tuple[TableMetadata | None, list[str]]:
    """Read ``table.json`` of a folder, with every problem found in it."""
    fields, problems = read_json(folder / FILE, _REQUIRED)
    if fields is None:
        return None, problems
    problems = [
        f"{FILE}: {key} is not a field here{nearest(key, (*_REQUIRED, *_OPTIONAL))}"
        for key in fields
        if key not in (*_REQUIRED, *_OPTIONAL)
    ]
    problems = problems or list(_faults(fields))
    return (None, problems) if problems else (_stated(fields), [])


def _stated(fields: dict[str, Any]) -> TableMetadata:
    gdp = fields.get("gdp")
    return TableMetadata(
        name=str(fields["name"]),
        year=int(fields["year"]),
        unit=str(fields["unit"]),
        source=str(fields["source"]),
        components=dict(fields["components"]),
        categories=dict(fields["categories"]),
        title=str(fields.get("title", "")),
        rounding=float(fields.get("rounding", 0.0)),
        gdp=None if gdp is None else float(gdp),
        negative_value_added=dict(fields.get("negative_value_added", {})),
        negative_use=dict(fields.get("negative_use", {})),
        sha256=dict(fields.get("sha256", {})),
    )


def _faults(fields: Mapping[str, Any]) -> Iterable[str]:
    """Fields that do not say what they must."""
    if fields["unit"] not in SCALES:
        yield f'{FILE}: unit must be {listed(SCALES)}, got "{fields["unit"]}"'
    if not isinstance(fields["year"], int):
        yield f'{FILE}: year must be a year, got "{fields["year"]}"'
    for key in ("rounding", "gdp"):
        number = fields.get(key, 0)
        if not isinstance(number, int | float) or not 0 <= number < float("inf"):
            yield f"{FILE}: {key} must be a number of zero or more, got {number}"
    for key in ("components", "categories", "negative_value_added", "negative_use", "sha256"):
        if not isinstance(fields.get(key, {}), dict):
            yield f"{FILE}: {key} must be a mapping from code to text"
    known = reference_keys()
    for source in str(fields["source"]).split(";"):
        if known and source.strip() not in known:
            yield (
                f'{FILE}: source must name entries of references.bib, got "{source}"'
                f"{nearest(source, known)}"
            )


Array = NDArray[np.float64]
SPECIAL = "special"
"""Treatment of a commodity that no industry makes to order: scrap, used goods and so on."""
_LISTS = ("industries", "commodities")
_CELLS = {
    "make": "make",
    "use": "io_use",
    "final": "final",
    "value_added": "io_value_added",
    "imports": "imports",
}
"""Schema of every file that holds one cell a line."""


@dataclass(frozen=True)
class Account:
    """Make and use tables with their labels, in the unit that the metadata say.

    Attributes
    ----------
    output
        Output of industries, (industry,).
    make, use, final, value_added
        (industry, commodity), (commodity, industry), (commodity, category) and
        (component, industry).
    imports
        Imports by commodity and by who uses them, (commodity, industry and then category).
    special
        Whether a commodity is made by no industry to order, (commodity,).
    """

    metadata: TableMetadata
    industries: tuple[str, ...]
    names: tuple[str, ...]
    commodities: tuple[str, ...]
    special: NDArray[np.bool_]
    output: Array
    make: Array
    use: Array
    final: Array
    value_added: Array
    imports: Array


def read_account(folder: Path) -> tuple[Account | None, list[str]]:
    """Read the files of a folder; no account comes back if any of them has a problem."""
    metadata, problems = read_metadata(folder)
    texts: dict[str, bytes] = {}
    for name in (*_LISTS, *_CELLS):
        try:
            texts[name] = _text(folder, name)
        except FileNotFoundError:
            where = f"{name}.csv: is missing; put it there"
            problems.append(f"{where}, plain or packed as {name}.csv.gz")
        except (OSError, EOFError, zlib.error) as fault:
            problems.append(f"{name}.csv: must be a UTF-8 table with commas, got {fault}")
    if metadata is None:
        return None, problems
    problems += _changed(metadata, texts)
    tables: dict[str, TextTable] = {}
    for name, text in texts.items():
        table, faults = read_rows(schema_of(_CELLS.get(name, name)), f"{name}.csv", text)
        problems += faults
        if table is not None:
            tables[name] = table
    if not set(_LISTS) <= set(tables):
        return None, problems
    labels = _labels(metadata, tables)
    for table in tables.values():
        problems += check_cells(table, Labels(labels, frozenset()), Bounds())
    if problems or len(tables) < len(_LISTS) + len(_CELLS):
        return None, problems
    return _joined(metadata, tables, labels), []


def _labels(metadata: TableMetadata, tables: Mapping[str, TextTable]) -> dict[str, tuple[str, ...]]:
    industries, commodities = (
        tuple(tables[name].frame[column].drop_nulls())
        for name, column in (("industries", "industry"), ("commodities", "commodity"))
    )
    categories = tuple(metadata.categories)
    return {
        "industry": industries,
        "commodity": commodities,
        "category": categories,
        "component": tuple(metadata.components),
        "industry or category": (*industries, *categories),
    }


def _joined(
    metadata: TableMetadata,
    tables: Mapping[str, TextTable],
    labels: Mapping[str, tuple[str, ...]],
) -> Account:
    industries, commodities = typed(tables["industries"]), tables["commodities"].frame
    return Account(
        metadata=metadata,
        industries=labels["industry"],
        names=tuple(industries["name"].fill_null("")),
        commodities=labels["commodity"],
        special=(commodities["treatment"] == SPECIAL).to_numpy(),
        output=industries["output"].to_numpy(),
        **{name: _array(tables[name], labels) for name in _CELLS},
    )


def _array(table: TextTable, labels: Mapping[str, tuple[str, ...]]) -> Array:
    """Cells, one a line, as a matrix."""
    rows, columns, _ = table.schema.columns
    down, across = labels[rows.type], labels[columns.type]
    at_row, at_column = ({code: at for at, code in enumerate(codes)} for codes in (down, across))
    whole = np.zeros((len(down), len(across)))
    frame = typed(table)
    at = (
        [at_row[code] for code in frame[rows.name]],
        [at_column[code] for code in frame[columns.name]],
    )
    whole[at] = frame["value"].to_numpy()
    return whole


def _text(folder: Path, name: str) -> bytes:
    """A file, unpacked.

    Raises
    ------
    OSError, EOFError, zlib.error
        If there is none, or it cannot be read or unpacked.
    """
    plain = folder / f"{name}.csv"
    if plain.exists():
        return read_regular(plain)
    with gzip.GzipFile(fileobj=io.BytesIO(read_regular(folder / f"{name}.csv.gz"))) as packed:
        text = packed.read(LIMIT + 1)
    if len(text) > LIMIT:
        message = f"more than {LIMIT:,} bytes once it is unpacked"
        raise OSError(message)
    return text


def _changed(metadata: TableMetadata, texts: Mapping[str, bytes]) -> Iterator[str]:
    for name, text in texts.items():
        if metadata.sha256.get(f"{name}.csv") not in (None, hashlib.sha256(text).hexdigest()):
            yield (
                f"{name}.csv: is not the file that {FILE} describes; restore it, or take sha256 "
                "out of it"
            )
