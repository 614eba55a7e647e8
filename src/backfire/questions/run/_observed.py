"""What was seen, in the units of a result."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from backfire.data import Baseline, Edition

KILOGRAMS_PER_TONNE = 1000
SHOWN = ("price", "magnet_exports")
"""Series that pictures draw; the others score studies."""


def observed(edition: Edition, baseline: Baseline) -> dict[str, Any]:
    """Prices as ratios to the baseline and monthly exports in tonnes, with their labels.

    A quote given as a range without a middle takes the geometric mean of its ends.
    """
    price = dict(zip(baseline.goods, baseline.price, strict=True))
    rows = [
        _row(row, price)
        for row in edition.tables["observations"].iter_rows(named=True)
        if row["series"] in SHOWN and (row["series"] != "price" or row["good"] in price)
    ]
    names = ("series", "good", "place", "side", "date", "source")
    coords = {f"observation_{name}": ("observation", [row[name] for row in rows]) for name in names}
    return {
        **{
            f"observed_{name}": np.array([row[name] for row in rows], dtype=float)
            for name in ("value", "low", "high")
        },
        "coords": {"observation": np.arange(len(rows)), **coords},
    }


def _row(row: dict[str, Any], price: dict[str, float]) -> dict[str, Any]:
    scale = KILOGRAMS_PER_TONNE / price[row["good"]] if row["series"] == "price" else 1.0
    low, high, value = (row[name] for name in ("low", "high", "value"))
    if value is None:
        value = float(np.sqrt(low * high))
    text = {
        name: str(row[name] or "") for name in ("series", "good", "place", "side", "date", "source")
    }
    ends = {
        "value": scale * value,
        "low": np.nan if low is None else scale * low,
        "high": np.nan if high is None else scale * high,
    }
    return {**text, **ends}
