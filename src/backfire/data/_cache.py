"""Keep a balanced baseline on this machine, so that it is found only once."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
import zlib
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

import numpy as np
import platformdirs

from ._baseline import Adjustment, Baseline

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ._edition import Edition

_ARRAYS = (
    "activity",
    "capacity",
    "flow",
    "use",
    "discarded",
    "input",
    "output",
    "price",
    "processing_cost",
)
_CARD = "card"
_UNREADABLE = (OSError, ValueError, KeyError, TypeError, EOFError, BadZipFile, zlib.error)


def recall(edition: Edition) -> Baseline | None:
    """The baseline kept for an edition; None where there is none, or it cannot be read."""
    try:
        with np.load(BytesIO(_home(edition).read_bytes()), allow_pickle=False) as kept:
            arrays = {name: kept[name] for name in _ARRAYS}
            card: dict[str, Any] = json.loads(kept[_CARD].tobytes())
        return _built(card, arrays)
    except _UNREADABLE:
        return None


def remember(edition: Edition, baseline: Baseline) -> None:
    """Keep a baseline; a machine that offers no place for it just computes it again."""
    home = _home(edition)
    draft = home.with_name(f".{home.name}.{os.getpid()}")
    card = {
        "goods": baseline.goods,
        "places": baseline.places,
        "processes": baseline.processes,
        "uses": baseline.uses,
        "adjustments": [dataclasses.asdict(each) for each in baseline.adjustments],
        "counts": dict(baseline.counts),
        "residual": baseline.residual,
    }
    packed = np.frombuffer(json.dumps(card).encode(), dtype=np.uint8)
    try:
        home.parent.mkdir(parents=True, exist_ok=True)
        with draft.open("wb") as file:
            np.savez(file, **{_CARD: packed}, **{name: getattr(baseline, name) for name in _ARRAYS})
        draft.replace(home)
    except OSError:
        with suppress(OSError):
            draft.unlink()


def _built(card: Mapping[str, Any], arrays: Mapping[str, np.ndarray]) -> Baseline:
    return Baseline(
        goods=tuple(card["goods"]),
        places=tuple(card["places"]),
        processes=tuple(card["processes"]),
        uses=tuple(card["uses"]),
        adjustments=tuple(Adjustment(**each) for each in card["adjustments"]),
        counts=MappingProxyType(dict(card["counts"])),
        residual=float(card["residual"]),
        **arrays,
    )


def _home(edition: Edition) -> Path:
    key = hashlib.sha256(f"{edition.checksum}\0{_method()}".encode()).hexdigest()[:32]
    return platformdirs.user_cache_path("backfire") / "baselines" / f"{key}.npz"


@cache
def _method() -> str:
    """Checksum of everything that decides a baseline besides the figures."""
    data = Path(__file__).parent
    sources = [*sorted(data.glob("*.py")), *sorted((data.parent / "numerics").glob("*.py"))]
    whole = hashlib.sha256(version("clarabel").encode())
    for source in sources:
        whole.update(source.read_bytes())
    return whole.hexdigest()
