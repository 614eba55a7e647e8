"""One frozen, dated release of all tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from backfire.data.schema import (
    TABLES,
    Bounds,
    Labels,
    TextTable,
    check_cells,
    nearest,
    overlaid,
    read_rows,
    reference_keys,
    schemas,
    typed,
)
from backfire.errors import DataError

from ._cross_table_checks import cross_table_problems
from ._manifest import FILE, Manifest, checksum, read_files, read_manifest, verify

if TYPE_CHECKING:
    import datetime

    import polars as pl

DEFAULT = "2025.11"


@dataclass(frozen=True)
class Edition:
    """Every figure of one release with its source; places and goods in the order of their tables.

    Attributes
    ----------
    tables
        Typed tables by name, with the columns of their schema and a column ``row`` that says where
        each line was written, such as ``trade.csv row 7``.
    checksum
        SHA-256 of all files, the overlay included.
    """

    name: str
    date: datetime.date
    baseline_year: int
    price_year: int
    checksum: str
    tables: Mapping[str, pl.DataFrame]

    @property
    def goods(self) -> tuple[str, ...]:
        """Identifiers of the goods."""
        return self._labels("goods", "good")

    @property
    def places(self) -> tuple[str, ...]:
        """Identifiers of the places."""
        return self._labels("places", "place")

    @property
    def processes(self) -> tuple[str, ...]:
        """Identifiers of the processes."""
        return self._labels("processes", "process")

    @property
    def uses(self) -> tuple[str, ...]:
        """Identifiers of the end uses."""
        return self._labels("uses", "use")

    def members(self, good: str) -> dict[str, float]:
        """Goods that a good or a group stands for, with tonnes as counted per tonne of each."""
        groups = self.tables["groups"]
        rows = groups.filter(groups["group"] == good)
        if rows.is_empty():
            return {good: 1.0}
        return dict(zip(rows["good"], rows["weight"].fill_null(1.0), strict=True))

    def _labels(self, table: str, column: str) -> tuple[str, ...]:
        return tuple(self.tables[table][column])


def editions() -> tuple[str, ...]:
    """Names of the editions that come with the package, oldest first."""
    return tuple(sorted(path.parent.name for path in TABLES.glob(f"*/{FILE}")))


def read_edition(name_or_path: str | Path = DEFAULT, overlay: str | Path | None = None) -> Edition:
    """Read and check one edition, with own rows laid over it if wanted.

    Parameters
    ----------
    name_or_path
        Name of a shipped edition, or a folder. A folder with an ``edition.json`` is an edition of
        its own; a folder with tables alone is laid over the newest shipped edition.
    overlay
        Folder with some of the tables. A row whose key is in the edition replaces that row; other
        rows are added.

    Raises
    ------
    DataError
        With every problem found: a changed file, a missing or unknown column, a cell that is not
        what its column holds, a duplicate key, an unknown label or source, a basket that does not
        sum to one, a place without data, a date after the edition's.
    """
    folder, own = _folder(str(name_or_path))
    layers = [Path(path) for path in (own, overlay) if path is not None]
    manifest, problems = read_manifest(folder)
    if manifest is None:
        where = f"edition {folder.name}"
        raise DataError(where, problems)
    files = read_files(folder)
    _refuse_changed(manifest, files)
    tables, problems = _text(files, "")
    contents = dict(files)
    for number, layer in enumerate(layers, start=1):
        own_files, faults = _layer(layer)
        problems += faults
        rows, faults = _text(own_files, f"{layer.name}/")
        problems += faults
        contents |= {f"{number}/{name}": body for name, body in own_files.items()}
        tables = {name: overlaid(table, rows.get(name)) for name, table in tables.items()}
    figures, faults = _checked(tables, Bounds(manifest.date, manifest.baseline_year))
    problems += faults
    if problems:
        title = f"edition {manifest.name}" + "".join(f" with {layer}" for layer in layers)
        raise DataError(title, problems)
    return Edition(
        name=manifest.name,
        date=manifest.date,
        baseline_year=manifest.baseline_year,
        price_year=manifest.price_year,
        checksum=checksum(contents, manifest.name),
        tables=MappingProxyType(figures),
    )


def _checked(
    tables: Mapping[str, TextTable], bounds: Bounds
) -> tuple[dict[str, pl.DataFrame], list[str]]:
    """Tables with typed cells, and every problem of them; a cell that is no number is null."""
    problems = [
        f"{name}.csv: is missing; a table without rows has its header alone"
        for name in schemas()
        if name not in tables
    ]
    labels = Labels.of({name: table.frame for name, table in tables.items()}, reference_keys())
    for table in tables.values():
        problems += check_cells(table, labels, bounds)
    figures = {name: typed(table) for name, table in tables.items()}
    if len(figures) == len(schemas()):
        problems += cross_table_problems(figures)
    return figures, problems


def _folder(name: str) -> tuple[Path, Path | None]:
    """The folder of an edition, and the folder of own rows that stood in its place."""
    if (TABLES / name / FILE).exists():
        return TABLES / name, None
    path = Path(name)
    if (path / FILE).exists():
        return path, None
    if path.is_dir():
        return TABLES / DEFAULT, path
    known = editions()
    way_out = nearest(name, known) or f"; shipped are {', '.join(known) or 'none'}"
    where = f'"{name}" is neither an edition nor a folder{way_out}'
    raise DataError(where)


def _refuse_changed(manifest: Manifest, files: Mapping[str, bytes]) -> None:
    changed = verify(manifest, files)
    if changed:
        where = f"edition {manifest.name}"
        raise DataError(where, changed)


def _text(files: Mapping[str, bytes], prefix: str) -> tuple[dict[str, TextTable], list[str]]:
    """Tables by name; ``prefix`` stands before a file's name where its rows are spoken of."""
    tables: dict[str, TextTable] = {}
    problems: list[str] = []
    for file, body in files.items():
        name, where = file.removesuffix(".csv"), f"{prefix}{file}"
        schema = schemas().get(name)
        if schema is None:
            problems.append(f"{where}: is not a table of an edition{nearest(name, schemas())}")
            continue
        table, faults = read_rows(schema, where, body)
        problems += faults
        if table is not None:
            tables[name] = table
    return tables, problems


def _layer(folder: Path) -> tuple[dict[str, bytes], list[str]]:
    if not folder.is_dir():
        return {}, [f"{folder}: must be a folder of tables, got nothing there"]
    files = read_files(folder)
    return files, [] if files else [f"{folder}: must hold at least one table, got none"]
