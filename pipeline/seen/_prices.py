"""Yearly prices inside China and outside, and outside prices at the end of a year."""

from __future__ import annotations

import math
from pathlib import Path

from pipeline._figures import Row, derived, reported, table
from pipeline.seen._rows import between, row
from pipeline.seen._sums import PEAK, Cells, means

USGS = "prices_annual_usgs_2011_2025.csv"
GOODS = {
    element: f"{element.lower()}_oxide" for element in ("La", "Ce", "Pr", "Nd", "Sm", "Tb", "Dy")
}
PER_TONNE = 1000
VINTAGES = {
    "MCS 2016": ("usgs_mcs_rare_earths2016", range(2011, 2016)),
    "MCS 2019": ("usgs_mcs_rare_earths2019", range(2014, 2016)),
    "MCS 2021": ("usgs_mcs_rare_earths2021", range(2016, 2020)),
    "MCS 2025": ("usgs_mcs_rare_earths2025", range(2020, 2025)),
    "Summaries 2026": ("usgs_mcs_rare_earths2026", range(2021, 2025)),
}
"""Editions of USGS by a word of their title, the latest last, with the years each is used for."""
YEAR_END = "MCS 2016"
TAXED = "with value added tax; yearly mean of a proprietary quote"
OF_YEAR = "mean over months of daily quotes read from a drawing; high or low weighs months by days"
OF_MONTH = "mean of daily quotes in the month of the peak, read from a drawing"
HALF_A_YEAR = "; July to December only"
SAME = "; within 6 percent of the quote inside with tax, perhaps the same market"
ALIKE = 0.06
RATE_FROM = ("Nd", "Pr")
YUAN = "over the yuan per dollar that neodymium and praseodymium, quoted in both, imply"


def rows(path: Path) -> list[Row]:
    """Return yearly means inside, the peak inside, and what USGS prints for outside."""
    found = means(path)
    inside = [*_inside(found), *_cerium(found)]
    year_means = {
        (str(each["good"]), int(each["year"])): float(each["value"])
        for each in inside
        if not each["date"]
    }
    return [*inside, *_outside(path, year_means)]


def _inside(found: list[Cells]) -> list[Row]:
    out: list[Row] = []
    for cells in found:
        if cells["unit"] != "USD/kg":
            continue
        year, peak = int(cells["period"][:4]), cells["period"] == PEAK
        part = year == 2009
        method = OF_MONTH if peak else OF_YEAR
        note = TAXED.replace("yearly", "monthly") if peak else TAXED
        mean, other = (float(cells[name]) * PER_TONNE for name in ("mean", "weighted"))
        sd = 0.15 if part else 0.05
        note += HALF_A_YEAR if part else ""
        figure = derived(mean, "kroos2025", year, sd, method, note)
        date = PEAK if peak else ""
        out.append(_price(GOODS[cells["element"]], "inside", between(figure, other), year, date))
    return out


def _cerium(found: list[Cells]) -> list[Row]:
    """Cerium oxide has no quote in dollars; that in yuan begins in 2013 and ends in July 2024."""
    out: list[Row] = []
    for cells in found:
        if cells["element"] != "Ce":
            continue
        year = int(cells["period"])
        part = year == 2024
        method = f"mean of daily quotes in yuan {YUAN}"
        note = TAXED + ("; January to 5 July only" if part else "") + "; upstream not stated"
        value = float(cells["mean"]) / _rate(found, cells["period"]) * PER_TONNE
        sd = 0.15 if part else 0.08
        figure = derived(value, "yiya_oxides2024;kroos2025", year, sd, method, note)
        out.append(_price(GOODS["Ce"], "inside", figure, year))
    return out


def _rate(found: list[Cells], year: str) -> float:
    """Return the mean of yuan over dollars of the elements quoted in both."""

    def mean(element: str, unit: str) -> float:
        at = {"element": element, "period": year, "unit": unit}
        (cells,) = [x for x in found if all(x[key] == text for key, text in at.items())]
        return float(cells["mean"])

    if year == "2024":
        year = "2023"  # the quotes in yuan end in July
    ratios = [mean(element, "CNY/kg") / mean(element, "USD/kg") for element in RATE_FROM]
    return sum(ratios) / len(ratios)


def _outside(path: Path, inside: dict[tuple[str, int], float]) -> list[Row]:
    lines = [line for line in table(path / USGS) if line["element"] in GOODS]
    lines = [line for line in lines if line["form"].startswith("oxide")]
    latest: dict[tuple[str, int, str], Row] = {}
    others: dict[tuple[str, int, str], list[float]] = {}
    for word, (source, years) in VINTAGES.items():
        for line in lines:
            year, good = int(line["year"]), GOODS[line["element"]]
            if word not in line["source"] or year > 2024:
                continue
            key = (good, year, f"{year}-12" if word == YEAR_END else "")
            low, high = _ends(line["value_raw"])
            others.setdefault(key, []).extend((low, high))
            if year in years:
                near = inside.get((good, year))
                alike = near is not None and abs(math.log(low / near)) < ALIKE
                latest[key] = _usgs(low, high, source, year, word, alike)
    out: list[Row] = []
    for (good, year, date), figure in latest.items():
        said = [x for x in others[good, year, date] if not _rounded(x, float(figure["value"]))]
        out.append(_price(good, "outside", between(figure, *said), year, date))
    return out


def _rounded(other: float, value: float) -> bool:
    """Whether an older vintage prints the same price in whole dollars per kg."""
    return other % PER_TONNE == 0 and abs(other - value) < PER_TONNE / 2


def _ends(text: str) -> tuple[float, float]:
    low, _, high = text.partition("-")
    return float(low) * PER_TONNE, float(high or low) * PER_TONNE


def _usgs(low: float, high: float, source: str, year: int, word: str, alike: bool) -> Row:
    """Return a price as USGS prints it; what it rounds to counts as uncertainty."""
    middle = (low + high) / 2
    rounding = 0.0 if middle % PER_TONNE else PER_TONNE / math.sqrt(12)
    sd = round(math.hypot(0.05, rounding / middle, (high - low) / middle / math.sqrt(12)), 3)
    if word != YEAR_END:
        note = "yearly mean of Argus quotes" + (", free on board" if "2026" in word else "")
        note += SAME if alike else ""
        return reported(middle, source, year, sd, note)
    note = "price at the end of the year, not a mean"
    if low == high:
        return reported(middle, source, year, sd, note)
    return derived(middle, source, year, sd, "middle of the range printed", note)


def _price(good: str, side: str, figure: Row, year: int, date: str = "") -> Row:
    return row("price", year, "USD/t", figure, good=good, side=side, date=date)
