"""Answer: what a question returns, whatever the question."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from backfire.dims import DRAW, GOOD, PLACE, QUANTILE, SAMPLE

from . import _format as words
from ._check import check, failed_draws
from ._export import content, dumps, write_csv, write_xlsx
from ._interval import Interval, quantiles, quantiles_where_known
from ._kind import Kind, Provenance
from ._netcdf import FACTS, FORMAT, KIND, PROVENANCE, write
from ._text import note, sentences

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import xarray as xr
    from numpy.typing import NDArray
    from pydantic import BaseModel

    from ._table import Cell, Table

_Read = TypeVar("_Read")

_LABEL = re.compile(r"\b[A-Za-z]\w*\b")

DRAWN = (DRAW, SAMPLE)
"""Axes over which an interval is taken: all draws, and those on which costly parts were run."""


@dataclass(frozen=True, eq=False)
class Answer:
    """An answer: labelled arrays of its kind, with provenance, checked when it is put together.

    Quantities and labels are attributes: ``answer.price`` is an array over draw, week, good and
    side. The kind declares them with their axes, units and meanings.

    Attributes
    ----------
    kind
        Declaration of what it holds.
    tree
        A node by the name of the kind, and one for each answer inside this one.
    provenance
        Scenario, edition, seed, sources and the like.

    Raises
    ------
    DataError
        The arrays depart from the declaration; every problem is listed.
    """

    kind: Kind
    tree: xr.DataTree
    provenance: Provenance

    def __post_init__(self) -> None:
        check(self.kind, self.dataset, self.provenance, self.facts, self.kind.name)

    @classmethod
    def of(
        cls,
        kind: Kind,
        dataset: xr.Dataset,
        provenance: Provenance,
        facts: BaseModel | None = None,
        parts: Sequence[Answer] = (),
    ) -> Answer:
        """Put an answer together from its arrays and from answers inside it.

        Units and meanings are taken from the declaration of the kind.
        """
        import xarray as xr

        nodes: dict[str, xr.Dataset] = {"/": xr.Dataset(attrs={KIND: kind.name, FORMAT: "2"})}
        attrs = {
            KIND: kind.name,
            PROVENANCE: provenance.model_dump_json(),
            FACTS: "{}" if facts is None else facts.model_dump_json(),
        }
        described = kind.described(dataset).drop_attrs(deep=False)
        nodes[f"/{kind.name}"] = described.assign_attrs(attrs)
        for part in parts:
            nodes[f"/{part.kind.name}"] = part.tree[part.kind.name].to_dataset()
        return cls(kind, xr.DataTree.from_dict(nodes), provenance)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name in {"kind", "tree", "provenance", "dataset", "facts"}:
            msg = f"an answer has no {name!r}"
            raise AttributeError(msg)
        if name not in self.dataset.variables:
            msg = f"an answer of kind {self.kind.name!r} has no {name!r}"
            raise AttributeError(msg)
        return self.dataset[name]

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *map(str, self.dataset.variables)})

    @cached_property
    def dataset(self) -> xr.Dataset:
        """The arrays of the answer itself."""
        return self.tree[self.kind.name].to_dataset()

    @cached_property
    def facts(self) -> Any:
        """What is neither a number by axes nor provenance, as the model of the kind."""
        return self.kind.facts.model_validate_json(str(self.dataset.attrs.get(FACTS, "{}")))

    @property
    def draws(self) -> int:
        """Number of draws, by the arrays; one where nothing is drawn."""
        return int(self.dataset.sizes.get(DRAW, 1))

    @cached_property
    def ran(self) -> xr.Dataset:
        """The arrays without the draws that failed."""
        failed = failed_draws(self.kind, self.dataset)
        return self.dataset.isel({DRAW: ~failed}) if failed.any() else self.dataset

    def has(self, name: str) -> bool:
        """Whether a quantity was asked and answered."""
        return name in self.dataset.variables

    def part(self, name: str) -> Answer | None:
        """The answer of another kind inside this one, None where it was not asked."""
        if name not in self.tree.children:
            return None
        node = self.tree[name]
        provenance = Provenance.model_validate_json(str(node.attrs[PROVENANCE]))
        return Answer(self.kind.part(name), self.tree, provenance)

    @property
    def parts(self) -> list[Answer]:
        """The answers of other kinds inside this one."""
        return [part for kind in self.kind.parts if (part := self.part(kind.name)) is not None]

    def with_part(self, part: Answer) -> Answer:
        """The same answer with an answer of another kind inside it."""
        return Answer.of(self.kind, self.dataset, self.provenance, self.facts, [part])

    def with_provenance(self, **changes: Any) -> Answer:
        """The same answer with some of its provenance changed, such as a part that failed."""
        changed = self.provenance.model_copy(update=changes)
        return Answer.of(self.kind, self.dataset, changed, self.facts, self.parts)

    def interval(self, name: str, **at: Any) -> Interval:
        """The interval of a quantity over its draws, or of its quantiles, at some labels.

        Labels are matched by name, such as ``interval("price", good="dy_oxide", side="outside")``.

        Raises
        ------
        KeyError
            If there is no such quantity or label.
        """
        found = self.bands(name).sel(at)
        ends = np.asarray(found.values, dtype=float)
        if ends.shape != (3,):
            msg = f"{name}: labels of {', '.join(map(str, found.dims[1:]))} must be named"
            raise KeyError(msg)
        return Interval(*(float(end) for end in ends))

    def bands(self, name: str) -> xr.DataArray:
        """The quantiles of a quantity, worked out once; the axis of quantiles comes first."""
        if name not in self._bands:
            self._bands[name] = self._quantiles(name)
        return self._bands[name]

    @cached_property
    def _bands(self) -> dict[str, xr.DataArray]:
        return {}

    def _quantiles(self, name: str) -> xr.DataArray:
        array = self.ran[name]
        if QUANTILE in array.dims:
            return array.transpose(QUANTILE, ...)
        drawn = [axis for axis in DRAWN if axis in array.dims]
        if not drawn:
            return array.expand_dims({QUANTILE: 3}).assign_attrs(drawn=False)
        values: NDArray[np.float64] = np.asarray(array.values, dtype=float)
        declared = self.kind.quantity(name)
        if declared.never:
            values = np.where(np.isnan(values), np.inf, values)
        over = quantiles_where_known if declared.where_known else quantiles
        found = over(values, array.dims.index(drawn[0]))
        rest = [axis for axis in array.dims if axis != drawn[0]]
        coords = {axis: array[axis] for axis in rest if axis in array.coords}
        return array.__class__(found, coords, (QUANTILE, *rest))

    def name(self, axis: str, label: str) -> str:
        """The name of a good, a place, a use or a process; its label if it has none."""
        names = self._names.get(axis, {})
        return names.get(label, label)

    @cached_property
    def _names(self) -> Mapping[str, Mapping[str, str]]:
        return {
            axis: dict(
                zip(map(str, self.dataset[axis].values), map(str, column.values), strict=True)
            )
            for axis in map(str, self.dataset.dims)
            if (column := self.dataset.variables.get(f"{axis}_name")) is not None
            and axis in self.dataset.coords
        }

    @cached_property
    def title(self) -> str:
        """What was asked, with the names of goods and places in place of their labels."""
        names = {
            label: write(name)
            for axis, write in ((PLACE, words.place), (GOOD, words.good))
            for label, name in self._names.get(axis, {}).items()
        }
        text = _LABEL.sub(lambda found: names.get(found[0], found[0]), self.provenance.title)
        return words.capital(text)

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        """The answer in words, from the text template of its kind."""
        before = [sentence for part in self.parts for sentence in part.sentences]
        return (*before, *sentences(self.kind.name, self._context))

    @cached_property
    def _context(self) -> Mapping[str, Any]:
        return {"answer": self, "facts": self.facts, **self.kind.context(self)}

    def note(self, macro: str, *given: Any) -> str:
        """What a macro of the text template writes, such as a paragraph of a section."""
        return note(self.kind.name, macro, self._context, *given)

    def reading(self, work: Callable[[Answer], _Read]) -> _Read:
        """What a function reads out of the answer, worked out once."""
        if work not in self._readings:
            self._readings[work] = work(self)
        return self._readings[work]

    @cached_property
    def _readings(self) -> dict[Any, Any]:
        return {}

    def rows(self, table: Table) -> tuple[tuple[Cell, ...], ...]:
        """The rows of one of its tables, worked out once."""
        if table not in self._readings:
            self._readings[table] = tuple(tuple(row) for row in table.rows(self))
        return self._readings[table]

    def tables(self) -> tuple[tuple[Table, tuple[tuple[Cell, ...], ...]], ...]:
        """Every table that has rows, with its rows."""
        every = ((table, self.rows(table)) for table in self.kind.tables)
        return tuple((table, rows) for table, rows in every if rows)

    def content(self) -> dict[str, Any]:
        """Everything that is not too long for JSON, as plain values with stable keys."""
        own = content(self.kind, self.dataset, self.provenance, self.facts, self.bands)
        tables = {table.name: table.records(rows) for table, rows in self.tables()}
        parts = {part.kind.name: part.content() for part in self.parts}
        return {**own, "draws": self.draws, "sentences": self.sentences, "tables": tables, **parts}

    def to_json(self) -> str:
        """Give the answer as JSON text; what is unknown or never happens is null, never NaN."""
        return dumps(self.content())

    def to_netcdf(self, path: str | Path) -> Path:
        """Write the answer to one compressed file, complete or not at all, and give its path."""
        return write(self.tree, Path(path))

    def to_csv(self, folder: str | Path) -> list[Path]:
        """Write every table as a CSV file into a folder, and give their paths."""
        return write_csv(self._all_tables(), Path(folder))

    def to_xlsx(self, path: str | Path) -> Path:
        """Write every table as a sheet of one workbook, and give its path.

        Raises
        ------
        DataError
            If the extra ``excel`` is not installed.
        """
        return write_xlsx(self._all_tables(), Path(path))

    def _all_tables(self) -> list[tuple[Table, tuple[tuple[Cell, ...], ...]]]:
        inside = [
            (replace(table, name=f"{part.kind.name}-{table.name}"), rows)
            for part in self.parts
            for table, rows in part.tables()
        ]
        return [*self.tables(), *inside]
