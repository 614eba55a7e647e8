"""Sums and means of raw files that are too long or too restricted to be carried here.

Trade is summed over countries. Daily and monthly quotes from inside China are a proprietary series:
only their yearly means and the month of the peak are kept.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

from pipeline._figures import table
from pipeline.baci import CHEAPEST, DEAREST, members

BACI = "baci_rare_earth_trade_1995_2024.csv.gz"
MONTHLY = "history/prices_monthly_china_domestic_2009_2025.csv"
DAILY = "prices_china_domestic_oxides_daily_2013_2024.csv.gz"
FLOWS, MEANS = "trade_sums.csv", "price_means.csv"
YEARS = range(2009, 2025)
PEAK = "2011-07"
BLOCS = {"JPN": "JPN", "USA": "USA", "KOR": "KOR", "DEU": "EU"}
Cells = dict[str, str]


def flows(path: Path) -> list[Cells]:
    """Return trade by year, importer, exporter (China or others), code and plausible unit value."""
    kept = path / FLOWS
    return table(kept) if kept.exists() else _summed(table(path / BACI))


def means(path: Path) -> list[Cells]:
    """Return yearly means of the quotes inside China and the mean of the month of the peak."""
    kept = path / MEANS
    if kept.exists():
        return table(kept)
    return [*_monthly(table(path / MONTHLY)), *_daily(table(path / DAILY))]


def write(path: Path, rows: list[Cells]) -> None:
    """Write rows as a table."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as text:
        writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _bloc(country: str) -> str:
    return "EU" if country in members() else BLOCS.get(country, "")


def _summed(rows: list[Cells]) -> list[Cells]:
    tonnes: dict[tuple[str, ...], float] = defaultdict(float)
    values: dict[tuple[str, ...], float] = defaultdict(float)
    for row in rows:
        if int(row["year"]) not in YEARS:
            continue
        weight, worth = float(row["qty_t"] or 0), float(row["value_kusd"] or 0)
        usual = "1" if weight and CHEAPEST <= worth / weight <= DEAREST else "0"
        exporter = row["exporter"] if row["exporter"] == "CHN" else "others"
        bloc = _bloc(row["importer"])
        inside = bloc == "EU" and _bloc(row["exporter"]) == "EU"
        for importer in {bloc if not inside else "", "world" if exporter == "CHN" else ""} - {""}:
            key = (row["year"], importer, exporter, row["hs6"], usual)
            tonnes[key] += weight
            values[key] += worth
    columns = ("year", "importer", "exporter", "hs6", "usual")
    return [
        dict(zip(columns, key, strict=True))
        | {"qty_t": f"{tonnes[key]:.1f}", "value_kusd": f"{values[key]:.1f}"}
        for key in sorted(tonnes)
    ]


def _monthly(rows: list[Cells]) -> list[Cells]:
    groups: dict[tuple[str, str], list[tuple[float, int]]] = defaultdict(list)
    for row in rows:
        month, price, points = row["month"], float(row["price"]), int(row["n_daily_points"])
        if int(month[:4]) in YEARS:
            groups[row["element"], month[:4]].append((price, points))
        if month == PEAK:
            groups[row["element"], month].append((price, points))
    out: list[Cells] = []
    for (element, when), found in sorted(groups.items()):
        weighted = sum(price * points for price, points in found) / sum(n for _, n in found)
        mean = sum(price for price, _ in found) / len(found)
        out.append(_mean(element, when, "USD/kg", mean, weighted, len(found)))
    return out


def _daily(rows: list[Cells]) -> list[Cells]:
    names = {"CeO2": "Ce", "La2O3": "La", "Nd2O3": "Nd", "Pr6O11": "Pr"}
    per_kg = {"10^3 CNY/t": 1.0, "10^4 CNY/t": 10.0}
    groups: dict[tuple[str, str], list[float]] = defaultdict(list)
    for row in rows:
        if row["stat"] == "avg":
            price = float(row["value"]) * per_kg[row["unit_inferred"]]
            groups[names[row["oxide"]], row["date"][:4]].append(price)
    return [
        _mean(element, year, "CNY/kg", sum(found) / len(found), sum(found) / len(found), len(found))
        for (element, year), found in sorted(groups.items())
    ]


def _mean(element: str, when: str, unit: str, mean: float, weighted: float, count: int) -> Cells:
    return {
        "element": element,
        "period": when,
        "unit": unit,
        "mean": f"{mean:.6g}",
        "weighted": f"{weighted:.6g}",
        "count": str(count),
    }
