"""A balanced baseline in the cache on disk, so that it is found only once."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Callable, Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np

from backfire.disk_cache import cached

from ._baseline import Adjustment, Baseline

if TYPE_CHECKING:
    from backfire.data.edition import Edition

NAME = "baseline"
LABELS = ("goods", "places", "processes", "uses")
METADATA = "metadata"
"""Name of the array that holds, as JSON, all of a baseline that is no array."""


def cached_baseline(edition: Edition, solve: Callable[[Edition], Baseline]) -> Baseline:
    """The baseline of an edition that this machine has solved before, or else solved now."""
    about = {"edition": edition.checksum, "method": _method()}
    return _built(cached(NAME, about, lambda: _arrays(solve(edition))))


def _arrays(baseline: Baseline) -> dict[str, np.ndarray]:
    fields = {field.name: getattr(baseline, field.name) for field in dataclasses.fields(baseline)}
    arrays = {name: value for name, value in fields.items() if isinstance(value, np.ndarray)}
    metadata = {name: value for name, value in fields.items() if name not in arrays}
    metadata["adjustments"] = [dataclasses.asdict(each) for each in baseline.adjustments]
    metadata["counts"] = dict(baseline.counts)
    packed = np.frombuffer(json.dumps(metadata).encode(), dtype=np.uint8)
    return {**arrays, METADATA: packed}


def _built(found: Mapping[str, np.ndarray]) -> Baseline:
    metadata: dict[str, Any] = json.loads(found[METADATA].tobytes())
    metadata |= {name: tuple(metadata[name]) for name in LABELS}
    metadata["adjustments"] = tuple(Adjustment(**each) for each in metadata["adjustments"])
    metadata["counts"] = MappingProxyType(metadata["counts"])
    metadata |= {name: array for name, array in found.items() if name != METADATA}
    return Baseline(**metadata)


@cache
def _method() -> str:
    """Checksum of everything that decides a baseline besides the figures."""
    data = Path(__file__).parents[1]
    sources = [*sorted(data.rglob("*.py")), *sorted((data.parent / "numerics").rglob("*.py"))]
    whole = hashlib.sha256(version("clarabel").encode())
    for source in sources:
        whole.update(source.read_bytes())
    return whole.hexdigest()
