"""The metadata of an input-output table: what it is, its unit, and what is odd in it by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from backfire.data.schema import listed, nearest, read_json, reference_keys

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
