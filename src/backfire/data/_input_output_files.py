"""The files of an input-output table: labels and cells, read into arrays with every problem."""

from __future__ import annotations

import gzip
import hashlib
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from numpy.typing import NDArray
from polars.exceptions import PolarsError

from ._input_output_card import FILE, Card, read_card
from ._wording import nearest, shown

if TYPE_CHECKING:
    from pathlib import Path

Array = NDArray[np.float64]
PRODUCT, SPECIAL = "product", "special"
"""Treatments of a commodity: made by industries to order, or not (scrap, used goods and so on)."""
_LISTS = {
    "industries": ("industry", "name", "output"),
    "commodities": ("commodity", "name", "treatment"),
}
_CELLS = {
    "make": ("industry", "commodity"),
    "use": ("commodity", "industry"),
    "final": ("commodity", "category"),
    "value_added": ("component", "industry"),
    "imports": ("commodity", "used_by"),
}
_WORDS = {"used_by": "industry or category"}
_FIRST_ROW = 2


@dataclass(frozen=True)
class Account:
    """Make and use tables with their labels, in the unit of the card.

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

    card: Card
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
    card, problems = read_card(folder)
    texts = {name: _text(folder, name) for name in (*_LISTS, *_CELLS)}
    problems += [
        f"{name}.csv: is missing; put it there, plain or packed as {name}.csv.gz"
        for name, text in texts.items()
        if text is None
    ]
    if card is None:
        return None, problems
    found = {name: text for name, text in texts.items() if text is not None}
    problems += _changed(card, found)
    frames: dict[str, pl.DataFrame] = {}
    for name, text in found.items():
        columns = _LISTS.get(name) or (*_CELLS[name], "value")
        frame, faults = _frame(f"{name}.csv", text, columns)
        problems += faults
        if frame is not None:
            frames[name] = frame
    if not set(_LISTS) <= set(frames):
        return None, problems
    return _joined(card, frames, problems)


def _joined(
    card: Card, frames: dict[str, pl.DataFrame], problems: list[str]
) -> tuple[Account | None, list[str]]:
    industries, commodities = frames["industries"], frames["commodities"]
    problems += _twice("industries.csv", "industry", industries["industry"].to_list())
    problems += _twice("commodities.csv", "commodity", commodities["commodity"].to_list())
    problems += _treatments(commodities)
    output, faults = _numbers("industries.csv", industries, "output")
    labels = {
        "industry": tuple(industries["industry"].to_list()),
        "commodity": tuple(commodities["commodity"].to_list()),
        "category": tuple(card.categories),
        "component": tuple(card.components),
    }
    labels["used_by"] = (*labels["industry"], *labels["category"])
    arrays: dict[str, Array] = {}
    for name, (rows, columns) in _CELLS.items():
        if name in frames:
            sides = {rows: labels[rows], columns: labels[columns]}
            arrays[name], more = _array(f"{name}.csv", frames[name], sides)
            faults += more
    problems += faults
    if problems or len(arrays) < len(_CELLS):
        return None, problems
    account = Account(
        card=card,
        industries=labels["industry"],
        names=tuple(industries["name"].fill_null("").to_list()),
        commodities=labels["commodity"],
        special=(commodities["treatment"] == SPECIAL).to_numpy(),
        output=output,
        **arrays,
    )
    return account, []


def _text(folder: Path, name: str) -> bytes | None:
    plain, packed = folder / f"{name}.csv", folder / f"{name}.csv.gz"
    if plain.is_file():
        return plain.read_bytes()
    try:
        return gzip.decompress(packed.read_bytes()) if packed.is_file() else None
    except (OSError, EOFError):
        return b""


def _changed(card: Card, texts: dict[str, bytes]) -> list[str]:
    return [
        f"{name}.csv: is not the file that {FILE} describes; restore it, or take sha256 out of it"
        for name, text in texts.items()
        if card.sha256.get(f"{name}.csv") not in (None, hashlib.sha256(text).hexdigest())
    ]


def _frame(
    file: str, text: bytes, columns: tuple[str, ...]
) -> tuple[pl.DataFrame | None, list[str]]:
    try:
        frame = pl.read_csv(io.BytesIO(text), infer_schema=False, encoding="utf8")
    except (PolarsError, UnicodeDecodeError) as fault:
        said = str(fault).splitlines()[0]
        return None, [f"{file}: must be a UTF-8 table with commas, got {said}"]
    absent = [f"{file}: column {name} is missing" for name in columns if name not in frame.columns]
    extra = [
        f"{file}: {name} is not a column here{nearest(name, columns)}"
        for name in frame.columns
        if name not in columns
    ]
    if absent or extra:
        return None, [*absent, *extra]
    return frame.with_columns(pl.all().str.strip_chars().replace("", None)), []


def _twice(file: str, what: str, codes: Sequence[str | None]) -> Iterable[str]:
    seen: dict[str, int] = {}
    for row, code in enumerate(codes, start=_FIRST_ROW):
        if code is None:
            yield f"{file} row {row}: {what} must be given, got nothing"
        elif code in seen:
            yield f"{file} row {row} ({code}): must stand once, is already in row {seen[code]}"
        else:
            seen[code] = row


def _treatments(commodities: pl.DataFrame) -> Iterable[str]:
    for row, (code, treatment) in enumerate(
        commodities.select("commodity", "treatment").iter_rows(), start=_FIRST_ROW
    ):
        if treatment not in (PRODUCT, SPECIAL):
            yield (
                f"commodities.csv row {row} ({code}): treatment must be {PRODUCT} or {SPECIAL}, "
                f"got {shown(treatment)}"
            )


def _numbers(file: str, frame: pl.DataFrame, column: str) -> tuple[Array, list[str]]:
    """A column as numbers; a cell that is none stays 0 and is told."""
    read = frame[column].cast(pl.Float64, strict=False)
    bad = (read.is_null() | ~read.is_finite().fill_null(value=False)).to_list()
    problems = [
        f"{file} row {row}: {column} must be a number, got {shown(cell)}"
        for row, (cell, wrong) in enumerate(
            zip(frame[column].to_list(), bad, strict=True), start=_FIRST_ROW
        )
        if wrong
    ]
    return np.where(bad, 0.0, read.fill_null(0.0).to_numpy()), problems


def _array(
    file: str, frame: pl.DataFrame, sides: dict[str, tuple[str, ...]]
) -> tuple[Array, list[str]]:
    """Cells, one a line, as a matrix; a line with an unknown label is told and left out."""
    (rows, down), (columns, across) = sides.items()
    whole = np.zeros((len(down), len(across)))
    values, problems = _numbers(file, frame, "value")
    at = {
        name: {code: number for number, code in enumerate(codes)} for name, codes in sides.items()
    }
    seen: dict[tuple[str, str], int] = {}
    lines = zip(frame[rows].to_list(), frame[columns].to_list(), values, strict=True)
    for row, (first, second, value) in enumerate(lines, start=_FIRST_ROW):
        unknown = [
            f"{file} row {row}: {name} must be a known {_WORDS.get(name, name)}, got {shown(code)}"
            f"{nearest(code or '', sides[name])}"
            for name, code in ((rows, first), (columns, second))
            if code not in at[name]
        ]
        problems += unknown
        if (first, second) in seen:
            problems.append(
                f"{file} row {row} ({first}, {second}): must stand once, is already in row "
                f"{seen[first, second]}"
            )
        seen[first, second] = row
        if not unknown:
            whole[at[rows][first], at[columns][second]] = value
    return whole, problems
