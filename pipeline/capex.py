"""Capital cost of a tonne a year of capacity, from plants whose cost and size are known."""

from __future__ import annotations

import math
import statistics
from collections import defaultdict
from typing import TYPE_CHECKING

from pipeline._activity import RATES, Conversion, dollars
from pipeline._figures import HERE, Row, chosen, estimate, table

if TYPE_CHECKING:
    from pathlib import Path

RAW: dict[str, str] = {}
EXTRACT = "upstream"

LEAST, ALONE = 0.4, 0.7
"""Relative standard deviation: the least there is, and that of a single case."""
OUTSIDE = ("mine_", "separate_", "make_ndpr_metal", "recycle_")
PREMIUM = "iea_premium2025"
Cases = dict[tuple[str, str], list[tuple[dict[str, str], float]]]


def rows(path: Path) -> dict[str, list[Row]]:
    """Return the mean of the cases by process; China by the premium where it has no case."""
    cases = _cases(Conversion.read(path))
    out = [_mean(process, place, found) for (process, place), found in cases.items()]
    out += [_china(row) for row in out if str(row["process"]).startswith(OUTSIDE)]
    return {"capex": out}


def _cases(conversion: Conversion) -> Cases:
    cases: Cases = defaultdict(list)
    for line in table(HERE / "readings" / "capex.csv"):
        cost = dollars(float(line["millions"]), line["currency"])
        for process in line["process"].split(";"):
            size = conversion.activity(float(line["capacity"]), line["form"], process)[process]
            cases[process, line["place"]].append((line, cost / size))
    return cases


def _mean(process: str, place: str, found: list[tuple[dict[str, str], float]]) -> Row:
    costs = [cost for _, cost in found]
    logs = [math.log(cost) for cost in costs]
    spread = max(LEAST, statistics.stdev(logs)) if len(logs) > 1 else ALONE
    told = ", ".join(f"{line['case']} {cost / 1000:.3g}" for line, cost in found)
    figure = estimate(
        math.exp(statistics.fmean(logs)),
        sources([line for line, _ in found]),
        max(int(line["year"]) for line, _ in found),
        round(spread, 2),
        "geometric mean of stated costs over activity, spread that of the logarithm, thousand USD "
        f"per t/yr: {told}",
        f"{min(costs):,.0f} to {max(costs):,.0f}; other currencies at the mean rate of June 2024"
        if len(costs) > 1
        else "a single case",
    )
    return {"process": process, "place": place, **figure}


def sources(lines: list[dict[str, str]]) -> str:
    """Return the sources of some readings, each once, and that of exchange rates if used."""
    keys = [key for line in lines for key in line["source"].split(";")]
    foreign = any(line["currency"] != "USD" for line in lines)
    return ";".join(dict.fromkeys([*keys, *([RATES] if foreign else [])]))


def _china(row: Row) -> Row:
    premium = chosen("dynamics")["premium_outside"]
    figure = estimate(
        float(row["value"]) / (1 + premium),
        f"{row['source']};{PREMIUM}",
        2025,
        row["relative_sd"],
        "cost elsewhere over 1.5: outside the dominant producer typically 50 % higher",
    )
    return {"process": row["process"], "place": "CHN", **figure}
