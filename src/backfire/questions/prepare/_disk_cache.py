"""Cached tables that take long to compute: shipped, or on this machine, by their inputs."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from backfire import data, disk_cache
from backfire.disk_cache import canonical

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from backfire.data import Edition, Parameters
    from backfire.scenario import Scenario

TABLES = Path(data.__file__).parent / "tables"
SHIPPED = TABLES / "kept"
PROSE = frozenset({"title", "description", "note", "source", "sources", "discount_source"})
"""Fields of a scenario and of its parts that no number is computed from."""


def cached(
    name: str, about: Mapping[str, Any], compute: Callable[[], Mapping[str, NDArray[Any]]]
) -> dict[str, NDArray[Any]]:
    """Arrays that were computed of the same things before: shipped, cached, or computed now.

    Parameters
    ----------
    name, about, compute
        As ``backfire.disk_cache.cached`` takes them; see ``cache_key`` for what decides a table.
    """
    return disk_cache.cached(name, about, compute, shipped=SHIPPED)


def cache_key(
    scenario: Scenario,
    edition: Edition,
    parameters: Parameters,
    form: int,
    without: Collection[str] = (),
    **more: Any,
) -> dict[str, Any]:
    """What decides a table that is computed from a scenario: all but its prose.

    Parameters
    ----------
    without
        Fields of the scenario that the table does not depend on.
    form
        Raised by one whenever the code that computes the table changes what it finds.
    more
        What else it depends on, such as the precision.
    """
    said = _bare(scenario.model_dump(mode="json"))
    return {
        "scenario": {key: item for key, item in said.items() if key not in {"name", *without}},
        "edition": edition.checksum,
        "parameters": _checksum([canonical({"rows": parameters.table.to_dicts()}).encode()]),
        "economies": _checksum(_economies()),
        "form": form,
        **more,
    }


def _bare(value: Any) -> Any:
    """Without prose, and without what is left out: so a new field that may be changes nothing."""
    if isinstance(value, Mapping):
        parts = {key: _bare(item) for key, item in value.items() if key not in PROSE}
        return {key: item for key, item in parts.items() if item not in (None, [], {}, "")}
    return [_bare(item) for item in value] if isinstance(value, list) else value


def _economies() -> list[bytes]:
    """Input-output tables and elasticities, which belong to no edition."""
    folders = (TABLES / "economy", TABLES / "input_output")
    files = sorted(path for folder in folders for path in folder.rglob("*") if path.is_file())
    return [path.read_bytes() for path in files]


def _checksum(parts: list[bytes]) -> str:
    whole = hashlib.sha256()
    for part in parts:
        whole.update(hashlib.sha256(part).digest())
    return whole.hexdigest()
