"""The sources of an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backfire import data

if TYPE_CHECKING:
    from backfire.data import Edition, Parameters
    from backfire.scenario import Scenario


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
