"""Where China's magnets went in 2024, from what was published about destinations."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from pipeline._figures import chosen, pick, readings, table

if TYPE_CHECKING:
    from pathlib import Path

MAGNETS = "rare earth permanent magnets (HS 85051110)"


def export_total(path: Path) -> float:
    """China's exports of magnets and magnet alloys in 2024, t."""
    months = table(path / "china_exports_monthly_2024_2025.csv")
    return pick(months, "tonnes", product=MAGNETS, period="2024", destination="World")


def september_share(place: str) -> float:
    """Share of a place in September 2024, worked back from the growth to September 2025."""
    read = readings()

    def before(name: str) -> float:
        return read[f"exports_september_2025_{name}"] / (1 + read[f"growth_september_{name}"])

    return before(place) / before("total")


def destination_shares(path: Path) -> dict[str, float]:
    """Share of each place in China's magnet exports of 2024."""
    months = table(path / "china_exports_monthly_2024_2025.csv")
    read, choice = readings(), chosen("routes")
    march = {"product": MAGNETS, "period": "2025-03"}
    us_march = pick(months, "tonnes", **march, destination="United States") / pick(
        months, "tonnes", **march, destination="World"
    )
    germany = september_share("DEU")
    return {
        "USA": (september_share("USA") + us_march) / 2,
        "DEU": germany,
        "REU": choice["europe_share"] - germany,
        "KOR": september_share("KOR"),
        "VNM": september_share("VNM"),
        "JPN": september_share("JPN"),
        "THA": read["exports_2020_THA"] / read["exports_2020_total"],
        "IND": _india(path) / export_total(path),
    }


def china_exports(path: Path) -> dict[str, float]:
    """Tonnes from China to each place with a destination share."""
    total = export_total(path)
    return {place: share * total for place, share in destination_shares(path).items()}


def us_import_share(path: Path, partner: str) -> float:
    """Share of a partner in US imports of metal magnets in 2024, by value."""
    imports = table(path / "us_imports_ree_magnets_by_partner_2018_2025.csv")
    return pick(imports, "share_of_us_imports", partner_iso3=partner, year="2024", hs6="850511")


def us_import_value(path: Path, partner: str) -> float:
    """US imports of metal magnets from a partner in 2024, USD."""
    imports = table(path / "us_imports_ree_magnets_by_partner_2018_2025.csv")
    return pick(imports, "import_value_usd", partner_iso3=partner, year="2024", hs6="850511")


def incomes(path: Path) -> dict[str, float]:
    """GDP by place in 2023, USD, with the rest of the European Union and of the world."""
    rows = table(path / "stage" / "gdp_2024.csv")
    wanted = [row for row in rows if row["vintage"].startswith("WDI Oct 2024")]
    gdp = {row["iso3"]: float(row["gdp_current_usd"]) for row in wanted if row["year"] == "2023"}
    named = ("CHN", "USA", "DEU", "JPN", "KOR", "AUS", "MYS", "MMR", "VNM", "IND", "THA")
    out = {place: gdp[place] for place in (*named, "GBR", "BRA")}
    out["REU"] = gdp["EU27"] - gdp["DEU"]
    out["ROW"] = gdp["WLD"] - sum(out.values())
    return out


def rest_by_income(path: Path, tonnes: float, places: tuple[str, ...]) -> dict[str, float]:
    """Spread `tonnes` over places in proportion to GDP, for want of anything better."""
    gdp = incomes(path)
    total = sum(gdp[place] for place in places)
    return {place: tonnes * gdp[place] / total for place in places}


def _india(path: Path) -> float:
    """Geometric mean of the rating agency's year and of twelve times July 2025."""
    ends = table(path / "stage" / "end_use.csv")
    months = table(path / "china_exports_monthly_2024_2025.csv")
    year = pick(ends, scope="IND", metric="RE magnet imports")
    month = pick(months, "tonnes", product=MAGNETS, period="2025-07", destination="India")
    return math.sqrt(year * month * 12)
