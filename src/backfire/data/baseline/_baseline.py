"""The chain at rest: figures that balance, what was moved for it, and its cache."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np

from backfire.disk_cache import cached

if TYPE_CHECKING:
    from jaxtyping import Float

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


@dataclass(frozen=True)
class Adjustment:
    """A figure that the balance moved by more than two of its standard deviations."""

    table: str
    key: str
    """Labels of the row, such as ``magnets, CHN, JPN``."""
    observed: float
    """What the source says, in the unit of the table."""
    sd: float
    """Its standard deviation, in the same unit."""
    balanced: float
    """What it is in the baseline, in the same unit."""
    moved_sd: float
    """Balanced less observed, in standard deviations."""
    source: str
    """Keys of the bibliography."""

    def __str__(self) -> str:
        """One line for a report."""
        if self.balanced == 0:
            why = "since nobody makes it there or nobody takes it"
            left_out = f"{self.observed:,.4g} is left out {why}"
            return f"{self.table} ({self.key}): {left_out} [{self.source}]"
        return (
            f"{self.table} ({self.key}): {self.observed:,.4g} became {self.balanced:,.4g}, "
            f"{self.moved_sd:+.1f} standard deviations [{self.source}]"
        )


@dataclass(frozen=True)
class Baseline:
    """Production, trade and use of one year that balance at every good and place.

    For every good and place, output less what is discarded is what buyers take, and what a place
    buys is what its processes and end uses take in. Arrays are read-only.
    """

    goods: tuple[str, ...]
    places: tuple[str, ...]
    processes: tuple[str, ...]
    uses: tuple[str, ...]
    activity: Float[np.ndarray, "process place"]
    """Activity, t/yr."""
    capacity: Float[np.ndarray, "process place"]
    """Most activity possible, t/yr; where no capacity was observed, activity over the highest use
    of capacity that a balance allows."""
    flow: Float[np.ndarray, "good origin destination"]
    """Tonnes bought, t/yr; the diagonal is bought at home."""
    use: Float[np.ndarray, "good use place"]
    """Tonnes put to each end use, t/yr."""
    discarded: Float[np.ndarray, "good place"]
    """Tonnes produced and not sold, t/yr: joint products that nobody wants."""
    input: Float[np.ndarray, "good process"]
    """Tonnes taken in per tonne of activity, t/t."""
    output: Float[np.ndarray, "good process"]
    """Tonnes put out per tonne of activity, t/t."""
    price: Float[np.ndarray, " good"]
    """USD/t; NaN where none was found."""
    processing_cost: Float[np.ndarray, " process"]
    """USD per tonne of activity without the goods taken in; NaN where none was found."""
    adjustments: tuple[Adjustment, ...]
    """Figures moved by more than two standard deviations, the farthest first."""
    counts: Mapping[str, int]
    """Number of figures by kind: reported, derived, estimate."""
    residual: float
    """Largest imbalance at any good and place, relative to what passes through there."""

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        for value in vars(self).values():
            if isinstance(value, np.ndarray):
                value.setflags(write=False)


def imbalance(baseline: Baseline) -> float:
    """Largest difference between what comes in and goes out, relative to what passes through."""
    made = baseline.output @ baseline.activity - baseline.discarded
    taken = baseline.input @ baseline.activity + baseline.use.sum(axis=1)
    sold, bought = baseline.flow.sum(axis=2), baseline.flow.sum(axis=1)
    errors = [
        np.max(np.abs(first - second)[size > 0] / size[size > 0], initial=0.0)
        for first, second, size in (
            (made, sold, baseline.output @ baseline.activity + sold),
            (taken, bought, taken + bought),
        )
    ]
    return float(max(errors))
