"""Preparation: a checked scenario on its edition with its sources, the same for every question."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from backfire import data
from backfire.answers import Provenance
from backfire.scenario import Scenario, read_scenario

from ._check import check
from ._labels import Labels, labels_of

if TYPE_CHECKING:
    from pathlib import Path

    from backfire.data import Baseline, Edition, Parameters


def sources(scenario: Scenario, edition: Edition, parameters: Parameters) -> dict[str, str]:
    """Citation of every key that the figures, the parameters or the scenario name."""
    keys = {
        key.strip()
        for name, table in edition.tables.items()
        if "source" in table.columns and name != "holes"
        for cell in table["source"].drop_nulls().unique()
        for key in str(cell).split(";")
    }
    keys |= {
        key.strip()
        for cell in parameters.table["source"].drop_nulls()
        for key in str(cell).split(";")
    }
    keys |= set(scenario.source_keys())
    known = data.citations()
    return {key: known[key] for key in sorted(keys) if key in known}


@dataclass(frozen=True, eq=False)
class Prepared:
    """A scenario that has been checked against the edition and the parameters that it names."""

    scenario: Scenario
    edition: Edition

    @cached_property
    def labels(self) -> Labels:
        """The names that the edition knows."""
        return labels_of(self.edition)

    @cached_property
    def baseline(self) -> Baseline:
        """The balanced baseline, from the cache on disk where the edition has not changed."""
        return data.reconcile(self.edition)

    @cached_property
    def parameters(self) -> Parameters:
        """The uncertain parameters."""
        return data.read_parameters(self.scenario.parameters)

    def provenance(self, **more: Any) -> Provenance:
        """Where an answer to this question comes from, with what else is known of it."""
        scenario = self.scenario
        common: dict[str, Any] = {
            "title": scenario.title,
            "scenario_name": scenario.name,
            "scenario": scenario.to_yaml(),
            "edition": self.edition.name,
            "edition_checksum": self.edition.checksum,
            "parameters": self.parameters.name,
            "seed": scenario.seed,
            "version": version("backfire"),
            "sources": sources(scenario, self.edition, self.parameters),
        }
        return Provenance(**(common | more))


def prepare(
    scenario: Scenario | str | Path,
    edition: str | Path | None = None,
    **changes: Any,
) -> Prepared:
    """Read a scenario, apply changes that are given, and check it against its edition.

    Parameters
    ----------
    scenario
        A scenario, the slug of a shipped one, or the path of a file.
    edition
        A folder with own tables, laid over the edition that the scenario names.
    changes
        Fields to replace, such as ``draws``, ``seed`` and ``parameters``; None leaves a field.

    Raises
    ------
    ScenarioError
        If the scenario cannot be read or names what the edition does not know.
    DataError
        If the figures cannot be read.

    Examples
    --------
    >>> prepare("no-control", draws=2).scenario.draws
    2
    """
    question = scenario if isinstance(scenario, Scenario) else read_scenario(scenario)
    given = {name: value for name, value in changes.items() if value is not None}
    question = question.but(**given) if given else question
    figures = data.read_edition(question.edition, overlay=edition)
    check(question, figures)
    return Prepared(question, figures)
