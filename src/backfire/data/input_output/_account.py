"""The files of an input-output table: labels and cells, read into arrays with every problem."""

from __future__ import annotations

import gzip
import hashlib
import io
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from backfire.data.schema import (
    Bounds,
    Labels,
    TextTable,
    check_cells,
    read_rows,
    schema_of,
    typed,
)
from backfire.regular_file import LIMIT, read_regular

from ._metadata import FILE, TableMetadata, read_metadata

if TYPE_CHECKING:
    from pathlib import Path

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
