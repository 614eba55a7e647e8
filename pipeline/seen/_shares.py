"""What China shipped and what share it had in imports, from CEPII BACI."""

from __future__ import annotations

import math
import statistics
from pathlib import Path

from pipeline._figures import HERE, Row, choices, derived, estimate, table
from pipeline.seen._rows import between, row
from pipeline.seen._sums import YEARS, Cells, flows

PLACES = {"JPN": "JPN", "USA": "USA", "KOR": "KOR", "EU": "DEU;REU"}
ARGUED = {"JPN": 0.06}
LEAST_SD = 0.03
CODES = "HS 280530, 284610 and 284690"
OXIDE = ("280530", "284610", "284690")
FREE = range(2017, 2025)
LAST_SHIPPER = "the place that shipped last; some of what others ship is of Chinese make"
OUTSIDE_BLOC = "; trade within the European Union of 27 is left out"


def rows(path: Path) -> list[Row]:
    """Return gross exports of China, exports in oxide, and import shares by weight and value."""
    found = flows(path)
    apart = _apart(found)
    out: list[Row] = []
    for year in YEARS:
        out += _exports(found, year, apart)
    for importer in PLACES:
        out += _shares(found, importer, "import_share", "qty_t")
        out += _shares(found, importer, "import_share_value", "value_kusd")
    return out


def total(found: list[Cells], column: str, **where: str) -> float:
    """Return the sum of a column over the rows whose cells equal `where`."""
    return sum(float(x[column]) for x in found if all(x[key] == y for key, y in where.items()))


def gross(found: list[Cells], year: int, **where: str) -> float:
    """Return the product weight that China sent to the world."""
    return total(found, "qty_t", year=str(year), importer="world", exporter="CHN", **where)


def _apart(found: list[Cells]) -> float:
    """Return how far gross tonnes and Chinese customs are apart in years without a quota."""
    customs = {
        int(line["year"]): float(line["value"])
        for line in table(HERE / "readings" / "seen.csv")
        if line["series"] == "exports_customs"
    }
    gaps = [math.log(gross(found, year) / customs[year]) for year in FREE]
    return math.sqrt(statistics.fmean(gap**2 for gap in gaps))


def _exports(found: list[Cells], year: int, apart: float) -> list[Row]:
    weight = gross(found, year)
    how = f"gross tonnes of {CODES}, summed over importers"
    certain = f"; sd from the gap to Chinese customs in {FREE[0]} to {FREE[-1]}"
    note = "reports of both sides reconciled, so smuggled goods that importers declared are in it"
    plain = derived(weight, "baci2024", year, round(apart, 3), how + certain, note)
    chosen = choices("seen")
    content = {code: float(chosen[code]["value"]) for code in OXIDE}
    oxide = sum(gross(found, year, hs6=code) * share for code, share in content.items())
    doubt = sum(
        gross(found, year, hs6=code) * content[code] * float(chosen[code]["relative_sd"])
        for code in OXIDE
    )
    metals, cerium, others = content.values()
    how = (
        f"gross tonnes times {metals} (metals), {cerium} (cerium compounds) and {others} (other "
        f"compounds) t of oxide{certain} and from doubt about the content"
    )
    source = "baci2024;metalminer_june2013;indmin_exports2014"
    sd = round(math.hypot(apart, doubt / oxide), 3)
    counted = between(estimate(oxide, source, year, sd, how, note), weight)
    return [
        row("exports_gross", year, "t/yr", plain, place="CHN"),
        row("exports", year, "t/yr", counted, place="CHN"),
    ]


def _shares(found: list[Cells], importer: str, series: str, column: str) -> list[Row]:
    shares = {year: _share(found, importer, column, year) for year in YEARS}
    steps = [shares[year] - shares[year - 1] for year in YEARS[1:]]
    noise = max(LEAST_SD, statistics.pstdev(steps) / math.sqrt(2))
    source, argued = "baci2024", ""
    if series == "import_share" and importer in ARGUED:
        noise, source, argued = ARGUED[importer], "baci2024;backfire_design2025", ", as argued"
    how = f"sum of {CODES} from China over the sum from all; sd {noise:.2f}{argued}"
    note = LAST_SHIPPER + (OUTSIDE_BLOC if importer == "EU" else "")
    out: list[Row] = []
    for year, share in shares.items():
        sd = round(noise / share, 3)
        figure = derived(share, source, year, sd, how, note)
        other = _share(found, importer, column, year, usual="1")
        place = PLACES[importer]
        figure = between(figure, other)
        out.append(row(series, year, "1", figure, place=place, partner="CHN"))
    return out


def _share(found: list[Cells], importer: str, column: str, year: int, **where: str) -> float:
    at = {"year": str(year), "importer": importer, **where}
    return total(found, column, exporter="CHN", **at) / total(found, column, **at)
