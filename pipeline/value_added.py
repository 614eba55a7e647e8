"""Value added of the sectors that use magnets and rare earths: an upper bound of what can stop."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pipeline._figures import HERE, Row, derived, estimate, pick, readings, table

if TYPE_CHECKING:
    from pathlib import Path

RAW = {
    "stage/value_at_stake.csv": "91e283cf5b968bcd95c10ec7a9f1524af2fc8fcf7fd975a2d0ed0ecbd3da7f29",
}
EXTRACT = "downstream"

MILLION = 1e6
METRIC = "value added (2017 ratio x 2023 output)"


def rows(path: Path) -> dict[str, list[Row]]:
    """Return value added by use for the United States, and German vehicles."""
    sectors = table(path / "stage" / "value_at_stake.csv")
    totals: dict[str, float] = defaultdict(float)
    names: dict[str, list[str]] = defaultdict(list)
    for line in table(HERE / "choices" / "value_added.csv"):
        code = line["sector_code"]
        totals[line["use"]] += pick(sectors, country="USA", sector_code=code, metric=METRIC)
        names[line["use"]].append(code)
    out: list[Row] = []
    for use, millions in totals.items():
        how = (
            f"sum of BEA detail sectors {' '.join(names[use])}; value added over output of 2017 "
            "times output of 2023"
        )
        figure = estimate(millions * MILLION, "bea_input_output2023", 2023, 0.15, how)
        out.append({"use": use, "place": "USA", **figure})
    return {"value_added": [*out, _german_vehicles(sectors)]}


def _german_vehicles(sectors: list[dict[str, str]]) -> Row:
    euros = pick(sectors, country="DEU", sector_code="C29") * MILLION
    figure = derived(
        euros * readings()["usd_per_euro_2015"],
        "destatis_vehicles2017;ecb_rates2015",
        2015,
        0.25,
        "gross value added of 2015 at the mean exchange rate of that year, not carried forward",
    )
    return {"use": "other_vehicles", "place": "DEU", **figure}
