"""Weeks of use that buyers and producers hold, fixed before any run is scored on it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from pipeline._figures import HERE, Row, estimate, pick, table

if TYPE_CHECKING:
    from pathlib import Path

RAW = {
    "stage/inventories.csv": "a894708668644239f0962c9873c09135c3ded9ec0acbb6409ce761df865f8af1",
    "stage/separated_output.csv": (
        "caf80abd9babf78a5e3dffb7c998857dc14ef30346e8dab0213d0d2096174c06"
    ),
    "stage/metals_magnets.csv": "930b7aea7434a662ef99415529ba8833583365bb2c3db3f849a1c5bdb0fa90e0",
}
EXTRACT = "downstream"

WEEKS = 52.0
DAYS = 7.0
WITHIN = 0.06


def rows(path: Path) -> dict[str, list[Row]]:
    """Return the stock rows; each median is checked against the statements it rests on."""
    out: list[Row] = []
    anchors = _anchors(path)
    for line in table(HERE / "choices" / "stocks.csv"):
        value = float(line["value"])
        if min(abs(value / anchor - 1) for anchor in anchors) > WITHIN:
            msg = f"no statement supports {value} weeks for {line['holder']} of {line['good']}"
            raise LookupError(msg)
        figure = estimate(
            value,
            line["source"],
            int(line["year"]),
            float(line["relative_sd"]),
            line["method"],
            line["note"],
        )
        spread = float(line["spread"]) if line["spread"] else ""
        key = {"holder": line["holder"], "good": line["good"], "place": line["place"]}
        out.append({**key, "spread": spread, **figure})
    return {"stocks": out}


def _anchors(path: Path) -> tuple[float, ...]:
    held = table(path / "stage" / "inventories.csv")
    crisil = pick(held, country="IND", item="RE magnets", metric="stock", as_of="2025-06-10")
    primus = pick(held, country="IND", item="RE magnets", metric="stock", as_of="2025-06-01")
    spare = pick(held, item="critical components")
    japan = pick(held, item="designated rare metals") / DAYS
    yttrium = {"item": "yttrium oxide"}
    months = math.sqrt(pick(held, "low", **yttrium) * pick(held, "high", **yttrium))
    makers = (crisil, primus, spare, japan)
    made = table(path / "stage" / "metals_magnets.csv")
    used = table(path / "stage" / "separated_output.csv")
    metal = pick(used, element_or_product="PrNd metal", metric="consumption")
    oxide = pick(used, element_or_product="PrNd oxide", metric="consumption")
    surplus_metal = pick(made, product="PrNd metal", metric="output", period="2024") - metal
    surplus_oxide = pick(held, item="PrNd oxide")
    return (
        math.prod(makers) ** (1 / len(makers)),
        japan,
        math.sqrt(crisil * primus),
        spare,
        months * WEEKS / 12,
        WEEKS * surplus_oxide / oxide,
        WEEKS * surplus_metal / metal,
    )
