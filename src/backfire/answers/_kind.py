"""Kind: the declaration of one sort of answer, its quantities and labels."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict

if TYPE_CHECKING:
    import xarray as xr

    from backfire.units import Unit

    from ._table import Table


@dataclass(frozen=True)
class Quantity:
    """An array of numbers in an answer.

    Attributes
    ----------
    name, axes, unit, meaning
        Its name, the names of its axes in order, its unit, and one sentence without a full stop.
    missing
        What NaN stands for; empty where NaN is not allowed in a draw that ran.
    where_known
        Whether quantiles are taken over the draws in which it is known, and not unknown with one.
    never
        Whether NaN means later than the horizon, which counts as infinite in quantiles.
    low, high
        Inclusive bounds of the values.
    part
        Part of the question that works it out, where it may be left out; empty if it is always
        there.
    empty
        Whether it may be missing throughout.
    dense
        Whether it is too long for JSON and stays in the file: paths by week, draws of packages.
    """

    name: str
    axes: tuple[str, ...]
    unit: Unit
    meaning: str
    missing: str = ""
    where_known: bool = False
    never: bool = False
    low: float | None = 0.0
    high: float | None = None
    part: str = ""
    empty: bool = False
    dense: bool = False


@dataclass(frozen=True)
class Label:
    """A coordinate of an answer: an axis, or names along one.

    Attributes
    ----------
    values
        The labels, where they are always the same.
    dated
        Whether it holds dates.
    part
        Part of the question without which it may be missing.
    """

    name: str
    axes: tuple[str, ...]
    meaning: str
    values: tuple[str, ...] = ()
    dated: bool = False
    part: str = ""


def axis(name: str, meaning: str, *values: str | int, dated: bool = False, part: str = "") -> Label:
    """The label of an axis of the same name."""
    return Label(name, (name,), meaning, tuple(map(str, values)), dated, part)


class Provenance(BaseModel):
    """Where an answer comes from, stored with it."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    title: str
    """What was asked, in words."""
    scenario_name: str
    """Short name of the scenario."""
    scenario: str = ""
    """The scenario as YAML text; empty where the question takes none."""
    edition: str = ""
    """Edition of the figures."""
    edition_checksum: str = ""
    """Checksum of the edition."""
    parameters: str = ""
    """Edition of the uncertain parameters."""
    seed: int = 0
    """Seed of all random numbers."""
    version: str
    """Version of the program."""
    sources: dict[str, str] = {}
    """Citation by key."""
    seconds: float = 0.0
    """Wall time in seconds."""
    seconds_by_part: dict[str, float] = {}
    """Wall time by part of the question."""
    parts: tuple[str, ...] = ()
    """Optional parts that were asked and answered."""
    failed: dict[str, str] = {}
    """Optional parts that could not be worked out, each with the reason."""
    data_gaps: tuple[str, ...] = ()
    """Figures that nobody has, in words."""


class NoFacts(BaseModel):
    """Facts of an answer that has none beside its quantities."""

    model_config = ConfigDict(frozen=True, extra="forbid")


@dataclass(frozen=True)
class Section:
    """A section of the page: its pictures come from the folder `figures` by the same name.

    Attributes
    ----------
    name, title
        Anchor and heading.
    tables
        Names of its tables, each under a fold unless `open`.
    note
        Macro of the template of the answer that writes a paragraph of the section; empty for none.
    given
        What the macro is given.
    """

    name: str
    title: str
    tables: tuple[str, ...] = ()
    note: str = ""
    open: bool = False
    given: tuple[str, ...] = ()


def _nothing(_answer: Any) -> Mapping[str, Any]:
    return {}


def _no_section(_answer: Any) -> Iterable[Section]:
    return ()


def _no_problem(_data: Any, _facts: Any) -> Iterable[str]:
    return ()


@dataclass(frozen=True)
class Kind:
    """One sort of answer: its quantities, labels, facts, tables and sections.

    Attributes
    ----------
    name
        The command that asks it; also the name of its text template and of its node in a file.
    facts
        Closed model of what is neither a number by axes nor provenance: dates, sides, texts.
    parts
        Kinds of answers that may stand inside one of this kind.
    context
        From the answer to the variables of its text template.
    problems
        What else may be wrong with its dataset and facts, one sentence each.
    further
        From the answer to sections of the page after the fixed ones, such as one for each claim.
    """

    name: str
    quantities: tuple[Quantity, ...]
    labels: tuple[Label, ...]
    facts: type[BaseModel] = NoFacts
    tables: tuple[Table, ...] = ()
    sections: tuple[Section, ...] = ()
    parts: tuple[Kind, ...] = ()
    context: Callable[[Any], Mapping[str, Any]] = _nothing
    problems: Callable[[Any, Any], Iterable[str]] = field(default=_no_problem)
    further: Callable[[Any], Iterable[Section]] = _no_section

    def quantity(self, name: str) -> Quantity:
        """One quantity by its name.

        Raises
        ------
        KeyError
            If there is none of that name.
        """
        return {each.name: each for each in self.quantities}[name]

    def described(self, dataset: xr.Dataset) -> xr.Dataset:
        """The arrays with the units and meanings that are declared here."""
        found = {
            each.name: dataset[each.name].assign_attrs(
                {"units": each.unit.symbol, "long_name": each.meaning}
            )
            for each in self.quantities
            if each.name in dataset.data_vars
        }
        return dataset.assign(found)

    def part(self, name: str) -> Kind:
        """The kind of an answer inside one of this kind.

        Raises
        ------
        KeyError
            If there is none of that name.
        """
        return {each.name: each for each in self.parts}[name]
